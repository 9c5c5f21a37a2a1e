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
  let value = Number(bytes);
  if (value < 1024) return `${value} ${value === 1 ? 'byte' : 'bytes'}`;
  let unit = -1;
  // What would be shown as 1024 of a unit is one of the next.
  while (Math.round(value * 10) >= 10_240 && unit < SIZE_UNITS.length - 1) {
    value /= 1024;
    unit++;
  }
  return `${Math.round(value * 10) / 10} ${SIZE_UNITS[Math.max(0, unit)]}`;
}

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
