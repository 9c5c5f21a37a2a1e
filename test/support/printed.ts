import { vi } from 'vitest';
import { createProgram } from '../../cli/src/program.js';

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
  const program = await createProgram(args[0]);
  return (await printedBy(() => program.parseAsync(args, { from: 'user' }))).join('\n');
}
