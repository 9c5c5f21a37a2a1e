/**
 * What clients look up and the ledger has no index for: checkpoints by digest, and the objects that describe
 * coins.
 *
 * The index reads the checkpoints that are new since it was last asked. Restoring a snapshot makes the chain
 * shorter or different; the digest of the last checkpoint read shows it, and the index starts afresh.
 */
import type { Ledger } from '../ledger/api.js';
import type { Digest, LedgerObject } from '../ledger/types.js';
import { isDatatype, wellKnown } from '../ledger/type-tags.js';
import { typeToString } from '../vm/types.js';
import type { Address } from '../vm/types.js';

/** Ids of the objects that came with a coin type, whether or not they still exist. */
export interface CoinObjects {
  readonly metadata?: Address;
  readonly treasuryCap?: Address;
  readonly regulatedMetadata?: Address;
}

/** Looks up checkpoints by digest, and the objects that describe coins. */
export class ChainIndex {
  readonly #ledger: Ledger;
  #read: { readonly next: bigint; readonly last: Digest | undefined } = { next: 0n, last: undefined };
  readonly #checkpoints = new Map<Digest, bigint>();
  readonly #coins = new Map<string, CoinObjects>();

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  /** Sequence number of the checkpoint with this digest. */
  checkpoint(digest: Digest): bigint | undefined {
    this.#catchUp();
    return this.#checkpoints.get(digest);
  }

  /** The objects of a coin type, given as canonical text. */
  coin(coinType: string): CoinObjects | undefined {
    this.#catchUp();
    return this.#coins.get(coinType);
  }

  #catchUp(): void {
    const { last } = this.#read;
    if (last !== undefined && this.#ledger.getCheckpoint(this.#read.next - 1n)?.digest !== last) {
      this.#read = { next: 0n, last: undefined };
      this.#checkpoints.clear();
      this.#coins.clear();
    }
    for (;;) {
      const checkpoint = this.#ledger.getCheckpoint(this.#read.next);
      if (checkpoint === undefined) return;
      this.#checkpoints.set(checkpoint.digest, checkpoint.sequenceNumber);
      for (const digest of checkpoint.transactions) {
        for (const { before, after } of this.#ledger.getTransaction(digest)?.changes ?? []) {
          if (before === undefined && after !== undefined) this.#add(after);
        }
      }
      this.#read = { next: this.#read.next + 1n, last: checkpoint.digest };
    }
  }

  #add(object: LedgerObject): void {
    if (object.data.kind === 'package') return;
    const { type } = object.data;
    const role = coinRoles.find(({ name }) =>
      isDatatype(type, { address: wellKnown.suiAddress, module: 'coin', name }),
    );
    if (role === undefined || type.kind !== 'datatype') return;
    const coinType = typeToString(type.typeArguments[0]!);
    this.#coins.set(coinType, { ...this.#coins.get(coinType), [role.role]: object.id });
  }
}

const coinRoles = [
  { name: 'CoinMetadata', role: 'metadata' },
  { name: 'TreasuryCap', role: 'treasuryCap' },
  { name: 'RegulatedCoinMetadata', role: 'regulatedMetadata' },
] as const;
