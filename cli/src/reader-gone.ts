/** What becomes of a command whose output nobody reads any more, as of `haulout read ID | head`. */

/** Whether an error says that whoever read the output has gone. */
export function isReaderGone(error: unknown): boolean {
  return (error as NodeJS.ErrnoException | undefined)?.code === 'EPIPE';
}

/**
 * Lets the command end quietly when its reader has gone, which had what it wanted. What ends in order when it
 * is asked to, such as a network, does so.
 */
export function endWithReader(): void {
  for (const stream of [process.stdout, process.stderr])
    stream.on('error', (error) => {
      if (!isReaderGone(error)) throw error;
      if (process.listenerCount('SIGTERM') > 0) process.kill(process.pid, 'SIGTERM');
      else process.exit();
    });
}
