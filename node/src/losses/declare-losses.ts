/**
 * The last step about blobs that are lost, or are not lost after all (R19): a node that says so itself asks
 * the others whether they say it too, and brings their statements to the chain when they are enough.
 *
 * A node does so in quiet moments only, for a few blobs at a time, and again at growing intervals of the
 * chain's clock. Whoever is the last that it takes finds enough at once, so the intervals can be long.
 */
import type { Logger } from 'pino';
import { signingCommittee } from '@haulout/sdk/chain';
import { blobIdFromString, metadataTree } from '@haulout/sdk/encoding';
import { deadlineFor, type LossStatement, type StorageNetwork } from '@haulout/sdk/nodes';
import {
  addRefused,
  addRevoke,
  addUnrecoverable,
  gatherRefusals,
  gatherRevocation,
  gatherUnrecoverable,
  NotEnoughAttestations,
  type LossRequest,
} from '@haulout/sdk/operator';
import type { Post } from '../challenges/posting.js';
import type { DutyOutcome } from '../duties/blob-duty.js';
import type { Duties } from '../duties/duties.js';
import { followedBy, withFailuresLogged } from '../duties/followed.js';
import { Retries } from '../duties/retries.js';
import { missingSlivers } from '../store/stored-blob.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { lossOf } from './covered.js';
import type { FailedRecoveries } from './failed-recoveries.js';
import { quietMoment, type QuietMoment, type QuietMomentParts } from './quiet-moment.js';
import { lossToDeclare } from './to-declare.js';

/** What it works with. */
export interface LossDeclarationParts extends QuietMomentParts {
  readonly blobs: VerifiedBlobs;
  readonly network: StorageNetwork;
  readonly logger: Logger;
  /** Sends the node's transactions. */
  readonly post: Post;
  /** Object id of `Evidence`. */
  readonly evidenceObjectId: string;
  readonly failed: Pick<FailedRecoveries, 'suspects' | 'isUnrecoverable'>;
  /** Whether the operator refuses to serve a blob. */
  readonly isBlocked: (blobId: string) => boolean;
  /** All that the operator refuses to serve. */
  readonly blockedBlobs: () => Iterable<string>;
}

/** The duty to declare losses, which follows from what the other duties find. */
export interface LossDeclarations {
  /** To be told of every outcome of the other duties. */
  note(outcome: DutyOutcome): void;
  /** The same duties, each followed by this one. */
  after(duties: Duties): Duties;
}

/** Blobs that are looked at after a duty, and blobs of which others are asked. */
const LOOKS = 64;
const QUESTIONS = 4;
/** Waits between two times that others are asked, in gaps. */
const WAITS = { first: 1 / 16, most: 1 };

/** Declares losses for a node that has just been opened. */
export function createLossDeclarations(parts: LossDeclarationParts): LossDeclarations {
  const { chain, failed, blockedBlobs, logger } = parts;
  const lost = new Set<string>();
  let gaps = 0;
  const retries = new Retries({ now: () => gaps }, WAITS);
  /** Where the next look begins among the blobs that there are. */
  let place = 0;

  async function lookAtSome(signal: AbortSignal): Promise<void> {
    const blobIds = [...new Set([...lost, ...failed.suspects(), ...blockedBlobs()])];
    if (blobIds.length === 0) return;
    const moment = await quietMoment(parts);
    if (moment === undefined || (await chain.assignment()).shards.length === 0) return;
    gaps = moment.nowMs / moment.gapMs;
    const looks = Math.min(LOOKS, blobIds.length);
    for (let look = 0, questions = 0; look < looks && questions < QUESTIONS; look++) {
      const blobId = blobIds[place++ % blobIds.length]!;
      const statement = await statementOn(parts, blobId, moment);
      if (statement === undefined || !retries.isDue(`${statement}/${blobId}`)) continue;
      questions++;
      await attempt({ blobId, statement, moment }, signal);
    }
  }

  async function attempt(claim: Claim, signal: AbortSignal): Promise<void> {
    const { blobId, statement } = claim;
    const key = `${statement}/${blobId}`;
    try {
      await declare(parts, claim, signal);
      retries.forget(key);
    } catch (error) {
      signal.throwIfAborted();
      await chain.sync();
      // Another node was faster.
      if ((await statementOn(parts, blobId, claim.moment)) !== statement) return retries.forget(key);
      const isNew = !retries.hasFailed(key);
      retries.postpone(key);
      const level = !isNew ? 'debug' : error instanceof NotEnoughAttestations ? 'info' : 'warn';
      logger[level]({ blobId, statement, err: error }, 'a loss could not be declared, or revoked, yet');
    }
  }

  const settle = withFailuresLogged(lookAtSome, logger, 'could not look for losses to declare');
  return {
    note({ blobId, kind }) {
      if (kind === 'lost') lost.add(blobId);
      else lost.delete(blobId);
    },
    after: (duties) => followedBy(duties, settle),
  };
}

/** What is said of which blob. */
interface Claim {
  /** URL-safe base64. */
  readonly blobId: string;
  readonly statement: LossStatement;
  readonly moment: QuietMoment;
}

/** What this node says of a blob of its own accord. */
async function statementOn(
  { chain, blobs, failed, isBlocked }: LossDeclarationParts,
  blobId: string,
  moment: QuietMoment,
): Promise<LossStatement | undefined> {
  const id = blobIdFromString(blobId);
  const assignment = await chain.assignment();
  const { epoch } = assignment;
  const record = await chain.blob(id);
  const isLost = lossOf(record, epoch) !== undefined;
  return lossToDeclare({
    record,
    epoch,
    termEpoch: moment.termEpoch,
    isBlocked: isBlocked(blobId),
    isUnrecoverable: !isLost && (await failed.isUnrecoverable(id, moment)),
    isComplete: isLost && (await missingSlivers(blobs, id, assignment)).length === 0,
  });
}

/** Asks the others, and posts what they say. Throws NotEnoughAttestations; what posting throws. */
async function declare(parts: LossDeclarationParts, claim: Claim, signal: AbortSignal): Promise<void> {
  const { chain, post, logger } = parts;
  const { blobId, statement, moment } = claim;
  const build = await gathered(parts, claim, signal);
  // Another node may have been first.
  await chain.sync();
  if ((await statementOn(parts, blobId, moment)) !== statement) return;
  await post(`bring statements (${statement}) on blob ${blobId}`, build, signal);
  logger.warn({ blobId, statement }, 'nodes have spoken about the loss of a blob, and it is on record');
}

/** The call that brings the statements of enough nodes to the chain. */
async function gathered(
  parts: LossDeclarationParts,
  { blobId, statement }: Claim,
  signal: AbortSignal,
): Promise<Parameters<Post>[1]> {
  const { chain, blobs, network, evidenceObjectId } = parts;
  const id = blobIdFromString(blobId);
  const { current } = await chain.committees();
  const urls = new Map(current.nodes.map(({ nodeId, url }) => [nodeId, url]));
  const request: LossRequest = {
    committee: signingCommittee(current),
    blobId: id,
    evidenceObjectId,
    ask: ({ nodeId }, signal) => {
      const call = { nodeUrl: urls.get(nodeId)!, deadlineMs: deadlineFor(network.settings, 0), signal };
      return network.nodes.getLossStatement(call, blobId, statement);
    },
    signal,
  };
  switch (statement) {
    case 'refusal': {
      const refused = await gatherRefusals(request);
      return (transaction, contracts) => addRefused(transaction, contracts, refused);
    }
    case 'revocation': {
      const { record } = lossOf(await chain.blob(id), current.epoch)!;
      const revoked = await gatherRevocation({ ...request, record: BigInt(record) });
      return (transaction, contracts) => addRevoke(transaction, contracts, revoked);
    }
    case 'unrecoverable': {
      // The chain asks what the blob id was made of.
      const metadata = await blobs.metadata(id);
      if (metadata === undefined) throw new Error(`the metadata of blob ${blobId} is not here`);
      const signed = await gatherUnrecoverable(request);
      const { unencodedLength } = metadata;
      const lost = { ...signed, rootHash: metadataTree(metadata).root, unencodedLength };
      return (transaction, contracts) => addUnrecoverable(transaction, contracts, lost);
    }
  }
}
