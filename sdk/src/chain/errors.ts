/** What can go wrong between a client and the chain. */
import { HauloutError } from '../base/errors.js';

/** The account cannot pay. Amounts in the coin's smallest unit (FROST for WAL). */
export class InsufficientFunds extends HauloutError {
  constructor({
    owner,
    coinType,
    needed,
    available,
  }: {
    /** Address that is to pay. */
    readonly owner: string;
    /** Full type of the coin. */
    readonly coinType: string;
    /** Smallest units needed. */
    readonly needed: bigint;
    /** Smallest units that the address has. */
    readonly available: bigint;
  }) {
    super({
      code: 'INSUFFICIENT_FUNDS',
      message: `${owner} has ${available} of ${coinType} and needs ${needed}`,
      values: { owner, coinType, needed, available },
      advice: 'Fund the account, or store for fewer epochs',
    });
  }
}

/** The chain executed a transaction and it failed; only its gas was spent. */
export class TransactionFailed extends HauloutError {
  /** @param details values by name; `cause` is the error behind it */
  constructor(
    what: string,
    reason: string,
    {
      cause,
      ...values
    }: Readonly<Record<string, unknown>> & {
      /** The error behind it. */
      readonly cause?: unknown;
    },
  ) {
    super({ code: 'TRANSACTION_FAILED', message: `could not ${what}: ${reason}`, values, cause });
  }
}

/** A signed transaction was sent and nobody could say what became of it; it may still be executed. */
export class TransactionUncertain extends HauloutError {
  /** Digest of the transaction, by which it can be found later. */
  readonly digest: string;
  constructor(what: string, digest: string, cause: unknown) {
    super({
      code: 'TRANSACTION_UNCERTAIN',
      message: `could not find out whether transaction ${digest} (${what}) was executed`,
      values: { what, digest },
      advice: 'Look it up by its digest before doing the same again',
      cause,
    });
    this.digest = digest;
  }
}

/** An object that the network must have on chain is not there, or is of another kind. */
export class ChainStateMissing extends HauloutError {
  constructor(what: string, values: Readonly<Record<string, unknown>>, cause?: unknown) {
    super({
      code: 'CHAIN_STATE_MISSING',
      message: `${what} cannot be read from the chain`,
      values,
      advice: 'Check the object ids and that the client points at the right network',
      cause,
    });
  }
}

/**
 * The network is deployed, and has not begun its first epoch: there are no nodes to store with or to read
 * from.
 */
export class NoCommittee extends HauloutError {
  constructor(epoch: number) {
    super({
      code: 'NO_COMMITTEE',
      message: `epoch ${epoch} has no committee`,
      values: { epoch },
      advice: 'Nodes register and get stake before the first epoch; wait until it begins',
    });
  }
}
