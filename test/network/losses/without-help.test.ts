/** R19: losses are declared, and revoked, by nodes that only do their duties while the chain's clock goes on. */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, describe, it } from 'vitest';
import type { Network, NetworkNode } from 'haulout';
import { readNodePenalties } from '@haulout/sdk/chain';
import { BlobLost } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';
import { operate } from '../../support/operate.js';

let network: Network;

async function store(seed: number) {
  const bytes = seededBytes(20_000, seed);
  const terms = { epochs: 6, deletable: false, signer: network.wallet };
  return { bytes, ...(await network.client.haulout.store({ bytes, ...terms })) };
}

/** Part of an epoch passes on chain; then nodes and operators do what is due. */
async function pass(part: bigint): Promise<string[]> {
  network.devnet.advanceClock(network.deployment.parameters.epochDurationMs / part + 1n);
  const done = await operate(network);
  for (const node of network.nodes) await node.duties.catchUp();
  return [...done, ...(await operate(network))];
}

const isLost = (cause: string) => (error: unknown) =>
  error instanceof BlobLost && error.record?.cause === cause;
const reads = (blobId: string) => network.client.haulout.read({ blobId });
const recordOf = async (blobId: string) => (await network.client.haulout.blobStatus({ blobId })).record;

describe('R19: a blob that the operators of more than f shards block', () => {
  let refusing: readonly NetworkNode[];
  let blob: Awaited<ReturnType<typeof store>>;
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
    blob = await store(1);
    refusing = network.nodes.slice(0, 2);
  });
  afterAll(() => network?.stop());

  it('R19: is kept, and answered for in a round, while one node blocks it', async () => {
    refusing[0]!.block(blob.blobId);
    await network.rounds.include();
    const round = await network.rounds.whole();
    assert.equal(round.phase.kind, 'closed');
    assert.deepEqual(
      round.members.map(({ verdict }) => verdict),
      network.nodes.map(() => 'passed'),
    );
    await pass(64n);
    assert.equal(await recordOf(blob.blobId), undefined);
    assert.deepEqual(await reads(blob.blobId), blob.bytes);
  });

  it('R19: becomes lost by the duties of a node that blocks it', async () => {
    refusing[1]!.block(blob.blobId);
    await pass(64n);
    assert.equal((await recordOf(blob.blobId))?.cause, 'refused');
    await assert.rejects(reads(blob.blobId), isLost('refused'));
    // It stays so while they block it.
    await pass(64n);
    await assert.rejects(reads(blob.blobId), isLost('refused'));
  });

  it('R19: and is given again when they do not block it any more', async () => {
    for (const node of refusing) node.block(blob.blobId, false);
    for (let tries = 0; tries < 8 && (await recordOf(blob.blobId)) !== undefined; tries++) await pass(64n);
    assert.equal(await recordOf(blob.blobId), undefined);
    for (const node of network.nodes) await node.duties.catchUp();
    assert.deepEqual(await reads(blob.blobId), blob.bytes);
  });
});

describe('R17, R19: a blob that a quorum has lost beyond repair', () => {
  beforeAll(async () => {
    network = await openGoldenNetwork({ nodes: 4, shards: 10 });
  });
  afterAll(() => network?.stop());

  it('R17, R19: is declared lost when they have failed twice, and those who have signed it pay', async () => {
    const { blobId } = await store(7);
    // The last node keeps what it has, which is too little.
    const wiped = network.nodes.slice(0, -1);
    for (const node of wiped) await node.wipe();
    await pass(64n);
    assert.equal(await recordOf(blobId), undefined, 'one failure proves nothing');
    await pass(64n);
    assert.equal(await recordOf(blobId), undefined, 'nor do two that are close to each other');

    const done = await pass(8n);
    // Nothing is declared while a round is open, which by itself comes to an end.
    for (let tries = 0; tries < 8 && (await recordOf(blobId)) === undefined; tries++)
      done.push(...(await pass(64n)));
    const record = (await recordOf(blobId))!;
    assert.equal(record.cause, 'unrecoverable');
    await assert.rejects(reads(blobId), isLost('unrecoverable'));
    const later = done.includes('charge-loss') ? [] : await pass(64n);
    assert.equal([...done, ...later].filter((kind) => kind === 'charge-loss').length, 1);
    const paid = await Promise.all(
      network.nodes.map(async ({ identity: { nodeId } }) => {
        const { taken } = await readNodePenalties(network.devnet.client, nodeId);
        return taken.some(({ ppm }) => ppm > 0);
      }),
    );
    assert.equal(paid.filter(Boolean).length, record.signers.length);
    assert.equal(paid.at(-1), false, 'who can give what it should have has not signed');
  });
});
