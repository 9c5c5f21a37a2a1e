import type { Writable } from 'node:stream';
import { endWithReader } from './reader-gone.js';
import { run } from './run.js';

endWithReader();
process.exitCode = await run(process.argv.slice(2));
// Connections to hosts that do not answer, which nobody waits for, would keep the process for seconds.
await Promise.all([process.stdout, process.stderr].map(written));
process.exit();

/** Resolves when a stream has passed on all that was written to it. */
function written(stream: Writable): Promise<void> {
  return new Promise((resolve) => stream.write('', () => resolve()));
}
