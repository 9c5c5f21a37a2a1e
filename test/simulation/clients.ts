/** What clients do in a simulation, and what must come of it. */
import { BlobExpired, HauloutError } from '@haulout/sdk/client';
import { RpcError } from '@protobuf-ts/runtime-rpc';
import type { Faults } from './faults.js';
import type { Happening } from './scenario.js';
import type { Party, World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

/** Times that an operation is tried again when the network between the client and the rest lost a message. */
const ATTEMPTS = 8;
const PAUSE_MS = 4_000;

export interface Outcomes {
  stored: number;
  read: number;
  extended: number;
  deleted: number;
  /** Operations that had to be tried again. */
  repeated: number;
  /** Reads and stores of blobs whose last epoch ended meanwhile. */
  outlived: number;
}

/** Writers and readers of one world. */
export class Clients {
  readonly outcomes: Outcomes = { stored: 0, read: 0, extended: 0, deleted: 0, repeated: 0, outlived: 0 };
  /** What was stored under which blob id. */
  readonly #contents = new Map<string, Uint8Array>();
  readonly #world: World;
  readonly #faults: Faults;
  readonly #writers: readonly Party[];
  readonly #reader: Party;
  /** One operation of a writer after the other, since they spend the same coins. */
  readonly #turns = new Map<Party, Promise<void>>();
  readonly #violate: (what: string) => void;
  readonly #random: () => number;

  constructor(
    world: World,
    faults: Faults,
    { writers, reader }: { readonly writers: readonly Party[]; readonly reader: Party },
    violate: (what: string) => void,
  ) {
    this.#world = world;
    this.#faults = faults;
    this.#writers = writers;
    this.#reader = reader;
    this.#violate = violate;
    this.#random = world.random('contents');
  }

  store({ writer: which, size, epochs, deletable }: Of<'store'>): Promise<void> {
    const writer = this.#writers[which]!;
    const bytes = Uint8Array.from({ length: size }, () => this.#random() * 256);
    return this.#inTurn(writer, async () => {
      const { haulout, signer } = writer;
      const begun = this.#world.truth.epoch;
      const stored = await this.#insist(writer, `store ${size} bytes`, () =>
        haulout.store({ bytes, epochs, deletable, signer, reuse: 'certified' }).catch((error: unknown) => {
          // What was paid for may be over before it is certified; nothing else may be said to have expired.
          if (!(error instanceof BlobExpired && this.#world.truth.epoch >= begun + epochs)) throw error;
          this.outcomes.outlived++;
          return undefined;
        }),
      );
      if (!stored) return;
      this.#contents.set(stored.blobId, bytes);
      this.outcomes.stored++;
      this.#world.log(writer.name, `stored ${size} bytes as ${stored.blobId} until epoch ${stored.endEpoch}`);
      await this.#readBack(stored.blobId, 'whole');
    });
  }

  async read({ pick, how }: Of<'read'>): Promise<void> {
    const candidates = this.#world.truth.readable().filter((blobId) => this.#contents.has(blobId));
    if (candidates.length > 0) await this.#readBack(candidates[pick % candidates.length]!, how);
  }

  /** Reads everything that must be readable, or so many blobs of it. */
  async readAll(limit = Infinity): Promise<void> {
    for (const blobId of this.#world.truth.readable().slice(0, limit))
      if (this.#contents.has(blobId)) await this.#readBack(blobId, 'whole');
  }

  extend({ writer: which, pick, epochs }: Of<'extend'>): Promise<void> {
    return this.#withOwnBlob(which, pick, async (writer, blobObjectId) => {
      const { haulout, signer } = writer;
      const done = await this.#insist(writer, `extend ${blobObjectId}`, () =>
        haulout.blobs.extend({ blobObjectId, epochs, signer }),
      );
      if (done) this.outcomes.extended++;
    });
  }

  delete({ writer: which, pick }: Of<'delete'>): Promise<void> {
    return this.#withOwnBlob(which, pick, async (writer, blobObjectId) => {
      if (!this.#world.truth.blobs.get(blobObjectId)?.deletable) return;
      const { haulout, signer } = writer;
      const done = await this.#insist(writer, `delete ${blobObjectId}`, () =>
        haulout.blobs.delete({ blobObjectId, signer }),
      );
      if (done) this.outcomes.deleted++;
    });
  }

  async #readBack(blobId: string, how: Of<'read'>['how']): Promise<void> {
    const { truth } = this.#world;
    const expected = this.#contents.get(blobId)!;
    const { haulout } = this.#reader;
    const isOwed = () => truth.readable().includes(blobId);
    for (let attempt = 1; ; attempt++) {
      try {
        const [start, end, bytes] = await this.#readSome(haulout, blobId, how, expected.length);
        if (!equal(bytes, expected.subarray(start, end)))
          return this.#violate(`R10: a reader got wrong bytes ${start} to ${end} of blob ${blobId}`);
        this.outcomes.read++;
        return;
      } catch (error) {
        if (!isOwed()) return void this.outcomes.outlived++;
        if (!this.#mayRepeat(error, attempt)) {
          const budget = (await this.#faults.withinBudget())
            ? 'with at most f shards faulty'
            : 'with more than f shards faulty';
          return this.#violate(
            `R1: a certified blob could not be read (${how}), ${budget}: ${blobId}: ${lineOf(error)}`,
          );
        }
        this.outcomes.repeated++;
        await this.#world.clock.sleep(PAUSE_MS * attempt);
      }
    }
  }

  async #readSome(haulout: Party['haulout'], blobId: string, how: Of<'read'>['how'], length: number) {
    if (how === 'range' && length > 0) {
      const start = Math.floor(length / 3);
      const end = Math.ceil((2 * length) / 3);
      return [start, end, await haulout.readRange({ blobId, start, end })] as const;
    }
    if (how === 'stream') {
      const parts: Uint8Array[] = [];
      for await (const part of haulout.readStream({ blobId })) parts.push(part);
      return [0, length, new Uint8Array(Buffer.concat(parts))] as const;
    }
    return [0, length, await haulout.read({ blobId })] as const;
  }

  #withOwnBlob(
    which: number,
    pick: number,
    use: (writer: Party, blobObjectId: string) => Promise<void>,
  ): Promise<void> {
    const writer = this.#writers[which]!;
    return this.#inTurn(writer, async () => {
      const { truth, devnet } = this.#world;
      const address = writer.signer.toSuiAddress();
      const own = [...truth.blobs.values()].filter(({ objectId, endEpoch, certifiedEpoch }) => {
        const owner = devnet.ledger.getObject(objectId)?.owner;
        const isOwn = owner?.kind === 'address' && owner.address === address;
        // Not in its last epoch, which may be over before the transaction gets there.
        return isOwn && certifiedEpoch !== undefined && endEpoch > truth.epoch + 1;
      });
      if (own.length > 0) await use(writer, own[pick % own.length]!.objectId);
    });
  }

  /** Tries until it succeeds, as long as messages get lost; anything else is a violation. */
  async #insist<T>(party: Party, what: string, operation: () => Promise<T>): Promise<T | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await operation();
      } catch (error) {
        if (!this.#mayRepeat(error, attempt)) {
          this.#violate(`R5: ${party.name} could not ${what}: ${lineOf(error)}`);
          return undefined;
        }
        this.outcomes.repeated++;
        this.#world.log(party.name, `could not ${what} yet: ${lineOf(error)}`);
        await this.#world.clock.sleep(PAUSE_MS * attempt);
      }
    }
  }

  /** A network that loses messages may cost an operation; nothing else may. */
  #mayRepeat(error: unknown, attempt: number): boolean {
    const { loss } = this.#world.network.weather;
    return loss > 0 && attempt < ATTEMPTS && (error instanceof RpcError || error instanceof HauloutError);
  }

  #inTurn(writer: Party, operation: () => Promise<void>): Promise<void> {
    const turn = (this.#turns.get(writer) ?? Promise.resolve()).then(operation);
    this.#turns.set(
      writer,
      turn.catch(() => undefined),
    );
    return turn;
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}

export function lineOf(error: unknown): string {
  const text = error instanceof Error ? `${error.name}: ${error.message}` : String(error);
  return text.split('\n')[0]!.slice(0, 300);
}
