/** What commands take and give: readers of options, and output for machines. */
import { isIP } from 'node:net';
import { normalizeSuiAddress } from '@mysten/sui/utils';
import { jsonValue } from '@haulout/sdk/base';
import { InvalidArgumentError, Option, type Command } from 'commander';

/**
 * Prints a value as one line of JSON; bigints as strings of digits, maps as objects (see `jsonValue` of the
 * SDK).
 */
export function writeJson(value: object): void {
  console.log(JSON.stringify(jsonValue(value)));
}

/** Flags that say which key signs. */
export interface KeyFlags {
  readonly keystore: string;
  readonly address?: string;
}

/**
 * Adds the options of `KeyFlags` to a command. The keystore can stand in the environment, as it is the same
 * every time.
 */
export function withKey(command: Command): Command {
  return command
    .addOption(keystoreOption().makeOptionMandatory())
    .option('--address <address>', 'which key of the keystore, if it has several');
}

/** The keystore, for commands that need a key, or its address. */
export function keystoreOption(): Option {
  return new Option('--keystore <file>', 'keystore of the Sui CLI, with the key that pays and signs')
    .env('HAULOUT_KEYSTORE')
    .argParser(fileName);
}

/** Reads the name of a file: an environment variable that was meant to hold one is easily empty. */
export function fileName(text: string): string {
  if (text !== '') return text;
  throw new InvalidArgumentError('it is empty, and has to name a file.');
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
  if (match === null) {
    throw new InvalidArgumentError(
      `'${text}' is not a duration such as 90s, 30m, 24h or 14d, of at most 6 digits.`,
    );
  }
  return BigInt(match[1]!) * MS_PER_UNIT[match[2]!]!;
}

const MS_PER_UNIT: Readonly<Record<string, bigint>> = { s: 1000n, m: 60_000n, h: 3_600_000n, d: 86_400_000n };

/** All WAL that a network has: 5 billion, fixed when it is deployed. */
const ALL_WAL = 5_000_000_000n;
/** The same in FROST. */
export const ALL_FROST = ALL_WAL * 1_000_000_000n;

/** Reads an amount of WAL such as `1000` or `0.5`, of at most 9 decimals; in FROST. */
export function walAmount(text: string): bigint {
  const match = /^(\d+)(?:\.(\d{1,9}))?$/.exec(text);
  if (match === null) {
    throw new InvalidArgumentError(
      `'${text}' is not an amount of WAL such as 1000 or 0.5, with at most 9 decimals.`,
    );
  }
  const frost = BigInt(match[1]!) * 1_000_000_000n + BigInt((match[2] ?? '').padEnd(9, '0'));
  if (frost <= ALL_FROST) return frost;
  throw new InvalidArgumentError(
    `'${text}' is more than the ${ALL_WAL.toLocaleString('en-US')} WAL that there are.`,
  );
}

/** Reads a whole number that fits a u64, such as a price in FROST. */
export function u64(text: string): bigint {
  if (/^\d{1,20}$/.test(text) && BigInt(text) < 1n << 64n) return BigInt(text);
  throw new InvalidArgumentError(`'${text}' is not a whole number from 0 to 2^64 - 1.`);
}

/** Reads a number of bytes such as `500GiB`, `2TiB` or `1048576`. */
export function byteSize(text: string): bigint {
  const match = /^(\d{1,10})(?:([KMGTP])iB)?$/.exec(text);
  if (match === null)
    throw new InvalidArgumentError(`'${text}' is not a size such as 1048576, 500GiB or 2TiB.`);
  return BigInt(match[1]!) << BigInt(10 * ' KMGTP'.indexOf(match[2] ?? ' '));
}

/** Reads an object id or address: `0x` and at most 64 hex digits. */
export function objectId(text: string): string {
  if (/^0x[0-9a-fA-F]{1,64}$/.test(text)) return normalizeSuiAddress(text);
  const isOfBlob = /^[\w-]{43}$/.test(text);
  throw new InvalidArgumentError(
    isOfBlob
      ? `'${text}' is a blob id: haulout list shows the object of each blob below it.`
      : `'${text}' is not an object id or address: 0x and up to 64 hex digits.`,
  );
}

/** Reads one more object id of several. */
export function objectIds(text: string, before: readonly string[] | undefined): readonly string[] {
  return [...(before ?? []), objectId(text)];
}

/**
 * Reads where others reach a node: a host name or address and a port, and nothing else, as
 * `node.example:443`.
 */
export function publicAddress(text: string): string {
  const port = /^(?:[a-zA-Z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):(\d{1,5})$/.exec(text)?.[1];
  if (port !== undefined && Number(port) > 0 && Number(port) <= 65_535) return text;
  throw new InvalidArgumentError(`'${text}' is not a host and a port such as node.example:443.`);
}

/** Reads where to listen: a host name or address of this machine and a port, 0 for a free one. */
export function listenAddress(text: string): { readonly host: string; readonly port: number } {
  const [, host, port] = /^([a-zA-Z0-9.-]{1,253}|\[[0-9a-fA-F:.]{2,45}\]):(\d{1,5})$/.exec(text) ?? [];
  if (host !== undefined && Number(port) <= 65_535)
    return { host: host.replace(/^\[|\]$/g, ''), port: Number(port) };
  throw new InvalidArgumentError(`'${text}' is not a host and a port such as 127.0.0.1:31415.`);
}

/** Reads a list of addresses and networks of proxies: `10.0.0.5,10.1.0.0/16`, or `loopback`. */
export function proxyList(text: string): readonly string[] {
  const proxies = text.split(',');
  const isProxy = (proxy: string): boolean => {
    const [address = '', bits, ...more] = proxy.split('/');
    const most = { 0: -1, 4: 32, 6: 128 }[isIP(address) as 0 | 4 | 6];
    const isNetwork = bits === undefined || (/^\d{1,3}$/.test(bits) && Number(bits) <= most);
    return proxy === 'loopback' || (most >= 0 && isNetwork && more.length === 0);
  };
  if (proxies.every(isProxy)) return proxies;
  throw new InvalidArgumentError(
    `'${text}' is not a list of addresses such as 10.0.0.5,10.1.0.0/16, nor loopback.`,
  );
}

/** Reads a list of shards: `3,7,12`, or `all`. */
export function shardList(text: string): readonly number[] | 'all' {
  if (text === 'all') return text;
  const shards = text.split(',').map(Number);
  const isList = /^\d{1,5}(,\d{1,5})*$/.test(text) && new Set(shards).size === shards.length;
  if (isList) return shards;
  throw new InvalidArgumentError(`'${text}' is not a list of shards such as 3,7,12, each once, nor all.`);
}
