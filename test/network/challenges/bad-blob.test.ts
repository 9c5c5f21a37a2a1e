/** R12, R16: a round brings a badly encoded blob to light, and nobody pays for it. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network } from 'haulout';
import { BlobInvalid } from '@haulout/sdk/client';
import { Transaction } from '@mysten/sui/transactions';
import { execute } from '@haulout/sdk/chain';
import { blobIdFromString, blobIdToString, otherAxis } from '@haulout/sdk/encoding';
import {
  answerPlace,
  drawSamples,
  hashAnswer,
  makeChallengeSet,
  openCell,
  openSliver,
  parseAnswers,
  roundLengths,
  verifyAnswers,
} from '@haulout/sdk/evidence';
import { addAccuse } from '@haulout/sdk/operator';
import { storeBadBlob } from '../../support/bad-blob.js';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { penaltiesDue } from '../../support/penalties-due.js';

describe('R12, R17: a badly encoded blob in a round', () => {
  let network: Network;
  /** Bytes of the blobs that rounds ask for. */
  const sizes = new Map<string, number>();
  const store = async (length: number, number: number): Promise<string> => {
    const { client, wallet: signer } = network;
    const bytes = seededBytes(length, number);
    const { blobId } = await client.haulout.store({ bytes, epochs: 5, deletable: false, signer });
    sizes.set(blobId, length);
    return blobId;
  };
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  });
  afterAll(() => network?.stop());

  it('R12: two slivers that contradict each other prove it without any committee, and all nodes pass', async () => {
    const { client, rounds } = network;
    const blobId = await store(3_000, 1);
    // Half of the samples have to be left when the bad blob is dropped.
    for (const number of [3, 4, 5]) await store(5_000, number);
    const bad = await storeBadBlob(network, seededBytes(2_000, 2));
    await rounds.include();
    await network.nextEpoch();
    const { members } = await rounds.whole();
    assert.deepEqual(
      members.map(({ verdict }) => verdict),
      ['passed', 'passed', 'passed', 'passed'],
    );
    await assert.rejects(client.haulout.read({ blobId: blobIdToString(bad.blobId) }), BlobInvalid);
    assert.deepEqual(await client.haulout.read({ blobId }), seededBytes(3_000, 1));
  });

  it('R17: a node that is accused of its answer about it is acquitted by its own sliver', async () => {
    const { wallet: signer, rounds, nodes, devnet, deployment } = network;
    await network.nextEpoch();
    const bad = await storeBadBlob(network, seededBytes(10_000, 9));
    sizes.set(blobIdToString(bad.blobId), 10_000);
    await rounds.include();
    await network.nextEpoch();
    await rounds.open();
    await rounds.ready();
    const { seed, number, members } = await rounds.draw();
    const { round: answered, nShards, samples: sampleCount, term } = await rounds.state();
    await rounds.answer();

    // Somebody has the answers of the first node to the second, and opens a cell along the crossing sliver.
    const { answer, deadline } = roundLengths({
      durationMs: term!.durationMs,
      stepMs: (await rounds.state()).stepMs,
    });
    assert.ok(answer < deadline);
    devnet.advanceClock(answer + 1);
    const evidenceId = deployment.evidenceObjectId;
    const round = { evidenceId, round: number, seed: seed!, nShards, sampleCount, members };
    assert.equal(answered!.number, number);
    const set = makeChallengeSet(
      [...sizes].map(([id, unencodedLength]) => ({ blobId: blobIdFromString(id), unencodedLength })),
      nShards,
    );
    const { members: posting } = (await rounds.state()).round!;
    const nodeOf = (prover: number) =>
      nodes.find(({ identity }) => identity.nodeId === members[prover]!.nodeId)!;
    /** What one could hold against a member that has answered for the bad blob. */
    const against = async (prover: number) => {
      const verifier = (prover + 1) % members.length;
      const samples = drawSamples(round, prover, { set });
      const url = `${nodeOf(prover).front.url}/v1/challenges/${number}/answers/${verifier}`;
      const body = new Uint8Array(await (await fetch(url)).arrayBuffer());
      const answers = parseAnswers(body, round, samples);
      const posted = { round, prover, root: posting[prover]!.root! };
      const checked = verifyAnswers(posted, { samples, verifier }, answers);
      return checked.flatMap(({ sample, openings }, index) => {
        const isBad = blobIdToString(sample.blob.blobId) === blobIdToString(bad.blobId);
        if (!isBad || openings.length === 0) return [];
        const [own, drawn] = openings.map(({ axis, sliver, cell, leafHash }) => {
          return { blobId: bad.blobId, axis, sliver, cell, leafHash };
        });
        const path = [hashAnswer(posted, drawn!), ...answers[index]!.answerPath];
        const crossing = openSliver(bad[otherAxis(own!.axis)][own!.cell]!, bad.metadata);
        const opening = openCell(crossing, own!.sliver);
        if (Buffer.compare(opening.leafHash, own!.leafHash) === 0) return [];
        const place = answerPlace(round, index, verifier);
        return [{ prover, proof: { answer: { ...own!, place, path }, opening } }];
      });
    };
    const found = (await Promise.all(members.map((_, prover) => against(prover)))).flat();
    assert.ok(found.length > 0, 'nobody was asked for a cell that has two contents');
    const { prover, proof } = found[0]!;
    const accused = nodeOf(prover);
    const { nodeId } = accused.identity;
    const transaction = new Transaction();
    addAccuse(transaction, deployment, { round: number, nodeId, unencodedLength: 10_000, proof });
    await execute({ client: devnet.client, what: 'accuse', transaction, signer });

    assert.ok((await accused.challenges.run()).some(({ kind }) => kind === 'invalidated'));
    await rounds.judge();
    const settled = await rounds.settle();
    assert.deepEqual(
      settled.members.map(({ verdict, accusations }) => [verdict, accusations]),
      settled.members.map(() => ['passed', 0]),
    );
    assert.equal(await penaltiesDue(network, nodeId), 0n);
  });
});
