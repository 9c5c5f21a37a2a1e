/** What a watch asks of a full node: single calls with a deadline, and a stream that may end at any time. */
import type { GrpcTypes, SuiGrpcClient } from '@mysten/sui/grpc';
import { lifetime, type Lifetime } from '../base/abort.js';
import { withDeadline } from '../base/deadline.js';
import type { Timers } from '../base/time.js';
import {
  CHECKPOINT_PATHS,
  HEADER_PATHS,
  readCheckpoint,
  readHeader,
  type CheckpointHeader,
  type RawCheckpoint,
} from './checkpoint.js';
import { WatchError } from './errors.js';

/** How far an endpoint's chain has come. */
export interface ChainHeight {
  /** Base58 of the digest of the chain's first checkpoint. */
  readonly chainIdentifier: string;
  /** The latest checkpoint. */
  readonly latest: bigint;
  /** The first checkpoint that the endpoint still has. */
  readonly lowest: bigint;
}

/** Which checkpoints are to be listed. */
export interface ListQuery {
  /** The first one. */
  readonly from: bigint;
  /** The last one. */
  readonly to: bigint;
  /** Only those with an event whose type is of one of these packages; undefined: all. */
  readonly packageIds: readonly string[] | undefined;
  /** How many of them at the most. */
  readonly limit: number;
  /** Without their transactions. */
  readonly headersOnly?: boolean;
}

/** A piece of a list of checkpoints: one of them, or progress, or both. */
interface ListFrame {
  readonly checkpoint: RawCheckpoint | undefined;
  /** All that are wanted up to this one have been listed, says the endpoint. */
  readonly covered: bigint | undefined;
  /** Nothing comes after this frame. */
  readonly ends: boolean;
}

export interface Endpoint {
  height(signal: AbortSignal): Promise<ChainHeight>;
  /** Rejects with the call's error, NOT_FOUND when it has no such checkpoint; WatchError when it is none. */
  checkpoint(sequenceNumber: bigint, signal: AbortSignal): Promise<RawCheckpoint>;
  /** Where a checkpoint stands in the chain; rejects as `checkpoint` does. */
  header(sequenceNumber: bigint, signal: AbortSignal): Promise<CheckpointHeader>;
  /**
   * Checkpoints in the order of the chain, as the endpoint lists them; it may end before everything is
   * listed. All of it has one deadline. Rejects with the call's error, UNIMPLEMENTED when the endpoint has no
   * lists; WatchError for what is no checkpoint.
   */
  list(query: ListQuery, signal: AbortSignal): AsyncGenerator<ListFrame>;
  /** Package ids of all versions of a package, the first one included. */
  packageVersions(packageId: string, signal: AbortSignal): Promise<readonly string[]>;
  /** New checkpoints as the endpoint sends them: in any order, any number of times, until it breaks. */
  subscribe(signal: AbortSignal): AsyncGenerator<RawCheckpoint>;
}

/** As a cursor names it. */
const CHAIN_IDENTIFIER = /^[1-9A-HJ-NP-Za-km-z]{8,64}$/;
/** An upgrade leaves one version; nobody makes more. */
const MAX_VERSION_PAGES = 10;

/** The endpoint that a client is connected to. */
export function grpcEndpoint(client: SuiGrpcClient, timers: Timers, deadlineMs: number): Endpoint {
  const ask = <T>(signal: AbortSignal, call: (signal: AbortSignal) => Promise<T>): Promise<T> =>
    withDeadline({ timers, ms: deadlineMs, late: () => late(deadlineMs), signal }, call);
  const readMask = { paths: [...CHECKPOINT_PATHS] };
  return {
    height: (outer) => ask(outer, (abort) => readHeight(client, abort)),

    checkpoint: (sequenceNumber, outer) =>
      ask(outer, async (abort) => {
        const { response } = await client.ledgerService.getCheckpoint(
          { checkpointId: { oneofKind: 'sequenceNumber', sequenceNumber }, readMask },
          { abort },
        );
        return readCheckpoint(response.checkpoint, sequenceNumber);
      }),

    header: (sequenceNumber, outer) =>
      ask(outer, async (abort) => {
        const { response } = await client.ledgerService.getCheckpoint(
          {
            checkpointId: { oneofKind: 'sequenceNumber', sequenceNumber },
            readMask: { paths: [...HEADER_PATHS] },
          },
          { abort },
        );
        return readHeader(response.checkpoint, sequenceNumber);
      }),

    async *list({ from, to, packageIds, limit, headersOnly }, outer) {
      outer.throwIfAborted();
      const life = lifetime(outer);
      const cancel = timers.after(deadlineMs, () => life.end(late(deadlineMs)));
      try {
        const { responses } = client.ledgerService.listCheckpoints(
          {
            startCheckpoint: from,
            endCheckpoint: to + 1n,
            filter: packageIds === undefined ? undefined : anyEventOf(packageIds),
            readMask: headersOnly === true ? { paths: [...HEADER_PATHS] } : readMask,
            options: { limit },
          },
          { abort: life.signal },
        );
        for await (const { checkpoint, watermark, end } of until(responses, life)) {
          yield {
            checkpoint: checkpoint === undefined ? undefined : readCheckpoint(checkpoint),
            covered: watermark?.checkpoint,
            ends: end !== undefined,
          };
        }
      } finally {
        cancel();
        life.end();
      }
    },

    packageVersions: (packageId, outer) => ask(outer, (abort) => readVersions(client, packageId, abort)),

    async *subscribe(outer) {
      const life = lifetime(outer);
      try {
        const { responses } = client.subscriptionService.subscribeCheckpoints(
          { readMask },
          { abort: life.signal },
        );
        for await (const { checkpoint } of until(responses, life)) yield readCheckpoint(checkpoint);
      } finally {
        life.end();
      }
    },
  };
}

async function readHeight(client: SuiGrpcClient, abort: AbortSignal): Promise<ChainHeight> {
  const { response } = await client.ledgerService.getServiceInfo({}, { abort });
  const { chainId, checkpointHeight, lowestAvailableCheckpoint } = response;
  if (chainId === undefined || !CHAIN_IDENTIFIER.test(chainId) || checkpointHeight === undefined) {
    throw new WatchError(
      'BAD_CHECKPOINT',
      'the endpoint does not say which chain it serves, and how far it is',
    );
  }
  return { chainIdentifier: chainId, latest: checkpointHeight, lowest: lowestAvailableCheckpoint ?? 0n };
}

async function readVersions(
  client: SuiGrpcClient,
  packageId: string,
  abort: AbortSignal,
): Promise<readonly string[]> {
  const ids = new Set([packageId]);
  let pageToken: Uint8Array | undefined;
  for (let page = 0; page < MAX_VERSION_PAGES; page++) {
    const { response } = await client.movePackageService.listPackageVersions(
      { packageId, pageToken },
      { abort },
    );
    for (const version of response.versions) if (version.packageId !== undefined) ids.add(version.packageId);
    pageToken = response.nextPageToken;
    if (pageToken === undefined || pageToken.length === 0) break;
  }
  return [...ids];
}

/** Matches what emitted an event whose type was defined by one of the packages. */
function anyEventOf(packageIds: readonly string[]): GrpcTypes.TransactionFilter {
  return {
    terms: packageIds.map((eventType) => ({
      literals: [{ negated: false, predicate: { oneofKind: 'eventType', eventType: { eventType } } }],
    })),
  };
}

/**
 * The items of a stream until its call ends, also when the stream does not notice. It does not end the call.
 */
async function* until<T>(stream: AsyncIterable<T>, life: Lifetime): AsyncGenerator<T> {
  const iterator = stream[Symbol.asyncIterator]();
  for (;;) {
    const next = await Promise.race([iterator.next(), life.ended]);
    if (next.done === true) return;
    yield next.value;
  }
}

function late(ms: number): Error {
  return new Error(`no answer within ${ms} ms`);
}
