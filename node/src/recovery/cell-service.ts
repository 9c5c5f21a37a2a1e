/** Single cells with their openings under the blob id, for those who sample whether a blob is there (R15). */
import { sliverOfPair, type Axis } from '@haulout/sdk/encoding';
import { openCell, serializeProvenCell, symbolOf } from '@haulout/sdk/evidence';
import type { ServiceParts } from '../storage/service-parts.js';
import { ServiceError } from '../errors.js';
import { parseBlobId, requireIndex } from '../requests.js';
import { storedMetadata } from '../store/stored-blob.js';

/** Gives cells. All functions throw ServiceError. */
export interface CellService {
  /**
   * BCS of a cell of a stored sliver with its opening; see `parseProvenCell`.
   *
   * @param peer who asks
   */
  cell(peer: string, blobId: string, name: CellRequest): Promise<Uint8Array>;
}

/** Which cell: of which sliver of which pair, where which other sliver crosses it. */
export interface CellRequest {
  readonly pairIndex: number;
  readonly axis: Axis;
  readonly cell: number;
}

/** Makes the service of a node that has just been opened. */
export function createCellService({
  store,
  chain,
  readRule,
  expansions,
}: Pick<ServiceParts, 'store' | 'chain' | 'readRule' | 'expansions'>): CellService {
  return {
    async cell(peer, text, { pairIndex, axis, cell }) {
      const blob = parseBlobId(text);
      const { nShards } = await chain.assignment();
      requireIndex('sliver pair index', pairIndex, nShards);
      requireIndex('cell', cell, nShards);
      const name = { axis, index: sliverOfPair(axis, pairIndex, nShards) };
      const found = await readRule(blob, async () => {
        const metadata = await storedMetadata(store, blob.blobId, nShards);
        const sliver = metadata && (await expansions.open(peer, { blobId: blob.blobId, metadata }, name));
        return sliver && { sliver, unencodedLength: metadata.unencodedLength };
      });
      if (found) {
        const { sliver, unencodedLength } = found;
        return serializeProvenCell(unencodedLength, symbolOf(sliver, cell), openCell(sliver, cell));
      }
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'SLIVER_NOT_FOUND',
        message: `no ${axis} sliver of pair ${pairIndex} of blob ${text} here`,
      });
    },
  };
}
