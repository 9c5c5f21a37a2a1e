/** What can go wrong between a client and the chain. */
import { coinAmount } from '../base/coin-amount.js';
import { HauloutError, messageOf } from '../base/errors.js';

/** What to do when a coin is short; of both, a coin is 10^9 of the smallest unit. */
const ADVICE = {
  WAL: 'Fund the account, or spend less; on a test network, haulout get-wal gives WAL for SUI',
  SUI: 'Fund the account, or spend less; on a test network its faucet does',
} as const;

/**
 * The account cannot pay. The message gives WAL or SUI; `values` gives the coin's type, and amounts in its
 * smallest unit (FROST for WAL).
 */
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
    const coin = /::(WAL|SUI)$/.exec(coinType)?.[1] as keyof typeof ADVICE | undefined;
    const amount = (units: bigint): string =>
      coin ? `${coinAmount(units)} ${coin}` : `${units} of ${coinType}`;
    super({
      code: 'INSUFFICIENT_FUNDS',
      message: `${owner} needs ${amount(needed)}, has ${amount(available)}`,
      values: { owner, coinType, needed, available },
      advice: coin ? ADVICE[coin] : 'Fund the account, or spend less',
    });
  }
}

/** The chain executed a transaction and it failed; only its gas was spent. */
export class TransactionFailed extends HauloutError {
  /** @param details values by name; `cause` is the error behind it, `advice` what the caller can do */
  constructor(
    what: string,
    reason: string,
    {
      cause,
      advice,
      ...values
    }: Readonly<Record<string, unknown>> & {
      /** The error behind it. */
      readonly cause?: unknown;
      /** What the caller can do about it. */
      readonly advice?: string | undefined;
    },
  ) {
    super({ code: 'TRANSACTION_FAILED', message: `could not ${what}: ${reason}`, values, advice, cause });
  }
}

/** The signer, such as a wallet, has not signed a transaction. Nothing was sent, and nothing is paid. */
export class SignatureRefused extends HauloutError {
  constructor(what: string, cause: unknown) {
    super({
      code: 'SIGNATURE_REFUSED',
      message: `the signer did not sign the transaction to ${what}: ${messageOf(cause)}`,
      values: { what },
      cause,
    });
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

/** The full node did not answer, or not in the agreed form; nothing is known of the chain. */
export class ChainUnreachable extends HauloutError<'CHAIN_UNREACHABLE'> {
  constructor({
    url,
    kind,
    cause,
    advice = 'Check that it runs and is a full node of Sui, or use another',
  }: {
    /** Address of the full node. */
    readonly url: string;
    /** Whether there was no answer, or one that is none. */
    readonly kind: 'unreachable' | 'malformed';
    /** The error behind it; says why. */
    readonly cause: unknown;
    /** What the caller can do. */
    readonly advice?: string | undefined;
  }) {
    const what =
      kind === 'unreachable' ? `no full node answers at ${url}` : `what answers at ${url} is no full node`;
    const why = messageOf(cause).trim().replace(/\s+/g, ' ').replace(/\.$/, '');
    super({
      code: 'CHAIN_UNREACHABLE',
      message: `${what}: ${why === '' ? 'it does not say why' : why.slice(0, 300)}`,
      values: { url, kind },
      advice,
      cause,
    });
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
