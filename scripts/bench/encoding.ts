import { BlobEncoder } from '@mysten/walrus-wasm';
import { blobLayout, decodeBlob, encodeBlob, sliverBytes, type Axis } from '@haulout/sdk/encoding';
import { best, table } from './measure.js';

const MIB = 1024 * 1024;
const CASES = [
  { nShards: 10, size: MIB },
  { nShards: 100, size: MIB },
  { nShards: 100, size: 8 * MIB },
  { nShards: 1000, size: MIB },
];

/**
 * Our Red Stuff against the official one, in the same process: encode with all slivers and metadata, and
 * decode.
 */
export async function benchEncoding(): Promise<string> {
  const rows: string[][] = [];
  for (const { nShards, size } of CASES) {
    const bytes = Uint8Array.from({ length: size }, (_, i) => (i * 31) % 251);
    const runs = nShards >= 1000 ? 1 : 3;
    const encoder = new BlobEncoder(nShards);
    const layout = blobLayout(nShards, size);
    const buffers = (axis: Axis) =>
      Array.from({ length: nShards }, () => new Uint8Array(sliverBytes(layout, axis)));
    const ours = await best('ours', () => encodeBlob(bytes, { nShards }), runs);
    // Their client makes the buffers for each blob, as our encoder does.
    const theirs = await best(
      'walrus-wasm',
      () => encoder.encode(bytes, buffers('primary'), buffers('secondary')),
      runs,
    );
    encoder.free();
    const { blobId, metadata, sliverPairs } = await encodeBlob(bytes, { nShards });
    const slivers = sliverPairs
      .slice(-(nShards - 2 * Math.floor((nShards - 1) / 3)))
      .map(({ primary }) => primary);
    const strict = await best('decode', () => decodeBlob(slivers, { blobId, metadata }), runs);
    const unchecked = await best(
      'decode',
      () => decodeBlob(slivers, { blobId, metadata, consistency: 'none' }),
      runs,
    );
    rows.push([
      String(nShards),
      `${size / MIB} MiB`,
      `${ours.ms.toFixed(0)} ms`,
      `${theirs.ms.toFixed(0)} ms`,
      (ours.ms / theirs.ms).toFixed(2),
      `${unchecked.ms.toFixed(0)} ms`,
      `${strict.ms.toFixed(0)} ms`,
    ]);
  }
  return table(
    [
      'shards',
      'blob',
      'encode',
      'walrus-wasm encode',
      'ratio',
      'decode, recovery slivers only',
      'with strict check',
    ],
    rows,
  );
}
