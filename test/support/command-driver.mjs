/**
 * Runs command lines one after the other in this process, as they come on a socket (see
 * command-process.ts): what all commands load is loaded once.
 */
import { connect } from 'node:net';
import { createInterface } from 'node:readline';
import { endWithReader } from '../../cli/dist/reader-gone.js';
import { run } from '../../cli/dist/run.js';

endWithReader();
const socket = connect(process.argv[2]);
const written = (stream, text) => new Promise((resolve) => stream.write(text, () => resolve()));

for await (const line of createInterface({ input: socket })) {
  const { args } = JSON.parse(line);
  // As Ctrl-C; what runs ends in order.
  if (args === undefined) process.kill(process.pid, 'SIGINT');
  else void run(args).then(ended);
}

async function ended(code) {
  const { isTTY } = process.stdout;
  // On a terminal both go the same way.
  await written(process.stdout, `\u001e${code}\u001e`);
  if (!isTTY) await written(process.stderr, `\u001e${code}\u001e`);
}
