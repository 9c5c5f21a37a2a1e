/**
 * When a node may say that a blob cannot be rebuilt (R19). It pays for that word, so it is careful: it has
 * failed to rebuild it twice, a day apart (an eighth of an epoch where epochs are short), each time with no
 * round open and no shards on the move, and each time so many others have said that they have nothing of it
 * that fewer than R shards can be left. Silence counts as having it: a node that is cut off says nothing.
 *
 * Times are those of the chain's clock, and are kept in the store.
 */
import type { Logger } from 'pino';
import type { EvidenceState, StorageCommittee } from '@haulout/sdk/chain';
import { blobIdFromString, encodingParameters, pairOfShard } from '@haulout/sdk/encoding';
import { deadlineFor, NodeFault, type StorageNetwork } from '@haulout/sdk/nodes';
import type { ChainView } from '../chain/chain-view.js';
import type { DutyOutcome } from '../duties/blob-duty.js';
import type { Duties } from '../duties/duties.js';
import { followedBy } from '../duties/followed.js';
import { inParallel } from '../duties/in-parallel.js';
import { hex } from '../hex.js';
import { isOwedSince } from '../migration/owed.js';
import type { BlobStore } from '../store/blob-store.js';
import { missingSlivers } from '../store/stored-blob.js';

/** What it works with. */
export interface FailedRecoveryParts {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly network: StorageNetwork;
  readonly logger: Logger;
  /** Reads what the judges know now, and the chain's clock. */
  readonly readState: () => Promise<EvidenceState>;
}

/** The recoveries of a node that failed. */
export interface FailedRecoveries {
  /** To be told of every outcome of the duties. */
  note(outcome: DutyOutcome): void;
  /** The same duties, each followed by a look at what could not be recovered. */
  after(duties: Duties): Duties;
  /** Whether the node may say now that a blob cannot be rebuilt. Rejects when the chain cannot be reached. */
  isUnrecoverable(blobId: Uint8Array): Promise<boolean>;
}

/** Tries that failed, as they are kept. */
interface Tries {
  readonly firstMs: number;
  readonly lastMs: number;
}

const DAY_MS = 24 * 60 * 60 * 1000;
/** Tries further apart than so many gaps have nothing to do with each other. */
const STALE_GAPS = 4;
/** Requests under way at one time. */
const CONCURRENCY = 16;

/** Follows the recoveries of a node that has just been opened. */
export function createFailedRecoveries(parts: FailedRecoveryParts): FailedRecoveries {
  const { store, chain, logger, readState } = parts;
  const failed = new Set<string>();
  const stopping = new AbortController();

  async function tries(blobId: Uint8Array): Promise<Tries | undefined> {
    const text = await store.getRecord(triesKey(blobId));
    return text === undefined ? undefined : (JSON.parse(text) as Tries);
  }

  const keep = (blobId: Uint8Array, value: Tries | undefined) =>
    store.putRecords([{ key: triesKey(blobId), value: value && JSON.stringify(value) }]);

  async function lookAt(blobId: Uint8Array): Promise<void> {
    const moment = await quietMoment(parts);
    if (moment === undefined || !(await isOwed(chain, blobId))) return;
    const { nowMs, gapMs } = moment;
    const known = await tries(blobId);
    const before = known !== undefined && nowMs <= known.lastMs + STALE_GAPS * gapMs ? known : undefined;
    if (before !== undefined && nowMs < before.lastMs + gapMs) return;
    const isGone = await isBeyondRecovery(parts, blobId, stopping.signal);
    await keep(blobId, isGone ? { firstMs: before?.firstMs ?? nowMs, lastMs: nowMs } : undefined);
  }

  async function settle(): Promise<void> {
    for (const text of failed) {
      failed.delete(text);
      try {
        await lookAt(blobIdFromString(text));
      } catch (error) {
        stopping.signal.throwIfAborted();
        logger.warn({ blobId: text, err: error }, 'could not find out whether a blob can be rebuilt');
      }
    }
  }

  return {
    note({ blobId, kind }) {
      if (kind === 'postponed') failed.add(blobId);
      else failed.delete(blobId);
    },
    after: (duties) => followedBy(duties, settle, () => stopping.abort(new Error('the node is stopping'))),
    async isUnrecoverable(blobId) {
      const known = await tries(blobId);
      if (known === undefined) return false;
      const moment = await quietMoment({ chain, readState });
      if (moment === undefined || !(await isOwed(chain, blobId))) return false;
      const { nowMs, gapMs } = moment;
      if (known.lastMs - known.firstMs < gapMs || nowMs > known.lastMs + STALE_GAPS * gapMs) return false;
      return (await missingSlivers(store, blobId, await chain.assignment())).length > 0;
    },
  };
}

/** The chain's time and the gap between tries; undefined while a round is open or shards are on the move. */
async function quietMoment({
  chain,
  readState,
}: Pick<FailedRecoveryParts, 'chain' | 'readState'>): Promise<
  { readonly nowMs: number; readonly gapMs: number } | undefined
> {
  if ((await chain.assignment()).phase === 'EpochChangeSync') return undefined;
  const { nowMs, round, term } = await readState();
  const isRoundOpen = round !== undefined && !['closed', 'void', 'empty'].includes(round.phase.kind);
  if (term === undefined || isRoundOpen) return undefined;
  return { nowMs, gapMs: Math.min(DAY_MS, term.durationMs / 8) };
}

async function isOwed(chain: ChainView, blobId: Uint8Array): Promise<boolean> {
  const { epoch } = await chain.assignment();
  return isOwedSince(await chain.blob(blobId), epoch, epoch + 1);
}

/** Whether fewer than R shards can be left that have anything of a blob, by what all nodes say. */
async function isBeyondRecovery(
  parts: FailedRecoveryParts,
  blobId: Uint8Array,
  signal: AbortSignal,
): Promise<boolean> {
  const { chain, store } = parts;
  const assignment = await chain.assignment();
  const { nShards, nodeId } = assignment;
  const { current } = await chain.committees();
  const missing = await missingSlivers(store, blobId, assignment);
  const lackedHere = assignment.shards.filter((shard) => {
    const pair = pairOfShard(blobId, shard, nShards);
    return missing.filter(({ pairIndex }) => pairIndex === pair).length === 2;
  });
  const lackedElsewhere = await shardsWithNothing(parts.network, current, { blobId, nodeId, signal });
  return nShards - lackedHere.length - lackedElsewhere < encodingParameters(nShards).rows;
}

/** Shards of the other nodes that have neither sliver of a blob, as their nodes say. */
async function shardsWithNothing(
  { nodes, settings }: StorageNetwork,
  committee: StorageCommittee,
  {
    blobId,
    nodeId,
    signal,
  }: { readonly blobId: Uint8Array; readonly nodeId: string; readonly signal: AbortSignal },
): Promise<number> {
  const text = Buffer.from(blobId).toString('base64url');
  const others = committee.nodes
    .filter((node) => node.nodeId !== nodeId)
    .flatMap(({ url, shards }) => shards.map((shard) => ({ url, shard })));
  const silent = new Set<string>();
  const found = await inParallel(CONCURRENCY, others, async ({ url, shard }) => {
    const pairIndex = pairOfShard(blobId, shard, committee.nShards);
    const call = { nodeUrl: url, deadlineMs: deadlineFor(settings, 0), signal };
    for (const axis of ['primary', 'secondary'] as const) {
      // Who has not answered once is not waited for again.
      if (silent.has(url)) return 0;
      const status = await nodes.getSliverStatus(call, { blobId: text, pairIndex, axis }).catch((error) => {
        if (!(error instanceof NodeFault)) throw error;
        silent.add(url);
        return undefined;
      });
      if (status !== 'Nonexistent') return 0;
    }
    return 1;
  });
  return found.reduce<number>((sum, lacks) => sum + lacks, 0);
}

const triesKey = (blobId: Uint8Array) => `loss/tries/${hex(blobId)}`;
