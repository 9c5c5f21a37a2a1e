/** Reads the events of both packages from a full node, in the chain's order, and makes a story of them. */
import type { SuiGrpcClient } from '@mysten/sui/grpc';
import { normalizeStructTag, normalizeSuiAddress } from '@mysten/sui/utils';
import { systemTimers, type Timers } from '../base/time.js';
import { grpcEndpoint } from '../watch/endpoint.js';
import { readListing } from '../watch/listing.js';
import type { RawCheckpoint } from '../watch/checkpoint.js';
import { MAX_STORY_EVENTS } from './document.js';
import { HistoryError } from './errors.js';
import { isOfJudges, readEvent, type HistoryEvent, type HistoryPackages } from './event.js';
import { selectStory, type Story } from './story.js';
import type { Subject } from './subject.js';

/** Where the contracts of a network are. */
export interface HistoryContracts {
  /** First version of the walrus package. */
  readonly packageId: string;
  /** First version of the evidence package. */
  readonly evidencePackageId: string;
}

/** What to read, and from where. */
export interface HistoryOptions {
  /** The chain; it has to have all checkpoints since the network was deployed. */
  readonly client: SuiGrpcClient;
  /** The network. */
  readonly contracts: HistoryContracts;
  /** What the story is about. */
  readonly about: Subject;
  /** The first checkpoint to look at; default: the first one that the full node has. */
  readonly fromCheckpoint?: bigint | undefined;
  /** Most events that are kept while it is read; default: 200,000. */
  readonly maxEvents?: number | undefined;
  /** Ends the reading: it rejects with its reason. */
  readonly signal?: AbortSignal | undefined;
  /** For deadlines; default: the system's. */
  readonly timers?: Timers | undefined;
}

/** Checkpoints that are asked for at once: what Sui's full nodes give. */
const PAGE = 100;
/** For each page. */
const DEADLINE_MS = 30_000;
/** Bytes of events that are kept. */
const MAX_BYTES = 128 * 1024 * 1024;
/** Each version of a package; a filter takes no more. */
const MAX_PACKAGES = 10;
/** Events of walrus that no story has: there are many, and they are about stakers or about attributes. */
const NEVER_TOLD =
  /^(?:Attribute|StakeAdded|StakeSplit|StakeJoined|StorageSplit|StorageFused|StorageDetached)/;

/**
 * Reads a story from the chain. It is not checked yet: `verifyStory` does.
 *
 * @throws HistoryError `INCOMPLETE`, `TOO_LONG`; WatchError; MalformedBytes; the signal's reason
 */
export async function readStory(options: HistoryOptions): Promise<Story> {
  const { client, contracts, about, signal = new AbortController().signal } = options;
  const endpoint = grpcEndpoint(client, options.timers ?? systemTimers, DEADLINE_MS);
  const { chainIdentifier: chain, latest, lowest } = await endpoint.height(signal);
  const versions = async (id: string): Promise<string[]> =>
    (await endpoint.packageVersions(normalizeSuiAddress(id), signal)).map((one) => normalizeSuiAddress(one));
  const packages = {
    walrus: await versions(contracts.packageId),
    evidence: await versions(contracts.evidencePackageId),
  };
  const packageIds = [...packages.walrus, ...packages.evidence];
  if (packageIds.length > MAX_PACKAGES)
    throw new HistoryError('TOO_LONG', `${packageIds.length} versions of packages: at most ${MAX_PACKAGES}`);
  const kept = new Kept(packages, options.maxEvents ?? MAX_STORY_EVENTS);
  for (let from = options.fromCheckpoint ?? lowest; from <= latest;) {
    const query = { from, to: latest, packageIds, limit: PAGE };
    const { checkpoints, covered } = await readListing(endpoint, query, signal);
    if (covered === undefined || covered < from)
      throw incomplete(`it lists nothing from checkpoint ${from} on`);
    for (const checkpoint of checkpoints) kept.add(checkpoint);
    from = covered + 1n;
  }
  const created = kept.events.find(({ kind }) => kind === 'EvidenceCreated');
  if (created?.kind !== 'EvidenceCreated')
    throw incomplete(`it has nothing from before checkpoint ${lowest}, when the network was made`);
  const { timestampMs: timeMs } = await endpoint.header(latest, signal);
  return {
    chain,
    packages,
    evidenceId: created.fields.evidence,
    about,
    until: { checkpoint: latest, timeMs },
    ...selectStory(kept.events, about),
  };
}

/** Events that were read, within bounds. */
class Kept {
  readonly events: HistoryEvent[] = [];
  readonly #packages: HistoryPackages;
  readonly #most: number;
  #bytes = 0;

  constructor(packages: HistoryPackages, most: number) {
    this.#packages = packages;
    this.#most = most;
  }

  add({ sequenceNumber, timestampMs, transactions }: RawCheckpoint): void {
    for (const { index: transactionIndex, digest, events } of transactions) {
      for (const [eventIndex, { type, contents }] of events.entries()) {
        const place = { checkpoint: sequenceNumber, timeMs: timestampMs, transaction: digest };
        const raw = { ...place, transactionIndex, eventIndex, type: normalizeStructTag(type), contents };
        const event = readEvent(raw, this.#packages);
        if (event === undefined || (!isOfJudges(event) && NEVER_TOLD.test(event.kind))) continue;
        this.events.push(event);
        this.#bytes += contents.length;
        if (this.events.length > this.#most || this.#bytes > MAX_BYTES)
          throw new HistoryError('TOO_LONG', `the network has more than ${this.#most} events`, {
            values: { maxEvents: this.#most },
            advice: 'Ask for more of them, if there is memory for it',
          });
      }
    }
  }
}

function incomplete(why: string): HistoryError {
  return new HistoryError('INCOMPLETE', `the full node does not have the whole history: ${why}`, {
    advice: 'Ask one that keeps all of the chain',
  });
}
