/** The part of a node that takes part in rounds of challenges, put together. */
import type { Logger } from 'pino';
import type { StorageNetwork } from '@haulout/sdk/nodes';
import type { ChainView } from '../chain/chain-view.js';
import type { FairQueue } from '../fair/fair-queue.js';
import type { BlobStore } from '../store/blob-store.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { Answering } from './answering.js';
import { createChallengeDuties, type ChallengeDuties } from './challenge-duties.js';
import { createChallengeService, type ChallengeService } from './challenge-service.js';
import { Conflicts } from './conflicts.js';
import { Convicting } from './convicting.js';
import { Gate } from './gate.js';
import { Gathering } from './gathering.js';
import { Journal } from './journal.js';
import type { ChallengeOptions } from './options.js';
import { postingOf } from './posting.js';
import { RoundReader } from './round-now.js';
import { Statements } from './statements.js';
import type { RoundVerdict } from '@haulout/sdk/chain';
import { Verifying } from './verifying.js';

/** What a node has for rounds of challenges. */
export interface Challenges {
  readonly gate: Gate;
  readonly service: ChallengeService;
  readonly duties: ChallengeDuties;
}

/** What it is made of. */
export interface ChallengesParts {
  readonly store: BlobStore;
  readonly blobs: VerifiedBlobs;
  readonly chain: ChainView;
  readonly network: StorageNetwork;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  readonly logger: Logger;
  /** Where work for others waits. */
  readonly work: FairQueue;
  /** Told what the last round shows of this node, `none` included. */
  readonly onVerdict?: ((verdict: RoundVerdict) => void) | undefined;
}

/**
 * Makes the part of a node that has just been opened. The gate is closed from the beginning if the last round
 * that the node knows is not over.
 */
export async function createChallenges(
  parts: ChallengesParts,
  options: ChallengeOptions,
): Promise<Challenges> {
  const { store, blobs, chain, network, secretKey, logger, work } = parts;
  const { client, evidencePackageId, evidenceObjectId } = options;
  const reader = new RoundReader(chain, options);
  const gate = new Gate((signal) => reader.evidence(signal), network.timers);
  const journal = new Journal(store, async () => (await reader.evidence()).rounds);
  const statements = new Statements({ journal, gate, secretKey, evidenceObjectId });
  const answering = new Answering({ blobs, journal, reader, work, answersWith: options.answersWith });
  const verifying = new Verifying({ blobs, chain, journal, reader, network, logger });
  const post = postingOf(options, network.timers);
  const posting = post && {
    post,
    capId: options.poster!.capId,
    gathering: new Gathering({ statements, network, post, logger }),
    convicting: new Convicting({ blobs, network, post, logger }),
    conflicts: new Conflicts({ ...{ chain, blobs, post, logger }, client, evidencePackageId }),
  };

  chain.rounds?.onOpened(({ round }) => gate.close(round));
  const last = await chain.rounds?.last();
  if (last !== undefined && !last.isOver) gate.close(last.round);
  await journal.begin().catch((error: unknown) => {
    logger.warn({ err: error }, 'the journal of rounds cannot begin yet; it begins later');
  });
  const { onVerdict } = parts;
  const duties = { chain, reader, gate, journal, answering, verifying, posting, logger, onVerdict };
  return {
    gate,
    service: createChallengeService({ chain, reader, gate, statements, answering }),
    duties: createChallengeDuties(duties),
  };
}
