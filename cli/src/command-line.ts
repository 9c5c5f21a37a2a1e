/** What commands have in common. */
import { InvalidArgumentError } from 'commander';

/** Prints a value as one line of JSON; bigints as strings of digits. */
export function writeJson(value: object): void {
  console.log(
    JSON.stringify(value, (_key, item: unknown) => (typeof item === 'bigint' ? item.toString() : item)),
  );
}

/** Reads an option that is a whole number. */
export function wholeNumber(least: number, most: number): (text: string) => number {
  return (text) => {
    const value = Number(text);
    if (/^\d+$/.test(text) && value >= least && value <= most) return value;
    throw new InvalidArgumentError(`'${text}' is not a whole number from ${least} to ${most}.`);
  };
}

/** Reads an option that is a span of time, as `90s`, `30m`, `24h`, `14d`; in ms. */
export function duration(text: string): bigint {
  const match = /^(\d{1,6})([smhd])$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError(`'${text}' is not a duration such as 90s, 30m, 24h or 14d.`);
  return BigInt(match[1]!) * MS_PER_UNIT[match[2]!]!;
}

const MS_PER_UNIT: Readonly<Record<string, bigint>> = { s: 1000n, m: 60_000n, h: 3_600_000n, d: 86_400_000n };

/** FROST as WAL, without trailing zeros. */
export function wal(frost: bigint): string {
  const fraction = (frost % 1_000_000_000n).toString().padStart(9, '0').replace(/0+$/, '');
  return `${(frost / 1_000_000_000n).toLocaleString('en-US')}${fraction && `.${fraction}`}`;
}
