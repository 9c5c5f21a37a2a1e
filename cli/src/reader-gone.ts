/** What becomes of a command whose output goes nowhere, as of `haulout read ID | head`, or to a full disk. */
import { writeSync } from 'node:fs';
import { errorLine } from './error-line.js';

/** Whether an error says that whoever read the output has gone. */
export function isReaderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
}

/**
 * Lets the command end quietly when its reader has gone, which had what it wanted. What ends in order when it
 * is asked to, such as a network, does so. Where output cannot be written, that is told and it fails.
 */
export function endWithReader(): void {
  for (const [stream, path] of [
    [process.stdout, 'standard output'],
    [process.stderr, 'standard error'],
  ] as const)
    stream.on('error', (error) => {
      if (!isReaderGone(error)) fail(Object.assign(error, { path }));
      if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
      else process.exit();
    });
}

function fail(error: Error): never {
  try {
    writeSync(process.stderr.fd, `${errorLine(error, process.argv.includes('--json'))}\n`);
  } catch {
    // Nobody can be told.
  }
  process.exit(1);
}
