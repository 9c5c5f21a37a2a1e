/** Reading blobs of a network whose records are known (R19). */
import { eitherSignal } from '../../base/abort.js';
import { withJson } from '../../base/json.js';
import type { NetworkView } from '../../chain/committee-reader.js';
import type { StorageCommittee } from '../../chain/committee.js';
import type { EvidenceRecord } from '../../chain/evidence-records.js';
import { askBlobStatus, type BlobQuery, type BlobStatus } from '../../nodes/blob-status.js';
import { BlobInvalid, BlobLost, NodesError } from '../../nodes/errors.js';
import type { StorageNetwork } from '../../nodes/settings.js';
import type { Verdicts } from '../verdicts.js';

/** The part of a `Connection` that knows of records. */
export interface RecordedConnection {
  /** What is on record about blobs. */
  readonly verdicts: Verdicts;
  /** How storage nodes are talked to. */
  readonly network: StorageNetwork;
  /** The state of the network and its committee. */
  view(options: { readonly signal?: AbortSignal | undefined }): Promise<NetworkView>;
  /** Works with the committee of now, and again when the epoch changes. */
  withCommittee<T>(
    signal: AbortSignal | undefined,
    use: (committee: StorageCommittee) => Promise<T>,
  ): Promise<T>;
}

/**
 * Reads something of a blob, unless the chain has it on record as invalid or lost: then it ends as soon as
 * the chain has said so, whatever nodes do. A read that fails looks once more, as the record may be news.
 *
 * @param read gets a signal that also aborts when the blob is on record
 * @throws BlobInvalid, BlobLost; as `read`; what reading from the chain throws
 */
export async function readUnlessRecorded<T>(
  connection: RecordedConnection,
  query: BlobQuery,
  read: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  const { signal } = query;
  signal?.throwIfAborted();
  const unwanted = new AbortController();
  const reading = read(eitherSignal(signal, unwanted.signal));
  reading.catch(() => {});
  try {
    await refuseRecorded(connection, query);
  } catch (error) {
    unwanted.abort(error);
    throw error;
  }
  try {
    return await reading;
  } catch (error) {
    signal?.throwIfAborted();
    if (!(error instanceof NodesError)) throw error;
    const news = await refuseRecorded(connection, query).catch((found: unknown) => found);
    signal?.throwIfAborted();
    throw news instanceof NodesError ? news : error;
  }
}

/**
 * Fails for a blob that is on record as invalid, or as lost and not certified again since.
 *
 * @throws BlobInvalid, BlobLost; what reading from the chain throws
 */
async function refuseRecorded(connection: RecordedConnection, { blobId, signal }: BlobQuery): Promise<void> {
  const { invalid, lost } = await connection.verdicts.of(blobId, signal);
  if (invalid !== undefined) throw new BlobInvalid(blobId, [], invalid);
  if (lost === undefined) return;
  const { state, committee } = await connection.view({ signal });
  // Until the next epoch nothing can have been certified that the record does not cover.
  if (state.epoch <= lost.epoch) throw new BlobLost(blobId, [], { record: lost });
  const status = await askBlobStatus(connection.network, committee, { blobId, patient: false, signal }).catch(
    (error: unknown) => {
      signal?.throwIfAborted();
      const nodes = error instanceof NodesError ? error.nodes : [];
      throw new BlobLost(blobId, nodes, { record: lost, cause: error });
    },
  );
  if (!isNewLife(status, lost)) throw new BlobLost(blobId, status.nodes, { record: lost });
}

/** What the network says about a blob, its records included. See `HauloutClient.blobStatus`. */
export async function recordedStatus(
  connection: RecordedConnection,
  { blobId, signal }: BlobQuery,
): Promise<BlobStatus> {
  const { network, verdicts } = connection;
  const asking = connection.withCommittee(signal, (committee) =>
    askBlobStatus(network, committee, { blobId, signal, patient: false }),
  );
  asking.catch(() => {});
  const { invalid, lost } = await verdicts.of(blobId, signal);
  const record = invalid ?? lost;
  if (record === undefined) return asking;
  const status = await asking.catch((error: unknown): BlobStatus => {
    // The word of the chain needs no nodes.
    if (!(error instanceof NodesError)) throw error;
    return {
      state: 'nonexistent',
      persistence: undefined,
      certifiedEpoch: undefined,
      endEpoch: undefined,
      nodes: error.nodes,
    };
  });
  if (invalid !== undefined) return withJson({ ...status, state: 'invalid', record });
  return isNewLife(status, record) ? status : withJson({ ...status, state: 'lost', record });
}

/** Whether the blob was certified again after it was lost. */
function isNewLife({ state, certifiedEpoch }: BlobStatus, lost: EvidenceRecord): boolean {
  return state === 'certified' && certifiedEpoch !== undefined && certifiedEpoch > lost.epoch;
}
