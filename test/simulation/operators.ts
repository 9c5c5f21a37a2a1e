/** What the operators of the storage nodes do on chain: they move the epochs on, and report when their node has its shards. */
import { Transaction } from '@mysten/sui/transactions';
import { staking } from '@haulout/sdk/contracts';
import type { StakingState } from '@haulout/sdk/client';
import { addEpochSyncDone, addInitiateEpochChange, addVotingEnd } from '@haulout/sdk/operator';
import type { Member, World } from './world.js';

/** How often an operator looks at the chain, in ms. */
const PAUSE_MS = 20_000;

/** Runs the operator of a node until the world ends: each round decides from the chain alone what is due. */
export function runOperator(world: World, member: Member, mayAct: () => boolean): void {
  const { clock, deployment } = world;
  const random = world.random(`operator of ${member.name}`);
  let reported = 0;
  const next = () =>
    clock.after(
      PAUSE_MS * (0.5 + random()),
      () =>
        void round()
          .catch(() => undefined)
          .then(next),
    );
  next();

  async function round(): Promise<void> {
    if (!mayAct()) return;
    const state = await member.haulout.stakingState();
    const { phase } = state;
    if (phase.kind === 'EpochChangeSync') {
      if (!state.committee.has(member.nodeId) || reported >= state.epoch) return;
      const handOver = await member.node.running?.duties.handOver(state.epoch);
      if (!handOver?.done) return;
      const { recovered } = handOver;
      const { capId } = member;
      await send(`report ${member.name} ready for epoch ${state.epoch}`, (transaction) => {
        if (recovered.length > 0) {
          const shards = [...recovered];
          const recovery = { self: deployment.stakingObjectId, cap: capId, epoch: state.epoch, shards };
          transaction.add(
            staking.reportRecoveredShards({ package: deployment.packageId, arguments: recovery }),
          );
        }
        addEpochSyncDone(transaction, deployment, { capId, epoch: state.epoch });
      });
      reported = state.epoch;
    } else if (clock.now() >= dueAt(state)) {
      const votes = phase.kind === 'EpochChangeDone';
      await send(`end ${votes ? 'voting of ' : ''}epoch ${state.epoch}`, (transaction) =>
        (votes ? addVotingEnd : addInitiateEpochChange)(transaction, deployment),
      );
    }
  }

  /** When the next step of the epoch may be taken. Epoch 0 is over when it begins. */
  function dueAt({ epoch, phase, epochDuration }: StakingState): number {
    if (epoch === 0 || phase.kind === 'EpochChangeSync') return 0;
    const duration = Number(epochDuration);
    return world.fromChainTime(phase.at) + (phase.kind === 'EpochChangeDone' ? duration / 2 : duration);
  }

  async function send(what: string, add: (transaction: Transaction) => void): Promise<void> {
    const transaction = new Transaction();
    add(transaction);
    await member.haulout.execute({ what, transaction, signer: member.signer });
    world.log(member.name, what);
  }
}
