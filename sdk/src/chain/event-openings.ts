/** Openings of cells, as events of the judges have them. */
import { idToBytes } from '../certificate/wire.js';
import type { CellOpening, CellPlace } from '../evidence/index.js';

/** What an event has of an opening: digests as addresses. */
export interface EventOpening {
  /** Hash of the symbol. */
  readonly leaf_hash: string;
  /** From the cell to the root of its sliver. */
  readonly cell_path: readonly string[];
  /** Hash of the pair's other sliver. */
  readonly other_hash: string;
  /** From the pair to the root of the blob. */
  readonly pair_path: readonly string[];
}

/** The opening of the cell at a place. Throws CertificateError `MALFORMED_MESSAGE` for a broken digest. */
export function openingOfEvent(
  place: CellPlace,
  { leaf_hash, cell_path, other_hash, pair_path }: EventOpening,
): CellOpening {
  return {
    ...place,
    leafHash: idToBytes(leaf_hash),
    cellPath: cell_path.map(idToBytes),
    otherHash: idToBytes(other_hash),
    pairPath: pair_path.map(idToBytes),
  };
}

/** The cell that a claim is about, along the sliver that was asked for. Axis 0 is primary, 1 secondary. */
export function placeOfClaim({
  axis,
  sliver,
  cell,
}: {
  readonly axis: number;
  readonly sliver: number;
  readonly cell: number;
}): CellPlace {
  return { axis: axis === 0 ? 'primary' : 'secondary', sliver, cell };
}
