/** What the chain says about a node: registration, stake, duties, and who pays for them. */
import { leastStakeIn, readNodeCap, type EpochState } from '@haulout/sdk/chain';
import { count, wal, when } from '../format.js';
import type { OperatedContext } from '../node/operated.js';
import { readStandings } from '../node/standing.js';
import { printable, shortId } from '../blobs/text.js';
import { findingsOf, type Finding } from './finding.js';

/** With less SUI an account may not pay for the transactions of some epochs; MIST. */
const LITTLE_MIST = 100_000_000n;

/** All that the chain says. */
export async function checkOnChain(context: OperatedContext): Promise<Finding[]> {
  return [
    registration(context),
    await gas(context),
    stake(context),
    await duties(context),
    await rounds(context),
  ];
}

function registration({ node, config }: OperatedContext): Finding {
  const { good, bad } = findingsOf('registration');
  const name = printable(node.name);
  if (node.state === 'active') return good(`${name} is registered, at ${printable(node.networkAddress)}`);
  const rest =
    node.state === 'withdrawing' ? 'Keep it running until it has withdrawn' : 'haulout node remove ends it';
  return bad(`${name} (${shortId(config.nodeId)}) is ${node.state}`, rest);
}

async function gas({ client, owner }: OperatedContext): Promise<Finding> {
  const { good, bad } = findingsOf('gas');
  const { balance } = await client.core.getBalance({ owner });
  const mist = BigInt(balance.balance);
  const found = `${shortId(owner)} has ${wal(mist)} SUI`;
  return mist >= LITTLE_MIST ? good(found) : bad(found, 'Send it SUI: it pays for answers and reports');
}

/** Whether it is in the committee, or will be, or what is missing. */
function stake({ node, epochs }: OperatedContext): Finding {
  const { good, bad } = findingsOf('stake');
  const shards = epochs.committee.get(node.nodeId)?.length ?? 0;
  const next = epochs.nextCommittee?.get(node.nodeId)?.length ?? 0;
  if (shards > 0) return good(`it has ${count(shards, 'shard')} in epoch ${epochs.epoch}`);
  if (next > 0) return good(`it gets ${count(next, 'shard')} in epoch ${epochs.epoch + 1}`);
  // Voting settles the next committee; after it, the one behind that.
  const epoch = epochs.epoch + (epochs.nextCommittee === undefined ? 1 : 2);
  const has = leastStakeIn(epoch, node);
  const needed = wholeWal(stakeForShard(epochs, node.nodeId));
  if (has >= needed) return good(`${wal(has)} WAL count from epoch ${epoch} on, which is enough for a shard`);
  return bad(
    `it is in no committee: of about ${wal(needed)} WAL for a shard, ${wal(needed - has)} are missing`,
    `haulout stake add ${node.nodeId} ${wal(needed - has).replaceAll(',', '')}`,
  );
}

const FROST_PER_WAL = 1_000_000_000n;
const wholeWal = (frost: bigint): bigint => ((frost + FROST_PER_WAL - 1n) / FROST_PER_WAL) * FROST_PER_WAL;

/**
 * About the stake for one shard, in FROST: what the last shard costs when the others have all of them by
 * D'Hondt's method. Caps on large nodes make it less.
 */
export function stakeForShard(
  { candidates, nShards }: Pick<EpochState, 'candidates' | 'nShards'>,
  nodeId: string,
): bigint {
  const others = [...candidates.stakes].filter(([id]) => id !== nodeId).map(([, amount]) => amount);
  const most = (amounts: readonly bigint[]) => amounts.reduce((a, b) => (a > b ? a : b), 0n);
  // The largest price at which all shards are sold.
  const sold = (price: bigint) => others.reduce((sum, amount) => sum + amount / price, 0n);
  let [low, high] = [0n, most(others)];
  while (low < high) {
    const price = (low + high + 1n) / 2n;
    if (sold(price) >= BigInt(nShards)) low = price;
    else high = price - 1n;
  }
  return most([low + 1n, candidates.stakes.size < candidates.most ? 0n : candidates.leastStake + 1n]);
}

/** Whether the shards of this epoch are reported. */
async function duties({ client, node, config, epochs }: OperatedContext): Promise<Finding> {
  const { good, bad, unknown } = findingsOf('duties');
  const { lastSyncEpoch } = await readNodeCap(client, config.capId);
  const last = lastSyncEpoch === 0 ? 'never reported any' : `last reported those of epoch ${lastSyncEpoch}`;
  if (!epochs.committee.has(node.nodeId)) return good(`it owes no shards in this epoch; it ${last}`);
  if (lastSyncEpoch >= epochs.epoch) return good(`it has reported its shards of epoch ${epochs.epoch}`);
  const deadlineMs = epochs.handOver?.epoch === epochs.epoch ? epochs.handOver.deadlineMs : undefined;
  const found = `it has not reported its shards of epoch ${epochs.epoch}; it ${last}`;
  if (deadlineMs !== undefined && epochs.nowMs <= deadlineMs)
    return unknown(`${found}; until ${when(deadlineMs, epochs.nowMs)} it is in time`);
  return bad(found, 'Run the node, and look in its log for why it cannot report them');
}

async function rounds({ client, node, epochs, record }: OperatedContext): Promise<Finding> {
  const { good, bad } = findingsOf('rounds');
  const { nodeId } = node;
  const nodes = new Map([[nodeId, epochs.committee.get(nodeId) ?? []]]);
  const { evidenceObjectId } = record;
  const standings = await readStandings(client, { evidenceObjectId, epoch: epochs.epoch, nodes });
  const { conduct, declaredLost } = standings.get(nodeId)!;
  const missed = conduct?.missesInARow ?? 0;
  if (missed > 0)
    return bad(
      `it has missed ${count(missed, 'round')} since it passed one`,
      'Keep it running, and look in its log for what it says about rounds',
    );
  if (declaredLost !== undefined)
    return bad(
      `it has declared ${count(declaredLost.shards.length, 'shard')} lost`,
      'When they are here again, haulout node restore says so',
    );
  return good('it has missed none since it passed the last one');
}
