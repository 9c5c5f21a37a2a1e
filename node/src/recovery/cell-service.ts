/** Single cells with their openings under the blob id, for those who sample whether a blob is there (R15). */
import { isHauloutError } from '@haulout/sdk/base';
import { metadataLayout, parseSliver, type Axis } from '@haulout/sdk/encoding';
import { openCell, openSliver, serializeProvenCell, symbolOf } from '@haulout/sdk/evidence';
import type { ServiceParts } from '../storage/service-parts.js';
import { ServiceError } from '../errors.js';
import { parseBlobId, requireIndex, requireMetadata } from '../requests.js';

/** Gives cells. All functions throw ServiceError. */
export interface CellService {
  /** BCS of a cell of a stored sliver with its opening; see `parseProvenCell`. */
  cell(blobId: string, name: CellRequest): Promise<Uint8Array>;
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
}: Pick<ServiceParts, 'store' | 'chain' | 'readRule'>): CellService {
  return {
    async cell(text, { pairIndex, axis, cell }) {
      const blob = parseBlobId(text);
      const { nShards } = await chain.assignment();
      requireIndex('sliver pair index', pairIndex, nShards);
      requireIndex('cell', cell, nShards);
      const bytes = await readRule(blob, () => store.getSliver(blob.blobId, { pairIndex, axis }));
      const missing = (cause?: unknown) =>
        new ServiceError({
          status: 'NOT_FOUND',
          reason: 'SLIVER_NOT_FOUND',
          message: `no ${axis} sliver of pair ${pairIndex} of blob ${text} here`,
          cause,
        });
      if (bytes === undefined) throw missing();
      const metadata = await requireMetadata(store, blob, nShards);
      try {
        const sliver = openSliver(parseSliver(bytes, axis, metadataLayout(metadata)), metadata);
        return serializeProvenCell(metadata.unencodedLength, symbolOf(sliver, cell), openCell(sliver, cell));
      } catch (error) {
        // What has rotten is not here.
        throw isHauloutError(error) ? missing(error) : error;
      }
    },
  };
}
