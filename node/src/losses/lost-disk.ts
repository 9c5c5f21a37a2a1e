/**
 * What a node does whose disk is gone (R19). A store that is new, while its node had shards in the epoch
 * before, has lost them; one that was repaired may have lost some of what was in it. Recovery begins at once.
 * What it has not brought back after a while is declared lost, as that costs less than to be caught; and as
 * soon as all is back, the chain is told so.
 *
 * It declares once. A second declaration within a few epochs costs stake, so it is left to the operator.
 */
import type { Logger } from 'pino';
import {
  isBetweenRounds,
  isDeclarationRecent,
  type DeclaredShards,
  type EvidenceState,
} from '@haulout/sdk/chain';
import { addDeclareLost, addRestore } from '@haulout/sdk/operator';
import type { Assignment, ChainView } from '../chain/chain-view.js';
import type { Post } from '../challenges/posting.js';
import type { Duties } from '../duties/duties.js';
import { followedBy, withFailuresLogged } from '../duties/followed.js';
import { isOwedSince } from '../migration/owed.js';
import type { BlobStore } from '../store/blob-store.js';
import { missingSlivers } from '../store/stored-blob.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';

/** What it works with. */
export interface LostDiskParts {
  readonly chain: ChainView;
  readonly store: BlobStore;
  readonly blobs: VerifiedBlobs;
  readonly logger: Logger;
  /** Sends the node's transactions. */
  readonly post: Post;
  /** The node's `StorageNodeCap`. */
  readonly capId: string;
  /** Reads what the judges know now, and the chain's clock. */
  readonly readState: () => Promise<EvidenceState>;
  /** Reads what the node has declared lost last; undefined for nothing. */
  readonly readDeclared: (evidence: EvidenceState, nodeId: string) => Promise<DeclaredShards | undefined>;
}

/** The duty of a node whose disk is gone. */
export interface LostDisk {
  /** The same duties, each followed by this one. */
  after(duties: Duties): Duties;
}

/** What a new store has to make up for, as it is kept. */
interface Loss {
  /** The first epoch of the store. */
  readonly epoch: number;
  /** When it began, on the chain's clock, ms since 1970. */
  readonly sinceMs: number;
  /** Shards that the node had before. */
  readonly shards: readonly number[];
}

const KEY = 'loss/disk';
/** Kept for a store in which nothing is made up for. */
const NOTHING = 'nothing';
/** Kept from the moment on that the store is made until it is known what it lacks. */
const UNKNOWN = 'unknown';

/** What has not come back after this part of an epoch is declared lost. */
const GRACE = 1 / 32;
/** Blobs that are looked at after a duty. */
const LOOKS = 256;

/** The duty for a store that has just been opened, before anything is written to it. */
export async function createLostDisk(parts: LostDiskParts): Promise<LostDisk> {
  const { store, logger } = parts;
  if ((await store.getRecord(KEY)) === undefined) {
    // A store that is new, or one that has been repaired.
    await store.putRecords([{ key: KEY, value: UNKNOWN }]);
  }
  const search = new MissingSearch(parts);
  let isOver = false;
  const look = async (signal: AbortSignal): Promise<void> => {
    if (isOver) return;
    isOver = await makeUp(parts, search, signal);
    if (isOver) await store.putRecords([{ key: KEY, value: NOTHING }]);
  };
  const settle = withFailuresLogged(look, logger, 'could not make up for a lost disk');
  return { after: (duties) => followedBy(duties, settle) };
}

/** Does what is due now. Resolves to whether nothing will be due any more. */
async function makeUp(parts: LostDiskParts, search: MissingSearch, signal: AbortSignal): Promise<boolean> {
  const { store, chain, capId, logger } = parts;
  const text = await store.getRecord(KEY);
  if (text === undefined || text === NOTHING) return true;
  const assignment = await chain.assignment();
  const { epoch, nodeId } = assignment;
  const loss = text === UNKNOWN ? await noteLoss(parts, assignment) : (JSON.parse(text) as Loss);
  const shards = assignment.shards.filter((shard) => loss?.shards.includes(shard));
  if (loss === undefined || shards.length === 0) return true;
  const isMissing = await search.goOn({ ...assignment, shards }, loss.epoch + 1);
  if (isMissing === undefined) return false;
  const evidence = await parts.readState();
  if (!isBetweenRounds(evidence, epoch)) return false;
  const declared = await parts.readDeclared(evidence, nodeId);
  if (!isMissing) {
    if (declared === undefined || declared.isRestored) return true;
    await parts.post(
      'say that lost shards are here again',
      (transaction, contracts) => addRestore(transaction, contracts, capId),
      signal,
    );
    logger.warn('all that was declared lost is here again, and rounds may ask for it');
    return true;
  }
  const isInTime = evidence.nowMs - loss.sinceMs < evidence.term!.durationMs * GRACE;
  if (isInTime || (declared !== undefined && isDeclarationRecent(declared, epoch))) return false;
  await parts.post(
    `declare ${shards.length} shards lost`,
    (transaction, contracts) => addDeclareLost(transaction, contracts, { capId, shards }),
    signal,
  );
  logger.warn({ shards }, 'what this store has lost is not back in time: its shards are declared lost');
  return false;
}

/** Notes what a new store lacks, and since when; undefined if that is nothing. */
async function noteLoss(
  { store, readState }: LostDiskParts,
  { epoch, shards, previousShards }: Assignment,
): Promise<Loss | undefined> {
  const lost = shards.filter((shard) => previousShards.includes(shard));
  if (lost.length === 0) return undefined;
  const loss: Loss = { epoch, sinceMs: (await readState()).nowMs, shards: lost };
  await store.putRecords([{ key: KEY, value: JSON.stringify(loss) }]);
  return loss;
}

/** A search for something that is missing, a part at a time. What was found complete stays so. */
class MissingSearch {
  readonly #parts: Pick<LostDiskParts, 'blobs' | 'chain'>;
  /** The last blob that was found complete. */
  #place: Uint8Array | undefined;

  constructor(parts: Pick<LostDiskParts, 'blobs' | 'chain'>) {
    this.#parts = parts;
  }

  /**
   * Looks at some more blobs that were certified before an epoch. Resolves to whether something of the shards
   * is missing; undefined as long as it is not known.
   */
  async goOn(assignment: Assignment, untilEpoch: number): Promise<boolean | undefined> {
    const { blobs, chain } = this.#parts;
    const page = await chain.blobs(this.#place, LOOKS);
    for (const blobId of page) {
      const isOwed = isOwedSince(await chain.blob(blobId), assignment.epoch, untilEpoch);
      if (isOwed && (await missingSlivers(blobs, blobId, assignment)).length > 0) return true;
      this.#place = blobId;
    }
    return page.length < LOOKS ? false : undefined;
  }
}
