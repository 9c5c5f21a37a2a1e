import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import { InvalidArgument } from '../../base/errors.js';
import { withJson } from '../../base/json.js';
import { listBlobObjects, readBlobObjects, type BlobObject } from '../../chain/blob-object.js';
import { addExtend, type Extension } from '../../chain/blob-transactions.js';
import { extensionCost } from '../../chain/price.js';
import type { SystemState } from '../../chain/system-state.js';
import type { Connection } from '../connection.js';

/** Which blobs to keep alive, until when, and for how much. */
export interface RenewOptions {
  /** Blob objects; by default all of the signer. */
  readonly blobObjectIds?: readonly string[] | undefined;
  /** First epoch in which they need not be stored any more; none is prolonged beyond it. */
  readonly until: number;
  /** Most FROST to pay, gas aside. */
  readonly budget: bigint;
  /** Owner of the blobs, who signs and pays. */
  readonly signer: Signer;
  /** Aborts the call, which rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
}

/** The same, to see what it would do. */
export interface PreviewRenewOptions extends Omit<RenewOptions, 'signer'> {
  /** Owner of the blobs. */
  readonly owner: string;
}

/** What was decided for one blob. */
export type Renewal = {
  /** The blob as it was before. */
  readonly blob: BlobObject;
} &
  /** Prolonged by so many epochs for so many FROST. */
  (
    | {
        readonly kind: 'extended';
        /** Epochs added. */
        readonly epochs: number;
        /** FROST paid for them. */
        readonly cost: bigint;
      }
    /** Lives long enough. */
    | { readonly kind: 'kept' }
    /** Has ended, was never certified, or is on record as invalid or lost: it is not prolonged. */
    | {
        /** Why it is not prolonged. */
        readonly kind: 'expired' | 'uncertified' | 'recorded';
      }
    /** There was not enough left of the budget for any epoch of it. */
    | {
        readonly kind: 'unaffordable';
        /** Epochs that it lacks. */
        readonly epochs: number;
        /** FROST that they would cost. */
        readonly cost: bigint;
      }
  );

/** What a `renew` would do. */
export interface RenewPreview {
  /** One for each blob. */
  readonly renewals: readonly Renewal[];
  /** FROST to pay, gas aside. */
  readonly cost: bigint;
}

/** What a `renew` has done. */
export interface Renewed extends RenewPreview {
  /** Of the transactions that prolonged blobs, at most 50 in each. */
  readonly digests: readonly string[];
}

/** Extensions in one transaction. */
const MAX_BATCH = 50;

/**
 * Plans what to prolong for a budget: an epoch at a time, always of a blob that ends first, so that the money
 * goes where it is needed soonest and no blob ends while another is paid far ahead.
 *
 * @throws InvalidArgument when `until` is further ahead than storage is sold
 */
function planRenewal(
  state: SystemState,
  blobs: readonly BlobObject[],
  { until, budget }: Pick<RenewOptions, 'until' | 'budget'>,
): RenewPreview {
  const latest = state.epoch + state.maxEpochsAhead;
  if (!Number.isInteger(until) || until > latest) {
    throw new InvalidArgument(`storage is sold until epoch ${latest} now, not until ${until}`, {
      until,
      latest,
    });
  }
  const living = blobs.filter(
    ({ certifiedEpoch, endEpoch, record }) =>
      certifiedEpoch !== undefined && record === undefined && state.epoch < endEpoch && endEpoch < until,
  );
  const epochs = new Map(living.map((blob) => [blob, 0]));
  let left = budget;
  const firstEnd = living.reduce((first, { endEpoch }) => Math.min(first, endEpoch), until);
  for (let end = firstEnd; end < until; end++) {
    for (const blob of living) {
      // A blob that could not be paid for an epoch is not paid for a later one.
      if (blob.endEpoch + epochs.get(blob)! !== end) continue;
      const cost = extensionCost(state, blob, 1);
      if (cost > left) continue;
      left -= cost;
      epochs.set(blob, epochs.get(blob)! + 1);
    }
  }
  const renewals = blobs.map((blob): Renewal => {
    const extended = epochs.get(blob);
    if (extended === undefined) {
      if (blob.endEpoch <= state.epoch) return { blob, kind: 'expired' };
      if (blob.record !== undefined) return { blob, kind: 'recorded' };
      return { blob, kind: blob.certifiedEpoch === undefined ? 'uncertified' : 'kept' };
    }
    if (extended > 0) {
      return { blob, kind: 'extended', epochs: extended, cost: extensionCost(state, blob, extended) };
    }
    const missing = until - blob.endEpoch;
    return { blob, kind: 'unaffordable', epochs: missing, cost: extensionCost(state, blob, missing) };
  });
  return withJson({ renewals, cost: budget - left });
}

/** What `renewBlobs` would do. See `OwnedBlobs.previewRenew`. */
export async function previewRenewal(
  connection: Connection,
  { blobObjectIds, until, budget, owner, signal }: PreviewRenewOptions,
): Promise<RenewPreview> {
  const { client } = connection;
  const state = await connection.systemState({ signal });
  const blobs: BlobObject[] = [];
  if (blobObjectIds !== undefined) {
    blobs.push(...(await readBlobObjects(client, [...new Set(blobObjectIds)], signal)));
  } else {
    const { originalPackageId } = state;
    for await (const blob of listBlobObjects(client, { originalPackageId, owner, signal })) blobs.push(blob);
  }
  const known = await connection.verdicts.withRecords(blobs, signal);
  return planRenewal(state, known, { until, budget });
}

/** Keeps blobs alive for a budget. See `OwnedBlobs.renew`. */
export async function renewBlobs(
  connection: Connection,
  { signer, ...options }: RenewOptions,
): Promise<Renewed> {
  const { signal } = options;
  const owner = signer.toSuiAddress();
  const { renewals, cost } = await previewRenewal(connection, { ...options, owner });
  await connection.checkFunds({ owner, amount: cost, signal });
  const extensions = renewals.flatMap((renewal): (Extension & { readonly cost: bigint })[] => {
    if (renewal.kind !== 'extended') return [];
    return [{ blobObjectId: renewal.blob.blobObjectId, epochs: renewal.epochs, cost: renewal.cost }];
  });
  const digests: string[] = [];
  for (let start = 0; start < extensions.length; start += MAX_BATCH) {
    const some = extensions.slice(start, start + MAX_BATCH);
    const price = some.reduce((sum, extension) => sum + extension.cost, 0n);
    const { digest } = await connection.execute({
      what: `extend ${some.length} blobs`,
      async transaction() {
        const transaction = new Transaction();
        addExtend(transaction, await connection.contracts({ signal }), { extensions: some, payment: price });
        return transaction;
      },
      signer,
      signal,
    });
    digests.push(digest);
  }
  return withJson({ renewals, cost, digests });
}
