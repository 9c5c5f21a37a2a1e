/** Inputs and vectors shared by the encoding tests. */
import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { blake2b256, blake2bReady } from '../../devnet/src/blake2b.js';
import {
  blobIdOfMetadata,
  encodingParameters,
  expandSliver,
  metadataLayout,
  pairOfSliver,
  type BlobMetadata,
  type EncodedBlob,
  type MerklePath,
  type Sliver,
} from '@haulout/sdk/encoding';

await blake2bReady();

/** Seed of every property test here: runs are repeatable. */
export const SEED = 20_261_121;

/** The generators of the vectors: bytes by formula. */
export function generate(kind: 'mod251' | 'xorshift32', size: number, seed: number): Uint8Array {
  const bytes = new Uint8Array(size);
  if (kind === 'mod251') return bytes.map((_, i) => (i * 31 + seed) % 251);
  let x = seed >>> 0;
  return bytes.map(() => {
    x ^= x << 13;
    x ^= x >>> 17;
    x ^= x << 5;
    return x & 255;
  });
}

/** Sizes of symbols around a chunk of words (64 bytes), and around blocks of a leaf's hash (128, less one). */
const SYMBOL_SIZES = [2, 4, 62, 64, 66, 126, 128, 130, 254, 256];
/** Symbols of a blob of many shards are smaller, as there are so many of them. */
const SMALL_SYMBOL_SIZES = [2, 4, 66];

/** Lengths of blobs at the edges of a symbol, a row and the matrix, with symbols of sizes at edges, too. */
export function edgeLengths(nShards: number): fc.Arbitrary<number> {
  const { rows, columns } = encodingParameters(nShards);
  const symbol = fc.constantFrom(...(nShards < 41 ? SYMBOL_SIZES : SMALL_SYMBOL_SIZES));
  const edge = symbol.chain((size) =>
    fc.constantFrom(size, columns * size, (rows - 1) * columns * size, rows * columns * size),
  );
  return fc.tuple(edge, fc.constantFrom(-1, 0, 1)).map(([at, by]) => Math.max(0, at + by));
}

/** A vector file, as parsed JSON. */
export function vectors<T>(name: string): T {
  return JSON.parse(readFileSync(fileURLToPath(new URL(`../vectors/${name}`, import.meta.url)), 'utf8')) as T;
}

export const hex = (bytes: Uint8Array): string => Buffer.from(bytes).toString('hex');
export const fromHex = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, 'hex'));

/** BLAKE2b-256 in hex, by the devnet's code, of which the encoding knows nothing. */
export const digest = (...parts: readonly Uint8Array[]): string => hex(blake2b256(...parts));

/** Primary slivers by sliver index. */
export const primaries = (blob: EncodedBlob): Sliver[] => blob.sliverPairs.map((pair) => pair.primary);
/** Secondary slivers by sliver index. */
export const secondaries = (blob: EncodedBlob): Sliver[] =>
  blob.sliverPairs.map((pair) => pair.secondary).reverse();

/** A Merkle path as the vectors write it: an Empty node by name, others in hex. */
export const pathText = (path: MerklePath): string[] =>
  path.map((node) => (node.every((byte) => byte === 0) ? 'empty' : hex(node)));

/** Matches an error with a given code. */
export const code = (wanted: string) => (error: unknown) => {
  if ((error as { code?: unknown }).code === wanted) return true;
  throw error;
};

/** A copy of bytes with one of them changed. */
export const flip = (bytes: Uint8Array, at = 0): Uint8Array => bytes.map((b, i) => (i === at ? b ^ 0xff : b));

/** A blob as a dishonest writer publishes it: some slivers replaced, and committed to as they are. */
export interface BadBlob {
  readonly blobId: Uint8Array;
  readonly metadata: BlobMetadata;
  readonly primary: readonly Sliver[];
  readonly secondary: readonly Sliver[];
}

/** Publishes `blob` with the given slivers in the place of its own. */
export function publishInstead(blob: EncodedBlob, bad: readonly Sliver[]): BadBlob {
  const layout = metadataLayout(blob.metadata);
  const slivers = { primary: primaries(blob), secondary: secondaries(blob) };
  const hashes = blob.metadata.hashes.map((pair) => ({ ...pair }));
  for (const sliver of bad) {
    slivers[sliver.axis][sliver.index] = sliver;
    const pair = pairOfSliver(sliver.axis, sliver.index, layout.nShards);
    hashes[pair]![sliver.axis] = expandSliver(sliver, layout).tree.root;
  }
  const metadata = { ...blob.metadata, hashes };
  return { blobId: blobIdOfMetadata(metadata), metadata, ...slivers };
}
