/**
 * What a node has said in a round of challenges, written before it says it. A node that has lost its journal
 * of a round signs nothing in it, as it cannot know what it has signed.
 */
import { fromHex, hex } from '../hex.js';
import type { BlobStore } from '../store/blob-store.js';
import { serial } from '../store/serial.js';

/** What a node has said in one round. */
export interface JournalEntry {
  /** The set that it has signed. */
  readonly ready?: SignedSummary | undefined;
  /** The root of its answers that it has posted, or was about to: in hex. */
  readonly answered?: string | undefined;
  /** Committee positions of nodes whose answers it has looked at. */
  readonly checked?: readonly number[] | undefined;
  /** Committee positions of nodes for which it vouches, ascending. */
  readonly vouched?: readonly number[] | undefined;
}

/** A set as it was signed; numbers in decimal, the root in hex. */
interface SignedSummary {
  readonly count: string;
  readonly bytes: string;
  readonly root: string;
}

const JOURNAL = 'round/journal/';
const LEAVES = 'round/leaves/';
const SINCE = 'round/since';
/** Rounds whose journals are kept. */
const KEPT = 8;

/** The journal of one node. */
export class Journal {
  readonly #store: BlobStore;
  readonly #rounds: () => Promise<number>;
  readonly #inTurn = serial();

  /** @param rounds reads from the chain how many rounds there have been */
  constructor(store: BlobStore, rounds: () => Promise<number>) {
    this.#store = store;
    this.#rounds = rounds;
  }

  /**
   * Begins, if that has not been done: rounds up to now may have been another life of this node.
   *
   * @throws when the chain cannot be read
   */
  async begin(): Promise<void> {
    await this.#since();
  }

  /** Whether the node knows all that it has said in a round. */
  async covers(round: number): Promise<boolean> {
    return round > (await this.#since());
  }

  /** What the node has said in a round. */
  async read(round: number): Promise<JournalEntry> {
    const text = await this.#store.getRecord(keyOf(JOURNAL, round));
    return text === undefined ? {} : (JSON.parse(text) as JournalEntry);
  }

  /** Changes the entry of a round; on disk when it resolves. */
  write(round: number, change: (entry: JournalEntry) => JournalEntry): Promise<JournalEntry> {
    return this.#inTurn(async () => {
      const entry = change(await this.read(round));
      await this.#store.putRecords([
        { key: keyOf(JOURNAL, round), value: JSON.stringify(entry) },
        ...[JOURNAL, LEAVES].map((prefix) => ({ key: keyOf(prefix, round - KEPT), value: undefined })),
      ]);
      return entry;
    });
  }

  /** Notes the leaves of the node's answers, sample by sample. */
  async writeLeaves(round: number, leaves: readonly (Uint8Array | undefined)[]): Promise<void> {
    const value = JSON.stringify(leaves.map((leaf) => (leaf === undefined ? null : hex(leaf))));
    await this.#store.putRecords([{ key: keyOf(LEAVES, round), value }]);
  }

  /** The leaves of the node's answers; undefined when it has none. */
  async readLeaves(round: number): Promise<(Uint8Array | undefined)[] | undefined> {
    const text = await this.#store.getRecord(keyOf(LEAVES, round));
    if (text === undefined) return undefined;
    return (JSON.parse(text) as (string | null)[]).map((leaf) => (leaf === null ? undefined : fromHex(leaf)));
  }

  /** The last round of which the journal may know nothing. */
  #since(): Promise<number> {
    return this.#inTurn(async () => {
      const text = await this.#store.getRecord(SINCE);
      if (text !== undefined) return Number(text);
      const since = await this.#rounds();
      await this.#store.putRecords([{ key: SINCE, value: String(since) }]);
      return since;
    });
  }
}

function keyOf(prefix: string, round: number): string {
  return prefix + String(Math.max(0, round)).padStart(10, '0');
}
