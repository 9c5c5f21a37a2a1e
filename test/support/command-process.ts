/**
 * The `haulout` command in a process of its own, at a terminal of 80 columns or with pipes. The process runs
 * one command line after the other, as starting one for each would be most of the work.
 */
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { createServer, type Socket } from 'node:net';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const driver = fileURLToPath(new URL('command-driver.mjs', import.meta.url));

/** Gives a program a terminal of 80 columns, and copies what it writes there. */
const TERMINAL = `
import fcntl, os, pty, struct, sys, termios
pid, terminal = pty.fork()
if pid == 0:
    fcntl.ioctl(1, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 80, 0, 0))
    os.execv(sys.argv[1], sys.argv[1:])
while True:
    try:
        written = os.read(terminal, 65536)
    except OSError:
        break
    os.write(1, written)
`;

/** Whether there are terminals here: Python makes them, on Linux and macOS. */
export function hasTerminals(): boolean {
  return spawnSync('python3', ['-c', 'import fcntl, pty, termios']).status === 0;
}

/** What a command line came to. At a terminal all is in `stdout`. */
export interface Came {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** What has been written to a stream since the last command line ended. */
class Written {
  text = '';
  #look: () => void = () => {};

  constructor(stream: NodeJS.ReadableStream) {
    stream.setEncoding('utf8').on('data', (part: string) => {
      this.text += part;
      this.#look();
    });
  }

  /** Resolves when a pattern is there, or the command line has ended. */
  async has(pattern: RegExp): Promise<void> {
    while (!pattern.test(this.text) && !END.test(this.text))
      await new Promise<void>((resolve) => (this.#look = resolve));
  }

  /** What a command line has written, once it has ended, with its exit code. */
  async end(): Promise<{ readonly text: string; readonly code: number }> {
    await this.has(END);
    const [mark, code] = END.exec(this.text)!;
    const text = this.text.slice(0, this.text.indexOf(mark));
    this.text = this.text.slice(text.length + mark.length);
    return { text, code: Number(code) };
  }
}

const END = /\u001e(\d+)\u001e/;

/** A process that runs command lines. */
export class CommandProcess {
  readonly #child: ChildProcess;
  readonly #socket: Socket;
  readonly #stdout: Written;
  readonly #stderr: Written | undefined;

  private constructor(child: ChildProcess, socket: Socket, isTerminal: boolean) {
    this.#child = child;
    this.#socket = socket;
    this.#stdout = new Written(child.stdout!);
    this.#stderr = isTerminal ? undefined : new Written(child.stderr!);
  }

  /** @param folder where it runs; its socket is there, too */
  static async start(
    folder: string,
    { isTerminal, env }: { readonly isTerminal: boolean; readonly env: Readonly<Record<string, string>> },
  ): Promise<CommandProcess> {
    const path = join(folder, isTerminal ? 'terminal' : 'pipes');
    const server = createServer().listen(path);
    await once(server, 'listening');
    const [command, ...args] = isTerminal
      ? ['python3', '-I', '-c', TERMINAL, process.execPath, driver, path]
      : [process.execPath, driver, path];
    const child = spawn(command!, args, {
      cwd: folder,
      env: { ...plainEnvironment(), ...env },
      stdio: 'pipe',
    });
    const [socket] = (await once(server, 'connection')) as [Socket];
    server.close();
    return new CommandProcess(child, socket, isTerminal);
  }

  /** Runs a command line. */
  async run(args: readonly string[]): Promise<Came> {
    this.#send({ args });
    return this.#end();
  }

  /** Runs a command line that does not end by itself, and interrupts it once it has written something. */
  async runUntil(pattern: RegExp, args: readonly string[]): Promise<Came> {
    this.#send({ args });
    await Promise.race([this.#stdout, this.#stderr ?? []].flat().map((one) => one.has(pattern)));
    this.#send({});
    return this.#end();
  }

  /** Ends it. */
  async stop(): Promise<void> {
    const exit = once(this.#child, 'exit');
    this.#child.kill('SIGKILL');
    this.#socket.destroy();
    await exit;
  }

  #send(message: object): void {
    this.#socket.write(`${JSON.stringify(message)}\n`);
  }

  async #end(): Promise<Came> {
    const { text: stdout, code } = await this.#stdout.end();
    const stderr = this.#stderr === undefined ? '' : (await this.#stderr.end()).text;
    return { code, stdout, stderr };
  }
}

/** What commands read from the environment is not that of who runs the tests. */
function plainEnvironment(): NodeJS.ProcessEnv {
  const kept = Object.entries(process.env).filter(
    ([name]) => !/^(HAULOUT_|NO_COLOR|FORCE_COLOR|DEBUG|CI$|NODE_OPTIONS)/.test(name),
  );
  return { ...Object.fromEntries(kept), TERM: 'xterm' };
}
