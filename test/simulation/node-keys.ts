/** The BLS keys of a node, one after the other. */
import { publicKeyOf } from '@haulout/sdk/operator';
import { nodeSecretKey } from '../../cli/src/network/keys.js';

export class NodeKeys {
  readonly #seed: string;
  readonly #name: string;
  readonly #keys: { readonly secret: Uint8Array; readonly public: Uint8Array }[] = [];
  /** The one that the node is started with. */
  current: Uint8Array;

  constructor(seed: string, name: string) {
    this.#seed = seed;
    this.#name = name;
    this.current = this.next();
  }

  /** Makes another one. */
  next(): Uint8Array {
    const count = this.#keys.length;
    const secret = nodeSecretKey(this.#seed, count === 0 ? this.#name : `${this.#name}, key ${count}`);
    this.#keys.push({ secret, public: publicKeyOf(secret) });
    return secret;
  }

  /** The secret one of a public one. */
  of(publicKey: Uint8Array): Uint8Array {
    return this.#keys.find((key) => Buffer.compare(key.public, publicKey) === 0)!.secret;
  }
}
