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
/** A strict read takes at most so much longer than one encoding. */
const STRICT = 1.25;

/**
 * Our Red Stuff against the official one, on one thread of the same process, in turns: medians, their ratio,
 * and the bar that the ratio has to stay below. Decoding is from recovery slivers only. A strict read, which
 * is decoding with all checks, is compared with our own encoding.
 */
export async function benchEncoding(): Promise<string> {
  const rows: string[][] = [];
  for (const each of CASES) rows.push(...(await measure(each)));
  return table(['shards', 'blob', 'work', 'ours', 'peer', 'ratio', 'bar'], rows);
}

async function measure({ nShards, size, ...bars }: Case): Promise<string[][]> {
  const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);
  const runs = nShards >= 1000 ? 3 : 5;
  const encoder = new BlobEncoder(nShards);
  const layout = blobLayout(nShards, size);
  // Their client makes the buffers for each blob, as our encoder does.
  const buffers = (axis: Axis) =>
    Array.from({ length: nShards }, () => new Uint8Array(sliverBytes(layout, axis)));
  const row = (work: string, { ours, theirs }: Pair, bar: number | undefined): string[] => [
    String(nShards),
    `${size / MIB} MiB`,
    work,
    `${ours.toFixed(0)} ms`,
    `${theirs.toFixed(0)} ms`,
    (ours / theirs).toFixed(2),
    bar === undefined ? '' : bar.toFixed(2),
  ];
  const encoding = await inTurns(runs, {
    ours: () => encodeBlob(bytes, { nShards }),
    theirs: () => encoder.encode(bytes, buffers('primary'), buffers('secondary')),
  });
  const blob = await encodeBlob(bytes, { nShards });
  const slivers = recoverySlivers(blob);
  const decoding = { blobId: blob.blobId, metadata: blob.metadata };
  const rows = [row('encode', encoding, bars.encode)];
  if (bars.metadata !== undefined) {
    const pair = await inTurns(runs, {
      ours: () => computeMetadata(bytes, { nShards }),
      theirs: () => encoder.compute_metadata(bytes),
    });
    rows.push(row('blob id only', pair, bars.metadata));
  }
  const theirSlivers = slivers.map(serializeSliver);
  const output = new Uint8Array(size);
  const pair = await inTurns(runs, {
    ours: () => decodeBlob(slivers, { ...decoding, consistency: 'none' }),
    theirs: () => encoder.decode(blob.blobId, BigInt(size), theirSlivers, output),
  });
  rows.push(row('decode', pair, bars.decode));
  const strict = await inTurns(runs, {
    ours: () => decodeBlob(slivers, decoding),
    theirs: () => encodeBlob(bytes, { nShards }),
  });
  rows.push(row('strict read, to encode', strict, STRICT));
  encoder.free();
  return rows;
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
