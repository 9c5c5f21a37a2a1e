/**
 * One work of the encoding in a process of its own, on the packages as they are built: `node encode-alone.mjs
 * WORK SHARDS BYTES RUNS WORKERS...` writes, as JSON, the median time for each number of workers, in turns,
 * and the memory that the last run took at most.
 */
import { computeMetadata, decodeBlob, encodeBlob, encodedLength } from '@haulout/sdk/encoding';

const [work, ...numbers] = process.argv.slice(2);
const [nShards, size, runs, ...choices] = numbers.map(Number);
const bytes = new Uint8Array(size);
for (let i = 0; i < size; i++) bytes[i] = (i * 31) % 251;

const works = {
  encode: async () => (workers) => encodeBlob(bytes, { nShards, workers }),
  metadata: async () => (workers) => computeMetadata(bytes, { nShards, workers }),
  async read() {
    const { blobId, metadata, sliverPairs } = await encodeBlob(bytes, { nShards });
    // As many slivers as decoding takes, of the last rows: none of them is a row of the blob.
    const slivers = sliverPairs.slice(-(nShards - 2 * Math.floor((nShards - 1) / 3)));
    const primary = slivers.map((pair) => ({ ...pair.primary, bytes: pair.primary.bytes.slice() }));
    return (workers) => decodeBlob(primary, { blobId, metadata, workers });
  },
};
const run = await works[work]();
// Starts the workers and compiles what is to be compiled.
for (const workers of choices) await encodeBlob(bytes.subarray(0, 1 << 16), { nShards: 100, workers });
globalThis.gc?.();
const before = process.memoryUsage.rss();
const times = choices.map(() => []);
for (let turn = 0; turn < runs; turn++)
  for (const [i, workers] of choices.entries()) {
    const started = performance.now();
    await run(workers);
    times[i].push(performance.now() - started);
  }
const peak = process.resourceUsage().maxRSS * 1024 - before;
const median = (all) => all.toSorted((a, b) => a - b)[Math.floor(all.length / 2)];
console.log(JSON.stringify({ ms: times.map(median), peak, encoded: encodedLength(nShards, size) }));
