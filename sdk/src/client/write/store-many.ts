import { type BlobObject, readBlobObjects } from '../../chain/blob-object.js';
import { paidBefore, storageCostOfMany, withExtension, type StorageCost } from '../../chain/price.js';
import {
  blobIdToString,
  checkContent,
  contentSize,
  encodedLength,
  type AnyEncodedBlob,
  type BlobContent,
} from '../../encoding/index.js';
import { BlobExpired } from '../../nodes/errors.js';
import { MAX_EPOCH_CHANGES, type Connection } from '../connection.js';
import { persistenceOf } from './certify-blob.js';
import { checkTerms } from './check-terms.js';
import { storedBlob } from './complete-store.js';
import { seemsStored } from './known-blobs.js';
import { registerBlobs } from './register.js';
import { findRegistrations } from './registrations.js';
import { certifyTransaction, encode, release, upload, type CommitteeConfirmations } from './steps.js';
import type { StoreOptions, StoredBlob } from './store-options.js';

/** Which blobs to store; the rest is as for one. */
export interface StoreManyOptions extends Omit<StoreOptions, 'bytes' | 'onProgress' | 'reuse'> {
  /** The blobs: bytes, or sources as `store` takes them. */
  readonly blobs: readonly BlobContent[];
  /** Told how far it has come. */
  readonly onProgress?: ((progress: StoreManyProgress) => void) | undefined;
}

/** How far a `storeMany` has come. */
export interface StoreManyProgress {
  /** What is being done. */
  readonly phase: 'encoding' | 'registering' | 'uploading' | 'certifying';
  /** Blobs that are through this phase, of all. */
  readonly done: number;
  /** All blobs. */
  readonly blobs: number;
}

/** Blobs registered in one transaction. */
const MAX_BATCH = 50;
/**
 * Sui charges more for each instruction the more a transaction has: ten times as much after 50,000, fifty
 * times after 100,000. A certificate takes about so many instructions, and more for each member of the
 * committee; see docs/gas.md.
 */
const CHEAP_INSTRUCTIONS = 80_000;
const INSTRUCTIONS_PER_CERTIFICATE = 1_000;
const INSTRUCTIONS_PER_MEMBER = 90;
/** Encoded bytes held in memory at one time, unless a single blob has more. */
const MAX_BATCH_BYTES = 128 * 1024 * 1024;
/** Blobs uploaded at one time. */
const UPLOADS = 4;

type Report = (phase: StoreManyProgress['phase'], done: number) => void;

/** A blob of a batch, with the object that it is registered as. */
interface Begun {
  readonly blob: AnyEncodedBlob;
  readonly object: BlobObject;
  /** Whether nodes may have it from an earlier attempt, in which it was registered. */
  readonly mayBeStored: boolean;
  /** Epochs to add to its end. */
  readonly extendBy: number;
}

/** Stores many blobs. See `HauloutClient.storeMany`. */
export async function storeMany(connection: Connection, options: StoreManyOptions): Promise<StoredBlob[]> {
  const { blobs, signal, onProgress } = options;
  blobs.forEach((bytes, index) => checkContent(bytes, `the bytes of blob ${index}`));
  checkTerms(options);
  const { nShards } = await connection.committee({ signal });
  const batches = batchesOf(blobs, (bytes) => encodedLength(nShards, contentSize(bytes)));
  const stored: StoredBlob[] = [];
  for (const batch of batches) {
    const before = stored.length;
    const report: Report = (phase, done) => onProgress?.({ phase, done: before + done, blobs: blobs.length });
    stored.push(...(await storeBatch({ connection, options, report }, batch)));
  }
  return stored;
}

/** What the steps of a batch share. */
interface Batch {
  readonly connection: Connection;
  readonly options: StoreManyOptions;
  readonly report: Report;
}

async function storeBatch(batch: Batch, blobs: readonly BlobContent[]): Promise<StoredBlob[]> {
  const { connection, options, report } = batch;
  const { signal } = options;
  const order: string[] = [];
  // The same bytes twice are one blob.
  const encoded = new Map<string, AnyEncodedBlob>();
  try {
    for (const bytes of blobs) {
      const blob = await encode(connection, { bytes, signal });
      const blobId = blobIdToString(blob.blobId);
      order.push(blobId);
      if (encoded.has(blobId)) await release(blob);
      else encoded.set(blobId, blob);
      report('encoding', order.length);
    }
    return await storeEncoded(batch, order, encoded);
  } finally {
    for (const blob of encoded.values()) await release(blob);
  }
}

/** @param order the blob ids in the order in which they were given */
async function storeEncoded(
  batch: Batch,
  order: readonly string[],
  encoded: ReadonlyMap<string, AnyEncodedBlob>,
): Promise<StoredBlob[]> {
  const { connection, options, report } = batch;
  const { begun, registerDigest, costs } = await registerMissing(connection, options, encoded);
  report('registering', order.length);
  const completed = await completeAll(batch, begun);
  const stored = new Map<string, StoredBlob>();
  for (const { object, mayBeStored, extendBy } of begun) {
    const { confirmations, certifyDigest, extensionCost } = completed.get(object.blobId)!;
    stored.set(
      object.blobId,
      storedBlob(object, {
        epoch: confirmations.committee.epoch,
        confirmations,
        certifyDigest,
        endEpoch: object.endEpoch + extendBy,
        cost: withExtension(costs.get(object.blobId)!, extensionCost),
        registerDigest: mayBeStored ? undefined : registerDigest,
      }),
    );
  }
  return order.map((blobId) => stored.get(blobId)!);
}

/** Takes over what an earlier attempt has registered, and registers the rest in one transaction. */
async function registerMissing(
  connection: Connection,
  { epochs, deletable, signer, attributes, useStorage, signal }: StoreManyOptions,
  encoded: ReadonlyMap<string, AnyEncodedBlob>,
) {
  const owner = signer.toSuiAddress();
  const state = await connection.systemState({ signal });
  const blobIds = [...encoded.keys()];
  const { epoch, registrations } = await findRegistrations(connection, { owner, blobIds, signal });
  const begun: Begun[] = [];
  const costs = new Map<string, StorageCost>();
  const missing: AnyEncodedBlob[] = [];
  for (const [blobId, blob] of encoded) {
    const object = registrations.find(
      (found) =>
        found.blobId === blobId &&
        found.deletable === deletable &&
        found.certifiedEpoch === undefined &&
        found.endEpoch > epoch,
    );
    const cost = storageCostOfMany(state, [blob.unencodedLength], epochs);
    if (object === undefined) {
      missing.push(blob);
      continue;
    }
    const extendBy = Math.max(0, epoch + epochs - object.endEpoch);
    begun.push({ blob, object, mayBeStored: true, extendBy });
    costs.set(blobId, paidBefore(cost));
  }
  if (missing.length === 0) return { begun, costs, registerDigest: undefined };

  const what = `register ${missing.length} blobs`;
  const registered = await registerBlobs(connection, what, {
    blobs: missing,
    epochs,
    deletable,
    attributes,
    useStorage,
    signer,
    signal,
  });
  const { digest, created, extendBy } = registered;
  missing.forEach(({ blobId }, index) => costs.set(blobIdToString(blobId), registered.costs[index]!));
  const ids = created.filter(({ type }) => type.endsWith('::blob::Blob')).map(({ objectId }) => objectId);
  for (const object of await readBlobObjects(connection.client, ids, signal)) {
    begun.push({ blob: encoded.get(object.blobId)!, object, mayBeStored: false, extendBy });
  }
  return { begun, costs, registerDigest: digest };
}

interface CompletedBlob {
  readonly confirmations: CommitteeConfirmations;
  readonly certifyDigest: string;
  /** FROST paid for epochs that were added. */
  readonly extensionCost: bigint;
}

/** Uploads all, certifies those that a quorum has confirmed, and only then fails for the others. */
async function completeAll(
  batch: Batch,
  begun: readonly Begun[],
): Promise<ReadonlyMap<string, CompletedBlob>> {
  const { connection, options, report } = batch;
  const { signal } = options;
  const completed = new Map<string, CompletedBlob>();
  for (let changes = 0; ; changes++) {
    const { epoch } = await connection.committee({ signal });
    const left = begun.filter(({ object }) => !completed.has(object.blobId));
    const ended = left.find(({ object }) => object.endEpoch <= epoch)?.object;
    if (ended !== undefined) throw new BlobExpired(ended.blobId, { endEpoch: ended.endEpoch, epoch });
    const { confirmed, failures } = await uploadAll(connection, left, {
      again: changes > 0,
      signal,
      onConfirmed: (done) => report('uploading', completed.size + done),
    });
    try {
      await certifyAll(batch, confirmed, completed);
      if (failures.length > 0) throw failures[0];
      return completed;
    } catch (error) {
      signal?.throwIfAborted();
      const changed = (await connection.systemState({ signal })).epoch !== epoch;
      if (!changed || changes === MAX_EPOCH_CHANGES) throw error;
    }
  }
}

interface Confirmed {
  readonly begun: Begun;
  readonly confirmations: CommitteeConfirmations;
}

/** Adds to `completed` what it has certified. */
async function certifyAll(
  { connection, options, report }: Batch,
  confirmed: readonly Confirmed[],
  completed: Map<string, CompletedBlob>,
): Promise<void> {
  const { signer, owner, attributes, signal } = options;
  const atOnce = certificatesAtOnce(confirmed[0]?.confirmations.committee.nodes.length ?? 0);
  for (let start = 0; start < confirmed.length; start += atOnce) {
    const some = confirmed.slice(start, start + atOnce);
    const blobs = some.map(({ begun: { object, extendBy, mayBeStored }, confirmations }) => ({
      blobObjectId: object.blobObjectId,
      confirmations,
      extendBy,
      // What this call has registered has them already.
      attributes: mayBeStored ? attributes : undefined,
    }));
    let extensionCosts: readonly bigint[] = [];
    const { digest } = await connection.execute({
      what: `certify ${blobs.length} blobs`,
      async transaction() {
        const certifying = await certifyTransaction(connection, { blobs, transferTo: owner, signal });
        ({ extensionCosts } = certifying);
        return certifying.transaction;
      },
      signer,
      signal,
    });
    some.forEach(({ begun: { object }, confirmations }, index) => {
      const extensionCost = extensionCosts[index]!;
      completed.set(object.blobId, { confirmations, certifyDigest: digest, extensionCost });
    });
    report('certifying', completed.size);
  }
}

/**
 * Certificates for one transaction, so many that each costs little gas, by the number of nodes in the
 * committee.
 */
function certificatesAtOnce(nodes: number): number {
  const each = INSTRUCTIONS_PER_CERTIFICATE + nodes * INSTRUCTIONS_PER_MEMBER;
  return Math.max(1, Math.min(MAX_BATCH, Math.floor(CHEAP_INSTRUCTIONS / each)));
}

interface UploadAllOptions {
  /** The nodes may have slivers of an earlier attempt. */
  readonly again: boolean;
  readonly signal: AbortSignal | undefined;
  /** Told how many blobs are confirmed. */
  readonly onConfirmed: (done: number) => void;
}

async function uploadAll(
  connection: Connection,
  begun: readonly Begun[],
  { again, signal, onConfirmed }: UploadAllOptions,
) {
  const confirmed: Confirmed[] = [];
  const failures: unknown[] = [];
  const waiting = [...begun];
  const worker = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) {
      const { blob, object } = next;
      const mayBeStored =
        again || next.mayBeStored || (await seemsStored(connection, { blobId: object.blobId, signal }));
      const persistence = persistenceOf(object);
      try {
        const confirmations = await upload(connection, { blob, persistence, mayBeStored, signal });
        confirmed.push({ begun: next, confirmations });
        onConfirmed(confirmed.length);
      } catch (error) {
        signal?.throwIfAborted();
        failures.push(error);
      }
    }
  };
  await Promise.all(Array.from({ length: UPLOADS }, worker));
  return { confirmed, failures };
}

/** Cuts a list into batches that are neither too many nor too large; a single one may be larger. */
function batchesOf(blobs: readonly BlobContent[], sizeOf: (blob: BlobContent) => number): BlobContent[][] {
  const batches: BlobContent[][] = [];
  let size = 0;
  for (const blob of blobs) {
    const bytes = sizeOf(blob);
    const current = batches.at(-1);
    if (current === undefined || current.length === MAX_BATCH || size + bytes > MAX_BATCH_BYTES) {
      batches.push([blob]);
      size = bytes;
    } else {
      current.push(blob);
      size += bytes;
    }
  }
  return batches;
}
