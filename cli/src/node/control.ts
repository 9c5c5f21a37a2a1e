/**
 * How commands reach the running node: a socket in its folder that only its user can open. A command sends
 * the name of a request on one line, and gets JSON, a line for each object; the last one says how it ended.
 * Who hangs up ends what he has asked for.
 */
import { chmod, rm } from 'node:fs/promises';
import { createServer, type Socket } from 'node:net';
import type { Logger } from 'pino';
import type { EndedScrubPass, Scrub, ScrubReport } from '@haulout/node';

/** What a command can ask of the running node. */
export type ControlRequest = 'scrub' | 'scrub-report';

/** What the running node says. */
export type ControlLine =
  /** How far the scrub has come. */
  | { readonly report: ScrubReport }
  /** The pass that was asked for has ended. */
  | { readonly ended: EndedScrubPass }
  /** Why there is nothing to say. */
  | { readonly error: string };

/** Longest request. */
const MAX_REQUEST = 64;
/** How often progress is told. */
const EVERY_MS = 250;
/** Commands that are answered at the same time. */
const MAX_COMMANDS = 8;

/**
 * Listens for commands. A socket that a killed node has left is replaced: whoever calls this has the store
 * open, and so is the only one. A socket that cannot be made is no reason not to run: that is logged.
 *
 * @param scrub that of the node as it is now; undefined while it is opened anew
 * @returns how to end it
 */
export async function serveControl(
  file: string,
  scrub: () => Scrub | undefined,
  logger: Logger,
): Promise<() => Promise<void>> {
  const open = new Set<Socket>();
  const server = createServer((socket) => {
    open.add(socket);
    socket.once('close', () => open.delete(socket));
    socket.on('error', () => undefined); // it has hung up
    answerRequests(socket, scrub);
  });
  server.maxConnections = MAX_COMMANDS;
  try {
    await rm(file, { force: true });
    await new Promise<void>((resolve, reject) => server.once('error', reject).listen(file, resolve));
    await chmod(file, 0o600);
  } catch (error) {
    logger.warn({ file, err: error }, 'commands cannot reach this node while it runs');
  }
  return async () => {
    for (const socket of open) socket.destroy();
    if (server.listening) await new Promise((resolve) => server.close(resolve));
  };
}

function answerRequests(socket: Socket, scrub: () => Scrub | undefined): void {
  let text = '';
  const tell = (line: ControlLine): void => void socket.write(`${JSON.stringify(line)}\n`);
  const onData = (bytes: Buffer): void => {
    text += bytes.toString('latin1');
    if (!text.includes('\n') && text.length <= MAX_REQUEST) return;
    socket.off('data', onData).resume();
    void answer(text.split('\n')[0]!, { scrub, socket, tell })
      .catch((error: unknown) => tell({ error: error instanceof Error ? error.message : String(error) }))
      .finally(() => socket.end());
  };
  socket.on('data', onData);
}

async function answer(
  request: string,
  {
    scrub: now,
    socket,
    tell,
  }: {
    readonly scrub: () => Scrub | undefined;
    readonly socket: Socket;
    readonly tell: (line: ControlLine) => void;
  },
): Promise<void> {
  const scrub = now();
  if (scrub === undefined) return tell({ error: 'the node is being opened anew: try again in a moment' });
  if (request === 'scrub-report') return tell({ report: scrub.report() });
  if (request !== 'scrub') return tell({ error: 'this node knows no such request' });
  const hungUp = new AbortController();
  socket.once('close', () => hungUp.abort(new Error('the command has ended')));
  const timer = setInterval(() => tell({ report: scrub.report() }), EVERY_MS);
  try {
    tell({ ended: await scrub.run(hungUp.signal) });
  } finally {
    clearInterval(timer);
  }
}
