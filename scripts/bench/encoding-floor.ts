import type { BlobLayout } from '@haulout/sdk/encoding';
import type { Code } from '../../sdk/src/encoding/core/coding.js';
import { core, coreReady } from '../../sdk/src/encoding/core/current.js';
import { DIGEST_BYTES } from '../../sdk/src/encoding/core/hashing.js';
import { erasureDecoder } from '../../sdk/src/encoding/reed-solomon.js';
import { codeAlong } from '../../sdk/src/encoding/sliver.js';
import { best } from './measure.js';

/** Bytes of all symbols of the vectors that one call of the core transforms. */
const CALL_BYTES = 1 << 20;

/**
 * What work of the core alone takes, in ms, on bytes that lie in the processor's cache: no blob is read, and
 * no sliver written. Code around the core can come close to the sum, and no closer.
 */
export interface Floor {
  /** All hashes of an encoding: of cells, and of the trees above rows and columns. */
  readonly hashes: number;
  /** All transforms of an encoding. */
  readonly encoding: number;
  /** All transforms of a decoding. */
  readonly decoding: number;
}

/**
 * Measures the floor of a blob.
 *
 * @param indices of the primary slivers from which it is decoded
 */
export async function measureFloor(layout: BlobLayout, indices: readonly number[]): Promise<Floor> {
  await coreReady();
  const { nShards, rows, columns } = layout;
  const [along, down] = [codeAlong(layout, 'primary'), codeAlong(layout, 'secondary')];
  const encode = (): void => {
    extend(along, layout, rows);
    extend(down, layout, nShards);
  };
  return {
    hashes: (await best('hashes', () => hashAll(layout))).ms,
    encoding: (await best('encoding', encode)).ms,
    decoding: (await best('decoding', () => decode(layout, indices, columns))).ms,
  };
}

function hashAll({ nShards, symbolSize }: BlobLayout): void {
  const { hashing } = core();
  const symbols = new Uint8Array(nShards * symbolSize);
  const leaves = new Uint8Array(nShards * DIGEST_BYTES);
  for (let row = 0; row < nShards; row++) hashing.leaves(symbols, symbolSize);
  for (let line = 0; line < 2 * nShards; line++) hashing.root(leaves);
  hashing.root(hashing.leaves(new Uint8Array(2 * leaves.length), 2 * DIGEST_BYTES));
}

/** The code along `total` rows or columns. */
function extend(code: Code, { symbolSize: size }: BlobLayout, total: number): void {
  const { coding } = core();
  const counts = calls(total, (code.sources + code.recoveries) * size);
  const [sources, recovery] = [code.sources, code.recoveries].map(
    (n) => new Uint8Array(n * size * counts[0]!),
  );
  for (const count of counts)
    coding.extend(code, sources!.subarray(0, code.sources * size * count), { size, count }, recovery!);
}

function decode(layout: BlobLayout, indices: readonly number[], total: number): void {
  const { coding } = core();
  const { symbolSize: size } = layout;
  const { locator } = erasureDecoder(codeAlong(layout, 'secondary'), indices);
  if (locator === undefined) return;
  const symbols = indices.length + locator.missing.length;
  for (const count of calls(total, symbols * size))
    coding.interpolate(locator, { size, count }, coding.buffer(symbols * size * count));
}

/** How many of `total` lines, of so many bytes each, every call has. */
function calls(total: number, bytes: number): number[] {
  const most = Math.max(1, Math.floor(CALL_BYTES / bytes));
  return Array.from({ length: Math.ceil(total / most) }, (_, i) => Math.min(most, total - i * most));
}
