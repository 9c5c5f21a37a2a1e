import { BlobEncoder } from '@mysten/walrus-wasm';
import {
  blobLayout,
  computeMetadata,
  decodeBlob,
  encodeBlob,
  serializeSliver,
  sliverBytes,
  type Axis,
  type EncodedBlob,
} from '@haulout/sdk/encoding';
import { execFile } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { measureFloor } from './encoding-floor.js';
import { median, table } from './measure.js';

const MIB = 1024 * 1024;

/** A blob of one size for a network of one size, and how fast each encoder has to be there. */
interface Case {
  readonly nShards: number;
  readonly size: number;
  /** At most this share of the official encoder's time; undefined: no bar. */
  readonly encode: number;
  /** The same for the other works, where there is a bar. */
  readonly metadata?: number;
  readonly decode?: number;
}

const CASES: readonly Case[] = [
  { nShards: 10, size: MIB, encode: 1 / 1.5 },
  { nShards: 100, size: MIB, encode: 1 / 2.5 },
  { nShards: 100, size: 8 * MIB, encode: 1 / 2.5 },
  { nShards: 100, size: 32 * MIB, encode: 1 / 2.5 },
  { nShards: 1000, size: MIB, encode: 1 / 3 },
  { nShards: 1000, size: 32 * MIB, encode: 1 / 3, metadata: 1 / 3, decode: 1 / 10 },
];
/** What the last columns of the first table say. */
const FLOOR = [
  'hashes, codes: what these take alone, on bytes in the cache of the processor (best of three).',
  'of both: how many times their sum our time is; what is more is memory, copies and calls.',
  'The first encodings of a process take longer: it has to get the memory that later ones use again.',
].join('\n');

/** A strict read takes at most so much longer than one encoding. */
const STRICT = 1.25;

/** With w workers a work takes at most 1 / (0.85 w) of the time that it takes on one thread. */
const EFFICIENCY = 0.85;

/** What is measured in a process of its own: a work, and the memory that it may take. */
interface Alone {
  readonly work: 'encode' | 'metadata' | 'read';
  readonly nShards: number;
  readonly size: number;
  /** At most so many times the encoded size, or for a blob id the blob's size; undefined: no bar. */
  readonly memory?: number;
}

const ALONE: readonly Alone[] = [
  { work: 'encode', nShards: 100, size: 8 * MIB, memory: 1.1 },
  { work: 'encode', nShards: 100, size: 32 * MIB, memory: 1.1 },
  { work: 'encode', nShards: 1000, size: MIB, memory: 1.1 },
  { work: 'encode', nShards: 1000, size: 32 * MIB, memory: 1.1 },
  { work: 'metadata', nShards: 1000, size: 32 * MIB, memory: 1.2 },
  { work: 'read', nShards: 1000, size: 32 * MIB },
];

/**
 * Our Red Stuff against the official one, on one thread of the same process, in turns: medians, their ratio,
 * and the bar that the ratio has to stay below. Decoding is from recovery slivers only. A strict read, which
 * is decoding with all checks, is compared with our own encoding. Beside them is the floor of this core:
 * hashes and transforms alone. Then the same with workers against one thread, and the memory beside the blob,
 * each in a fresh process.
 */
export async function benchEncoding(): Promise<string> {
  const rows: string[][] = [];
  for (const each of CASES) rows.push(...(await measure(each)));
  const header = ['shards', 'blob', 'work', 'ours', 'peer', 'ratio', 'bar', 'hashes', 'codes', 'of both'];
  return [table(header, rows), FLOOR, await benchWorkers(), await benchMemory()].join('\n\n');
}

async function benchWorkers(): Promise<string> {
  const workers = [1, 2, 4].filter((count) => count <= availableParallelism());
  const rows: string[][] = [];
  for (const { work, nShards, size } of ALONE) {
    const { ms } = await alone({ work, nShards, size }, { runs: 7, workers: [0, ...workers] });
    workers.forEach((count, i) =>
      rows.push([
        String(nShards),
        `${size / MIB} MiB`,
        work,
        String(count),
        `${ms[i + 1]!.toFixed(0)} ms`,
        `${ms[0]!.toFixed(0)} ms`,
        (ms[i + 1]! / ms[0]!).toFixed(2),
        (1 / (EFFICIENCY * count)).toFixed(2),
      ]),
    );
  }
  return table(['shards', 'blob', 'work', 'workers', 'time', 'one thread', 'ratio', 'bar'], rows);
}

async function benchMemory(): Promise<string> {
  const rows: string[][] = [];
  for (const { work, nShards, size, memory } of ALONE) {
    for (const workers of [0, availableParallelism()]) {
      const { peak, encoded } = await alone({ work, nShards, size }, { runs: 1, workers: [workers] });
      const whole = work === 'encode' ? encoded : size;
      rows.push([
        String(nShards),
        `${size / MIB} MiB`,
        work,
        String(workers),
        `${(peak / MIB).toFixed(0)} MiB`,
        `${(whole / MIB).toFixed(0)} MiB`,
        (peak / whole).toFixed(2),
        memory === undefined ? '' : memory.toFixed(2),
      ]);
    }
  }
  return table(['shards', 'blob', 'work', 'workers', 'memory', 'encoded or blob', 'ratio', 'bar'], rows);
}

/** What `encode-alone.mjs` measures: medians for each number of workers, and bytes. */
interface MeasuredAlone {
  readonly ms: readonly number[];
  readonly peak: number;
  readonly encoded: number;
}

async function alone(
  { work, nShards, size }: Alone,
  { runs, workers }: { readonly runs: number; readonly workers: readonly number[] },
): Promise<MeasuredAlone> {
  const program = fileURLToPath(new URL('./encode-alone.mjs', import.meta.url));
  const args = ['--expose-gc', program, work, ...[nShards, size, runs, ...workers].map(String)];
  const { stdout } = await promisify(execFile)(process.execPath, args);
  return JSON.parse(stdout) as MeasuredAlone;
}

async function measure({ nShards, size, ...bars }: Case): Promise<string[][]> {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);
  const runs = nShards >= 1000 ? 11 : size > MIB ? 13 : 61;
  const encoder = new BlobEncoder(nShards);
  const layout = blobLayout(nShards, size);
  // Their client makes the buffers for each blob, as our encoder does.
  const buffers = (axis: Axis) =>
    Array.from({ length: nShards }, () => new Uint8Array(sliverBytes(layout, axis)));
  const row = ({ work, pair: { ours, theirs }, bar, floor: [hashes, codes] }: Row): string[] => [
    String(nShards),
    `${size / MIB} MiB`,
    work,
    `${ours.toFixed(0)} ms`,
    `${theirs.toFixed(0)} ms`,
    (ours / theirs).toFixed(2),
    bar === undefined ? '' : bar.toFixed(2),
    `${hashes.toFixed(0)} ms`,
    `${codes.toFixed(0)} ms`,
    (ours / (hashes + codes)).toFixed(2),
  ];
  const encoding = await inTurns(runs, {
    ours: () => encodeBlob(bytes, { nShards, workers: 0 }),
    theirs: () => encoder.encode(bytes, buffers('primary'), buffers('secondary')),
  });
  const blob = await encodeBlob(bytes, { nShards });
  const slivers = recoverySlivers(blob);
  const decoding = { blobId: blob.blobId, metadata: blob.metadata };
  const floor = await measureFloor(
    layout,
    slivers.map(({ index }) => index),
  );
  const encodingFloor = [floor.hashes, floor.encoding] as const;
  const rows = [row({ work: 'encode', pair: encoding, bar: bars.encode, floor: encodingFloor })];
  if (bars.metadata !== undefined) {
    const pair = await inTurns(runs, {
      ours: () => computeMetadata(bytes, { nShards, workers: 0 }),
      theirs: () => encoder.compute_metadata(bytes),
    });
    rows.push(row({ work: 'blob id only', pair, bar: bars.metadata, floor: encodingFloor }));
  }
  const theirSlivers = slivers.map(serializeSliver);
  const output = new Uint8Array(size);
  const pair = await inTurns(runs, {
    ours: () => decodeBlob(slivers, { ...decoding, workers: 0, consistency: 'none' }),
    theirs: () => encoder.decode(blob.blobId, BigInt(size), theirSlivers, output),
  });
  rows.push(row({ work: 'decode', pair, bar: bars.decode, floor: [0, floor.decoding] }));
  const strict = await inTurns(runs, {
    ours: () => decodeBlob(slivers, { ...decoding, workers: 0 }),
    theirs: () => encodeBlob(bytes, { nShards, workers: 0 }),
  });
  const strictFloor = [floor.hashes, floor.encoding + floor.decoding] as const;
  rows.push(row({ work: 'strict read, to encode', pair: strict, bar: STRICT, floor: strictFloor }));
  encoder.free();
  return rows;
}

/** A line of the first table. */
interface Row {
  readonly work: string;
  readonly pair: Pair;
  readonly bar: number | undefined;
  /** Hashes, and transforms, in ms. */
  readonly floor: readonly [number, number];
}

/** Medians of two works, in ms. */
interface Pair {
  readonly ours: number;
  readonly theirs: number;
}

/** Runs two works in turns, so that what disturbs them disturbs both. */
async function inTurns(runs: number, works: Record<keyof Pair, () => unknown>): Promise<Pair> {
  const taken = { ours: [] as number[], theirs: [] as number[] };
  for (let run = 0; run < runs; run++) {
    for (const side of ['ours', 'theirs'] as const) {
      const started = performance.now();
      await works[side]();
      taken[side].push(performance.now() - started);
    }
  }
  return { ours: median(taken.ours), theirs: median(taken.theirs) };
}

/** As many primary slivers as decoding takes, of the last rows: none of them is a row of the blob. */
function recoverySlivers({ nShards, sliverPairs }: EncodedBlob) {
  const needed = nShards - 2 * Math.floor((nShards - 1) / 3);
  return sliverPairs.slice(-needed).map(({ primary }) => primary);
}
