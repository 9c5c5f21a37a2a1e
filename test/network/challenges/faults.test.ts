/** R16, R17: what rounds of storage challenges do about nodes that forget, lie, crash or lose everything. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, beforeEach, describe, it } from 'vitest';
import { Network, type NetworkNode } from 'haulout';
import type { RoundState } from '@haulout/sdk/chain';
import { altered } from '../../support/altered-sliver.js';
import { seededBytes } from '../../support/bytes.js';
import { penaltiesDue } from '../../support/penalties-due.js';

describe('R16, R17: rounds of storage challenges with faulty nodes', () => {
  let network: Network;
  beforeAll(async () => {
    network = await Network.start({ nodes: 4, shards: 10, seed: 'faulty', challengeSamples: 64 });
    for (let index = 0; index < 8; index++) {
      const bytes = seededBytes(500 + 3_000 * index, index);
      await network.client.haulout.store({ bytes, epochs: 20, deletable: false, signer: network.wallet });
    }
    for (const node of network.nodes) await node.duties.catchUp();
    await network.rounds.include();
  });
  afterAll(() => network?.stop());
  /** Each epoch has a round. */
  beforeEach(async () => void (await network.nextEpoch()));

  const verdictOf = ({ members }: RoundState, node: NetworkNode) =>
    members.find(({ nodeId }) => nodeId === node.identity.nodeId)!.verdict;
  const verdictsOf = (round: RoundState) => network.nodes.map((node) => verdictOf(round, node));
  const allPassed = (round: RoundState) =>
    assert.deepEqual(verdictsOf(round), ['passed', 'passed', 'passed', 'passed']);

  it('R16: a node that forgot a fifth of its slivers misses, and pays no stake the first time', async () => {
    const [forgetful] = network.nodes;
    await forgetful!.forget(0.2);
    const round = await network.rounds.whole();
    assert.deepEqual(verdictsOf(round), ['missed', 'passed', 'passed', 'passed']);
    assert.deepEqual(round.phase, { kind: 'closed', isConclusive: true });
    assert.equal(await penaltiesDue(network, forgetful!.identity.nodeId), 0n);
  });

  it('R13: what it forgot it gets back after the round, and passes again', async () => {
    await network.nodes[0]!.duties.catchUp();
    allPassed(await network.rounds.whole());
  });

  it('R17: a node that answers wrong is convicted by the sliver that it was asked for, and pays', async () => {
    const liar = network.nodes[1]!;
    liar.answerWrong(altered);
    const round = await network.rounds.whole();
    liar.answerWrong(undefined);
    assert.deepEqual(verdictsOf(round), ['passed', 'wrong', 'passed', 'passed']);
    assert.ok((await penaltiesDue(network, liar.identity.nodeId)) > 0n);
    assert.equal(await penaltiesDue(network, network.nodes[0]!.identity.nodeId), 0n);
  });

  it('R16: a node that has lost its journal signs nothing in the round, and the others go on', async () => {
    const { rounds, nodes } = network;
    await rounds.open();
    const { number } = await rounds.ready();
    const wiped = nodes[2]!;
    await wiped.wipe();
    const asked = await fetch(`${wiped.front.url}/v1/challenges/${number}/ready`);
    assert.equal(asked.status, 400);
    assert.match(await asked.text(), /no journal/);
    await rounds.draw();
    await rounds.answer();
    await rounds.judge();
    assert.deepEqual(verdictsOf(await rounds.settle()), ['passed', 'passed', 'missed', 'passed']);
    await wiped.duties.catchUp();
  });

  it('R22: nodes that crash in each phase go on where they were, and all pass', async () => {
    const { rounds, nodes } = network;
    const restart = async () => {
      for (const node of nodes) await node.restart();
    };
    await rounds.open();
    await restart();
    await rounds.ready();
    await restart();
    await rounds.draw();
    await restart();
    await rounds.answer();
    await restart();
    await rounds.judge();
    await restart();
    allPassed(await rounds.settle());
  });

  it('R16: a node that is down misses, and f of them keep nobody from passing', async () => {
    const { rounds, nodes } = network;
    await nodes[3]!.crash();
    const round = await rounds.whole();
    await nodes[3]!.restart();
    assert.deepEqual(verdictsOf(round), ['passed', 'passed', 'passed', 'missed']);
  });
});
