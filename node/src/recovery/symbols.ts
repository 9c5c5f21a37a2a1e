/** Symbols of stored slivers, each with its proof. */
import {
  expandSliver,
  makeRecoverySymbol,
  otherAxis,
  pairOfSliver,
  parseSliver,
  type Axis,
  type BlobLayout,
  type ExpandedSliver,
  type GeneralRecoverySymbol,
  type SliverName,
} from '@haulout/sdk/encoding';
import type { BlobStore } from '../store/blob-store.js';
import type { Cell } from './cells.js';

/** What symbols are wanted of a blob. */
export interface WantedSymbols {
  readonly blobId: Uint8Array;
  readonly layout: BlobLayout;
  readonly cells: readonly Cell[];
  /** Axes of the slivers against which the symbols may be proven, the one to try first first. */
  readonly axes: readonly Axis[];
}

/** One symbol for each cell that lies on a stored sliver of one of the axes. Each sliver is expanded once. */
export async function symbolsOf(
  store: BlobStore,
  { blobId, layout, cells, axes }: WantedSymbols,
): Promise<GeneralRecoverySymbol[]> {
  const symbols: GeneralRecoverySymbol[] = [];
  const left = new Set(cells);
  for (const axis of axes) {
    const bySliver = new Map<number, Cell[]>();
    for (const cell of left) bySliver.set(cell[axis], [...(bySliver.get(cell[axis]) ?? []), cell]);
    for (const [index, cellsOfSliver] of bySliver) {
      const held = await expanded(store, { blobId, layout }, { axis, index });
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

async function expanded(
  store: BlobStore,
  { blobId, layout }: Pick<WantedSymbols, 'blobId' | 'layout'>,
  { axis, index }: SliverName,
): Promise<ExpandedSliver | undefined> {
  const pairIndex = pairOfSliver(axis, index, layout.nShards);
  const bytes = await store.getSliver(blobId, { pairIndex, axis });
  return bytes && expandSliver(parseSliver(bytes, axis, layout), layout);
}
