/** Symbols of stored slivers, each with its proof. */
import {
  makeRecoverySymbol,
  otherAxis,
  pairOfSliver,
  type Axis,
  type GeneralRecoverySymbol,
} from '@haulout/sdk/encoding';
import type { VerifiedBlobs, WhenItsTurn } from '../store/verified/verified-blobs.js';
import type { Cell } from './cells.js';

/** What symbols are wanted of a blob, and by whom. */
export interface WantedSymbols {
  readonly blobId: Uint8Array;
  /** Shards of the network. */
  readonly nShards: number;
  readonly cells: readonly Cell[];
  /** Axes of the slivers against which the symbols may be proven, the one to try first first. */
  readonly axes: readonly Axis[];
  /** Waits until it is the turn of those who want them, for what costs. */
  readonly whenItsTurn: WhenItsTurn;
}

/**
 * One symbol for each cell that lies on a stored sliver of one of the axes.
 *
 * @throws ServiceError TOO_MANY_REQUESTS
 */
export async function symbolsOf(
  blobs: Pick<VerifiedBlobs, 'expanded'>,
  { blobId, nShards, cells, axes, whenItsTurn }: WantedSymbols,
): Promise<GeneralRecoverySymbol[]> {
  const symbols: GeneralRecoverySymbol[] = [];
  const left = new Set(cells);
  for (const axis of axes) {
    const bySliver = new Map<number, Cell[]>();
    for (const cell of left) bySliver.set(cell[axis], [...(bySliver.get(cell[axis]) ?? []), cell]);
    for (const [index, cellsOfSliver] of bySliver) {
      const place = { pairIndex: pairOfSliver(axis, index, nShards), axis };
      const held = await blobs.expanded(blobId, place, whenItsTurn);
      if (!held) continue;
      for (const cell of cellsOfSliver) {
        const along = { axis: otherAxis(axis), index: cell[otherAxis(axis)] };
        symbols.push({ ...makeRecoverySymbol(held, along.index), along });
        left.delete(cell);
      }
    }
  }
  return symbols;
}
