/** Amounts, sizes and times as people read them. Machines get the raw values (`--json`). */

const SIZE_UNITS = ['KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const;
const SECOND_MS = 1_000n;
const MINUTE_MS = 60n * SECOND_MS;
const HOUR_MS = 60n * MINUTE_MS;
const DAY_MS = 24n * HOUR_MS;

/** FROST as a number of WAL. */
export { coinAmount as wal } from '@haulout/sdk/base';

/**
 * A number of bytes in the largest unit that fits, with at most one decimal: `500 bytes`, `9.8 KiB`, `1 TiB`.
 */
export function size(bytes: number | bigint): string {
  const value = Number(bytes);
  const unit = unitOf(value);
  return unit === 0 ? `${value} ${value === 1 ? 'byte' : 'bytes'}` : `${inUnit(value, unit)} ${nameOf(unit)}`;
}

/** A part of a number of bytes, in the unit of the whole: `3.1/9.1 GiB`. */
export function amountOf(done: number, total: number): string {
  const unit = unitOf(total);
  if (unit === 0) return `${done}/${size(total)}`;
  const [part, whole] = [done, total].map((bytes) => (bytes / 1024 ** unit).toFixed(1));
  return `${part}/${whole} ${nameOf(unit)}`;
}

/** The largest unit that fits, as a power of 1024. */
function unitOf(bytes: number): number {
  let unit = 0;
  // What would be shown as 1024 of a unit is one of the next.
  while (inUnit(bytes, unit) >= 1024 && unit < SIZE_UNITS.length) unit++;
  return unit;
}

const inUnit = (bytes: number, unit: number): number => Math.round((10 * bytes) / 1024 ** unit) / 10;
const nameOf = (unit: number): string => SIZE_UNITS[unit - 1]!;

/** A number of things: `1 node`, `2 nodes`, `1,000 shards`. */
export function count(number: number, thing: string): string {
  return `${number.toLocaleString('en-US')} ${thing}${number === 1 ? '' : 's'}`;
}

/** Basis points as a percentage: `5 %`, `0.25 %`. */
export function percent(basisPoints: number): string {
  return `${basisPoints / 100} %`;
}

/** A time in ms since 1970, to the minute: `2026-11-29 09:00 UTC`. */
export function dateTime(ms: bigint): string {
  return `${new Date(Number(ms)).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}

/** How long something took, in ms: `12.3 s`. */
export function seconds(ms: number): string {
  return `${(ms / 1000).toFixed(1)} s`;
}

/**
 * A span of time in ms, in its two largest units, rounded up to the smaller one: `45 s`, `11 h 59 min`, `3
 * d`.
 */
export function span(ms: bigint): string {
  if (ms < 2n * MINUTE_MS) return `${ceil(ms, SECOND_MS)} s`;
  if (ms < 2n * HOUR_MS) return `${ceil(ms, MINUTE_MS)} min`;
  if (ms < 2n * DAY_MS) return twoUnits(ceil(ms, MINUTE_MS), 60n, ['h', 'min']);
  return twoUnits(ceil(ms, HOUR_MS), 24n, ['d', 'h']);
}

/**
 * A time beside the present one, both in ms since 1970: `2026-11-29 09:00 UTC, in 3 h`, or `..., 3 h ago`.
 */
export function when(ms: bigint, nowMs: bigint): string {
  const distance = ms > nowMs ? `in ${span(ms - nowMs)}` : `${span(nowMs - ms)} ago`;
  return `${dateTime(ms)}, ${distance}`;
}

/**
 * From when on something can be done: `now` once the time has come, else `from 2026-11-29 09:00 UTC, in 3 h`.
 */
export function fromWhen(ms: bigint, nowMs: bigint): string {
  return ms <= nowMs ? 'now' : `from ${when(ms, nowMs)}`;
}

function twoUnits(small: bigint, perLarge: bigint, [large, less]: readonly [string, string]): string {
  const rest = small % perLarge;
  return `${small / perLarge} ${large}${rest === 0n ? '' : ` ${rest} ${less}`}`;
}

function ceil(value: bigint, unit: bigint): bigint {
  return (value + unit - 1n) / unit;
}
