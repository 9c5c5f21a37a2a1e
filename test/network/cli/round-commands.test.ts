/** R16: what anyone may do in a round of challenges, from the command line. */
import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it, vi } from 'vitest';
import { fileJournal, Network, writeKeystore } from 'haulout';
import { timesOfRound } from '@haulout/sdk/operator';
import { createProgram } from '../../../cli/src/program.js';
import { seededBytes } from '../../support/bytes.js';

describe('R16: the commands of rounds', () => {
  let folder: string;
  let network: Network;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'haulout-rounds-'));
    network = await Network.start({
      ...{ nodes: 4, shards: 10, seed: 'round commands', challengeSamples: 4, rpcPort: 0 },
    });
    const { deployment, rpcUrl, wallet } = network;
    await fileJournal(join(folder, 'deployment.json')).save({ ...deployment, rpcUrl });
    await writeKeystore(join(folder, 'wallet'), [wallet]);
  });
  afterAll(async () => {
    await network?.stop();
    await rm(folder, { recursive: true, force: true });
  });

  const round = async (name: string, ...flags: string[]): Promise<string> => {
    const printed: string[] = [];
    const log = vi.spyOn(console, 'log').mockImplementation((line: string) => void printed.push(line));
    const key = name === 'status' ? [] : ['--keystore', join(folder, 'wallet')];
    const args = ['round', name, '--deployment', join(folder, 'deployment.json'), ...key, ...flags];
    try {
      await (await createProgram('round')).parseAsync(args, { from: 'user' });
    } finally {
      log.mockRestore();
    }
    return printed.join('\n');
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
});
