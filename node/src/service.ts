/**
 * The rules of a storage node (R9): it stores only what matches a commitment registered on chain, and signs
 * only for blobs of which it holds every sliver that its shards owe.
 */
import { blobCertificateMessage, signMessage, type Persistence } from '@haulout/sdk/certificate';
import {
  metadataLayout,
  maxMetadataBytes,
  parseMetadata,
  parseSliver,
  shardOfPair,
  sliverOfPair,
  sliverBytes,
  verifyMetadata,
  verifySliver,
} from '@haulout/sdk/encoding';
import { blobStatus, expiredSince } from './blob-status.js';
import { liveRegistrations } from './chain/blob-record.js';
import type { Assignment, ChainView } from './chain/chain-view.js';
import { ServiceError } from './errors.js';
import type { ReadRule } from './read-rule.js';
import {
  missingSlivers,
  parseBlobId,
  refuse,
  signedStatement,
  storedMetadata,
  syncChain,
  type SignedStatement,
} from './rules.js';
import type { BlobStore, SliverAxis } from './store/blob-store.js';
import { StoreFull } from './store/blob-writer.js';
import type { Exclusive } from './store/serial.js';

/** A body that the node is ready to take: how large it may be, and what to do with it. */
export interface Upload {
  readonly maxBytes: number;
  /** Verifies and stores the body. Resolves to whether it was new; by then it is on disk. */
  store(body: Uint8Array): Promise<boolean>;
}

/** Whether something that a blob is made of is here. */
export type StoredStatus = 'Nonexistent' | 'Stored';

export type StorageService = ReturnType<typeof createStorageService>;

export interface ServiceOptions {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly readRule: ReadRule;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
  /** Held while it is decided that a blob's slivers stay, or go: nothing is confirmed that is being collected. */
  readonly inTurn: Exclusive;
}

/**
 * A storage node without its network side. Blob ids come as text, as in the API.
 * Every function throws {@link ServiceError}.
 */
export function createStorageService({ store, chain, readRule, secretKey, inTurn }: ServiceOptions) {
  return {
    /** Ready to take metadata of a registered blob. */
    async beginMetadata(blobIdText: string): Promise<Upload> {
      const blobId = parseBlobId(blobIdText);
      const { nShards } = await requireRegistered(blobId, blobIdText);
      return {
        maxBytes: maxMetadataBytes(nShards),
        store(body) {
          refuse('INVALID_METADATA', () => verifyMetadata(blobId, parseMetadata(body, nShards), { nShards }));
          return keep(blobId, () => store.putMetadata(blobId, body));
        },
      };
    },

    /** Ready to take a sliver of a registered blob whose metadata is here and whose shard is this node's. */
    async beginSliver(blobIdText: string, pairIndex: number, axis: SliverAxis): Promise<Upload> {
      const blobId = parseBlobId(blobIdText);
      const { nShards } = await requireRegistered(blobId, blobIdText);
      requirePairIndex(pairIndex, nShards);
      await requireOwnShard(shardOfPair(blobId, pairIndex, nShards), pairIndex);
      const metadata = await storedMetadata(store, blobId, nShards);
      if (!metadata) {
        throw new ServiceError({
          status: 'FAILED_PRECONDITION',
          reason: 'METADATA_NOT_FOUND',
          message: `no metadata of blob ${blobIdText} here: store its metadata before its slivers`,
        });
      }
      const expectedIndex = sliverOfPair(axis, pairIndex, nShards);
      const layout = metadataLayout(metadata);
      return {
        maxBytes: sliverBytes(layout, axis),
        store(body) {
          const sliver = refuse('INVALID_SLIVER', () => parseSliver(body, axis, layout));
          if (sliver.index !== expectedIndex) {
            throw new ServiceError({
              status: 'INVALID_ARGUMENT',
              reason: 'SLIVER_INDEX_MISMATCH',
              message: `${axis} sliver ${sliver.index} was sent as that of pair ${pairIndex}, which is sliver ${expectedIndex}`,
            });
          }
          refuse('INVALID_SLIVER', () => verifySliver(sliver, metadata));
          return keep(blobId, () => store.putSliver(blobId, pairIndex, axis, body));
        },
      };
    },

    /** BCS `BlobMetadataWithId`: the 32 bytes of the blob id, then the metadata. */
    async getMetadata(blobIdText: string): Promise<Uint8Array> {
      const blobId = parseBlobId(blobIdText);
      const metadata = await readRule(blobId, blobIdText, () => store.getMetadata(blobId));
      if (!metadata) {
        throw new ServiceError({
          status: 'NOT_FOUND',
          reason: 'METADATA_NOT_FOUND',
          message: `no metadata of blob ${blobIdText} here`,
        });
      }
      const withId = new Uint8Array(blobId.length + metadata.length);
      withId.set(blobId);
      withId.set(metadata, blobId.length);
      return withId;
    },

    async metadataStatus(blobIdText: string): Promise<StoredStatus> {
      return (await store.getMetadata(parseBlobId(blobIdText))) ? 'Stored' : 'Nonexistent';
    },

    /** BCS `SliverData`. */
    async getSliver(blobIdText: string, pairIndex: number, axis: SliverAxis): Promise<Uint8Array> {
      const blobId = parseBlobId(blobIdText);
      requirePairIndex(pairIndex, (await chain.assignment()).nShards);
      const sliver = await readRule(blobId, blobIdText, () => store.getSliver(blobId, pairIndex, axis));
      if (sliver) return sliver;
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'SLIVER_NOT_FOUND',
        message: `no ${axis} sliver of pair ${pairIndex} of blob ${blobIdText} here`,
      });
    },

    async sliverStatus(blobIdText: string, pairIndex: number, axis: SliverAxis): Promise<StoredStatus> {
      const blobId = parseBlobId(blobIdText);
      requirePairIndex(pairIndex, (await chain.assignment()).nShards);
      return (await store.hasSliver(blobId, pairIndex, axis)) ? 'Stored' : 'Nonexistent';
    },

    /** What the chain says of the blob now, in the shape of the API, and when it ended if it has. */
    async blobStatus(blobIdText: string) {
      const blobId = parseBlobId(blobIdText);
      await syncChain(chain);
      const record = await chain.blob(blobId);
      const { epoch } = await chain.assignment();
      return { status: blobStatus(record, epoch), endEpoch: expiredSince(record, epoch) };
    },

    /**
     * A signed promise that this node stores all its slivers of the blob: permanently when `objectId` is undefined, else for
     * as long as that object lives. The signature is the node's BLS signature over the Walrus storage confirmation.
     */
    async confirm(blobIdText: string, objectId: string | undefined): Promise<SignedStatement> {
      const blobId = parseBlobId(blobIdText);
      const object = objectId === undefined ? undefined : parseObjectId(objectId);
      await syncChain(chain); // the signature is worth something in the current epoch only
      const { epoch, shards, nShards } = await chain.assignment();
      if (shards.length === 0) {
        throw new ServiceError({
          status: 'FAILED_PRECONDITION',
          reason: 'NOT_IN_COMMITTEE',
          message: `this node has no shards in epoch ${epoch}`,
        });
      }
      await inTurn(blobId, async () => {
        const registrations = liveRegistrations(await chain.blob(blobId), epoch);
        if (!registrations.some((it) => (object === undefined ? !it.deletable : it.objectId === object))) {
          const as = object === undefined ? 'as a permanent blob' : `as deletable object ${object}`;
          throw notRegistered(`blob ${blobIdText} is not registered ${as} in epoch ${epoch}`);
        }
        const missing = (await missingSlivers(store, blobId, { shards, nShards })).map(
          ({ pairIndex, axis }) => `${axis} of pair ${pairIndex}`,
        );
        if (missing.length === 0) return;
        throw new ServiceError({
          status: 'FAILED_PRECONDITION',
          reason: 'MISSING_SLIVERS',
          message: `slivers of blob ${blobIdText} are still to come: ${missing.slice(0, 8).join(', ')}${missing.length > 8 ? ', ...' : ''}`,
        });
      });
      const persistence: Persistence =
        object === undefined ? { kind: 'permanent' } : { kind: 'deletable', objectId: object };
      const message = blobCertificateMessage({ epoch, blobId, persistence });
      return signedStatement(message, signMessage(secretKey, message));
    },
  };

  /** Throws unless the blob is registered; asks the chain only when that is not known yet. */
  async function requireRegistered(blobId: Uint8Array, blobIdText: string): Promise<Assignment> {
    const look = async () => {
      const assignment = await chain.assignment();
      const record = await chain.blob(blobId);
      return { assignment, record, live: liveRegistrations(record, assignment.epoch).length > 0 };
    };
    let found = await look();
    if (!found.live) {
      await syncChain(chain);
      found = await look();
    }
    const { assignment, record, live } = found;
    if (record.invalid) {
      throw new ServiceError({
        status: 'FAILED_PRECONDITION',
        reason: 'INVALID_BLOB',
        message: `blob ${blobIdText} was declared invalid in epoch ${record.invalid.epoch}`,
      });
    }
    if (!live) {
      throw notRegistered(
        `blob ${blobIdText} has not been registered or has expired by epoch ${assignment.epoch}`,
      );
    }
    return assignment;
  }

  /** Throws unless the shard is this node's; the epoch may have turned, so the chain is asked before it is refused. */
  async function requireOwnShard(shard: number, pairIndex: number): Promise<void> {
    if ((await chain.assignment()).shards.includes(shard)) return;
    await syncChain(chain);
    const { shards, epoch } = await chain.assignment();
    if (shards.includes(shard)) return;
    throw new ServiceError({
      status: 'FAILED_PRECONDITION',
      reason: 'SHARD_NOT_ASSIGNED',
      message: `pair ${pairIndex} belongs to shard ${shard}, which is not this node's in epoch ${epoch}`,
    });
  }

  async function keep(blobId: Uint8Array, put: () => Promise<boolean>): Promise<boolean> {
    try {
      return await inTurn(blobId, put);
    } catch (error) {
      if (!(error instanceof StoreFull)) throw error;
      throw new ServiceError({
        status: 'RESOURCE_EXHAUSTED',
        reason: 'STORAGE_FULL',
        message: `this node is full: ${error.message}`,
        cause: error,
      });
    }
  }
}

function parseObjectId(text: string): string {
  if (/^0x[0-9a-fA-F]{1,64}$/.test(text)) return `0x${text.slice(2).toLowerCase().padStart(64, '0')}`;
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INVALID_OBJECT_ID',
    message: `object id '${text.slice(0, 80)}' is not 0x and up to 64 hex digits`,
  });
}

const notRegistered = (message: string) =>
  new ServiceError({ status: 'FAILED_PRECONDITION', reason: 'NOT_REGISTERED', message });

function requirePairIndex(pairIndex: number, nShards: number): void {
  if (pairIndex < nShards) return;
  throw new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INDEX_OUT_OF_RANGE',
    message: `sliver pair index ${pairIndex} is not below the number of shards, ${nShards}`,
  });
}
