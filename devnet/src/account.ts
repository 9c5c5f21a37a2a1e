/** Accounts of a devnet: ordinary keypairs of the official client, which sign faster where Node is. */
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { blake2b256 } from './blake2b.js';
import { signingKey, type SigningKey } from './ed25519.js';

class Account extends Ed25519Keypair {
  readonly #key: SigningKey;

  constructor(secretKey: Uint8Array) {
    const key = signingKey(secretKey);
    super({ publicKey: key.publicKey, secretKey });
    this.#key = key;
  }

  override async sign(data: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
    return this.#key.sign(data);
  }
}

/** The account whose key follows from the seed of a devnet and a label. */
export function accountOf(seed: string, label: string): Ed25519Keypair {
  return new Account(blake2b256(utf8ToBytes(JSON.stringify(['haulout devnet account', seed, label]))));
}
