/** `haulout stake ...`: stake with storage nodes, and take it out again. */
import { checkFunds, readEpochState } from '@haulout/sdk/chain';
import {
  addJoinStake,
  addRequestWithdrawal,
  addSplitStake,
  addStake,
  addWithdrawStake,
  listStakes,
  readStakeWorth,
  type Stake,
  type StakeWorth,
} from '@haulout/sdk/operator';
import { events } from '@haulout/sdk/contracts';
import { Command } from 'commander';
import { objectId, walAmount, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { createdObject } from '../deploy/created-object.js';
import { readKeystore } from '../deploy/keystore.js';
import { eventOf } from '../event-of.js';
import { wal } from '../format.js';
import { connect } from '../located.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { facts, inColour, type Fact } from '../table.js';
import { say } from '../say.js';

const STAKED_WAL = 'staked_wal::StakedWal';

/** `haulout stake` */
export function stakeCommand(): Command {
  return new Command('stake')
    .addCommand(addCommand())
    .addCommand(listCommand())
    .addCommand(splitCommand())
    .addCommand(joinCommand())
    .addCommand(requestCommand())
    .addCommand(withdrawCommand());
}

function addCommand(): Command {
  return signed('add', 'stake WAL with a node')
    .argument('<node-id>', 'object id of the node', objectId)
    .argument('<wal>', 'how much, at least 1', walAmount)
    .addHelpText('after', examples('haulout stake add NODE_ID 1000'))
    .action(async (nodeId: string, amount: bigint, flags: Signed) => {
      const { client, owner, contracts, record, send } = await openSigned(flags);
      await checkFunds(client, { owner, coinType: record.walType, amount });
      const { created } = await send(`stake ${wal(amount)} WAL with ${nodeId}`, (transaction) => {
        const staked = addStake(transaction, contracts, { nodeId, amount, walType: record.walType });
        transaction.transferObjects([staked], owner);
      });
      const stakedWalId = createdObject(created, STAKED_WAL);
      if (flags.json) return writeJson({ kind: 'staked', stakedWalId, nodeId, amount, owner });
      console.log(stakedWalId);
    });
}

function listCommand(): Command {
  return signed('list', 'the stake of a key')
    .addHelpText('after', examples('haulout stake list'))
    .action(async (flags: Signed) => {
      const owner = (await readKeystore(flags.keystore, flags.address)).toSuiAddress();
      const { client, record } = await connect(flags);
      const { stakingObjectId } = record;
      const { epoch, packageId } = await readEpochState(client, stakingObjectId);
      const listed = await listStakes(client, { owner, packageId: record.packageId });
      const worth = await readStakeWorth(client, { stakingObjectId, packageId }, { stakes: listed, epoch });
      const stakes = listed.map((stake, index) => ({ ...stake, ...worth[index]! }));
      if (flags.json) return writeJson({ kind: 'stakes', owner, epoch, stakes });
      if (stakes.length === 0) return say(`${owner} has no stake: haulout stake add adds some`);
      const texts = stakes.map((stake) =>
        facts(
          [
            ['stake', stake.stakedWalId],
            ['node', stake.nodeId],
            ['amount', `${wal(stake.principal)} WAL, and ${wal(stake.rewards)} WAL of rewards`],
            ...penaltyOf(stake),
            ['state', stateOf(stake, epoch)],
          ],
          inColour(),
        ),
      );
      console.log(texts.join('\n\n'));
    });
}

/** What penalties have taken of a stake, if they have. */
function penaltyOf({ principal, kept }: Stake & StakeWorth): Fact[] {
  if (kept >= principal) return [];
  return [['penalties', `${wal(principal - kept)} WAL; ${wal(kept)} WAL of the amount are left`]];
}

function splitCommand(): Command {
  return signed('split', 'cut stake in two')
    .argument('<stake-id>', 'as stake list shows it', objectId)
    .argument('<wal>', 'of the part that is cut off', walAmount)
    .addHelpText('after', examples('haulout stake split STAKE_ID 400.5'))
    .action(async (stakedWalId: string, amount: bigint, flags: Signed) => {
      const { owner, contracts, send } = await openSigned(flags);
      const { created } = await send(`cut ${wal(amount)} WAL off ${stakedWalId}`, (transaction) => {
        transaction.transferObjects([addSplitStake(transaction, contracts, { stakedWalId, amount })], owner);
      });
      const newId = createdObject(created, STAKED_WAL);
      if (flags.json) return writeJson({ kind: 'split', stakedWalId, newId, amount });
      console.log(newId);
    });
}

function joinCommand(): Command {
  return signed('join', 'add stake to other stake that differs in nothing but its amount')
    .argument('<stake-id>', 'the one that stays', objectId)
    .argument('<other-id>', 'the one that is added to it', objectId)
    .addHelpText('after', examples('haulout stake join STAKE_ID OTHER_ID'))
    .action(async (stakedWalId: string, otherId: string, flags: Signed) => {
      const { contracts, send } = await openSigned(flags);
      await send(`add ${otherId} to ${stakedWalId}`, (transaction) =>
        addJoinStake(transaction, contracts, { stakedWalId, otherId }),
      );
      if (flags.json) return writeJson({ kind: 'joined', stakedWalId, otherId });
      console.log(stakedWalId);
    });
}

function requestCommand(): Command {
  return signed('request-withdraw', 'ask for stake to be freed')
    .argument('<stake-id>', 'as stake list shows it', objectId)
    .addHelpText('after', examples('haulout stake request-withdraw STAKE_ID'))
    .action(async (stakedWalId: string, flags: Signed) => {
      const { owner, client, contracts, epochs, record, send } = await openSigned(flags);
      await send(`ask for ${stakedWalId}`, (transaction) =>
        addRequestWithdrawal(transaction, contracts, stakedWalId),
      );
      const stakes = await listStakes(client, { owner, packageId: record.packageId });
      const withdrawEpoch = stakes.find((stake) => stake.stakedWalId === stakedWalId)?.withdrawEpoch;
      if (flags.json)
        return writeJson({ kind: 'requested', stakedWalId, epoch: epochs.epoch, withdrawEpoch });
      console.log(`free from epoch ${withdrawEpoch} on; it is epoch ${epochs.epoch}`);
    });
}

function withdrawCommand(): Command {
  return signed('withdraw', 'take free stake out, with its rewards')
    .argument('<stake-id>', 'as stake list shows it', objectId)
    .addHelpText('after', examples('haulout stake withdraw STAKE_ID'))
    .action(async (stakedWalId: string, flags: Signed) => {
      const { owner, client, contracts, send } = await openSigned(flags);
      const { digest } = await send(`take ${stakedWalId} out`, (transaction) => {
        transaction.transferObjects([addWithdrawStake(transaction, contracts, stakedWalId)], owner);
      });
      const name = 'events::StakeWithdrawn';
      const withdrawn = await eventOf(client, { digest, name, event: events.StakeWithdrawn });
      const [principal, rewards] = [BigInt(withdrawn.principal), BigInt(withdrawn.rewards)];
      if (flags.json) return writeJson({ kind: 'withdrawn', stakedWalId, owner, principal, rewards });
      say(`${wal(principal + rewards)} WAL to ${owner}, ${wal(rewards)} of them rewards`);
    });
}

function stateOf({ activationEpoch, withdrawEpoch }: Stake, epoch: number): string {
  if (withdrawEpoch !== undefined)
    return withdrawEpoch <= epoch
      ? 'free: haulout stake withdraw takes it out'
      : `asked for, free from epoch ${withdrawEpoch} on`;
  return activationEpoch <= epoch
    ? 'counts for its node'
    : `counts for its node from epoch ${activationEpoch} on`;
}
