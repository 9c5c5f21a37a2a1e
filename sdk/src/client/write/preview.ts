import type { Transaction } from '@mysten/sui/transactions';
import { withJson } from '../../base/json.js';
import { TransactionFailed } from '../../chain/errors.js';
import type { StorageCost } from '../../chain/price.js';
import type { StorageUse } from '../../chain/storage-plan.js';
import { computeBlobId, hashReady } from '../../encoding/index.js';
import type { Cancellable, Connection } from '../connection.js';
import { registerTransaction } from './steps.js';

/** Gas of a transaction as a simulation found it, in MIST. */
export interface GasEstimate {
  /** For the instructions. */
  readonly computation: bigint;
  /** Deposited for new and grown objects. */
  readonly storage: bigint;
  /** Paid back for deleted and replaced ones. */
  readonly rebate: bigint;
  /** What the sender pays in the end: computation + storage - rebate. */
  readonly net: bigint;
}

/** What a `store` will cost, before anything is encoded or signed. */
export interface StorePreview {
  /** In FROST. */
  readonly cost: StorageCost;
  /** Storage of the sender that would be used, and how much of each. */
  readonly uses: readonly StorageUse[];
  /** Of the registration; that of the certificate can only be estimated once there is one. */
  readonly registerGas: GasEstimate;
}

/** What to preview. */
export interface PreviewOptions extends Cancellable {
  /** Length of the blob. */
  readonly bytes: number;
  /** How many epochs to pay for, the current one included. */
  readonly epochs: number;
  /** Whether the owner can end the blob before its time. */
  readonly deletable: boolean;
  /** Address that would pay; needs the funds for the simulation to succeed. */
  readonly sender: string;
  /** Whether storage that the sender owns would be used. Default true. */
  readonly useStorage?: boolean | undefined;
}

/** See `HauloutClient.previewStore`. */
export async function previewStore(
  connection: Connection,
  { bytes, epochs, deletable, sender, useStorage = true, signal }: PreviewOptions,
): Promise<StorePreview> {
  await hashReady();
  // Gas does not depend on which bytes they are, so any root hash will do.
  const rootHash = new Uint8Array(32);
  const blob = { blobId: computeBlobId(rootHash, bytes), rootHash, unencodedLength: bytes };
  const { transaction, cost, uses } = await registerTransaction(connection, {
    blobs: [blob],
    epochs,
    deletable,
    owner: sender,
    sender: useStorage ? sender : undefined,
    mayExtend: true,
    signal,
  });
  await connection.checkFunds({ owner: sender, amount: cost.total, signal });
  return withJson({
    cost,
    uses,
    registerGas: await estimateGas(connection, { transaction, sender, signal }),
  });
}

/** Which transaction to estimate. */
export interface EstimateOptions extends Cancellable {
  /** The transaction; its sender is `sender` unless it has one. */
  readonly transaction: Transaction;
  /** Address that would pay; needs the funds for the simulation to succeed. */
  readonly sender: string;
}

/** See `HauloutClient.estimateGas`. */
export async function estimateGas(
  { client }: Connection,
  { transaction, sender, signal }: EstimateOptions,
): Promise<GasEstimate> {
  transaction.setSenderIfNotSet(sender);
  const result = await client.core.simulateTransaction({ transaction, include: { effects: true }, signal });
  if (result.$kind === 'FailedTransaction') {
    const { error } = result.FailedTransaction.status;
    throw new TransactionFailed('simulate a transaction', error?.message ?? 'it failed', { cause: error });
  }
  const { computationCost, storageCost, storageRebate } = result.Transaction.effects.gasUsed;
  const [computation, storage, rebate] = [
    BigInt(computationCost),
    BigInt(storageCost),
    BigInt(storageRebate),
  ];
  return withJson({ computation, storage, rebate, net: computation + storage - rebate });
}
