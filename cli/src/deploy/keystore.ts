import { readFile, stat, writeFile } from 'node:fs/promises';
import { decodeSuiPrivateKey, encodeSuiPrivateKey } from '@mysten/sui/cryptography';
import type { Keypair } from '@mysten/sui/cryptography';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { Secp256k1Keypair } from '@mysten/sui/keypairs/secp256k1';
import { Secp256r1Keypair } from '@mysten/sui/keypairs/secp256r1';
import { fromBase64, normalizeSuiAddress, toBase64 } from '@mysten/sui/utils';

/** A keystore cannot be used. */
export class KeystoreError extends Error {
  readonly code: 'BAD_KEYSTORE' | 'NO_SUCH_KEY' | 'WHICH_KEY';
  constructor(code: KeystoreError['code'], message: string, options?: ErrorOptions) {
    super(message, options);
    this.name = 'KeystoreError';
    this.code = code;
  }
}

/** Larger files are not read. */
const MAX_FILE_BYTES = 1024 * 1024;

/** Signature schemes by the byte that stands before a key. */
const SCHEMES = ['ED25519', 'Secp256k1', 'Secp256r1'] as const;

/**
 * A key from a keystore of the Sui CLI (`sui.keystore`): a JSON list of base64 of a byte for the scheme and 32 bytes
 * of key.
 *
 * @param address which one; needed when there are several
 * @throws KeystoreError; the system's error when the file cannot be read. No message holds a part of a key
 */
export async function readKeystore(file: string, address?: string): Promise<Keypair> {
  const { size } = await stat(file);
  const bad = (why: string): KeystoreError =>
    new KeystoreError('BAD_KEYSTORE', `${file} is no keystore of the Sui CLI: ${why}`);
  if (size > MAX_FILE_BYTES) throw bad('it is larger than 1 MiB');
  let entries: unknown;
  try {
    entries = JSON.parse(await readFile(file, 'utf8'));
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw bad('it is no JSON');
  }
  if (!Array.isArray(entries) || entries.length === 0) throw bad('it is no list of keys');
  const keys = entries.map((entry: unknown, index) => {
    const key = typeof entry === 'string' ? keypairOf(entry) : undefined;
    if (key === undefined) throw bad(`entry ${index} is no key`);
    return key;
  });
  if (address === undefined) {
    if (keys.length === 1) return keys[0]!;
    const addresses = keys.map((key) => key.toSuiAddress()).join(', ');
    throw new KeystoreError('WHICH_KEY', `${file} has several keys, say which with --address: ${addresses}`);
  }
  const wanted = normalizeSuiAddress(address);
  const found = keys.find((key) => key.toSuiAddress() === wanted);
  if (found === undefined) throw new KeystoreError('NO_SUCH_KEY', `${file} has no key of ${wanted}`);
  return found;
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
