import { compressPublicKey } from '@haulout/sdk/certificate';
import { leastStakeIn, type EpochState, type NodeState } from '@haulout/sdk/chain';
import { isHauloutError } from '@haulout/sdk/base';
import type { ScrubReport } from '@haulout/node';
import type { Command } from 'commander';
import { printable } from '../blobs/text.js';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { percent, size, wal } from '../format.js';
import { facts, inColour, type Fact } from '../table.js';
import { askNode } from './ask-node.js';
import { nodePlaces } from './node-folder.js';
import { openOperated, operated, type Operated } from './operated.js';
import { scrubText } from './scrub.js';
import { penaltyTexts, readStandings, roundTexts, type Standing } from './standing.js';

/** `haulout node status` */
export function statusCommand(): Command {
  return operated('status', 'what the chain says about the node')
    .addHelpText('after', examples('haulout node status'))
    .action(async (flags: Operated) => {
      const { client, node, epochs, config, record } = await openOperated(flags);
      const standings = await readStandings(client, {
        evidenceObjectId: record.evidenceObjectId,
        epoch: epochs.epoch,
        nodes: new Map([[node.nodeId, shardsOf(node, epochs).shards]]),
      });
      const standing = standings.get(node.nodeId)!;
      const scrub = await readScrub(flags.folder);
      if (!flags.json) return console.log(facts(factsOf(node, epochs, { standing, scrub }), inColour()));
      const { publicKey, nextPublicKey, ...plain } = node;
      writeJson({
        kind: 'node',
        ...plain,
        publicKey: publicKeyHex(publicKey),
        nextPublicKey: nextPublicKey && publicKeyHex(nextPublicKey),
        capId: config.capId,
        isCandidate: epochs.candidates.stakes.has(node.nodeId),
        epoch: epochs.epoch,
        ...shardsOf(node, epochs),
        handOver: receiverOf(node, epochs),
        ...standing,
        scrub,
      });
    });
}

/** How far the scrub of the running node has come; undefined when it does not run, or is opened anew. */
export async function readScrub(folder: string): Promise<ScrubReport | undefined> {
  try {
    const lines = await askNode(nodePlaces(folder).control, 'scrub-report');
    for await (const line of lines ?? []) if ('report' in line) return line.report;
  } catch (error) {
    if (!isHauloutError(error, 'REFUSED') && !isHauloutError(error, 'BROKEN_OFF')) throw error;
  }
  return undefined;
}

function factsOf(
  node: NodeState,
  epochs: EpochState,
  { standing, scrub }: { readonly standing: Standing; readonly scrub: ScrubReport | undefined },
): Fact[] {
  const { shards, nextShards } = shardsOf(node, epochs);
  const receiver = receiverOf(node, epochs);
  const next = nextShards === undefined ? '' : `, ${nextShards.length} in epoch ${epochs.epoch + 1}`;
  const isCandidate = epochs.candidates.stakes.has(node.nodeId);
  const penalties = penaltyTexts(standing);
  const rounds = roundTexts(standing, shards.length);
  return [
    ['node', `${printable(node.name)}, ${node.state}`],
    ['id', node.nodeId],
    ['address', printable(node.networkAddress)],
    ['shards', `${shards.length} in epoch ${epochs.epoch}${next}`],
    [
      'hand-over',
      receiver === undefined ? 'nothing to receive' : receiver.reported ? 'received' : 'receiving',
    ],
    ['stake', stakeText(node, epochs.epoch)],
    ['candidate', isCandidate ? 'yes' : whyNoCandidate(node, epochs)],
    [
      'votes',
      `storage ${wal(node.storagePrice)} WAL for a MiB and epoch, writing ${wal(node.writePrice)} WAL`,
    ],
    ['capacity', `${size(node.nodeCapacity)}, as it votes`],
    ['commission', `${percent(node.commissionRate)}; ${wal(node.commission)} WAL to collect`],
    ['penalties', penalties.length === 0 ? 'none' : penalties.join(', ')],
    ...(rounds.length === 0 ? [] : [['rounds', rounds.join(', ')] as const]),
    ['scrub', scrub === undefined ? 'not known, as the node does not run' : scrubText(scrub, Date.now())],
    ['key', keyText(node)],
  ];
}

/** Shards in this epoch, and in the next once its committee is settled. */
function shardsOf({ nodeId }: NodeState, { committee, nextCommittee }: EpochState) {
  return {
    shards: committee.get(nodeId) ?? [],
    nextShards: nextCommittee && (nextCommittee.get(nodeId) ?? []),
  };
}

/** What the node has to receive in this epoch, if anything. */
function receiverOf({ nodeId }: NodeState, { handOver }: EpochState) {
  return handOver?.receivers.find((receiver) => receiver.nodeId === nodeId);
}

/**
 * The stake that counts now and what it will be, without rewards to come: `0 WAL now, 1,000 WAL from epoch
 * 3`.
 */
export function stakeText(node: Pick<NodeState, 'stake' | 'arriving' | 'leaving'>, epoch: number): string {
  const changes = [...new Set([...node.arriving.keys(), ...node.leaving.keys()])]
    .filter((other) => other > epoch)
    .sort((a, b) => a - b)
    .map((other) => `${wal(leastStakeIn(other, node))} WAL from epoch ${other}`);
  if (changes.length === 0) return `${wal(node.stake)} WAL`;
  return [`${wal(node.stake)} WAL now`, ...changes].join(', ');
}

function whyNoCandidate(node: NodeState, epochs: EpochState): string {
  const { candidates } = epochs;
  if (node.state !== 'active') return 'no, it leaves';
  if (candidates.stakes.size < candidates.most) return 'no, nobody has stake with it';
  return `no, ${candidates.most} others have more stake`;
}

/** Both ends of the key are enough to tell keys apart; --json has all of it. */
function keyText({ publicKey, nextPublicKey }: NodeState): string {
  const short = (point: Uint8Array): string => {
    const hex = publicKeyHex(point);
    return `${hex.slice(0, 16)}...${hex.slice(-8)}`;
  };
  const next = nextPublicKey === undefined ? '' : `, ${short(nextPublicKey)} from the next epoch on`;
  return `${short(publicKey)}${next}`;
}

/** The 48 bytes of a public key in hex, from the point that the chain keeps. */
function publicKeyHex(point: Uint8Array): string {
  return Buffer.from(compressPublicKey(point)).toString('hex');
}
