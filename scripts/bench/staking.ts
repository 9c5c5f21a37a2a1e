import { HOUR, StakingChain, eventsOf, type Actions } from '../../test/support/staking-chain.js';
import { WAL } from '../../test/support/staking-model.js';
import { table } from './measure.js';

const CANDIDATES = [4, 20, 150];
const VOTE = { storage: 1000n, write: 500n, capacity: 1n << 40n };

/** What stakers and operators pay in gas, by how many nodes there are to choose from. */
export async function benchStaking(): Promise<string> {
  const rows: string[][] = [];
  for (const size of CANDIDATES) rows.push(...(await measure(size)));
  return table(['operation', 'nodes', 'units', 'storage', 'rebate', 'net'], rows);
}

async function measure(size: number): Promise<string[][]> {
  const chain = await StakingChain.start(1000, 4);
  const rows: string[][] = [];
  const run = async (what: string, add: (actions: Actions) => void): Promise<string> => {
    const actions = chain.begin();
    add(actions);
    const result = await chain.execute(actions);
    const { computationCost, storageCost, storageRebate } = result.gasUsed;
    const net = computationCost + storageCost - storageRebate;
    const units = computationCost / 1000n; // the devnet's reference gas price
    const cells = [units, storageCost, storageRebate, net].map((value) => value.toLocaleString('en-US'));
    rows.push([what, String(size), ...cells]);
    const { object_id, new_object_id } = eventsOf(result)[0]?.[1] ?? {};
    return (new_object_id ?? object_id) as string;
  };

  const nodes: { readonly node: string; readonly cap: string }[] = [];
  for (let index = 0; index < size; index++) {
    nodes.push(await chain.register(`node-${index}`, 0, 500, VOTE));
  }
  const staking = chain.begin();
  for (const { node } of nodes) staking.stake(node, 100n * WAL);
  await chain.run(staking);
  const { node, cap } = nodes.at(-1)!;
  const idle = await run('stake', (actions) => actions.stake(node, WAL));
  await run('withdraw stake that nobody counts on', (actions) => actions.withdraw(idle));
  const stake = await run('stake again', (actions) => actions.stake(node, 4n * WAL));
  const part = await run('split', (actions) => actions.split(stake, WAL));
  await run('join', (actions) => actions.join(stake, part));

  let epoch = 0;
  const changeEpoch = async (): Promise<void> => {
    chain.advanceClock(HOUR);
    const voting = chain.begin();
    voting.endVoting();
    await chain.run(voting);
    chain.advanceClock(HOUR);
    const change = chain.begin();
    change.startEpoch();
    await chain.run(change);
    epoch++;
    const done = chain.begin();
    for (const each of nodes) done.sync(each.cap, epoch);
    await chain.run(done);
  };
  await changeEpoch();
  await run('ask for stake', (actions) => actions.request(stake));
  await changeEpoch();
  await run('withdraw', (actions) => actions.withdraw(stake));
  await run('collect commission', (actions) => actions.collect(node, cap));
  await run('set commission', (actions) => actions.setCommission(cap, 700));
  await run('vote for prices and capacity', (actions) => actions.vote(cap, VOTE));
  await run('leave', (actions) => actions.leave(cap));
  return rows;
}
