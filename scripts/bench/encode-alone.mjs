/**
 * One work of the encoding in a process of its own, on the packages as they are built: `node encode-alone.mjs
 * WORK SHARDS BYTES RUNS WORKERS...` writes, as JSON, the median time for each number of workers, in turns,
 * and the memory that they took at most.
 */
import {
  computeMetadata,
  decodeBlob,
  decodeStream,
  encodeBlob,
  encodedLength,
  encodeStream,
} from '@haulout/sdk/encoding';
import { fileScratch } from '@haulout/sdk/files';
import { readFileSync, writeFileSync } from 'node:fs';
import { setTimeout } from 'node:timers/promises';

const [work, ...numbers] = process.argv.slice(2);
const [nShards, size, runs, ...choices] = numbers.map(Number);
/** Whether the blob is never in memory. */
const isStream = work.endsWith('stream');
const CHUNK_BYTES = 1 << 20;
const bytes = new Uint8Array(isStream ? CHUNK_BYTES : size);
for (let i = 0; i < bytes.length; i++) bytes[i] = (i * 31) % 251;
/** As many primary slivers as decoding takes, of the last rows: none of them is a row of the blob. */
const needed = nShards - 2 * Math.floor((nShards - 1) / 3);

const scratch = fileScratch();
const source = {
  size,
  async *stream() {
    for (let at = 0; at < size; at += CHUNK_BYTES) yield bytes.subarray(0, Math.min(CHUNK_BYTES, size - at));
  },
};

const works = {
  encode: async () => (workers) => encodeBlob(bytes, { nShards, workers }),
  metadata: async () => (workers) => computeMetadata(bytes, { nShards, workers }),
  async read() {
    const { blobId, metadata, sliverPairs } = await encodeBlob(bytes, { nShards });
    const slivers = sliverPairs.slice(-needed);
    const primary = slivers.map((pair) => ({ ...pair.primary, bytes: pair.primary.bytes.slice() }));
    return (workers) => decodeBlob(primary, { blobId, metadata, workers });
  },
  stream: async () => async (workers) => (await encodeStream(source, { nShards, workers, scratch })).close(),
  async 'read stream'() {
    const blob = await encodeStream(source, { nShards, scratch });
    return async (workers) => {
      const decoding = await decodeStream({ ...blob, scratch });
      for (let i = nShards - needed; i < nShards; i++) await decoding.add(await blob.sliver('primary', i));
      await (await decoding.finish({ workers })).close();
    };
  },
};
/** Of warming up. */
const MOST_ROUNDS = 20;
/** Workers that have done nothing yet. */
const idle = new Set();
let started = 0;
process.on('worker', (worker) => {
  idle.add(worker);
  started++;
  worker.on('message', ({ kind }) => kind === 'done' && idle.delete(worker));
});
const run = await works[work]();
// Compiles what is to be compiled, and starts the workers: what they take by themselves does not count. A
// fast machine may leave one without a task each time.
for (const workers of choices) {
  let rounds = 0;
  do await encodeBlob(bytes.subarray(0, CHUNK_BYTES), { nShards: 100, workers });
  while (++rounds < MOST_ROUNDS && (started < workers || idle.size > 0));
}
// Memory of arrays that nobody has any more is given back by other threads.
for (let i = 0; i < 3; i++) {
  globalThis.gc();
  await setTimeout(50);
}
const before = process.memoryUsage.rss();
const peakNow = startPeak();
const times = choices.map(() => []);
for (let turn = 0; turn < runs; turn++)
  for (const [i, workers] of choices.entries()) {
    const started = performance.now();
    await run(workers);
    times[i].push(performance.now() - started);
  }
const peak = peakNow() - before;
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
console.log(JSON.stringify({ ms: times.map(median), peak, encoded: encodedLength(nShards, size) }));

/**
 * Begins to look how much memory the process has; the result says how many bytes it was at most. `maxRSS` is
 * no good on Linux: it counts what the parent had when it started this process.
 */
function startPeak() {
  try {
    writeFileSync('/proc/self/clear_refs', '5');
    return () => Number(/VmHWM:\s+(\d+) kB/.exec(readFileSync('/proc/self/status', 'utf8'))[1]) * 1024;
  } catch {
    return () => process.resourceUsage().maxRSS * 1024;
  }
}
