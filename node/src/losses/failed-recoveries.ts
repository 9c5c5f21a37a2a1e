/**
 * When a node may say that a blob cannot be rebuilt (R19). It pays for that word, so it is careful: it has
 * failed to rebuild it twice, a day apart (an eighth of an epoch where epochs are short), each time with no
 * round open and no shards on the move, and each time so many others have said that they have nothing of it
 * that fewer than R shards can be left. Silence counts as having it: a node that is cut off says nothing.
 *
 * Times are those of the chain's clock, and are kept in the store.
 */
import type { Logger } from 'pino';
import type { StorageCommittee } from '@haulout/sdk/chain';
import { blobIdFromString, encodingParameters, pairOfShard } from '@haulout/sdk/encoding';
import { deadlineFor, NodeFault, type StorageNetwork } from '@haulout/sdk/nodes';
import type { ChainView } from '../chain/chain-view.js';
import type { DutyOutcome } from '../duties/blob-duty.js';
import type { Duties } from '../duties/duties.js';
import { followedBy } from '../duties/followed.js';
import { inParallel } from '../duties/in-parallel.js';
import { Retries } from '../duties/retries.js';
import { hex } from '../hex.js';
import { isOwedSince } from '../migration/owed.js';
import type { BlobStore } from '../store/blob-store.js';
import { missingSlivers } from '../store/stored-blob.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { quietMoment, type QuietMoment, type QuietMomentParts } from './quiet-moment.js';

/** What it works with. */
export interface FailedRecoveryParts extends QuietMomentParts {
  readonly store: BlobStore;
  readonly blobs: VerifiedBlobs;
  readonly network: StorageNetwork;
  readonly logger: Logger;
}

/** The recoveries of a node that failed. */
export interface FailedRecoveries {
  /** To be told of every outcome of the duties. */
  note(outcome: DutyOutcome): void;
  /** The same duties, each followed by a look at what could not be recovered. */
  after(duties: Duties): Duties;
  /** Blobs whose recovery has failed and has not succeeded since, by their ids as text. */
  suspects(): Iterable<string>;
  /**
   * Whether the node may say that a blob cannot be rebuilt. Rejects when the chain cannot be reached.
   *
   * @param moment default: now
   */
  isUnrecoverable(blobId: Uint8Array, moment?: QuietMoment): Promise<boolean>;
}

/** Tries that failed, as they are kept. */
interface Tries {
  readonly firstMs: number;
  readonly lastMs: number;
}

/** Tries further apart than so many gaps have nothing to do with each other. */
const STALE_GAPS = 4;
/** Blobs that are looked at after a duty. */
const LOOKS = 16;
/** Waits between two times that others are asked about a blob that they have, in gaps. */
const WAITS = { first: 1 / 16, most: 1 / 4 };
/** Requests to one node that are under way at one time. */
const CONCURRENCY = 4;
/** So long a node is asked about a blob: one that answers slowly must not keep this one from its duties. */
const PATIENCE_MS = 30_000;

/** Follows the recoveries of a node that has just been opened. */
export function createFailedRecoveries(parts: FailedRecoveryParts): FailedRecoveries {
  const { store, blobs, chain, logger } = parts;
  const failed = new Set<string>();
  let gaps = 0;
  const retries = new Retries({ now: () => gaps }, WAITS);

  async function tries(blobId: Uint8Array): Promise<Tries | undefined> {
    const text = await store.getRecord(triesKey(blobId));
    return text === undefined ? undefined : (JSON.parse(text) as Tries);
  }

  const keep = (blobId: Uint8Array, value: Tries | undefined) =>
    store.putRecords([{ key: triesKey(blobId), value: value && JSON.stringify(value) }]);

  async function lookAt(text: string, moment: QuietMoment, signal: AbortSignal): Promise<void> {
    const { nowMs, gapMs } = moment;
    const blobId = blobIdFromString(text);
    gaps = nowMs / gapMs;
    if (!retries.isDue(text) || !(await isOwed(chain, blobId))) return;
    const known = await tries(blobId);
    const before = known !== undefined && nowMs <= known.lastMs + STALE_GAPS * gapMs ? known : undefined;
    if (before !== undefined && nowMs < before.lastMs + gapMs) return;
    const isGone = await isBeyondRecovery(parts, blobId, signal);
    await keep(blobId, isGone ? { firstMs: before?.firstMs ?? nowMs, lastMs: nowMs } : undefined);
    if (isGone) retries.forget(text);
    else retries.postpone(text);
  }

  /** Looks at some of the blobs after each duty, also when none of them was tried again: time passes. */
  async function settle(signal: AbortSignal): Promise<void> {
    if (failed.size === 0) return;
    let blobId: string | undefined;
    try {
      const moment = await quietMoment(parts);
      if (moment === undefined) return;
      for (blobId of [...failed].slice(0, LOOKS)) {
        // Behind those that have waited longer.
        failed.delete(blobId);
        failed.add(blobId);
        await lookAt(blobId, moment, signal);
      }
    } catch (error) {
      signal.throwIfAborted();
      logger.warn({ blobId, err: error }, 'could not find out whether a blob can be rebuilt');
    }
  }

  return {
    note({ blobId, kind }) {
      if (kind === 'postponed') return void failed.add(blobId);
      failed.delete(blobId);
      retries.forget(blobId);
    },
    after: (duties) => followedBy(duties, settle),
    suspects: () => failed,
    async isUnrecoverable(blobId, known) {
      const tried = await tries(blobId);
      if (tried === undefined) return false;
      const moment = known ?? (await quietMoment(parts));
      if (moment === undefined || !(await isOwed(chain, blobId))) return false;
      const { nowMs, gapMs } = moment;
      if (tried.lastMs - tried.firstMs < gapMs || nowMs > tried.lastMs + STALE_GAPS * gapMs) return false;
      return (await missingSlivers(blobs, blobId, await chain.assignment())).length > 0;
    },
  };
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
  const { chain, blobs } = parts;
  const assignment = await chain.assignment();
  const { nShards, nodeId } = assignment;
  const { current } = await chain.committees();
  const missing = await missingSlivers(blobs, blobId, assignment);
  const lackedHere = assignment.shards.filter((shard) => {
    const pair = pairOfShard(blobId, shard, nShards);
    return missing.filter(({ pairIndex }) => pairIndex === pair).length === 2;
  });
  const lackedElsewhere = await shardsWithNothing(parts.network, current, { blobId, nodeId, signal });
  return nShards - lackedHere.length - lackedElsewhere < encodingParameters(nShards).rows;
}

/** Shards of the other nodes that have neither sliver of a blob, as their nodes say. */
async function shardsWithNothing(
  { nodes, settings, timers }: StorageNetwork,
  committee: StorageCommittee,
  {
    blobId,
    nodeId,
    signal,
  }: { readonly blobId: Uint8Array; readonly nodeId: string; readonly signal: AbortSignal },
): Promise<number> {
  const text = Buffer.from(blobId).toString('base64url');
  const others = committee.nodes.filter((node) => node.nodeId !== nodeId);
  const found = await inParallel(others.length, others, async ({ url, shards }) => {
    const untilMs = timers.now() + PATIENCE_MS;
    let isSilent = false;
    const lacks = async (shard: number): Promise<number> => {
      const pairIndex = pairOfShard(blobId, shard, committee.nShards);
      const call = { nodeUrl: url, deadlineMs: deadlineFor(settings, 0), signal };
      for (const axis of ['primary', 'secondary'] as const) {
        // Who has not answered once is not waited for again.
        if (isSilent || timers.now() > untilMs) return 0;
        const status = await nodes.getSliverStatus(call, { blobId: text, pairIndex, axis }).catch((error) => {
          if (!(error instanceof NodeFault)) throw error;
          isSilent = true;
          return undefined;
        });
        if (status !== 'Nonexistent') return 0;
      }
      return 1;
    };
    return sum(await inParallel(CONCURRENCY, shards, lacks));
  });
  return sum(found);
}

const sum = (numbers: readonly number[]): number => numbers.reduce((all, one) => all + one, 0);

const triesKey = (blobId: Uint8Array) => `loss/tries/${hex(blobId)}`;
