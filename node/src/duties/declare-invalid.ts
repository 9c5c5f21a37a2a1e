/**
 * The last step against a badly encoded blob (R12): the node that holds the proof shows it to the others, and
 * brings the statements of those that verified it to the chain, which tells every node and reader.
 */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { Signer } from '@mysten/sui/cryptography';
import { Transaction } from '@mysten/sui/transactions';
import type { Logger } from 'pino';
import { execute, readSystemState, signingCommittee, type TransactionQueue } from '@haulout/sdk/chain';
import { blobIdFromString } from '@haulout/sdk/encoding';
import { deadlineFor, type StorageNetwork } from '@haulout/sdk/nodes';
import { addInvalidateBlobId, gatherInvalidation } from '@haulout/sdk/operator';
import type { ChainView } from '../chain/chain-view.js';
import type { DutyOutcome } from './blob-duty.js';
import type { Duties } from './duties.js';
import { followedBy } from './followed.js';
import { Retries } from './retries.js';

/** Who speaks for a node on chain, and pays the gas for it. */
export interface NodeOperator {
  /** The chain. */
  readonly client: ClientWithCoreApi;
  /** Signs for the node, and pays. */
  readonly signer: Signer;
  /** The shared `System` object; it names the package to call. */
  readonly systemObjectId: string;
  /** Whose turn it is among the signer's transactions; those of this process by default. */
  readonly queue?: TransactionQueue | undefined;
}

interface InvalidationParts {
  readonly chain: ChainView;
  readonly network: StorageNetwork;
  readonly operator: NodeOperator;
  readonly logger: Logger;
}

/** The duty to declare blobs invalid, which follows from what the other duties find. */
export interface Invalidation {
  /** To be told of every outcome of the other duties. */
  note(outcome: DutyOutcome): void;
  /** The same duties, each followed by this one. */
  after(duties: Duties): Duties;
}

/**
 * Declares blobs invalid that the duties find badly encoded. When that fails it is tried again, later and
 * later, after whatever the duties do next. A node that starts anew finds the blob anew.
 */
export function createInvalidation(parts: InvalidationParts): Invalidation {
  const { network, logger } = parts;
  const open = new Set<string>();
  const retries = new Retries(network.timers);

  function close(blobId: string): void {
    open.delete(blobId);
    retries.forget(blobId);
  }

  async function settle(duties: Duties, signal: AbortSignal): Promise<void> {
    for (const blobId of open) {
      if (!retries.isDue(blobId)) continue;
      try {
        await declareInvalid(parts, { blobId, proof: await duties.proof(blobIdFromString(blobId)), signal });
        close(blobId);
      } catch (error) {
        signal.throwIfAborted();
        retries.postpone(blobId);
        logger.warn({ blobId, err: error }, 'a badly encoded blob could not be declared invalid yet');
      }
    }
  }

  return {
    note({ blobId, kind }) {
      if (kind === 'inconsistent') open.add(blobId);
      else close(blobId);
    },
    after: (duties) => followedBy(duties, (signal) => settle(duties, signal)),
  };
}

async function declareInvalid(
  { chain, network, operator, logger }: InvalidationParts,
  {
    blobId,
    proof: kept,
    signal,
  }: {
    /** URL-safe base64. */
    readonly blobId: string;
    /** As `Duties.proof` gives it. */
    readonly proof: Uint8Array | undefined;
    readonly signal: AbortSignal;
  },
): Promise<void> {
  const id = blobIdFromString(blobId);
  const isSettled = async () => (await chain.blob(id)).invalid !== undefined;
  if (kept === undefined || (await isSettled())) return;
  const axis = kept[0] === 0 ? 'primary' : 'secondary';
  const proof = kept.subarray(1);

  const { current: committee } = await chain.committees();
  const urls = new Map(committee.nodes.map(({ nodeId, url }) => [nodeId, url]));
  const deadlineMs = deadlineFor(network.settings, proof.length);
  const certificate = await gatherInvalidation({
    committee: signingCommittee(committee),
    blobId: id,
    ask: ({ nodeId }, signal) =>
      network.nodes.postInconsistencyProof(
        { nodeUrl: urls.get(nodeId)!, deadlineMs, signal },
        { blobId, axis, proof },
      ),
    signal,
  });

  // Another node may have been first.
  await chain.sync();
  if (await isSettled()) return;
  const { systemObjectId } = operator;
  // The package may have been upgraded since the node started.
  const { packageId } = await readSystemState(operator.client, systemObjectId, signal);
  const transaction = new Transaction();
  addInvalidateBlobId(transaction, { systemObjectId, packageId }, certificate);
  const { digest } = await execute({
    client: operator.client,
    what: `declare blob ${blobId} invalid`,
    transaction,
    signer: operator.signer,
    signal,
    timers: network.timers,
    queue: operator.queue,
  });
  logger.warn({ blobId, digest }, 'a badly encoded blob is declared invalid');
}
