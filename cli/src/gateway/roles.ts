/** Options of the roles of a gateway, and what they mean. */
import type { GatewayOptions, JwtAlgorithm, Tip } from '@haulout/gateway';
import { HauloutError, InvalidArgument } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { byteSize, duration, fileName, objectId, u64, wholeNumber, type KeyFlags } from '../command-line.js';
import { readKeys, readKeystore } from '../deploy/keystore.js';
import { readSmallFile } from '../small-file.js';

/** How an aggregator serves. */
export interface AggregatorFlags {
  readonly maxAnswer?: bigint;
  readonly maxReads?: number;
  readonly allowHeader?: readonly string[];
  readonly allowAllTags: boolean;
  readonly allowPages: boolean;
}

/** Adds the options of `AggregatorFlags` to a command. */
export function withAggregator(command: Command): Command {
  return command
    .option('--max-answer <size>', 'most bytes of an answer, as 100MiB (default: no limit)', byteSize)
    .option('--max-reads <n>', 'most reads at one time (default: 256)', wholeNumber(1, 100_000))
    .option(
      '--allow-header <name...>',
      'attributes and tags that become headers (default: content-type and others that describe content)',
    )
    .option('--allow-all-tags', 'all tags of files become headers, as far as that is safe', false)
    .option(
      '--allow-pages',
      'let browsers run what anybody has stored as a page: for a host that has nothing else on it',
      false,
    );
}

export function aggregatorOptions(flags: AggregatorFlags): GatewayOptions['aggregator'] {
  return {
    maxBytes: asNumber(flags.maxAnswer),
    mostAtOnce: flags.maxReads,
    allowedHeaders: flags.allowHeader,
    allowAllTags: flags.allowAllTags,
    allowPages: flags.allowPages,
  };
}

/** Who pays at a publisher, and for what. */
export interface PublisherFlags extends KeyFlags {
  readonly allKeys: boolean;
  readonly burnAfterStore: boolean;
  readonly maxBlob?: bigint;
  readonly maxQuilt?: bigint;
  readonly maxEpochs?: number;
  readonly maxUploads?: number;
  readonly jwtKey?: string;
  readonly jwtAlgorithm: JwtAlgorithm;
  readonly jwtUsed?: string;
  readonly jwtLifetime?: bigint;
}

/** Adds the options of `PublisherFlags` to a command, besides the key. */
export function withPublisher(command: Command): Command {
  return command
    .option('--all-keys', 'pay with all keys of the keystore, side by side', false)
    .option('--burn-after-store', 'burn blob objects that are neither sent nor shared', false)
    .option('--max-blob <size>', 'most bytes of a blob (default: 10MiB)', byteSize)
    .option('--max-quilt <size>', 'most bytes of the files of a quilt (default: 100MiB)', byteSize)
    .option(
      '--max-epochs <n>',
      'most epochs that are paid for (default: as many as are sold)',
      wholeNumber(1, 10_000),
    )
    .option('--max-uploads <n>', 'most uploads at one time (default: 8)', wholeNumber(1, 10_000))
    .option(
      '--jwt-key <file>',
      'uploads need a token: the file has the secret (text, or hex after 0x), or a public key (PEM)',
      fileName,
    )
    .option('--jwt-algorithm <name>', 'how tokens are signed, as HS256, ES256 or EdDSA', 'HS256')
    .option('--jwt-used <folder>', 'where used tokens are noted (default: known until it ends)', fileName)
    .option('--jwt-lifetime <duration>', 'time between iat and exp of each token (default: any)', duration);
}

/** The keys that pay, and the rest of a publisher. Throws KeystoreError, InvalidArgument. */
export async function publisherOptions(
  flags: PublisherFlags,
): Promise<NonNullable<GatewayOptions['publisher']>> {
  const { keystore, address, allKeys, jwtKey, jwtAlgorithm: algorithm, jwtLifetime } = flags;
  if (allKeys && address !== undefined)
    throw new InvalidArgument('--all-keys and --address exclude each other: all keys, or one');
  return {
    signers: allKeys ? await readKeys(keystore) : [await readKeystore(keystore, address)],
    burnAfterStore: flags.burnAfterStore,
    maxBytes: asNumber(flags.maxBlob),
    maxQuiltBytes: asNumber(flags.maxQuilt),
    maxEpochs: flags.maxEpochs,
    mostAtOnce: flags.maxUploads,
    tokens:
      jwtKey === undefined
        ? undefined
        : {
            key: await keyText(jwtKey),
            algorithm,
            usedFolder: flags.jwtUsed,
            lifetimeSeconds: jwtLifetime === undefined ? undefined : Number(jwtLifetime) / 1000,
          },
  };
}

/** What a file with a key of tokens has in it; no message has a part of it. */
async function keyText(file: string): Promise<string> {
  const bad = (why: string) =>
    new HauloutError({ code: 'BAD_KEY', message: `${file} is no key of tokens: ${why}`, values: { file } });
  const text = await readSmallFile(file, bad, 1);
  if (text !== undefined) return text;
  throw bad('there is no such file');
}

/** What a relay takes, and for what. */
export interface RelayFlags {
  readonly tipAddress?: string;
  readonly tip?: bigint;
  readonly tipPerKib?: bigint;
  readonly tipMaxAge?: bigint;
  readonly tipUsed?: string;
  readonly maxBlob?: bigint;
  readonly maxUploads?: number;
}

/** Adds the options of `RelayFlags` to a command. */
export function withRelay(command: Command): Command {
  return command
    .option('--tip-address <address>', 'who gets the tips (default: there are none)', objectId)
    .option('--tip <mist>', 'tip for a blob, in MIST', u64)
    .option('--tip-per-kib <mist>', 'and for each KiB of the encoded blob, in MIST', u64)
    .option('--tip-max-age <duration>', 'how long a tip is good for an upload (default: 1h)', duration)
    .option('--tip-used <folder>', 'where used tips are noted (default: known until it ends)', fileName)
    .option('--max-blob <size>', 'most bytes of a blob (default: 1GiB)', byteSize)
    .option('--max-uploads <n>', 'most uploads at one time (default: 8)', wholeNumber(1, 10_000));
}

/** What the flags of a relay mean. Throws InvalidArgument. */
export function relayOptions(flags: RelayFlags): Omit<NonNullable<GatewayOptions['relay']>, 'client'> {
  return {
    tip: tipOf(flags),
    freshMs: asNumber(flags.tipMaxAge),
    usedFolder: flags.tipUsed,
    maxBytes: asNumber(flags.maxBlob),
    mostAtOnce: flags.maxUploads,
  };
}

function tipOf({ tipAddress: address, tip, tipPerKib }: RelayFlags): Tip | undefined {
  const isPaid = tip !== undefined || tipPerKib !== undefined;
  if (address === undefined && !isPaid) return undefined;
  if (address === undefined || !isPaid)
    throw new InvalidArgument(
      'a tip is an amount and who gets it: give --tip or --tip-per-kib, and --tip-address',
    );
  if (tipPerKib === undefined) return { address, kind: { constant: tip! } };
  return { address, kind: { base: tip ?? 0n, perEncodedKib: tipPerKib } };
}

const asNumber = (value: bigint | undefined): number | undefined =>
  value === undefined ? undefined : Number(value);
