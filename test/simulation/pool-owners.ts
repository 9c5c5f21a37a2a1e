/** What is done with storage pools: they are made, prolonged, enlarged, made smaller, emptied and given up. */
import type { Patience } from './patience.js';
import type { Happening } from './scenario.js';
import type { PoolFacts } from './truth.js';
import type { Party, World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

const MIB = 1 << 20;

/** The pools of an address, as events tell them. */
export function poolsOf({ truth, devnet }: World, address: string): readonly PoolFacts[] {
  return truth.pools.filter(({ poolId }) => {
    const owner = devnet.ledger.getObject(poolId)?.owner;
    return owner?.kind === 'address' && owner.address === address;
  });
}

export class PoolOwners {
  readonly #world: World;
  readonly #patience: Patience;
  readonly #parties: readonly Party[];

  constructor(world: World, patience: Patience, parties: readonly Party[]) {
    this.#world = world;
    this.#patience = patience;
    this.#parties = parties;
  }

  make({ writer, mib, epochs }: Of<'pool'>): Promise<void> {
    return this.#inTurn(
      writer,
      'make pool',
      ({ haulout, signer }) =>
        () =>
          haulout.pools.create({ capacityBytes: mib * MIB, epochs, signer }),
    );
  }

  /** Does something with a pool that lasts, or gives up one that has ended. */
  tend({ writer, pick }: Of<'tend'>): Promise<void> {
    return this.#inTurn(writer, 'tend pool', ({ haulout: { pools }, signer }) => {
      const { truth } = this.#world;
      const own = poolsOf(this.#world, signer.toSuiAddress());
      const pool = own[pick % Math.max(own.length, 1)];
      if (pool === undefined) return undefined;
      const { poolId, endEpoch, freeBytes, blobs } = pool;
      const of = { poolId, signer };
      if (endEpoch <= truth.epoch) return () => pools.destroy(of);
      // Its last epoch may be over before a transaction gets there.
      if (endEpoch === truth.epoch + 1) return undefined;
      const deletable = blobs.find((blob) => blob.deletable);
      switch (pick % 4) {
        case 0:
          return () => pools.extend({ ...of, epochs: 1 });
        case 1:
          return () => pools.increase({ ...of, bytes: 4 * MIB });
        case 2:
          return freeBytes < 2
            ? undefined
            : () => pools.decrease({ ...of, bytes: Math.floor(freeBytes / 2) });
        default:
          return deletable && (() => pools.delete({ ...of, blobId: deletable.blobId }));
      }
    });
  }

  /** @param choose what to do, when it is its turn; undefined: nothing */
  #inTurn(
    which: number,
    verb: string,
    choose: (party: Party) => (() => Promise<unknown>) | undefined,
  ): Promise<void> {
    const party = this.#parties[which]!;
    return this.#patience.inTurn(party, async () => {
      const operation = choose(party);
      if (operation !== undefined) await this.#patience.insistAsOwner(party, { verb, what: verb }, operation);
    });
  }
}
