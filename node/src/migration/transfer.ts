/**
 * Slivers of shards that a node has gained, taken over from those that had the shards before: in pages, a few
 * at a time, each sliver verified against the metadata before it is stored. What is stored is not asked for
 * again, so a transfer that was broken off goes on where it stopped. What an old owner does not deliver is
 * left to recovery.
 */
import { isHauloutError } from '@haulout/sdk/base';
import type { StorageCommittee } from '@haulout/sdk/chain';
import {
  blobIdToString,
  EncodingError,
  metadataLayout,
  pairOfShard,
  serializeMetadata,
  serializeSliver,
  sliverOfPair,
  verifySliverAsync,
  type BlobMetadata,
  type ShardSliver,
} from '@haulout/sdk/encoding';
import { fetchMetadata, type StorageNetwork } from '@haulout/sdk/nodes';
import type { Assignment, ChainView } from '../chain/chain-view.js';
import { inParallel } from '../duties/in-parallel.js';
import { hex } from '../hex.js';
import { StoreFull } from '../store/blob-writer.js';
import { StoreFailure, unlessUnread } from '../store/store-failure.js';
import type { Exclusive } from '../store/serial.js';
import type { Holdings } from '../store/stored-blob.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { OldOwners } from './old-owner.js';
import { isOwedSince } from './owed.js';
import { AXES, planTransfer, type Run, type Wanted } from './transfer-plan.js';

/** What has come of one blob. */
export interface Transferred {
  readonly slivers: number;
  /** Bytes of them. */
  readonly bytes: number;
}

/** By blob id in hex; blobs of which nothing has come are not in it. */
export type Transfers = ReadonlyMap<string, Transferred>;

/** What a transfer works with. */
export interface TransferParts {
  readonly blobs: VerifiedBlobs;
  readonly chain: ChainView;
  readonly inTurn: Exclusive;
  readonly network: StorageNetwork;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
}

/** Which blobs to take over. */
export interface TransferRequest {
  /** In order. */
  readonly blobIds: readonly Uint8Array[];
  /** Whether no other blob that is owed comes between them, so that one request can be about many. */
  readonly contiguous: boolean;
}

/** Requests for pages under way at one time; with the size of a page this bounds the bytes in flight. */
const REQUESTS_IN_FLIGHT = 4;
/** Metadata is asked for blob by blob, and is small: 64 kB with 1,000 shards. */
const METADATA_IN_FLIGHT = 8;
/** Slivers of a page that are stored at one time: those that wait for the disk together take one fsync. */
const STORED_AT_ONCE = 32;

/** The shards that a node has taken over in this epoch while those that had them still have to give them. */
export function gainedShards({ shards, previousShards, phase }: Assignment): readonly number[] {
  return phase === 'NextParamsSelected' ? [] : shards.filter((shard) => !previousShards.includes(shard));
}

/** The taking side of a hand-over. */
export class Transfer {
  readonly #parts: TransferParts;
  readonly #oldOwners: OldOwners;

  constructor(parts: TransferParts) {
    this.#parts = parts;
    this.#oldOwners = new OldOwners(parts.network, parts.secretKey);
  }

  /** Takes over what is missing of some blobs in the shards that the node has gained. */
  async run({ blobIds, contiguous }: TransferRequest, signal: AbortSignal): Promise<Transfers> {
    const { blobs, chain } = this.#parts;
    const came = new Map<string, Transferred>();
    const assignment = await chain.assignment();
    const gained = gainedShards(assignment);
    const { previous } = await chain.committees();
    if (gained.length === 0 || !previous) return came;
    const { nodeId, epoch, nShards } = assignment;
    const others = { ...previous, nodes: previous.nodes.filter((node) => node.nodeId !== nodeId) };

    const owed: Uint8Array[] = [];
    for (const blobId of blobIds) {
      if (isOwedSince(await chain.blob(blobId), epoch, epoch)) owed.push(blobId);
    }
    const neededMetadata = async (blobId: Uint8Array): Promise<BlobMetadata | undefined> => {
      const pairs = gained.map((shard) => pairOfShard(blobId, shard, nShards));
      return (await this.#lacksAny(blobId, pairs)) ? this.#metadataOf(blobId, others, signal) : undefined;
    };
    // What the disk does not give of one blob is no reason not to take the others over.
    const metadata = await inParallel(METADATA_IN_FLIGHT, owed, (blobId) =>
      unlessUnread(neededMetadata(blobId)),
    );
    const isDoubted = this.#oldOwners.isDoubted.bind(this.#oldOwners);
    const hasSliver: Holdings['hasSliver'] = async (blobId, place) =>
      (await unlessUnread(blobs.presumed.hasSliver(blobId, place))) ?? true;
    const runs = await planTransfer(
      { hasSliver },
      {
        owed,
        metadata,
        gained,
        previous,
        contiguous,
        isDoubted,
      },
    );
    await inParallel(REQUESTS_IN_FLIGHT, runs, (run) =>
      this.#take(run, { epoch, signal, onStored: (sliver) => count(came, sliver) }),
    );
    return came;
  }

  async #lacksAny(blobId: Uint8Array, pairs: readonly number[]): Promise<boolean> {
    const { presumed } = this.#parts.blobs;
    for (const pairIndex of pairs) {
      for (const axis of AXES) if (!(await presumed.hasSliver(blobId, { pairIndex, axis }))) return true;
    }
    return false;
  }

  async #metadataOf(
    blobId: Uint8Array,
    others: StorageCommittee,
    signal: AbortSignal,
  ): Promise<BlobMetadata | undefined> {
    const { blobs, inTurn, network } = this.#parts;
    const stored = await blobs.metadata(blobId);
    if (stored) return stored;
    try {
      const query = { blobId: blobIdToString(blobId), signal };
      const { metadata } = await fetchMetadata(network, others, query);
      await inTurn(blobId, () => blobs.putMetadata(blobId, serializeMetadata(metadata)));
      return metadata;
    } catch (error) {
      signal.throwIfAborted();
      if (!isHauloutError(error) || error instanceof EncodingError || error instanceof StoreFailure)
        throw error;
      return undefined;
    }
  }

  /** Asks until everything of a run has come, or the node has no more of it, or fails. */
  async #take(
    run: Run,
    {
      epoch,
      signal,
      onStored,
    }: {
      readonly epoch: number;
      readonly signal: AbortSignal;
      readonly onStored: (sliver: ShardSliver) => void;
    },
  ): Promise<void> {
    let left = run.blobs;
    while (left.length > 0) {
      const page = await this.#oldOwners.ask({ ...run, blobs: left }, epoch, signal);
      const last = page?.at(-1);
      if (!page || !last) return;
      const byId = new Map(left.map((wanted) => [hex(wanted.blobId), wanted]));
      await inParallel(STORED_AT_ONCE, page, async (entry) => {
        const wanted = byId.get(hex(entry.blobId));
        if (wanted && (await this.#keep(run, wanted, entry))) onStored(entry);
      });
      const after = left.filter(({ blobId }) => Buffer.compare(blobId, last.blobId) > 0);
      if (after.length === left.length) return; // it gives what was not asked for
      left = after;
    }
  }

  /** Stores a sliver if it is the one that was wanted. Resolves to whether it was, and was new. */
  async #keep(
    { shard, axis, from }: Run,
    { blobId, metadata }: Wanted,
    { sliver }: ShardSliver,
  ): Promise<boolean> {
    const { blobs, inTurn } = this.#parts;
    const { nShards } = metadataLayout(metadata);
    const pairIndex = pairOfShard(blobId, shard, nShards);
    try {
      if (sliver.axis !== axis || sliver.index !== sliverOfPair(axis, pairIndex, nShards)) return false;
      await verifySliverAsync(sliver, metadata);
      return await inTurn(blobId, () =>
        blobs.putSliver(blobId, { pairIndex, axis }, serializeSliver(sliver)),
      );
    } catch (error) {
      if (error instanceof StoreFull) return false;
      if (!isHauloutError(error) || error instanceof StoreFailure) throw error;
      this.#oldOwners.doubt(from);
      return false;
    }
  }
}

function count(came: Map<string, Transferred>, { blobId, sliver }: ShardSliver): void {
  const key = hex(blobId);
  const { slivers, bytes } = came.get(key) ?? { slivers: 0, bytes: 0 };
  came.set(key, { slivers: slivers + 1, bytes: bytes + sliver.bytes.length });
}
