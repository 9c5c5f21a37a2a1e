/**
 * What a node holds of blobs, verified since it was read from disk (R9): metadata against the blob id,
 * slivers against the metadata. What does not verify counts as missing: after a second read it is removed, so
 * that an upload or a recovery can bring it again.
 */
import { isHauloutError } from '@haulout/sdk/base';
import {
  expandVerified,
  expandVerifiedAsync,
  maxMetadataBytes,
  metadataLayout,
  parseMetadata,
  parseSliver,
  sliverBytes,
  sliverOfPair,
  verifyMetadata,
  verifySliver,
  verifySliverAsync,
  type BlobMetadata,
  type ExpandedSliver,
  type Sliver,
} from '@haulout/sdk/encoding';
import { hex } from '../../hex.js';
import type { BlobStore, SliverPlace, StoredEntry } from '../blob-store.js';
import type { PutOutcome } from '../blob-writer.js';
import type { Holdings } from '../stored-blob.js';
import type { ReadValue } from '../unreadable.js';
import type { Rot } from './rot.js';
import { StillStored } from './still-stored.js';
import { VerifiedCache, type VerifiedMetadata } from './verified-cache.js';

/** What a walk over the disk found at a place. */
export type Inspection =
  | {
      readonly kind: 'good';
      /** Bytes that were read. */
      readonly bytes: number;
    }
  /** It was here, and is not what it should be. */
  | { readonly kind: 'rotten' }
  /** Nothing is here; or nothing that can be verified, as the metadata is missing. */
  | { readonly kind: 'missing' };

/**
 * Verified values of a store. They are shared: nobody changes them. What is deleted is not given any more,
 * whatever is in memory. All functions reject when the number of shards is not
 * known, as the chain has never been reached, and with StoreFailure when the disk fails: that is no rot, and
 * removes nothing.
 */
export interface VerifiedBlobs {
  /** Metadata of a blob. */
  metadata(blobId: Uint8Array): Promise<BlobMetadata | undefined>;
  /** Its BCS. */
  metadataBytes(blobId: Uint8Array): Promise<Uint8Array | undefined>;
  /** BCS of a sliver. */
  sliver(blobId: Uint8Array, place: SliverPlace): Promise<Uint8Array | undefined>;
  /**
   * A sliver with all symbols of its row or column, and the tree over them.
   *
   * @param whenItsTurn for what is not in memory, as it costs far more than to read and to send it; default:
   *   at once
   */
  expanded(
    blobId: Uint8Array,
    place: SliverPlace,
    whenItsTurn?: WhenItsTurn,
  ): Promise<ExpandedSliver | undefined>;
  /** Whether metadata is stored that was verified since it was read or written. */
  hasMetadata(blobId: Uint8Array): Promise<boolean>;
  /** Whether a sliver is stored that was verified since it was read or written. */
  hasSliver(blobId: Uint8Array, place: SliverPlace): Promise<boolean>;
  /** Stores metadata that the caller has verified. Resolves to whether it was not here. */
  putMetadata(blobId: Uint8Array, metadata: Uint8Array): Promise<boolean>;
  /** Stores a sliver that the caller has verified. Resolves to whether it was not here. */
  putSliver(blobId: Uint8Array, place: SliverPlace, sliver: Uint8Array): Promise<boolean>;
  /**
   * Where it is looked up whether something is stored, without reading it: all but what is known as rotten.
   */
  readonly presumed: Holdings;
  /** Reads something from the disk, whatever is in memory, and verifies it. */
  inspect(entry: StoredEntry): Promise<Inspection>;
}

/** Does work for somebody when it is their turn; see `FairQueue`. */
export type WhenItsTurn = <T>(task: () => T | Promise<T>) => Promise<T>;

/** What it works with. */
export interface VerifiedBlobsParts {
  readonly store: BlobStore;
  /** Shards of the network. */
  readonly nShards: () => Promise<number>;
  /** To be told of what has rotten. */
  readonly rot: Rot;
  /** Most bytes of verified values in memory. */
  readonly cacheBytes: number;
  /** Told of each sliver that is expanded for its symbols. */
  readonly onExpanded?: (() => void) | undefined;
}

/** The verified values of a store that has just been opened. */
export function createVerifiedBlobs(parts: VerifiedBlobsParts): VerifiedBlobs {
  return new Verifying(parts);
}

/** What a read came to. */
type Reading<T> =
  | { readonly kind: 'good'; readonly value: T; readonly bytes: Uint8Array }
  | { readonly kind: 'rotten' | 'missing' };

class Verifying implements VerifiedBlobs {
  readonly presumed: Holdings;
  readonly #parts: VerifiedBlobsParts;
  readonly #cache: VerifiedCache;
  readonly #still: StillStored;
  /** By what is wanted, what is being read: who wants the same waits for the same. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(parts: VerifiedBlobsParts) {
    const { store, rot } = parts;
    this.#parts = parts;
    this.#cache = new VerifiedCache(parts.cacheBytes);
    this.#still = new StillStored(store);
    this.presumed = {
      hasMetadata: async (blobId) => !rot.isKnown({ blobId }) && store.hasMetadata(blobId),
      hasSliver: async (blobId, place) => !rot.isKnown({ blobId, place }) && store.hasSliver(blobId, place),
    };
  }

  async metadata(blobId: Uint8Array): Promise<BlobMetadata | undefined> {
    return (await this.#metadata(blobId))?.metadata;
  }

  async metadataBytes(blobId: Uint8Array): Promise<Uint8Array | undefined> {
    return (await this.#metadata(blobId))?.bytes;
  }

  async sliver(blobId: Uint8Array, place: SliverPlace): Promise<Uint8Array | undefined> {
    const key = keyOf({ blobId, place });
    const known = this.#cache.sliver(key);
    if (known !== undefined) return (await this.#isStillStored({ blobId, place })) ? known : undefined;
    return this.#once(`sliver ${key}`, async () => {
      const found = await this.#readSliver(blobId, place, COMPARED);
      if (found.kind !== 'good') return undefined;
      this.#cache.keepSliver(key, found.bytes);
      return found.bytes;
    });
  }

  async expanded(
    blobId: Uint8Array,
    place: SliverPlace,
    whenItsTurn: WhenItsTurn = async (task) => task(),
  ): Promise<ExpandedSliver | undefined> {
    const key = keyOf({ blobId, place });
    const inMemory = async () => {
      const known = this.#cache.expanded(key);
      return known && (await this.#isStillStored({ blobId, place })) ? known : undefined;
    };
    const expand = async () => {
      const found = await this.#readSliver(blobId, place, EXPANDED);
      if (found.kind !== 'good') return undefined;
      this.#parts.onExpanded?.();
      this.#cache.keepExpanded(key, found.value);
      return found.value;
    };
    // Who waited for a turn may find that another has expanded it meanwhile.
    const begin = async () => (await inMemory()) ?? this.#once(`expanded ${key}`, expand);
    return (await inMemory()) ?? whenItsTurn(begin);
  }

  async hasMetadata(blobId: Uint8Array): Promise<boolean> {
    if (this.#cache.isMarked(keyOf({ blobId }))) return this.#isStored({ blobId });
    return (await this.#metadata(blobId)) !== undefined;
  }

  async hasSliver(blobId: Uint8Array, place: SliverPlace): Promise<boolean> {
    const key = keyOf({ blobId, place });
    if (this.#cache.isMarked(key)) return this.#isStored({ blobId, place });
    return this.#once(
      `has ${key}`,
      async () => (await this.#readSliver(blobId, place, COMPARED)).kind === 'good',
    );
  }

  putMetadata(blobId: Uint8Array, metadata: Uint8Array): Promise<boolean> {
    return this.#stored({ blobId }, this.#parts.store.putMetadata(blobId, metadata));
  }

  putSliver(blobId: Uint8Array, place: SliverPlace, sliver: Uint8Array): Promise<boolean> {
    return this.#stored({ blobId, place }, this.#parts.store.putSliver(blobId, place, sliver));
  }

  async inspect({ blobId, place }: StoredEntry): Promise<Inspection> {
    const found =
      place === undefined
        ? await this.#readMetadata(blobId)
        : await this.#readSliver(blobId, place, COMPARED);
    return found.kind === 'good' ? { kind: 'good', bytes: found.bytes.length } : { kind: found.kind };
  }

  async #metadata(blobId: Uint8Array): Promise<VerifiedMetadata | undefined> {
    const key = keyOf({ blobId });
    const known = this.#cache.metadata(key);
    if (known !== undefined) return (await this.#isStillStored({ blobId })) ? known : undefined;
    return this.#once(`metadata ${key}`, async () => {
      const found = await this.#readMetadata(blobId);
      return found.kind === 'good' ? { metadata: found.value, bytes: found.bytes } : undefined;
    });
  }

  async #readMetadata(blobId: Uint8Array): Promise<Reading<BlobMetadata>> {
    const nShards = await this.#parts.nShards();
    const verify = (bytes: Uint8Array): BlobMetadata => {
      const metadata = parseMetadata(bytes, nShards);
      verifyMetadata(blobId, metadata, { nShards });
      return metadata;
    };
    const checks = { atOnce: verify, aside: async (bytes: Uint8Array) => verify(bytes) };
    const found = await this.#read({ blobId }, maxMetadataBytes(nShards), checks);
    if (found.kind === 'good') {
      this.#cache.keepMetadata(keyOf({ blobId }), { metadata: found.value, bytes: found.bytes });
    }
    return found;
  }

  async #readSliver<T>(blobId: Uint8Array, place: SliverPlace, check: SliverCheck<T>): Promise<Reading<T>> {
    const { pairIndex, axis } = place;
    const metadata = await this.metadata(blobId);
    if (metadata === undefined) return { kind: 'missing' };
    const layout = metadataLayout(metadata);
    const index = sliverOfPair(axis, pairIndex, layout.nShards);
    const checkWith =
      <R>(verify: (sliver: Sliver, metadata: BlobMetadata) => R) =>
      (bytes: Uint8Array): R | undefined => {
        const sliver = parseSliver(bytes, axis, layout);
        return sliver.index === index ? verify(sliver, metadata) : undefined;
      };
    const checks = { atOnce: checkWith(check.atOnce), aside: checkWith(check.aside) };
    return this.#read({ blobId, place }, sliverBytes(layout, axis), checks);
  }

  /**
   * Reads something and verifies it; what does not verify is read once more, and given up then.
   *
   * @param bytes that it had when it was put
   * @param checks give the value; undefined, or an error of ours, when the bytes are not what they should be
   */
  async #read<T>(entry: StoredEntry, bytes: number, checks: Checks<T>): Promise<Reading<T>> {
    const { store, rot } = this.#parts;
    let good: Reading<T> | undefined;
    const isGood = (found: Uint8Array, value: T | undefined): boolean => {
      if (value === undefined) return false;
      good = { kind: 'good', value, bytes: found };
      this.#cache.mark(keyOf(entry));
      rot.repaired(entry);
      return true;
    };
    const first = await this.#asOnDisk(entry);
    if (first === undefined) return { kind: 'missing' };
    if (first === 'unreadable') {
      if (rot.isKnown(entry)) return { kind: 'rotten' };
    } else if (isGood(first, await valueLater(first, checks.aside))) {
      return good!;
    }
    let isRotten = false;
    const isGoodNow = (found: Uint8Array): boolean => {
      // What decides over removing it is done in one go with that.
      isRotten = !isGood(found, valueOf(found, checks.atOnce));
      return !isRotten;
    };
    const check = { isGood: isGoodNow, bytes };
    const second = await store.removeUnless(entry, check).catch((error: unknown) => {
      // Unless it was read, the store fails, and nothing is known of the entry.
      if (!isRotten) throw error;
      return { error };
    });
    if (second === 'good') return good!;
    this.#cache.unmark(keyOf(entry));
    if (second === 'absent' && first !== 'unreadable') return { kind: 'missing' };
    await rot.found(entry, second === 'absent' ? 'unreadable' : second);
    return { kind: 'rotten' };
  }

  async #asOnDisk({ blobId, place }: StoredEntry): Promise<ReadValue> {
    const { store } = this.#parts;
    const found = await (place === undefined ? store.getMetadata(blobId) : store.getSliver(blobId, place));
    if (found !== undefined) return found;
    // The filters in front of a table can rot as well: then a search finds what a read does not.
    return (await this.#isStored({ blobId, place })) ? 'unreadable' : undefined;
  }

  /** Whether something that is in memory has not been deleted. */
  #isStillStored(entry: StoredEntry): Promise<boolean> {
    return this.#still.is(entry.blobId, keyOf(entry), () => this.#isStored(entry));
  }

  #isStored({ blobId, place }: StoredEntry): Promise<boolean> {
    const { store } = this.#parts;
    return place === undefined ? store.hasMetadata(blobId) : store.hasSliver(blobId, place);
  }

  async #stored(entry: StoredEntry, put: Promise<PutOutcome>): Promise<boolean> {
    const outcome = await put;
    this.#cache.mark(keyOf(entry));
    this.#parts.rot.repaired(entry, outcome);
    return outcome !== 'same';
  }

  #once<T>(what: string, read: () => Promise<T>): Promise<T> {
    const known = this.#underWay.get(what) as Promise<T> | undefined;
    if (known !== undefined) return known;
    const reading = read().finally(() => this.#underWay.delete(what));
    this.#underWay.set(what, reading);
    return reading;
  }
}

/** Two ways to verify bytes, to the same result: at once, and on another thread. */
interface Checks<T> {
  readonly atOnce: (bytes: Uint8Array) => T | undefined;
  readonly aside: (bytes: Uint8Array) => Promise<T> | undefined;
}

/** The same for slivers; throws an error of ours for one that the metadata does not commit to. */
interface SliverCheck<T> {
  readonly atOnce: (sliver: Sliver, metadata: BlobMetadata) => T;
  readonly aside: (sliver: Sliver, metadata: BlobMetadata) => Promise<T>;
}

/** All symbols of a sliver. */
const EXPANDED: SliverCheck<ExpandedSliver> = { atOnce: expandVerified, aside: expandVerifiedAsync };
/** A sliver that was compared with the metadata; who needs no symbols of it spares making them. */
const COMPARED: SliverCheck<Sliver> = {
  atOnce(sliver, metadata) {
    verifySliver(sliver, metadata);
    return sliver;
  },
  async aside(sliver, metadata) {
    await verifySliverAsync(sliver, metadata);
    return sliver;
  },
};

/** The value of bytes; undefined when they are not what they should be. */
function valueOf<T>(bytes: Uint8Array, verify: (bytes: Uint8Array) => T | undefined): T | undefined {
  try {
    return verify(bytes);
  } catch (error) {
    if (isHauloutError(error)) return undefined;
    throw error;
  }
}

async function valueLater<T>(
  bytes: Uint8Array,
  verify: (bytes: Uint8Array) => Promise<T> | undefined,
): Promise<T | undefined> {
  try {
    return await verify(bytes);
  } catch (error) {
    if (isHauloutError(error)) return undefined;
    throw error;
  }
}

function keyOf({ blobId, place }: StoredEntry): string {
  return place === undefined ? hex(blobId) : `${hex(blobId)}/${place.pairIndex}/${place.axis}`;
}
