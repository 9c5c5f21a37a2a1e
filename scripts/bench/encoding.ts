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
import { extent } from '../../test/support/long.js';
import { median, table } from './measure.js';
import type { Progress } from './progress.js';

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
  readonly work: 'encode' | 'metadata' | 'read' | 'stream' | 'read stream';
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

/** Streams, whose memory has a bar that does not depend on the blob. */
const STREAMS: readonly Alone[] = (['stream', 'read stream'] as const).flatMap((work) =>
  extent({ short: [32, 256], long: [32, 256, 2048] }).map((mib): Alone => {
    return { work, nShards: 1000, size: mib * MIB };
  }),
);
/** What a stream may take: so much, and bytes for each cell of the matrix. */
const STREAM_BYTES = 64 * MIB;
const STREAM_CELL_BYTES = 32;

/** After so many ms whoever gives up is let go. */
const ABORT_MS = 50;
/** When it is given up: shares of the time that it takes. */
const ABORTED_AT = [0.1, 0.3, 0.5, 0.7, 0.9];

/**
 * Our Red Stuff against the official one, on one thread of the same process, in turns: medians, their ratio,
 * and the bar that the ratio has to stay below. Decoding is from recovery slivers only. A strict read, which
 * is decoding with all checks, is compared with our own encoding. Beside them is the floor of this core:
 * hashes and transforms alone. Then the same with workers against one thread, and the memory beside the blob,
 * each in a fresh process; and how long it takes to give up. HAULOUT_LONG=1 streams 2 GiB as well, which
 * takes 10 GB of the disk.
 */
export async function benchEncoding(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  progress.expect(CASES.length + 2 * ALONE.length + STREAMS.length + 1);
  for (const each of CASES) {
    progress.step(`${nameOf(each)}, on one thread`);
    rows.push(...(await measure(each)));
  }
  const header = ['shards', 'blob', 'work', 'ours', 'peer', 'ratio', 'bar', 'hashes', 'codes', 'of both'];
  const parts = [table(header, rows), FLOOR];
  for (const bench of [benchWorkers, benchMemory, benchAbort]) parts.push(await bench(progress));
  return parts.join('\n\n');
}

const nameOf = ({ nShards, size }: Pick<Case, 'nShards' | 'size'>): string =>
  `${size / MIB} MiB, ${nShards} shards`;

async function benchWorkers(progress: Progress): Promise<string> {
  const workers = [1, 2, 4].filter((count) => count <= availableParallelism());
  const rows: string[][] = [];
  for (const { work, nShards, size } of ALONE) {
    progress.step(`${work} of ${nameOf({ nShards, size })}, with workers`);
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

async function benchMemory(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  for (const { work, nShards, size, memory } of [...ALONE, ...STREAMS]) {
    progress.step(`memory of ${work} of ${nameOf({ nShards, size })}`);
    const isStream = work.endsWith('stream');
    for (const workers of [0, availableParallelism()]) {
      const { peak, encoded } = await alone({ work, nShards, size }, { runs: 1, workers: [workers] });
      const most = isStream ? STREAM_BYTES + STREAM_CELL_BYTES * nShards * nShards : undefined;
      const whole = most ?? (work === 'encode' ? encoded : size);
      rows.push([
        String(nShards),
        `${size / MIB} MiB`,
        work,
        String(workers),
        `${(peak / MIB).toFixed(0)} MiB`,
        `${(whole / MIB).toFixed(0)} MiB`,
        (peak / whole).toFixed(2),
        isStream ? '1.00' : (memory?.toFixed(2) ?? ''),
      ]);
    }
  }
  const header = ['shards', 'blob', 'work', 'workers', 'memory', 'of', 'ratio', 'bar'];
  const note = 'of: what is encoded, or the blob; for streams 64 MiB and 32 bytes for each cell.';
  return `${table(header, rows)}\n\n${note}`;
}

/** How long after the moment at which an encoding is to be given up it has let go, at most. */
async function benchAbort(progress: Progress): Promise<string> {
  progress.step('giving up');
  const rows: string[][] = [];
  for (const nShards of [100, 1000])
    for (const workers of [0, availableParallelism()]) {
      const bytes = Uint8Array.from({ length: 32 * MIB }, (_, i) => (i * 31) % 251);
      const encode = (signal?: AbortSignal) => encodeBlob(bytes, { nShards, workers, signal });
      const began = performance.now();
      await encode();
      const whole = performance.now() - began;
      const late: number[] = [];
      for (const share of ABORTED_AT) {
        const user = new AbortController();
        const due = performance.now() + share * whole;
        const timer = setTimeout(() => user.abort(), share * whole);
        await encode(user.signal).then(
          () => clearTimeout(timer),
          () => late.push(performance.now() - due),
        );
      }
      const figures = [nShards, 32, workers, late.length, Math.round(Math.max(...late)), ABORT_MS];
      rows.push(figures.map(String));
    }
  return table(['shards', 'MiB', 'workers', 'given up', 'let go after, ms', 'bar'], rows);
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
