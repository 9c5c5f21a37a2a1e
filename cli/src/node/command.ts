/** `haulout node ...`: operate a storage node. */
import type { EpochState, NodeState } from '@haulout/sdk/chain';
import {
  addCollectCommission,
  addNextPublicKey,
  addNodeChanges,
  canStandAgain,
  collectorOf,
  proveOwnership,
  publicKeyOf,
} from '@haulout/sdk/operator';
import { events } from '@haulout/sdk/contracts';
import { Command, InvalidArgumentError } from 'commander';
import { printable } from '../blobs/text.js';
import { byteSize, publicAddress, u64, wal, wholeNumber, writeJson } from '../command-line.js';
import { facts, inColour } from '../table.js';
import { toldBy } from '../told.js';
import { compressed } from './keys.js';
import { ensureKey, newNodeKey, nodePlaces, promoteNextKey, readKey } from './node-folder.js';
import { leaveCommand, removeCommand } from './leave.js';
import { openOperated, operated, type Operated } from './operated.js';
import { registerCommand } from './register.js';
import { authorizeCommand, voteUpgradeCommand } from './rights.js';
import { runCommand } from './run.js';

/** `haulout node` */
export function nodeCommand(): Command {
  return new Command('node')
    .description('operate a storage node')
    .addCommand(registerCommand())
    .addCommand(runCommand())
    .addCommand(statusCommand())
    .addCommand(setCommand())
    .addCommand(rotateKeyCommand())
    .addCommand(collectCommand())
    .addCommand(authorizeCommand())
    .addCommand(voteUpgradeCommand())
    .addCommand(leaveCommand())
    .addCommand(removeCommand());
}

function statusCommand(): Command {
  return operated('status', 'what the chain says about the node').action(async (flags: Operated) => {
    const { node, epochs, config } = await openOperated(flags);
    const { epoch, committee, nextCommittee, handOver } = epochs;
    const shards = committee.get(node.nodeId) ?? [];
    const nextShards = nextCommittee && (nextCommittee.get(node.nodeId) ?? []);
    const receiver = handOver?.receivers.find(({ nodeId }) => nodeId === node.nodeId);
    const { publicKey, nextPublicKey, arriving: _arriving, leaving: _leaving, ...said } = node;
    const isCandidate = epochs.candidates.stakes.has(node.nodeId);
    if (flags.json) {
      const keys = { publicKey: hex(publicKey), nextPublicKey: nextPublicKey && hex(nextPublicKey) };
      const { capId } = config;
      return writeJson({
        kind: 'node',
        ...said,
        ...keys,
        capId,
        isCandidate,
        epoch,
        shards,
        nextShards,
        handOver: receiver,
      });
    }
    const pairs: [string, string][] = [
      ['node', `${printable(node.name)}, ${node.state}`],
      ['id', node.nodeId],
      ['address', printable(node.networkAddress)],
      [
        'shards',
        `${shards.length} in epoch ${epoch}${nextShards ? `, ${nextShards.length} in the next` : ''}`,
      ],
      [
        'hand-over',
        receiver === undefined ? 'nothing to receive' : receiver.reported ? 'received' : 'receiving',
      ],
      ['stake', `${wal(node.stake)} WAL`],
      ['candidate', isCandidate ? 'yes' : whyNot(epochs, node)],
      ['votes', `storage ${node.storagePrice}, writing ${node.writePrice} FROST; ${node.nodeCapacity} bytes`],
      ['commission', `${node.commissionRate / 100} %; ${wal(node.commission)} WAL to collect`],
      ['key', `${hex(publicKey)}${nextPublicKey ? ', another one from the next epoch on' : ''}`],
    ];
    console.log(facts(pairs, inColour()));
  });
}

function whyNot(epochs: EpochState, node: NodeState): string {
  const { candidates } = epochs;
  if (node.state !== 'active') return 'no, it leaves';
  if (canStandAgain(epochs, node)) return 'no, others had more stake; node run makes it one again';
  if (candidates.stakes.size < candidates.most)
    return `no, it needs ${wal(candidates.leastStake)} WAL of stake`;
  return `no, ${candidates.most} others have as much stake`;
}

interface SetFlags extends Operated {
  readonly name?: string;
  readonly publicAddress?: string;
  readonly storagePrice?: bigint;
  readonly writePrice?: bigint;
  readonly capacity?: bigint;
  readonly commission?: number;
}

function setCommand(): Command {
  return operated('set', 'change what the node votes for, offers and is called')
    .option('--name <text>', 'for people')
    .option('--public-address <host:port>', 'where others reach it', publicAddress)
    .option('--storage-price <frost>', 'vote: for each MiB and epoch', u64)
    .option('--write-price <frost>', 'vote: for writing a MiB', u64)
    .option('--capacity <size>', 'vote: how much it can hold, as 500GiB', byteSize)
    .option(
      '--commission <points>',
      'share of the rewards two epochs from now, in hundredths of a percent',
      wholeNumber(0, 10_000),
    )
    .action(async (flags: SetFlags) => {
      const { name, publicAddress, storagePrice, writePrice, capacity, commission } = flags;
      const changes = {
        name,
        networkAddress: publicAddress,
        storagePrice,
        writePrice,
        nodeCapacity: capacity,
        commissionRate: commission,
      };
      if (Object.values(changes).every((value) => value === undefined))
        throw new InvalidArgumentError('nothing to change: give what is to be set');
      const { contracts, config, send } = await openOperated(flags);
      const { digest } = await send(`change the node ${config.name}`, (transaction) =>
        addNodeChanges(transaction, contracts, { capId: config.capId, ...changes }),
      );
      if (flags.json) return writeJson({ kind: 'set', nodeId: config.nodeId, digest, ...changes });
      console.log(`changed in ${digest}`);
    });
}

function rotateKeyCommand(): Command {
  return operated('rotate-key', 'sign with a new key from the next epoch on; run again to finish').action(
    async (flags: Operated) => {
      const { contracts, config, epochs, owner, node, send } = await openOperated(flags);
      const { nextKey } = nodePlaces(flags.folder);
      // The last change may have come into force while the node was not running.
      const last = await readKey(nextKey);
      const present = Buffer.from(compressed(node.publicKey));
      if (last !== undefined && present.equals(publicKeyOf(last))) await promoteNextKey(flags.folder);
      // On disk before it is announced: a key that the chain knows must not be lost.
      const secretKey = await ensureKey(nextKey, newNodeKey);
      const key = proveOwnership(secretKey, { epoch: epochs.epoch, address: owner });
      const announced =
        node.nextPublicKey && hex(node.nextPublicKey) === Buffer.from(key.publicKey).toString('hex');
      if (announced !== true) {
        await send(`announce the next key of ${config.name}`, (transaction) =>
          addNextPublicKey(transaction, contracts, { capId: config.capId, ...key }),
        );
      }
      const publicKey = Buffer.from(key.publicKey).toString('hex');
      if (flags.json) return writeJson({ kind: 'key-announced', nodeId: config.nodeId, publicKey });
      console.log(`${publicKey} from the next epoch on; a running node changes to it by itself`);
    },
  );
}

function collectCommand(): Command {
  return operated('collect-commission', 'take out the commission that the node has earned').action(
    async (flags: Operated) => {
      const { client, contracts, config, node, owner, epochs, send } = await openOperated(flags);
      const { nodeId, capId, name } = config;
      const { originalPackageId } = epochs;
      const isHolder = collectorOf({ node, sender: owner, capId }) === 'cap-holder';
      const holder = isHolder ? { capId, originalPackageId } : undefined;
      let frost = 0n;
      if (node.commission > 0n) {
        const { digest } = await send(`collect the commission of ${name}`, (transaction) => {
          const collected = addCollectCommission(transaction, contracts, { nodeId, holder });
          transaction.transferObjects([collected], owner);
        });
        const told = await toldBy(client, digest, 'events::CommissionCollected', events.CommissionCollected);
        frost = BigInt(told.amount);
      }
      if (flags.json) return writeJson({ kind: 'collected', nodeId, owner, frost });
      console.log(frost > 0n ? `${wal(frost)} WAL to ${owner}` : 'there is nothing to collect');
    },
  );
}

function hex(point: Uint8Array): string {
  return Buffer.from(compressed(point)).toString('hex');
}
