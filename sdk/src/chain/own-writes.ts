/**
 * Read your writes: a full node may be behind the one that executed a transaction, as where several answer at
 * one address. A blob that a client has written a moment ago is waited for when it is read, until it is there
 * in the version that was written, or a later one.
 */
import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { messageOf } from '../base/errors.js';
import { sleep, type Timers } from '../base/time.js';

/** Objects that are remembered for a client; those that were written longest ago are forgotten first. */
const REMEMBERED = 1_000;
/** Times that an object is read while the full node is behind: 11 seconds. */
const LOOKS = 10;
/** Wait before the second look in ms; doubled for each one after, up to the last. */
const WAIT_MS = 200;
const LONGEST_WAIT_MS = 1_600;

/** How Sui says that it does not have an object. */
const MISSING = /could not find|not found|does not exist/i;

type ChangedObject = Pick<SuiClientTypes.ChangedObject, 'objectId' | 'outputState' | 'outputVersion'>;

/** An object as it was read. */
export interface Seen {
  readonly version: string;
}

/** What a client has written. */
export class OwnWrites {
  /** Versions by object id. */
  readonly #versions = new Map<string, bigint>();
  #timers: Timers | undefined;

  /** Notes what a transaction of this client has changed. */
  note(changed: readonly ChangedObject[], timers: Timers): void {
    this.#timers = timers;
    for (const { objectId, outputState, outputVersion } of changed) {
      this.#versions.delete(objectId);
      if (outputState === 'ObjectWrite' && outputVersion !== null)
        this.#versions.set(objectId, BigInt(outputVersion));
    }
    for (const objectId of this.#versions.keys()) {
      if (this.#versions.size <= REMEMBERED) break;
      this.#versions.delete(objectId);
    }
  }

  /** Whether an error says that the full node lacks something that this client has written. */
  explains(error: unknown): boolean {
    const text = messageOf(error);
    if (!MISSING.test(text)) return false;
    return (text.match(/0x[0-9a-f]{64}/gi) ?? []).some((id) => this.#versions.has(id.toLowerCase()));
  }

  /**
   * Reads objects, and again while one of them is older than this client has written it. After that time what
   * there is has to do, and is no longer waited for: the chain of a test may have been set back.
   *
   * @param read resolves to objects in the order of `objectIds`
   */
  async fresh<T extends Seen | Error>(
    objectIds: readonly string[],
    read: () => Promise<readonly T[]>,
    signal?: AbortSignal,
  ): Promise<readonly T[]> {
    for (let look = 1; ; look++) {
      const found = await read();
      const behind = objectIds.filter((id, index) => this.#isBehind(id, found[index]));
      if (behind.length === 0 || this.#timers === undefined) return found;
      if (look === LOOKS) {
        for (const id of behind) this.#versions.delete(id);
        return found;
      }
      await sleep(this.#timers, Math.min(WAIT_MS * 2 ** (look - 1), LONGEST_WAIT_MS), { signal });
    }
  }

  #isBehind(objectId: string, seen: Seen | Error | undefined): boolean {
    const written = this.#versions.get(objectId);
    if (written === undefined) return false;
    return seen === undefined || seen instanceof Error || BigInt(seen.version) < written;
  }
}

const known = new WeakMap<ClientWithCoreApi['core'], OwnWrites>();

/** What has been written with a client. */
export function ownWrites({ core }: ClientWithCoreApi): OwnWrites {
  const writes = known.get(core) ?? new OwnWrites();
  known.set(core, writes);
  return writes;
}
