/**
 * The tip of a blob, in the transaction that has paid it. The first input of that transaction is pure:
 * SHA-256 of the blob, SHA-256 of a nonce, and the length of the blob as a u64. Only whoever has made the
 * transaction knows the nonce, so nobody else can use up what it has paid for, and it pays for these bytes
 * alone.
 */
import { createHash } from 'node:crypto';
import { bcs } from '@mysten/sui/bcs';
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { normalizeStructTag, normalizeSuiAddress, SUI_TYPE_ARG } from '@mysten/sui/utils';
import { codeOf, equalBytes } from '@haulout/sdk/base';
import { refusal } from '../refusal.js';
import { lookFor, type Patience } from './look-for.js';
import { tipFor, type Tip } from './tip.js';

/** A payment, and what it has to be. */
export interface Payment extends Patience {
  readonly txId: string;
  /** 32 bytes. */
  readonly nonce: Uint8Array;
  readonly tip: Tip;
  /** Most ms between the transaction and now, by the clock of the chain. */
  readonly freshMs: number;
  /** Shards of the network. */
  readonly nShards: number;
}

/** What a payment is for. */
export interface PaidBlob {
  /** SHA-256 of the blob. */
  readonly digest: Uint8Array;
  /** Bytes of the blob. */
  readonly size: number;
  /** Until when the payment is taken, and what time it is; ms since 1970, by the clock of the chain. */
  readonly untilMs: number;
  readonly nowMs: number;
}

const FIELDS = ['digest', 'timestamp', 'balance_changes', 'effects.status', 'transaction.bcs'];
const HASH_BYTES = 32;
const MARK_BYTES = 2 * HASH_BYTES + 8;

/**
 * Checks a payment before the blob has come, and says for which blob it is.
 *
 * @throws ServiceError with the codes of a Walrus relay: 402 for a tip that is missing or too small, 401 for
 *   a transaction that does not know the nonce, 400 for one that is too old; 503 when the chain does not
 *   answer
 */
export async function checkPayment(client: SuiGrpcClient, payment: Payment): Promise<PaidBlob> {
  const { txId, tip, freshMs, nonce, nShards } = payment;
  const transaction = await transactionOf(client, payment);
  const nowMs = await chainTime(client);
  if (transaction.effects?.status?.success !== true)
    throw refusal('PAYMENT_REQUIRED NO_TIP', `transaction ${txId} has failed, and so has paid nothing`);
  const paidMs = msOf(transaction.timestamp);
  const ageMs = nowMs - paidMs;
  if (ageMs > freshMs)
    throw refusal(
      'FAILED_PRECONDITION TX_TOO_OLD',
      `transaction ${txId} is ${Math.round(ageMs / 1000)} s old, and may be ${freshMs / 1000} s old`,
    );
  const mark = firstInput(transaction.transaction?.bcs?.value);
  if (mark?.length !== MARK_BYTES)
    throw refusal(
      'UNAUTHENTICATED MISSING_AUTH_PACKAGE',
      `the first input of transaction ${txId} is not the hashes of a blob and a nonce, and a length`,
    );
  const nonceDigest = new Uint8Array(createHash('sha256').update(nonce).digest());
  if (!equalBytes(mark.subarray(HASH_BYTES, 2 * HASH_BYTES), nonceDigest))
    throw refusal('UNAUTHENTICATED INVALID_NONCE', `transaction ${txId} was made with another nonce`);
  const size = Number(new DataView(mark.buffer, mark.byteOffset).getBigUint64(2 * HASH_BYTES, true));
  const amount = tipFor(tip, size, nShards);
  const paid = paidTo(tip.address, transaction.balanceChanges);
  if (paid < amount)
    throw refusal(
      paid <= 0n ? 'PAYMENT_REQUIRED NO_TIP' : 'PAYMENT_REQUIRED INSUFFICIENT_TIP',
      `transaction ${txId} has paid ${paid} MIST to ${tip.address}, and this blob costs ${amount}`,
    );
  return { digest: mark.slice(0, HASH_BYTES), size, untilMs: paidMs + freshMs, nowMs };
}

/** A transaction with its time, which it has not before it is in a checkpoint. */
async function transactionOf(client: SuiGrpcClient, { txId, ...patience }: Payment) {
  const found = await lookFor(patience, async () => {
    const transaction = await lookUp(client, txId);
    if (transaction?.timestamp !== undefined) return { ...transaction, timestamp: transaction.timestamp };
  });
  if (found !== undefined) return found;
  throw refusal('PAYMENT_REQUIRED NO_TIP', `there is no transaction ${txId}`);
}

async function lookUp(client: SuiGrpcClient, digest: string) {
  try {
    const request = { digest, readMask: { paths: FIELDS } };
    return (await client.ledgerService.getTransaction(request).response).transaction;
  } catch (cause) {
    if (codeOf(cause) === 'NOT_FOUND') return undefined;
    throw refusal('UNAVAILABLE CHAIN_UNREACHABLE', `transaction ${digest} could not be looked up`, {
      cause,
      comeBack: true,
    });
  }
}

/** Time of the last checkpoint, ms since 1970: ages are told by the chain's clock alone. */
async function chainTime(client: SuiGrpcClient): Promise<number> {
  try {
    const { timestamp } = await client.ledgerService.getServiceInfo({}).response;
    return timestamp === undefined ? Date.now() : msOf(timestamp);
  } catch (cause) {
    const message = 'the time of the chain could not be read';
    throw refusal('UNAVAILABLE CHAIN_UNREACHABLE', message, { cause, comeBack: true });
  }
}

function msOf({ seconds, nanos }: { readonly seconds: bigint; readonly nanos: number }): number {
  return Number(seconds) * 1000 + Math.floor(nanos / 1_000_000);
}

const SUI = normalizeStructTag(SUI_TYPE_ARG);

function paidTo(
  address: string,
  changes: readonly { readonly address?: string; readonly coinType?: string; readonly amount?: string }[],
): bigint {
  return changes
    .filter(
      (change) =>
        change.address !== undefined &&
        normalizeSuiAddress(change.address) === normalizeSuiAddress(address) &&
        change.coinType !== undefined &&
        normalizeStructTag(change.coinType) === SUI,
    )
    .reduce((sum, { amount }) => sum + BigInt(amount ?? 0), 0n);
}

/** The bytes of the first input of a transaction; undefined when it has none that is pure. */
function firstInput(bytes: Uint8Array | undefined): Uint8Array | undefined {
  try {
    const kind = bcs.TransactionData.parse(bytes!).V1?.kind.ProgrammableTransaction;
    const pure = kind?.inputs[0]?.Pure?.bytes;
    return pure === undefined ? undefined : new Uint8Array(Buffer.from(pure, 'base64'));
  } catch {
    return undefined;
  }
}
