/** People who stake with nodes, and take their stake back. */
import { Transaction } from '@mysten/sui/transactions';
import { HauloutError } from '@haulout/sdk/client';
import { stakedWal, staking } from '@haulout/sdk/contracts';
import { addStake } from '@haulout/sdk/operator';
import { lineOf } from './clients.js';
import type { Happening } from './scenario.js';
import { WAL, type Party, type World } from './world.js';

type Of<Kind extends Happening['kind']> = Extract<Happening, { readonly kind: Kind }>;

export class Stakers {
  readonly #world: World;
  readonly #parties: readonly Party[];
  readonly #violate: (what: string) => void;
  readonly #turns = new Map<Party, Promise<void>>();

  constructor(world: World, parties: readonly Party[], violate: (what: string) => void) {
    this.#world = world;
    this.#parties = parties;
    this.#violate = violate;
  }

  stake({ staker, node, wal }: Of<'stake'>): Promise<void> {
    const { members, deployment } = this.#world;
    const { name, nodeId } = members[node % members.length]!;
    return this.#send(staker, `stake ${wal} WAL with ${name}`, async (transaction, address) => {
      const stake = { nodeId, amount: BigInt(wal) * WAL, walType: deployment.walType };
      transaction.transferObjects([addStake(transaction, deployment, stake)], address);
      return true;
    });
  }

  /** Takes a stake's next step out: asks for it, or withdraws it when it is free. */
  unstake({ staker, pick }: Of<'unstake'>): Promise<void> {
    const { devnet, deployment, truth } = this.#world;
    const { packageId, stakingObjectId } = deployment;
    return this.#send(staker, 'take stake back', async (transaction, address) => {
      const type = `${packageId}::staked_wal::StakedWal`;
      const { items } = devnet.ledger.listOwned(address, { kind: 'address', type, limit: 100 });
      const item = items[pick % Math.max(items.length, 1)];
      if (item?.data.kind !== 'move') return false;
      const { state, activation_epoch } = stakedWal.StakedWal.parse(item.data.contents);
      if (state.$kind === 'Withdrawing') {
        if (state.Withdrawing.withdraw_epoch > truth.epoch) return false;
        const coin = transaction.add(
          staking.withdrawStake({
            package: packageId,
            arguments: { self: stakingObjectId, stakedWal: item.id },
          }),
        );
        transaction.transferObjects([coin], address);
        return true;
      }
      // Stake that no committee counts on yet would be taken out at once instead; let it begin to work first.
      if (activation_epoch > truth.epoch) return false;
      transaction.add(
        staking.requestWithdrawStake({
          package: packageId,
          arguments: { self: stakingObjectId, stakedWal: item.id },
        }),
      );
      return true;
    });
  }

  #send(
    which: number,
    what: string,
    build: (transaction: Transaction, address: string) => Promise<boolean>,
  ): Promise<void> {
    const party = this.#parties[which]!;
    const turn = (this.#turns.get(party) ?? Promise.resolve()).then(async () => {
      const transaction = new Transaction();
      if (!(await build(transaction, party.signer.toSuiAddress()))) return;
      try {
        await party.haulout.execute({ what, transaction, signer: party.signer });
        this.#world.log(party.name, what);
      } catch (error) {
        const lossy = this.#world.network.weather.loss > 0;
        if (!(lossy && error instanceof HauloutError))
          this.#violate(`R7: ${party.name} could not ${what}: ${lineOf(error)}`);
      }
    });
    this.#turns.set(party, turn);
    return turn;
  }
}
