/** What is done with the pool of subsidies: anyone gives to it and lets it pay, its admin sets what. */
import { Transaction } from '@mysten/sui/transactions';
import {
  addFundWalrusSubsidies,
  addProcessSubsidies,
  addWalrusSubsidyRates,
  type SubsidyPool,
} from '@haulout/sdk/chain';
import type { Patience } from './patience.js';
import type { Happening } from './scenario.js';
import { WAL, type Party, type World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

export class Sponsors {
  readonly #world: World;
  readonly #patience: Patience;
  readonly #parties: readonly Party[];
  /** Since when the pool could have paid in this epoch; undefined: it could not, or operators were hindered. */
  #payableSince: bigint | undefined;

  constructor(world: World, patience: Patience, parties: readonly Party[]) {
    this.#world = world;
    this.#patience = patience;
    this.#parties = parties;
  }

  give({ writer, wal }: Of<'sponsor'>): Promise<void> {
    return this.#do(writer, 'sponsor', (transaction, pool) =>
      addFundWalrusSubsidies(transaction, this.#world.contracts, { ...pool, frost: BigInt(wal) * WAL }),
    );
  }

  /** One after the other: each change has an event of its own. */
  async setRates({ rate, base, perShard }: Of<'rates'>): Promise<void> {
    const asAdmin = { ...this.#pool, adminCapId: this.#world.deployment.walrusSubsidiesAdminCapId! };
    const [baseSubsidy, subsidyPerShard] = [BigInt(base), BigInt(perShard)];
    for (const change of [{ systemSubsidyRate: rate }, { baseSubsidy }, { subsidyPerShard }]) {
      const transaction = new Transaction();
      addWalrusSubsidyRates(transaction, asAdmin, change);
      await this.#world.execute('set a rate of the subsidies', transaction);
    }
  }

  /** Somebody is faster than the operators, at whichever moment. */
  process({ writer }: Of<'process'>): Promise<void> {
    return this.#do(writer, PROCESS, (transaction, pool) =>
      addProcessSubsidies(transaction, this.#world.contracts, pool),
    );
  }

  /** Begins to look whether the operators let the pool pay in an epoch, whose change is done. */
  beginEpoch(): void {
    const { truth, devnet, network } = this.#world;
    const { funds, pays } = truth.subsidies;
    const canPay = funds > 0n && pays && !this.#isLeftBehind && network.weather.loss === 0;
    this.#payableSince = canPay ? devnet.ledger.clockMs() : undefined;
  }

  /** Says what the operators have failed to do in an epoch that has ended. */
  endEpoch(isInnocent: boolean): string | undefined {
    const { truth } = this.#world;
    const since = this.#payableSince;
    if (since === undefined || !isInnocent || this.#isLeftBehind) return undefined;
    if (truth.subsidies.processedMs >= since) return undefined;
    return `R3: nobody has let the pool of subsidies pay in epoch ${truth.epoch - 1}`;
  }

  get #isLeftBehind(): boolean {
    return this.#world.truth.home.version !== '1';
  }

  get #pool(): SubsidyPool {
    const { walrusSubsidiesPackageId, walrusSubsidiesObjectId } = this.#world.deployment;
    return { packageId: walrusSubsidiesPackageId!, subsidiesId: walrusSubsidiesObjectId! };
  }

  #do(
    which: number,
    verb: string,
    add: (transaction: Transaction, pool: SubsidyPool) => void,
  ): Promise<void> {
    const party = this.#parties[which]!;
    const { haulout, signer } = party;
    const transaction = () => {
      const made = new Transaction();
      add(made, this.#pool);
      return Promise.resolve(made);
    };
    return this.#patience.inTurn(party, () =>
      this.#patience.insistAsOwner(party, { verb, what: verb }, () =>
        haulout.execute({ what: verb, transaction, signer }).catch((error: unknown) => {
          // Its package calls the version of `walrus` that it was published with, and none after an upgrade.
          if (!this.#isLeftBehind || verb !== PROCESS) throw error;
        }),
      ),
    );
  }
}

const PROCESS = 'process subsidies';
