/** What writers and readers do in a simulation, and what must come of it. */
import { BlobExpired, BlobInconsistent, BlobInvalid, PoolEnded } from '@haulout/sdk/client';
import { blobIdToString, encodedLength, metadataTree } from '@haulout/sdk/encoding';
import { publishInstead } from '../support/encoded.js';
import type { Patience } from './patience.js';
import { poolsOf } from './pool-owners.js';
import type { Happening } from './scenario.js';
import type { Party, World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

export interface Outcomes {
  stored: number;
  read: number;
  /** Reads and stores of blobs whose last epoch ended meanwhile. */
  outlived: number;
  /** Blobs that were badly encoded, and readers that were told so. */
  forged: number;
  refused: number;
}

/** What a blob is made of: bytes, or files by name. */
type Content = Uint8Array | ReadonlyMap<string, Uint8Array>;

/** Writers and readers of one world. */
export class Clients {
  readonly outcomes: Outcomes = { stored: 0, read: 0, outlived: 0, forged: 0, refused: 0 };
  /** What was stored under which blob id. */
  readonly #contents = new Map<string, Content>();
  readonly #forged: string[] = [];
  readonly #world: World;
  readonly #patience: Patience;
  readonly #writers: readonly Party[];
  readonly #reader: Party;
  readonly #violate: (what: string) => void;
  readonly #random: () => number;

  constructor(
    world: World,
    patience: Patience,
    { writers, reader }: { readonly writers: readonly Party[]; readonly reader: Party },
    violate: (what: string) => void,
  ) {
    this.#world = world;
    this.#patience = patience;
    this.#writers = writers;
    this.#reader = reader;
    this.#violate = violate;
    this.#random = world.random('contents');
  }

  store({ writer, size, epochs, deletable }: Of<'store'>): Promise<void> {
    const bytes = this.#bytes(size);
    return this.#store(writer, `${size} bytes`, bytes, epochs, ({ haulout, signer }) =>
      haulout.store({ bytes, epochs, deletable, signer, reuse: 'certified' }),
    );
  }

  storeFiles({ writer, sizes, epochs, deletable }: Of<'quilt'>): Promise<void> {
    const files = sizes.map((size, index) => ({ identifier: `file ${index}`, bytes: this.#bytes(size) }));
    const content = new Map(files.map(({ identifier, bytes }) => [identifier, bytes]));
    return this.#store(writer, `${files.length} files`, content, epochs, ({ haulout, signer }) =>
      haulout.storeFiles({ files, epochs, deletable, signer, reuse: 'certified' }),
    );
  }

  /** Stores a blob in a pool of its writer that lasts and has room. */
  storeInPool({ writer, pick, size, deletable }: Of<'pooled'>): Promise<void> {
    const bytes = this.#bytes(size);
    const { truth } = this.#world;
    const address = this.#writers[writer]!.signer.toSuiAddress();
    const room = encodedLength(this.#world.shards, size);
    const pools = poolsOf(this.#world, address).filter(
      ({ endEpoch, freeBytes }) => endEpoch > truth.epoch + 1 && freeBytes >= room,
    );
    const pool = pools[pick % Math.max(pools.length, 1)];
    if (pool === undefined) return Promise.resolve();
    const { poolId } = pool;
    return this.#store(writer, `${size} bytes in a pool`, bytes, pool.endEpoch - truth.epoch, (party) =>
      party.haulout.pools.store({ poolId, bytes, deletable, signer: party.signer }),
    );
  }

  /**
   * Stores what is badly encoded: its primary slivers but the first are those of other bytes than its
   * secondary ones.
   */
  forge({ writer: which, size, epochs }: Of<'forge'>): Promise<void> {
    const writer = this.#writers[which]!;
    const { haulout, signer } = writer;
    const bytes = this.#bytes(size);
    return this.#patience.inTurn(writer, async () => {
      const { epoch } = this.#world.truth;
      const honest = await this.#patience.insist(writer, 'R5', 'encode', () => haulout.encode({ bytes }));
      const other = await this.#patience.insist(writer, 'R5', 'encode', () =>
        haulout.encode({ bytes: bytes.map((byte) => byte ^ 0x55) }),
      );
      if (!honest || !other) return;
      const bad = publishInstead(
        honest,
        other.sliverPairs.slice(1).map(({ primary }) => primary),
      );
      const { blobId, metadata } = bad;
      const sliverPairs = honest.sliverPairs.map((pair, index) => ({
        ...pair,
        primary: bad.primary[index]!,
      }));
      const blob = { ...honest, blobId, metadata, rootHash: metadataTree(metadata).root, sliverPairs };
      this.#world.truth.shun(blobIdToString(blobId));
      const owner = signer.toSuiAddress();
      await this.#patience.insist(writer, 'R5', 'store what is badly encoded', async () => {
        const register = await haulout.registerTransaction({ blob, epochs, deletable: false, owner });
        const what = 'register what is badly encoded';
        const { transaction } = register;
        const { created } = await haulout.execute({ what, transaction, signer });
        const { objectId } = created.find(({ type }) => type.endsWith('::blob::Blob'))!;
        const object = await haulout.blobs.get({ blobObjectId: objectId });
        await haulout.complete({ object, blob, signer }).catch((error: unknown) => {
          if (!(error instanceof BlobExpired && this.#world.truth.epoch >= epoch + epochs)) throw error;
        });
      });
      this.#forged.push(blobIdToString(blobId));
      this.outcomes.forged++;
      this.#world.log(writer.name, `stored ${blobIdToString(blobId)}, badly encoded`);
      await this.#expectRefusal(blobIdToString(blobId));
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
    for (const blobId of this.#forged.slice(-limit)) await this.#expectRefusal(blobId);
  }

  /** R12: all readers hear of what was declared invalid on chain. */
  async checkInvalid(): Promise<void> {
    const { invalid } = this.#world.truth;
    for (const blobId of this.#forged.filter((forged) => invalid.has(forged))) {
      const what = `ask about ${blobId}`;
      const status = await this.#patience.insist(this.#reader, 'R12', what, () =>
        this.#reader.haulout.blobStatus({ blobId }),
      );
      if (status && status.state !== 'invalid')
        this.#violate(`R12: ${blobId} was declared invalid, and nodes say it is ${status.state}`);
    }
  }

  /** R11: nobody gets bytes of what is badly encoded. */
  async #expectRefusal(blobId: string): Promise<void> {
    const isOwed = () =>
      [...this.#world.truth.blobs.values()].some(
        (facts) =>
          facts.blobId === blobId &&
          facts.certifiedEpoch !== undefined &&
          facts.endEpoch > this.#world.truth.epoch,
      );
    const verdict = await this.#patience.insist(this.#reader, 'R11', `be refused ${blobId}`, async () => {
      try {
        await this.#reader.haulout.read({ blobId });
        return 'bytes';
      } catch (error) {
        if (error instanceof BlobInconsistent || error instanceof BlobInvalid) return 'refused';
        if (!isOwed()) return 'outlived';
        throw error;
      }
    });
    if (verdict === 'bytes') this.#violate(`R11: a reader got bytes of ${blobId}, which is badly encoded`);
    if (verdict === 'refused') this.outcomes.refused++;
  }

  #store(
    which: number,
    what: string,
    content: Content,
    epochs: number,
    store: (writer: Party) => Promise<{ readonly blobId: string; readonly endEpoch: number }>,
  ): Promise<void> {
    const writer = this.#writers[which]!;
    const { truth } = this.#world;
    return this.#patience.inTurn(writer, async () => {
      const stored = await this.#patience.insist(writer, 'R5', `store ${what}`, async () => {
        const begun = truth.epoch;
        try {
          return await store(writer);
        } catch (error) {
          // What was paid for may be over before it is certified; nothing else may be said to have expired.
          const isOver = error instanceof BlobExpired || error instanceof PoolEnded;
          if (!(isOver && truth.epoch >= begun + epochs)) throw error;
          this.outcomes.outlived++;
          return undefined;
        }
      });
      if (!stored) return;
      this.#contents.set(stored.blobId, content);
      this.outcomes.stored++;
      this.#world.log(writer.name, `stored ${what} as ${stored.blobId} until epoch ${stored.endEpoch}`);
      await this.#readBack(stored.blobId, 'whole');
    });
  }

  async #readBack(blobId: string, how: Of<'read'>['how']): Promise<void> {
    const { truth } = this.#world;
    const content = this.#contents.get(blobId)!;
    const isRead = await this.#patience.insist(this.#reader, 'R1', `read ${blobId} (${how})`, async () => {
      try {
        const wrong =
          content instanceof Uint8Array
            ? await this.#compare(blobId, how, content)
            : await this.#compareFiles(blobId, how, content);
        if (wrong !== undefined) this.#violate(`R10: a reader got wrong bytes: ${wrong} of blob ${blobId}`);
        return true;
      } catch (error) {
        if (truth.readable().includes(blobId)) throw error;
        this.outcomes.outlived++;
        return false;
      }
    });
    if (isRead) this.outcomes.read++;
  }

  /** What was wrong. */
  async #compare(blobId: string, how: Of<'read'>['how'], content: Uint8Array): Promise<string | undefined> {
    const { haulout } = this.#reader;
    const { length } = content;
    if (how === 'range' && length > 0) {
      const start = Math.floor(length / 3);
      const end = Math.ceil((2 * length) / 3);
      const bytes = await haulout.readRange({ blobId, start, end });
      return equal(bytes, content.subarray(start, end)) ? undefined : `${start} to ${end}`;
    }
    if (how === 'stream') {
      const parts: Uint8Array[] = [];
      for await (const part of haulout.readStream({ blobId })) parts.push(part);
      return equal(Buffer.concat(parts), content) ? undefined : 'the stream';
    }
    return equal(await haulout.read({ blobId }), content) ? undefined : 'all';
  }

  /** What was wrong; of one file unless all are read. */
  async #compareFiles(
    blobId: string,
    how: Of<'read'>['how'],
    content: ReadonlyMap<string, Uint8Array>,
  ): Promise<string | undefined> {
    const names = [...content.keys()];
    const identifiers = how === 'whole' ? names : names.slice(-1);
    const files = await this.#reader.haulout.readFiles({ blobId, identifiers });
    if (files.length !== identifiers.length) return `${files.length} of ${identifiers.length} files`;
    return files.find(({ identifier, bytes }) => !equal(bytes, content.get(identifier)!))?.identifier;
  }

  #bytes(size: number): Uint8Array {
    return Uint8Array.from({ length: size }, () => this.#random() * 256);
  }
}

function equal(a: Uint8Array, b: Uint8Array): boolean {
  return a.length === b.length && Buffer.compare(a, b) === 0;
}
