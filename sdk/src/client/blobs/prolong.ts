import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { readAttributes, readBlobObjects } from '../../chain/blob-object.js';
import { addAttributeChanges, addExtend, entriesOf, type Attributes } from '../../chain/blob-transactions.js';
import { extensionCost } from '../../chain/price.js';
import type { Cancellable, Connection } from '../connection.js';
import { checkAttributeChanges } from './attributes.js';

/** What a certified blob object should come to. */
export interface Prolonging extends Cancellable {
  /** Object id of the `Blob`. */
  readonly blobObjectId: string;
  /** The epoch before which it must not end. */
  readonly until: number;
  /** Attributes that it should have; others stay. */
  readonly attributes?: Attributes | undefined;
  /** Owner of the blob object, who signs and pays. */
  readonly signer: Signer;
}

/** What was done for it. */
export interface Prolonged {
  /** Of the transaction; undefined when nothing was missing. */
  readonly digest: string | undefined;
  /** FROST paid, gas aside. */
  readonly cost: bigint;
}

/** Nothing is missing: no transaction is made. */
class NothingMissing extends Error {}

/**
 * Adds to a certified blob object the epochs and attributes that it lacks, in one transaction. What it lacks
 * is looked up when it is the transaction's turn, so that two at once do not pay the same epochs twice.
 *
 * @throws InvalidArgument, InsufficientFunds, TransactionFailed, TransactionUncertain, ChainStateMissing; the
 *   signal's reason
 */
export async function prolongBlob(connection: Connection, options: Prolonging): Promise<Prolonged> {
  const { blobObjectId, signer, signal } = options;
  let cost = 0n;
  const transaction = async () => {
    const made = await whatIsMissing(connection, options);
    cost = made.cost;
    await connection.checkFunds({ owner: signer.toSuiAddress(), amount: cost, signal });
    return made.transaction;
  };
  try {
    const what = `extend blob object ${blobObjectId}`;
    const { digest } = await connection.execute({ what, transaction, signer, signal });
    return { digest, cost };
  } catch (error) {
    if (error instanceof NothingMissing) return { digest: undefined, cost: 0n };
    throw error;
  }
}

/** Throws NothingMissing. */
async function whatIsMissing(
  connection: Connection,
  { blobObjectId, until, attributes, signal }: Prolonging,
): Promise<{ readonly transaction: Transaction; readonly cost: bigint }> {
  const { client } = connection;
  const [object] = await readBlobObjects(client, [blobObjectId], signal);
  const wanted = entriesOf(attributes ?? {});
  const known = wanted.length === 0 ? new Map() : await readAttributes(client, blobObjectId, signal);
  const set = new Map(wanted.filter(([name, value]) => known.get(name) !== value));
  const epochs = Math.max(0, until - object!.endEpoch);
  if (epochs === 0 && set.size === 0) throw new NothingMissing();
  const transaction = new Transaction();
  const contracts = await connection.contracts({ signal });
  let cost = 0n;
  if (epochs > 0) {
    cost = extensionCost(await connection.systemState({ signal }), object!, epochs);
    addExtend(transaction, contracts, { extensions: [{ blobObjectId, epochs }], payment: cost });
  }
  if (set.size > 0) {
    checkAttributeChanges({ set });
    addAttributeChanges(transaction, contracts, { blobObject: blobObjectId, set });
  }
  return { transaction, cost };
}
