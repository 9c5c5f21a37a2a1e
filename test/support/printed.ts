import { vi } from 'vitest';
import { createProgram } from '../../cli/src/program.js';
import { run } from '../../cli/src/run.js';

/** The lines that something prints in this process, where all that it needs is loaded. */
export async function printedBy(something: () => Promise<unknown>): Promise<string[]> {
  const printed: string[] = [];
  const log = vi.spyOn(console, 'log').mockImplementation((line: unknown) => void printed.push(String(line)));
  try {
    await something();
  } finally {
    log.mockRestore();
  }
  return printed;
}

/** What a command prints that runs in this process. */
export async function haulout(...args: string[]): Promise<string> {
  const program = await createProgram(args);
  return (await printedBy(() => program.parseAsync(args, { from: 'user' }))).join('\n');
}

/** What a command came to that ran in this process, from its words to its exit code. */
export interface Ran {
  readonly code: number;
  readonly stdout: Buffer;
  readonly stderr: string;
}

/** Runs a command line in this process. */
export async function ran(...args: readonly string[]): Promise<Ran> {
  const written: Uint8Array[] = [];
  let stderr = '';
  const spies = [
    vi.spyOn(console, 'log').mockImplementation((line) => void written.push(Buffer.from(`${line}\n`))),
    vi.spyOn(console, 'error').mockImplementation((line) => void (stderr += `${line}\n`)),
    vi.spyOn(process.stdout, 'write').mockImplementation(((bytes: Uint8Array, done?: () => void) => {
      written.push(Buffer.from(bytes));
      done?.();
      return true;
    }) as typeof process.stdout.write),
  ];
  try {
    const code = await run(args);
    return { code, stdout: Buffer.concat(written), stderr };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
