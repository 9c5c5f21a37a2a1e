/** People who stake with nodes, and take their stake back. */
import { Transaction } from '@mysten/sui/transactions';
import { HauloutError, TransactionFailed } from '@haulout/sdk/client';
import { stakedWal } from '@haulout/sdk/contracts';
import {
  addJoinStake,
  addRequestWithdrawal,
  addSplitStake,
  addStake,
  addWithdrawStake,
} from '@haulout/sdk/operator';
import { isFree } from './free-stake.js';
import { lineOf } from './patience.js';
import type { Happening } from './scenario.js';
import { WAL, type Party, type World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

export class Stakers {
  readonly #world: World;
  readonly #parties: readonly Party[];
  readonly #violate: (what: string) => void;
  readonly #queues = new Map<Party, Promise<void>>();

  constructor(world: World, parties: readonly Party[], violate: (what: string) => void) {
    this.#world = world;
    this.#parties = parties;
    this.#violate = violate;
  }

  stake({ staker, node, wal }: Of<'stake'>): Promise<void> {
    const { members, truth } = this.#world;
    const { name, nodeId } = members[node % members.length]!;
    if (!truth.takesStake(nodeId)) return Promise.resolve();
    const address = this.#parties[staker]!.signer.toSuiAddress();
    return this.#send(staker, `stake ${wal} WAL with ${name}`, (transaction) => {
      const { contracts } = this.#world;
      const stake = { nodeId, amount: BigInt(wal) * WAL, walType: contracts.walType };
      transaction.transferObjects([addStake(transaction, contracts, stake)], address);
      return true;
    });
  }

  /** Takes a stake's next step out: asks for it, or withdraws it when it is free. */
  unstake({ staker, pick }: Of<'unstake'>): Promise<void> {
    const { devnet, truth, deployment } = this.#world;
    const type = `${deployment.packageId}::staked_wal::StakedWal`;
    const address = this.#parties[staker]!.signer.toSuiAddress();
    const withdraw = (transaction: Transaction, stakeId: string) =>
      transaction.transferObjects([addWithdrawStake(transaction, this.#world.contracts, stakeId)], address);
    const next = () => {
      const { items } = devnet.ledger.listOwned(address, { kind: 'address', type, limit: 100 });
      const item = items[pick % Math.max(items.length, 1)];
      if (item?.data.kind !== 'move') return undefined;
      const { state, activation_epoch } = stakedWal.StakedWal.parse(item.data.contents);
      if (state.$kind === 'Withdrawing')
        return state.Withdrawing.withdraw_epoch > truth.epoch
          ? undefined
          : ({ stakeId: item.id, how: 'withdraw' } as const);
      // Stake that no committee counts on yet is left to begin its work first.
      return activation_epoch > truth.epoch ? undefined : ({ stakeId: item.id, how: 'request' } as const);
    };
    return this.#send(staker, 'take stake back', (transaction) => {
      const step = next();
      if (!step) return false;
      if (step.how === 'request') addRequestWithdrawal(transaction, this.#world.contracts, step.stakeId);
      else withdraw(transaction, step.stakeId);
      return true;
    }).catch((error: unknown) => {
      if (!isFree(error)) throw error;
      return this.#send(staker, 'take stake back at once', (transaction) => {
        const step = next();
        if (step) withdraw(transaction, step.stakeId);
        return step !== undefined;
      });
    });
  }

  /** Cuts a stake in two, or joins two that differ in nothing but their amounts. */
  reshape({ staker, pick }: Of<'reshape'>): Promise<void> {
    const { devnet, deployment } = this.#world;
    const type = `${deployment.packageId}::staked_wal::StakedWal`;
    const address = this.#parties[staker]!.signer.toSuiAddress();
    return this.#send(staker, 'reshape stake', (transaction) => {
      const { items } = devnet.ledger.listOwned(address, { kind: 'address', type, limit: 100 });
      const stakes = items.flatMap(({ id, data }) => {
        if (data.kind !== 'move') return [];
        const { principal, node_id, state, activation_epoch } = stakedWal.StakedWal.parse(data.contents);
        const likeness = JSON.stringify([node_id, state, activation_epoch]);
        return [{ id, amount: BigInt(principal.value), likeness }];
      });
      const stake = stakes[pick % Math.max(stakes.length, 1)];
      if (!stake) return false;
      const twin = stakes.find(({ id, likeness }) => id !== stake.id && likeness === stake.likeness);
      if (twin) addJoinStake(transaction, this.#world.contracts, { stakedWalId: stake.id, otherId: twin.id });
      else {
        const amount = stake.amount / 2n;
        if (amount < WAL) return false;
        transaction.transferObjects(
          [addSplitStake(transaction, this.#world.contracts, { stakedWalId: stake.id, amount })],
          address,
        );
      }
      return true;
    });
  }

  #send(which: number, what: string, build: (transaction: Transaction) => boolean): Promise<void> {
    const party = this.#parties[which]!;
    const run = (this.#queues.get(party) ?? Promise.resolve()).then(async () => {
      const transaction = () => {
        const made = new Transaction();
        if (!build(made)) throw new NothingToDo();
        return Promise.resolve(made);
      };
      try {
        await party.haulout.execute({ what, transaction, signer: party.signer });
        this.#world.log(party.name, what);
      } catch (error) {
        if (error instanceof NothingToDo) return;
        if (isFree(error)) throw error;
        // The node has begun to leave meanwhile.
        if (error instanceof TransactionFailed && error.message.includes('EPoolIsNotActive')) return;
        const lossy = this.#world.network.weather.loss > 0;
        if (!(lossy && error instanceof HauloutError))
          this.#violate(`R7: ${party.name} could not ${what}: ${lineOf(error)}`);
      }
    });
    this.#queues.set(
      party,
      run.catch(() => undefined),
    );
    return run;
  }
}

class NothingToDo extends Error {}
