/** Symbols of stored slivers, each with its proof. */
import { makeRecoverySymbol, otherAxis, type Axis, type GeneralRecoverySymbol } from '@haulout/sdk/encoding';
import type { Cell } from './cells.js';
import type { BlobOfSlivers, Expansions } from './expansions.js';

/** What symbols are wanted of a blob, and by whom. */
export interface WantedSymbols {
  readonly peer: string;
  readonly blob: BlobOfSlivers;
  readonly cells: readonly Cell[];
  /** Axes of the slivers against which the symbols may be proven, the one to try first first. */
  readonly axes: readonly Axis[];
}

/**
 * One symbol for each cell that lies on a stored sliver of one of the axes.
 *
 * @throws ServiceError TOO_MANY_REQUESTS
 */
export async function symbolsOf(
  expansions: Expansions,
  { peer, blob, cells, axes }: WantedSymbols,
): Promise<GeneralRecoverySymbol[]> {
  const symbols: GeneralRecoverySymbol[] = [];
  const left = new Set(cells);
  for (const axis of axes) {
    const bySliver = new Map<number, Cell[]>();
    for (const cell of left) bySliver.set(cell[axis], [...(bySliver.get(cell[axis]) ?? []), cell]);
    for (const [index, cellsOfSliver] of bySliver) {
      const held = await expansions.open(peer, blob, { axis, index });
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
