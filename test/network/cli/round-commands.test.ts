/** R16: what anyone may do in a round of challenges, from the command line. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { fileJournal, writeKeystore, type Network } from 'haulout';
import { addDeclareLost, timesOfRound } from '@haulout/sdk/operator';
import { Transaction } from '@mysten/sui/transactions';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { haulout } from '../../support/printed.js';

describe('R16: the commands of rounds', () => {
  let folder: string;
  let network: Network;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-rounds-'));
    network = await openGoldenNetwork({ nodes: 4, shards: 10, rpcPort: 0 });
    const { deployment, rpcUrl, wallet } = network;
    await fileJournal(join(folder, 'deployment.json')).save({ ...deployment, rpcUrl });
    await writeKeystore(join(folder, 'wallet'), [wallet]);
  });
  afterAll(async () => {
    await network?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const here = (...args: string[]): Promise<string> =>
    haulout(...args, '--deployment', join(folder, 'deployment.json'));
  const round = (name: string, ...flags: string[]): Promise<string> => {
    const key = name === 'status' ? [] : ['--keystore', join(folder, 'wallet')];
    return here('round', name, ...key, ...flags);
  };

  it('R16: a stranger draws for a slot, and settles a round that nobody else has settled', async () => {
    const { client, rounds, devnet, wallet: signer } = network;
    await client.haulout.store({ bytes: seededBytes(1_000, 1), epochs: 5, deletable: false, signer });
    await rounds.include();
    await network.nextEpoch();
    const { opened, epoch } = JSON.parse(await round('open', '--json')) as { opened?: number; epoch: number };
    const { term, slots, round: first } = await rounds.state();
    assert.equal(term!.epoch, epoch);
    assert.ok(slots.next > 0 && slots.pending === undefined);
    assert.equal(opened, first?.phase.kind === 'opened' ? first.number : undefined);

    if (opened === undefined) await rounds.open();
    await rounds.ready();
    await rounds.draw();
    await rounds.answer();
    // Nobody vouches for anybody before the deadline.
    const state = await rounds.state();
    const { deadlineMs } = timesOfRound(state, state.round!);
    devnet.advanceClock(deadlineMs! + 1 - state.nowMs);
    assert.match(await round('status'), /^state +/m);
    assert.deepEqual(JSON.parse(await round('settle', '--json')), {
      ...{ kind: 'round-settled', settled: 4, left: 0 },
    });
    const settled = (await rounds.state()).round!;
    assert.deepEqual(settled.phase, { kind: 'closed', isConclusive: false });
    assert.ok(settled.members.every(({ isSettled }) => isSettled));
    assert.equal(await round('settle'), 'nothing is left to settle');
  });

  it('R16: the committee shows who has missed the round, what it costs, and which shards are lost', async () => {
    const { client, nodes, deployment, rounds } = network;
    const { nodeId, operator, capId } = nodes[0]!.identity;
    const { term, round: last } = await rounds.state();
    const { shards } = term!.members.find((member) => member.nodeId === nodeId)!;
    const transaction = new Transaction();
    addDeclareLost(transaction, deployment, { capId, shards: shards.slice(0, 1) });
    await client.haulout.execute({ what: 'declare a shard lost', transaction, signer: operator });

    const lines = (await here('committee')).split('\n');
    const at = lines.indexOf(`  ${nodeId}`);
    assert.match(lines[at + 1]!, /^ {2}penalties: [\d.]+ % of the rewards of the epoch$/);
    const lost = `1 of ${shards.length} shards declared lost in epoch ${term!.epoch}`;
    assert.equal(lines[at + 2], `  missed round ${last!.number}, ${lost}`);
    assert.equal(lines.filter((line) => line === `  missed round ${last!.number}`).length, 3);
    assert.ok(
      lines.every((line) => line.length <= 80),
      lines.join('\n'),
    );

    const found = JSON.parse(await here('committee', '--json')) as { nodes: { nodeId: string }[] };
    const { penalties, lastRound, declaredLost } = found.nodes.find((member) => member.nodeId === nodeId) as {
      nodeId: string;
      penalties: { withheldPpm: number };
      lastRound: object;
      declaredLost: object;
    };
    assert.ok(penalties.withheldPpm > 250_000, 'a miss, and a shard that earns nothing');
    assert.deepEqual(lastRound, { round: last!.number, verdict: 'missed', isSettled: true });
    const { epoch } = term!;
    assert.deepEqual(declaredLost, {
      epoch,
      shards: shards.slice(0, 1),
      chargedFor: epoch,
      isRestored: false,
    });
  });
});
