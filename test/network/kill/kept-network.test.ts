/** `Network.start({ folder })`: a whole network that stops and starts again. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { Network } from 'haulout';
import { seededBytes } from '../../support/bytes.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

const BYTES = seededBytes(2_000, 91);

let folder: string;
let blobId: string;
let first: Network;
beforeAll(async () => {
  folder = join(await mkdtemp(join(tmpdir(), 'haulout-kept-network-')), 'network');
  first = await openGoldenNetwork({ folder, nodes: 4, shards: 10 });
  const { haulout } = first.client;
  ({ blobId } = await haulout.store({ bytes: BYTES, epochs: 3, deletable: true, signer: first.wallet }));
});
afterAll(() => rm(join(folder, '..'), { recursive: true, force: true }));

const wal = async ({ client, wallet, deployment }: Network) =>
  (await client.getBalance({ owner: wallet.toSuiAddress(), coinType: deployment.walType })).balance.balance;

/** A record as a file has it: without what is undefined. */
const written = (record: object) =>
  Object.fromEntries(Object.entries(record).filter(([, value]) => value !== undefined));

describe('a network in a folder', () => {
  it('is in use while it runs', async () => {
    await assert.rejects(Network.start({ folder }), { name: 'JournalError', code: 'JOURNAL_IN_USE' });
  });

  it('starts again with the same chain, contracts, nodes, wallet and blobs, and goes on', async () => {
    const held = await wal(first);
    await first.stop();
    const again = await Network.start({ folder });
    try {
      assert.equal(
        again.devnet.ledger.latestCheckpoint().digest,
        first.devnet.ledger.latestCheckpoint().digest,
      );
      assert.deepEqual(written(again.deployment), written(first.deployment));
      assert.equal(again.wallet.toSuiAddress(), first.wallet.toSuiAddress());
      assert.equal(await wal(again), held);
      assert.deepEqual(
        again.nodes.map(({ front, identity }) => [front.url, identity.nodeId, identity.capId]),
        first.nodes.map(({ front, identity }) => [front.url, identity.nodeId, identity.capId]),
      );
      const { haulout } = again.client;
      assert.deepEqual(await haulout.read({ blobId }), BYTES);
      const epoch = await again.nextEpoch();
      const bytes = seededBytes(500, 92);
      const stored = await haulout.store({ bytes, epochs: 1, deletable: false, signer: again.wallet });
      assert.equal(stored.epoch, epoch);
      assert.deepEqual(await haulout.read({ blobId: stored.blobId }), bytes);
    } finally {
      await again.stop();
    }
  });

  it('does not start as another one', async () => {
    for (const other of [{ nodes: 5 }, { shards: 11 }, { seed: 'another' }])
      await assert.rejects(Network.start({ folder, ...other }), {
        name: 'NetworkError',
        code: 'OTHER_NETWORK',
      });
  });

  it('does not start from a description that is none, or without its chain', async () => {
    const file = join(folder, 'network.json');
    const good = await readFile(file, 'utf8');
    for (const bad of ['', '[]', '{"seed": 1}', good.replace(/"port": \d+/, '"port": 70000')]) {
      await writeFile(file, bad);
      await assert.rejects(Network.start({ folder }), { name: 'NetworkError', code: 'BAD_FILE' }, bad);
    }
    await writeFile(file, good);
    await rm(join(folder, 'chain'), { recursive: true });
    await assert.rejects(Network.start({ folder }), { name: 'NetworkError', code: 'BAD_FILE' });
  });

  it('that never came up begins anew, with whatever options', async () => {
    await rm(join(folder, 'network.json'));
    const anew = await Network.start({ folder, nodes: 4, shards: 4, seed: 'anew' });
    try {
      assert.equal((await anew.client.haulout.committee()).nShards, 4);
    } finally {
      await anew.stop();
    }
  });
});
