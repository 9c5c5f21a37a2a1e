/** The faucet: an account that owns all SUI at genesis and gives it away in ordinary, signed transactions. */
import { bcs } from '@mysten/sui/bcs';
import { Ed25519PublicKey } from '@mysten/sui/keypairs/ed25519';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import type { Address } from '../vm/types.js';
import { blake2b256 } from '../blake2b.js';
import { signingKey, type SigningKey } from '../ed25519.js';
import { coinBalance } from './objects.js';
import { signingDigest } from './signatures.js';
import { currentEpoch, objectOf } from './state.js';
import type { State } from './state.js';

/** More than a payment ever costs; MIST at a gas price of 1000. */
const budgetUnits = 20_000n;

/** Pays SUI from one coin. */
export class Faucet {
  readonly address: Address;
  readonly #key: SigningKey;
  readonly #coin: Address;

  /** @param coin the coin that it pays from */
  constructor(seed: string, coin: Address) {
    this.#key = keyOf(seed);
    this.#coin = coin;
    this.address = addressOf(this.#key);
  }

  /** The address of the faucet of a network with this seed. */
  static account(seed: string): Address {
    return addressOf(keyOf(seed));
  }

  /**
   * A signed transaction that pays an amount to an account. Throws RangeError for more than the faucet has.
   */
  payment(
    state: State,
    recipient: Address,
    mist: bigint,
  ): { readonly transaction: Uint8Array; readonly signature: Uint8Array } {
    const coin = objectOf(state, this.#coin)!;
    const price = currentEpoch(state).referenceGasPrice;
    const budget = budgetUnits * price;
    const available = (coin.data.kind === 'move' ? coinBalance(coin.data.contents) : 0n) - budget;
    if (mist < 0n || mist > available) {
      throw new RangeError(`the faucet cannot pay ${mist} MIST; it has ${available}`);
    }
    const transaction = bcs.TransactionData.serialize({
      V1: {
        kind: {
          ProgrammableTransaction: {
            inputs: [
              { Pure: { bytes: bcs.u64().serialize(mist).toBytes() } },
              { Pure: { bytes: bcs.Address.serialize(recipient).toBytes() } },
            ],
            commands: [
              { SplitCoins: { coin: { GasCoin: true }, amounts: [{ Input: 0 }] } },
              { TransferObjects: { objects: [{ Result: 0 }], address: { Input: 1 } } },
            ],
          },
        },
        sender: this.address,
        gasData: {
          payment: [{ objectId: coin.id, version: coin.version, digest: coin.digest }],
          owner: this.address,
          price,
          budget,
        },
        expiration: { None: true },
      },
    }).toBytes();
    const signature = this.#key.sign(signingDigest(transaction));
    return { transaction, signature: concatBytes(Uint8Array.of(0), signature, this.#key.publicKey) };
  }
}

function addressOf({ publicKey }: SigningKey): Address {
  return new Ed25519PublicKey(publicKey).toSuiAddress();
}

function keyOf(seed: string): SigningKey {
  return signingKey(blake2b256(utf8ToBytes(`haulout faucet ${seed}`)));
}
