import { writeFile } from 'node:fs/promises';
import { decodeSuiPrivateKey, encodeSuiPrivateKey } from '@mysten/sui/cryptography';
import type { Keypair } from '@mysten/sui/cryptography';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Secp256k1Keypair } from '@mysten/sui/keypairs/secp256k1';
import { Secp256r1Keypair } from '@mysten/sui/keypairs/secp256r1';
import { fromBase64, normalizeSuiAddress, toBase64 } from '@mysten/sui/utils';
import { HauloutError } from '@haulout/sdk/base';
import { readSmallFile } from '../small-file.js';

/** Stable codes of {@link KeystoreError}. */
export type KeystoreErrorCode =
  /** There is no such file. */
  | 'NO_KEYSTORE'
  /** The file is not a keystore of the Sui CLI. */
  | 'BAD_KEYSTORE'
  /** The keystore has no key of the address. */
  | 'NO_SUCH_KEY'
  /** The keystore has several keys, and no address says which. */
  | 'WHICH_KEY';

/** A keystore cannot be used. No message and no value holds a part of a key. */
export class KeystoreError extends HauloutError<KeystoreErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'KeystoreError';
}

/** Larger keystores are not read; MiB. */
const MAX_FILE_MIB = 1;

/** What to do about a file that is not there or not a keystore. */
const ADVICE = 'Give the file in which the Sui CLI keeps keys, such as ~/.sui/sui_config/sui.keystore';

/** Signature schemes by the byte that stands before a key. */
const SCHEMES = ['ED25519', 'Secp256k1', 'Secp256r1'] as const;

/**
 * A key from a keystore of the Sui CLI (`sui.keystore`): a JSON list of base64 of a byte for the scheme and
 * 32 bytes of key.
 *
 * @param address which one; needed when there are several
 * @throws KeystoreError; the system's error when the file cannot be read
 */
export async function readKeystore(file: string, address?: string): Promise<Keypair> {
  const keys = await readKeys(file);
  const addresses = keys.map((key) => key.toSuiAddress());
  if (address === undefined) {
    if (keys.length === 1) return keys[0]!;
    throw new KeystoreError({
      code: 'WHICH_KEY',
      message: `${file} has ${keys.length} keys`,
      values: { file, addresses },
      advice: `Say which one with --address: ${addresses.join(', ')}`,
    });
  }
  const wanted = normalizeSuiAddress(address);
  const found = keys[addresses.indexOf(wanted)];
  if (found !== undefined) return found;
  throw new KeystoreError({
    code: 'NO_SUCH_KEY',
    message: `${file} has no key of ${wanted}`,
    values: { file, address: wanted, addresses },
    advice: `It has keys of ${addresses.join(', ')}`,
  });
}

/** All keys of a keystore, at least one. Throws as `readKeystore`. */
export async function readKeys(file: string): Promise<readonly Keypair[]> {
  const bad = (why: string): KeystoreError =>
    new KeystoreError({
      code: 'BAD_KEYSTORE',
      message: `${file} is not a keystore of the Sui CLI: ${why}`,
      values: { file },
      advice: ADVICE,
    });
  const text = await readSmallFile(file, bad, MAX_FILE_MIB);
  if (text === undefined) {
    const message = `there is no keystore ${file}`;
    throw new KeystoreError({ code: 'NO_KEYSTORE', message, values: { file }, advice: ADVICE });
  }
  let entries: unknown;
  try {
    entries = JSON.parse(text);
  } catch {
    // The error of the parser quotes the text: it is not kept.
    throw bad('it is not JSON');
  }
  if (!Array.isArray(entries) || entries.length === 0) throw bad('it is not a list of keys');
  return entries.map((entry: unknown, index) => {
    const key = typeof entry === 'string' ? keypairOf(entry) : undefined;
    if (key === undefined) throw bad(`entry ${index} is not a key`);
    return key;
  });
}

/** Writes a keystore with these keys, for its owner's eyes only. */
export async function writeKeystore(file: string, keys: readonly Keypair[]): Promise<void> {
  const entries = keys.map((key) => {
    const { scheme, secretKey } = decodeSuiPrivateKey(key.getSecretKey());
    const flag = (SCHEMES as readonly string[]).indexOf(scheme);
    return toBase64(Uint8Array.of(flag, ...secretKey));
  });
  await writeFile(file, `${JSON.stringify(entries, undefined, 2)}\n`, { mode: 0o600 });
}

function keypairOf(entry: string): Keypair | undefined {
  try {
    const bytes = fromBase64(entry);
    const scheme = SCHEMES[bytes[0]!];
    if (bytes.length !== 33 || scheme === undefined) return undefined;
    const secret = encodeSuiPrivateKey(bytes.subarray(1), scheme);
    if (scheme === 'ED25519') return Ed25519Keypair.fromSecretKey(secret);
    return scheme === 'Secp256k1'
      ? Secp256k1Keypair.fromSecretKey(secret)
      : Secp256r1Keypair.fromSecretKey(secret);
  } catch {
    return undefined;
  }
}
