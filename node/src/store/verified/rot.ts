/**
 * What was found rotten: told once, counted, and put on the queue of duties, which bring it back if it is
 * owed.
 */
import { lruOf } from '../../lru.js';
import type { Logger } from 'pino';
import { blobIdToString } from '@haulout/sdk/encoding';
import { hex } from '../../hex.js';
import type { StoredEntry } from '../blob-store.js';
import type { PutOutcome } from '../blob-writer.js';

/**
 * What became of an entry: it was removed; or it is still there, as it cannot be read, or cannot be removed.
 */
type RotFate = 'removed' | 'unreadable' | { readonly error: unknown };

/** Takes note of what has rotten. Nothing here rejects. */
export interface Rot {
  /** Whether something was found rotten before, and is still there. */
  isKnown(entry: StoredEntry): boolean;
  /** To be told of each find. */
  found(entry: StoredEntry, fate: RotFate): Promise<void>;
  /** To be told when an entry is right again; `was` is what a put found in its place. */
  repaired(entry: StoredEntry, was?: PutOutcome): void;
  /** Entries found so far, by this process. */
  readonly count: number;
}

/** What it works with. */
export interface RotParts {
  readonly logger: Logger;
  /** Counts a find. */
  readonly onFound: (kind: 'metadata' | 'sliver') => void;
  /** Has the duties look at a blob. */
  readonly lookAt: (blobId: Uint8Array, mark: string) => Promise<void>;
}

/** Entries that are still there and were told of; of more than these some are told of again. */
const MAX_KNOWN = 65_536;

/** For a store that has just been opened. */
export function createRot({ logger, onFound, lookAt }: RotParts): Rot {
  const known = lruOf<true>(MAX_KNOWN);
  let count = 0;

  function tell(entry: StoredEntry, fate: RotFate | 'replaced'): void {
    count++;
    onFound(entry.place === undefined ? 'metadata' : 'sliver');
    const facts = { blobId: blobIdToString(entry.blobId), ...entry.place };
    const what = entry.place === undefined ? 'metadata' : 'a sliver';
    if (typeof fate === 'object')
      logger.error({ ...facts, err: fate.error }, `${what} has rotten, and cannot be removed`);
    else logger.warn({ ...facts, fate }, `${what} has rotten; it counts as missing`);
  }

  return {
    get count() {
      return count;
    },
    isKnown: (entry) => known.has(nameOf(entry)),
    async found(entry, fate) {
      const name = nameOf(entry);
      if (known.has(name)) return;
      if (fate !== 'removed') known.set(name, true);
      tell(entry, fate);
      await lookAt(entry.blobId, `rot ${count}`).catch((error: unknown) => {
        logger.error({ err: error }, 'what has rotten could not be put on the queue of duties');
      });
    },
    repaired(entry, was) {
      if (!known.delete(nameOf(entry)) && was === 'replaced') tell(entry, was);
    },
  };
}

function nameOf({ blobId, place }: StoredEntry): string {
  return `${hex(blobId)}/${place?.pairIndex}/${place?.axis}`;
}
