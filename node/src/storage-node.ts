import type { RequestListener } from 'node:http';
import type { FastifyInstance } from 'fastify';
import { pino, type Logger } from 'pino';
import { systemTimers, type Timers } from '@haulout/sdk/base';
import { blsReady } from '@haulout/sdk/certificate';
import { readDeclaredShards, readEvidenceState } from '@haulout/sdk/chain';
import {
  createStorageNodeClient,
  defaultSettings,
  type Fetch,
  type NetworkSettings,
} from '@haulout/sdk/nodes';
import type { ChainView } from './chain/chain-view.js';
import type { ChallengeDuties } from './challenges/challenge-duties.js';
import { createChallenges } from './challenges/challenges.js';
import type { ChallengeOptions } from './challenges/options.js';
import { postingOf } from './challenges/posting.js';
import { runDuties, type BackgroundOptions } from './duties/background.js';
import type { DutyOutcome } from './duties/blob-duty.js';
import { createInvalidation, type NodeOperator } from './duties/declare-invalid.js';
import { dutyQueue } from './duties/duty-queue.js';
import { createDuties, type Duties } from './duties/duties.js';
import { healthReporter } from './health.js';
import { fairQueue } from './fair/fair-queue.js';
import { drainable } from './http/drain.js';
import { hasEndedInMerge } from './store/level-database.js';
import { heldBodies } from './http/held-bodies.js';
import { listenOn, type Address, type Listening } from './http/listen.js';
import { createHttpApi } from './http/server.js';
import { openTls, type TlsFiles } from './http/tls.js';
import { createLossDeclarations, type LossDeclarations } from './losses/declare-losses.js';
import {
  createFailedRecoveries,
  type FailedRecoveries,
  type FailedRecoveryParts,
} from './losses/failed-recoveries.js';
import {
  createLossStatements,
  type LossStatementParts,
  type LossStatements,
} from './losses/loss-statements.js';
import { createLostDisk, type LostDisk, type LostDiskParts } from './losses/lost-disk.js';
import { createMetrics, type NodeMetrics } from './metrics.js';
import { createShardService } from './migration/shard-service.js';
import { createReadRule } from './read-rule.js';
import { createCellService } from './recovery/cell-service.js';
import { createRecoveryService } from './recovery/recovery-service.js';
import { createScrub, type Scrub } from './scrub/scrub.js';
import { createStorageService } from './storage/storage-service.js';
import { openBlobStore, type BlobStore } from './store/blob-store.js';
import type { Database } from './store/database.js';
import type { StoreFailure } from './store/store-failure.js';
import { exclusive } from './store/serial.js';
import { createRot } from './store/verified/rot.js';
import { createVerifiedBlobs, type VerifiedBlobs } from './store/verified/verified-blobs.js';

/** Where a node keeps its data, with which key it signs, which chain it believes, and its limits. */
export interface StorageNodeOptions {
  /**
   * Folder of its own for everything the node keeps, made when missing; or a database, which the node closes.
   */
  readonly folder: string | Database;
  /** BLS12-381 secret key, 32 bytes, whose public key is registered on chain. */
  readonly secretKey: Uint8Array;
  /** Makes the node's view of the chain, which may keep what it learns in the node's store. */
  readonly chain: (store: BlobStore) => ChainView;
  /** Most bytes of metadata and slivers to keep; default: as many as the disk takes. */
  readonly capacityBytes?: number | undefined;
  /**
   * Bytes of the disk that uploads leave free, so that the node's own notes, deletions and starts have room;
   * a quarter of it is set aside in a file. Default: 64 MiB; 0 for none.
   */
  readonly reserveBytes?: number | undefined;
  /**
   * Most bytes of metadata and slivers to keep in memory, verified, so that what is asked for often is read
   * and verified once; default 64 MiB.
   */
  readonly cacheBytes?: number | undefined;
  /**
   * Most bytes of bodies of requests to hold in memory at one time; of more, the peer that holds the most has
   * to send what it began last again later (429). Default 128 MiB.
   */
  readonly bodyBytes?: number | undefined;
  /**
   * Most bytes of answers to hold in memory until clients have taken them; of more, the peer that holds the
   * most loses the last one, or has to ask for another later (429). Default 256 MiB.
   */
  readonly answerBytes?: number | undefined;
  /**
   * Whether the operator refuses to serve a blob (by its id as text) to readers, where the law asks for it;
   * default: none.
   */
  readonly isBlocked?: ((blobId: string) => boolean) | undefined;
  /**
   * All blobs that the operator refuses to serve, by their ids as text: of those that it owes, the node asks
   * others whether they refuse them too, and declares lost what enough nodes refuse. Default: that is left to
   * other nodes.
   */
  readonly blockedBlobs?: (() => Iterable<string>) | undefined;
  /**
   * How the node talks to its neighbours; default: with the machine's `fetch` and clock, and patience for a
   * wide area network.
   */
  readonly neighbours?: {
    /** Sends requests; default: the global `fetch`. */
    readonly fetch?: Fetch;
    /** Clock for deadlines and hedging; default: that of the machine. */
    readonly timers?: Timers;
    /** Deadlines, attempts and concurrency; what is missing has a default. */
    readonly settings?: Partial<NetworkSettings>;
    /** Uniform in [0, 1): spreads load. */
    readonly random?: () => number;
  };
  /**
   * Who declares on chain, for the node, that a blob is badly encoded; default: that is left to other nodes.
   */
  readonly operator?: NodeOperator | undefined;
  /**
   * The rounds of storage challenges in which the node takes part (R16); its view of the chain has to follow
   * them. Default: none, and a node that owes answers misses every round.
   */
  readonly challenges?: ChallengeOptions | undefined;
  /**
   * Pause between rounds of duties in the background, in ms; default: duties are done only when `duties` is
   * told to.
   */
  readonly dutyPauseMs?: number;
  /**
   * Time in which everything that is stored is read and verified once, in the background, in ms; default: 14
   * days if duties are done in the background, else it is done only when `scrub` is told to.
   */
  readonly scrubMs?: number | undefined;
  /**
   * Most requests that one address may make each second, counted over ten seconds; this machine's own are not
   * counted. Default: no limit.
   */
  readonly requestsPerSecond?: number | undefined;
  /**
   * Addresses and networks (`10.0.0.0/8`, `loopback`) of proxies in front of the node: who asks is then whom
   * they name in `x-forwarded-for`. Default: none, and who asks is whoever opened the connection.
   */
  readonly trustedProxies?: readonly string[] | undefined;
  /**
   * Certificate and key with which the node speaks TLS; read again when the files change. Default: it speaks
   * plain HTTP, and a proxy in front of it TLS.
   */
  readonly tls?: TlsFiles | undefined;
  /** How long `close` waits for answers that are under way, in ms; default 10 seconds. */
  readonly stopGraceMs?: number;
  /** Default: silent. */
  readonly logger?: Logger;
}

/** A storage node that is running on its store, whether or not it listens to the network yet. */
export interface StorageNode {
  /** Answers one HTTP request; for serving it behind a server of one's own. */
  readonly handle: RequestListener;
  /** Runs a request without a network; for tests and harnesses. */
  readonly inject: FastifyInstance['inject'];
  /** The taking over of shards, recovery of what is missing, and removal of what is not owed any more. */
  readonly duties: Duties;
  /** The walk over everything that is stored. */
  readonly scrub: Scrub;
  /** Its part in rounds of challenges; undefined when it takes part in none. */
  readonly challenges: ChallengeDuties | undefined;
  /** Starts to listen; port 0 takes a free one. Resolves to the address. */
  listen(address?: Address): Promise<Listening>;
  /** Refuses new requests, finishes those under way (within the grace given), and closes the store. */
  close(): Promise<void>;
}

const STOP_GRACE_MS = 10_000;
const SCRUB_MS = 14 * 24 * 60 * 60_000;
const CACHE_BYTES = 64 * 1024 * 1024;
const BODY_BYTES = 128 * 1024 * 1024;
const ANSWER_BYTES = 256 * 1024 * 1024;
/** Few at once, as one processor does it all; more wait than neighbours and readers ask for at one time. */
const WORK = { atOnce: 4, mostWaiting: 256 };

const ENDED_IN_MERGE =
  'the process before this one ended while its database merged tables: ' +
  'if nobody killed it, run haulout node repair, as a table may have rotten';

/**
 * Opens a storage node on its folder. A node that was killed finds everything that it had confirmed.
 *
 * @example
 * const node = await openStorageNode({ folder, secretKey, chain: (store) => createSuiChainView({ ... }) });
 * const { url } = await node.listen({ port: 9185 });
 */
export async function openStorageNode(options: StorageNodeOptions): Promise<StorageNode> {
  const logger = options.logger ?? pino({ level: 'silent' });
  const { capacityBytes, reserveBytes } = options;
  await blsReady();
  const { folder } = options;
  if (typeof folder === 'string' && (await hasEndedInMerge(folder))) logger.warn({ folder }, ENDED_IN_MERGE);
  const store = await openBlobStore(folder, {
    ...{ capacityBytes, reserveBytes },
    timers: options.neighbours?.timers,
    onTrouble: (failure) => tellTrouble(logger, failure),
  });
  try {
    return await nodeOn(store, options, logger);
  } catch (error) {
    await store.close();
    throw error;
  }
}

/** The log has the troubles of a store once each. */
function tellTrouble(logger: Logger, failure: StoreFailure | undefined): void {
  if (failure)
    logger.error({ reason: failure.code, err: failure }, `the store is degraded: ${failure.inShort}`);
  else logger.info('the store works again');
}

/** The node on its store. */
async function nodeOn(store: BlobStore, options: StorageNodeOptions, logger: Logger): Promise<StorageNode> {
  const { secretKey, requestsPerSecond, trustedProxies } = options;
  // First, as it may be of no use.
  const tls = options.tls && openTls(options.tls);
  const chain = options.chain(store);
  const readRule = createReadRule(chain, options.isBlocked);
  const { folder } = options;
  const metrics = createMetrics(store, chain, typeof folder === 'string' ? folder : undefined);
  const work = fairQueue(WORK);
  const blobs = verifiedBlobs({ store, chain, metrics, logger }, options);
  const parts = { store, blobs, chain, readRule, secretKey, inTurn: exclusive(), work };
  const {
    fetch = globalThis.fetch,
    timers = systemTimers,
    settings,
    random = Math.random,
  } = options.neighbours ?? {};
  const network = {
    nodes: createStorageNodeClient({ fetch, timers }),
    timers,
    settings: { ...defaultSettings, ...settings },
    random,
  };
  const following = await followingDuties({ store, blobs, chain, network, logger }, options);
  const { failed } = following;
  const onOutcome = (outcome: DutyOutcome) => {
    metrics.duty(outcome);
    following.note(outcome);
  };
  const challenges =
    options.challenges &&
    (await createChallenges({ ...parts, network, logger, onVerdict: metrics.round }, options.challenges));
  const isPaused = challenges && (() => challenges.gate.staysClosed());
  const blobDuties = createDuties({ ...parts, network, logger, onOutcome, isPaused });
  const duties = following.after(blobDuties);
  metrics.pendingDuties(() => duties.pending(1000));
  const scrub = await createScrub({
    ...{ store, chain, blobs, timers, logger, onInspected: metrics.scrub },
    periodMs: options.scrubMs ?? (options.dutyPauseMs === undefined ? undefined : SCRUB_MS),
  });
  const http = {
    service: createStorageService(parts),
    work,
    ...heldBy(options),
    recovery: createRecoveryService(parts),
    cells: createCellService(parts),
    shards: createShardService(parts),
    health: healthReporter({ ...parts, duties, scrub, timers }),
    metrics,
    challenges,
    losses: failed && lossStatements(parts, failed, options),
  };
  const api = await createHttpApi(http, { logger, timers, requestsPerSecond, trustedProxies, tls });
  const drain = drainable(api, { name: 'this node' });
  await api.ready();
  const background = { timers, pauseMs: options.dutyPauseMs, logger };
  const stopDuties = inBackground(duties, { ...background, what: 'duties' });
  // Beside the others: these have times, and recovery can take hours.
  const challengeDuties = challenges?.duties;
  const rounds = challengeDuties && {
    catchUp: () => challengeDuties.run(),
    stop: () => challengeDuties.stop(),
  };
  const stopChallenges = rounds && inBackground(rounds, { ...background, what: 'rounds' });

  return {
    duties,
    scrub,
    challenges: challengeDuties,
    handle: (request, response) => api.routing(request, response),
    inject: api.inject.bind(api),
    listen: (address) => listenOn(api, address),
    async close() {
      logger.info('closing');
      const grace = options.stopGraceMs ?? STOP_GRACE_MS;
      challenges?.gate.stop();
      await Promise.all([stopDuties(), stopChallenges?.(), scrub.stop(), drain(timers, grace)]);
      await api.close();
      await store.close();
      logger.info('closed');
    },
  };
}

/** What a node holds in memory of what comes and goes. */
function heldBy({ bodyBytes = BODY_BYTES, answerBytes = ANSWER_BYTES }: StorageNodeOptions) {
  return { hold: heldBodies(bodyBytes), holdAnswer: heldBodies(answerBytes) };
}

/** What the store holds, verified; what has rotten is counted, and goes on the queue of duties. */
function verifiedBlobs(
  {
    store,
    chain,
    metrics,
    logger,
  }: {
    readonly store: BlobStore;
    readonly chain: ChainView;
    readonly metrics: NodeMetrics;
    readonly logger: Logger;
  },
  { cacheBytes = CACHE_BYTES }: StorageNodeOptions,
): VerifiedBlobs {
  const queue = dutyQueue(store);
  const lookAt = (blobId: Uint8Array, mark: string) => queue.add([blobId], mark);
  const rot = createRot({ logger, onFound: metrics.rot, lookAt });
  const nShards = async () => (await chain.assignment()).nShards;
  return createVerifiedBlobs({ store, rot, cacheBytes, nShards, onExpanded: metrics.expanded });
}

/** The duties that follow from what the others find, as far as the node has somebody who speaks for it. */
async function followingDuties(
  parts: Omit<FailedRecoveryParts, 'readState'>,
  options: StorageNodeOptions,
): Promise<{
  readonly failed: FailedRecoveries | undefined;
  note(outcome: DutyOutcome): void;
  after(duties: Duties): Duties;
}> {
  const { operator, challenges } = options;
  const invalidation = operator && createInvalidation({ ...parts, operator });
  const losses = challenges && (await lossDuties(parts, challenges, options));
  const told = [invalidation, losses?.failed, losses?.declarations].filter((each) => each !== undefined);
  const all = [...told, losses?.lostDisk].filter((each) => each !== undefined);
  return {
    failed: losses?.failed,
    note(outcome) {
      for (const each of told) each.note(outcome);
    },
    after: (duties) => all.reduce((before, each) => each.after(before), duties),
  };
}

/** The duties about losses; undefined are those that post, when nobody posts for the node. */
async function lossDuties(
  parts: Omit<FailedRecoveryParts, 'readState'>,
  challenges: ChallengeOptions,
  { isBlocked = () => false, blockedBlobs = () => [] }: StorageNodeOptions,
): Promise<{
  readonly failed: FailedRecoveries;
  readonly declarations: LossDeclarations | undefined;
  readonly lostDisk: LostDisk | undefined;
}> {
  const { client, evidenceObjectId, poster } = challenges;
  const readState = () => readEvidenceState(client, evidenceObjectId);
  const failed = createFailedRecoveries({ ...parts, readState });
  const post = postingOf(challenges, parts.network.timers);
  if (post === undefined || poster === undefined)
    return { failed, declarations: undefined, lostDisk: undefined };
  const posting = { ...parts, readState, post };
  const readDeclared: LostDiskParts['readDeclared'] = async (evidence, nodeId) =>
    (await readDeclaredShards(client, evidence, { nodeIds: [nodeId] })).get(nodeId);
  return {
    failed,
    declarations: createLossDeclarations({ ...posting, failed, evidenceObjectId, isBlocked, blockedBlobs }),
    lostDisk: await createLostDisk({ ...posting, capId: poster.capId, readDeclared }),
  };
}

function lossStatements(
  parts: Pick<LossStatementParts, 'blobs' | 'chain' | 'secretKey'>,
  failed: FailedRecoveries,
  { challenges, isBlocked = () => false }: StorageNodeOptions,
): LossStatements {
  const { evidenceObjectId } = challenges!;
  return createLossStatements({ ...parts, failed, isBlocked, evidenceObjectId });
}

/** Does duties in the background if there is a pause between them. Returns how to end them. */
function inBackground(
  duties: Pick<Duties, 'stop'> & { catchUp(): Promise<unknown> },
  { pauseMs, ...options }: Omit<BackgroundOptions, 'pauseMs'> & { readonly pauseMs: number | undefined },
): () => Promise<void> {
  return pauseMs === undefined ? () => duties.stop() : runDuties(duties, { ...options, pauseMs });
}
