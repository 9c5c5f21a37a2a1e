/** Cells of the matrix that recovery asks for. */
import {
  otherAxis,
  sliverOfPair,
  symbolIdFromString,
  type Axis,
  type SliverName,
} from '@haulout/sdk/encoding';
import { ServiceError } from '../errors.js';
import { refuse, requireIndex } from '../requests.js';

/** A cell: on primary sliver (row) and secondary sliver (column). */
export type Cell = Readonly<Record<Axis, number>>;

/**
 * Most cells that one request may name: what a primary sliver of the largest committee in use takes, and
 * more.
 */
const MAX_IDS = 1024;

/** Where the slivers of some pairs cross a wanted sliver. Refuses with INDEX_OUT_OF_RANGE. */
export function crossings({ axis, index }: SliverName, pairs: readonly number[], nShards: number): Cell[] {
  requireIndex(`${axis} sliver`, index, nShards);
  const crossing = otherAxis(axis);
  return pairs.map((pair) => {
    const other = sliverOfPair(crossing, pair, nShards);
    return axis === 'primary' ? { primary: index, secondary: other } : { primary: other, secondary: index };
  });
}

/**
 * Cells by their names ("row-column"), each once. Refuses with INDEX_OUT_OF_RANGE, also when there are too
 * many.
 */
export function namedCells(ids: readonly string[], nShards: number): Cell[] {
  if (ids.length > MAX_IDS) {
    throw new ServiceError({
      status: 'INVALID_ARGUMENT',
      reason: 'INDEX_OUT_OF_RANGE',
      message: `${ids.length} symbols are asked for at once: at most ${MAX_IDS}`,
    });
  }
  return [...new Set(ids)].map((id) => {
    const { row, column } = refuse('INDEX_OUT_OF_RANGE', () => symbolIdFromString(id, nShards));
    return { primary: row, secondary: column };
  });
}
