/** Symbols of stored slivers, each with its proof. */
import {
  makeRecoverySymbol,
  otherAxis,
  pairOfSliver,
  type Axis,
  type GeneralRecoverySymbol,
} from '@haulout/sdk/encoding';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import type { Cell } from './cells.js';

/** What symbols are wanted of a blob. */
export interface WantedSymbols {
  readonly blobId: Uint8Array;
  /** Shards of the network. */
  readonly nShards: number;
  readonly cells: readonly Cell[];
  /** Axes of the slivers against which the symbols may be proven, the one to try first first. */
  readonly axes: readonly Axis[];
}

/** One symbol for each cell that lies on a stored sliver of one of the axes. Each sliver is expanded once. */
export async function symbolsOf(
  blobs: Pick<VerifiedBlobs, 'expanded'>,
  { blobId, nShards, cells, axes }: WantedSymbols,
): Promise<GeneralRecoverySymbol[]> {
  const symbols: GeneralRecoverySymbol[] = [];
  const left = new Set(cells);
  for (const axis of axes) {
    const bySliver = new Map<number, Cell[]>();
    for (const cell of left) bySliver.set(cell[axis], [...(bySliver.get(cell[axis]) ?? []), cell]);
    for (const [index, cellsOfSliver] of bySliver) {
      const held = await blobs.expanded(blobId, { pairIndex: pairOfSliver(axis, index, nShards), axis });
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
