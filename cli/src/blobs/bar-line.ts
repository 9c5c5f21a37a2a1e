/** A line that says how far something has come, for a terminal. */
import { amountOf, size, span } from '../format.js';

/** How far something has come. */
export interface BarState {
  /** What is being done, in a word. */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: bytes have a rate, and things their name. */
  readonly unit: 'bytes' | 'blobs';
  /** What else is to be known: `7/10 nodes`. */
  readonly note?: string | undefined;
}

/** Columns of a bar beyond which it says no more. */
const WIDEST_BAR = 40;
/** A bar of fewer columns says nothing. */
const NARROWEST_BAR = 5;
/** Columns of the longest label. */
const LABEL_COLUMNS = 10;
/** Columns of most rates. */
const RATE_COLUMNS = 10;
/** Columns of most times that are left: what is after the bar moves it as little as it can. */
const TIME_COLUMNS = 9;
/** Time in ms after which a rate says something. */
const SOON_MS = 1000;

/**
 * The line, one column shorter than the terminal: label, bar, share, amounts, rate, note, and the time that
 * is left at this rate, or was taken.
 */
export function barLine(
  { label, done, total, unit, note }: BarState,
  {
    elapsedMs,
    isOver,
    columns,
  }: { readonly elapsedMs: number; readonly isOver: boolean; readonly columns: number },
): string {
  const share = total === 0 ? 1 : Math.min(1, done / total);
  const rate = elapsedMs < SOON_MS || done === 0 ? undefined : (1000 * done) / elapsedMs;
  const parts = [
    `${Math.floor(100 * share)} %`.padStart(6),
    unit === 'bytes' ? sameWidth(amountOf(done, total), amountOf(total, total)) : `${done}/${total} ${unit}`,
    unit === 'bytes' && rate !== undefined ? `${size(Math.round(rate))}/s`.padStart(RATE_COLUMNS) : undefined,
    note,
    timeOf({ elapsedMs, isOver, leftMs: rate === undefined ? undefined : (1000 * (total - done)) / rate }),
  ];
  const text = parts.filter((part) => part !== undefined).join('  ');
  const start = label.padEnd(LABEL_COLUMNS);
  const room = Math.min(WIDEST_BAR, columns - 1 - start.length - text.length - ' []'.length);
  const bar = room < NARROWEST_BAR ? '' : ` [${'='.repeat(Math.round(share * room)).padEnd(room)}]`;
  return `${start}${bar}${text}`.slice(0, columns - 1).trimEnd();
}

function timeOf({
  elapsedMs,
  isOver,
  leftMs,
}: {
  readonly elapsedMs: number;
  readonly isOver: boolean;
  readonly leftMs: number | undefined;
}): string | undefined {
  if (isOver) return `in ${span(BigInt(Math.round(elapsedMs)))}`;
  return leftMs === undefined ? undefined : `${span(BigInt(Math.round(leftMs)))} left`.padEnd(TIME_COLUMNS);
}

const sameWidth = (text: string, widest: string): string => text.padStart(widest.length);
