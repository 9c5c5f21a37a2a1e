/** Single cells with their openings under the blob id, for those who sample whether a blob is there (R15). */
import type { Axis } from '@haulout/sdk/encoding';
import { openCell, openExpanded, serializeProvenCell, symbolOf } from '@haulout/sdk/evidence';
import type { ServiceParts } from '../storage/service-parts.js';
import { ServiceError } from '../errors.js';
import { parseBlobId, requireIndex } from '../requests.js';

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
  blobs,
  chain,
  readRule,
  work,
}: Pick<ServiceParts, 'blobs' | 'chain' | 'readRule' | 'work'>): CellService {
  return {
    async cell(peer, text, { pairIndex, axis, cell }) {
      const blob = parseBlobId(text);
      const { nShards } = await chain.assignment();
      requireIndex('sliver pair index', pairIndex, nShards);
      requireIndex('cell', cell, nShards);
      const place = { pairIndex, axis };
      const whenItsTurn = <T>(task: () => T | Promise<T>) => work(peer, task);
      const found = await readRule(blob, async () => {
        const metadata = await blobs.metadata(blob.blobId);
        const held = metadata && (await blobs.expanded(blob.blobId, place, whenItsTurn));
        return held && { held, metadata };
      });
      if (found) {
        const { held, metadata } = found;
        return whenItsTurn(() => {
          const sliver = openExpanded(held, metadata);
          return serializeProvenCell(
            metadata.unencodedLength,
            symbolOf(sliver, cell),
            openCell(sliver, cell),
          );
        });
      }
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'SLIVER_NOT_FOUND',
        message: `no ${axis} sliver of pair ${pairIndex} of blob ${text} here`,
      });
    },
  };
}
