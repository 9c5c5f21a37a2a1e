/** Encoding a source in memory or outside of it, whichever is right for its size. */
import { withJson } from '../../base/json.js';
import { encodeBlob, type EncodedBlob, type EncodeOptions } from '../encode.js';
import { blobLayout, checkIndex, pairOfSliver, sliverOfPair, sliverSize, type Axis } from '../layout.js';
import type { Sliver } from '../sliver.js';
import { encodeStream, type StreamedBlob } from './encode-stream.js';
import { readSource, type BlobSource } from './source.js';

/** A blob whose slivers are in memory, or one whose slivers are not. */
export type AnyEncodedBlob = EncodedBlob | StreamedBlob;

/** Bytes of all slivers that memory holds: about what it takes to keep them elsewhere. */
const MEMORY_BYTES = 64 * 1024 * 1024;

/**
 * Encodes a source: with its scratch if it has one and the slivers are many, else in memory, which takes six
 * times its size.
 *
 * @throws as {@link encodeStream}
 */
export async function encodeSource(source: BlobSource, options: EncodeOptions): Promise<StreamedBlob> {
  const { nShards, signal } = options;
  const { scratch, memory = MEMORY_BYTES } = source;
  const layout = blobLayout(nShards, source.size);
  const bytes = nShards * (sliverSize(layout, 'primary') + sliverSize(layout, 'secondary'));
  if (scratch !== undefined && bytes > memory) return encodeStream(source, { ...options, scratch });
  return inMemory(await encodeBlob(await readSource(source, signal), options));
}

/** A sliver of a blob, by the index of its pair. Throws as `StreamedBlob.sliver`. */
export async function sliverOfBlob(blob: AnyEncodedBlob, pairIndex: number, axis: Axis): Promise<Sliver> {
  if ('sliverPairs' in blob) return blob.sliverPairs[pairIndex]![axis];
  return blob.sliver(axis, sliverOfPair(axis, pairIndex, blob.nShards));
}

function inMemory({ sliverPairs, ...commitment }: EncodedBlob): StreamedBlob {
  return withJson({
    ...commitment,
    async sliver(axis: Axis, index: number) {
      checkIndex(`${axis} sliver`, index, commitment.nShards);
      return sliverPairs[pairOfSliver(axis, index, commitment.nShards)]![axis];
    },
    close: async () => undefined,
  });
}
