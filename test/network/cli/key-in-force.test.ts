/**
 * Between the announcement of a key and the epoch that begins with it, the chain can have the new key as that
 * of the node's pool, while the committee lists the old one. The committee decides.
 */
import assert from 'node:assert/strict';
import { mkdtemp, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { StorageNode } from '@haulout/node';
import { compressPublicKey } from '@haulout/sdk/certificate';
import { Transaction } from '@mysten/sui/transactions';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { pino } from 'pino';
import type { Network } from 'haulout';
import { readNodeState } from '@haulout/sdk/chain';
import type { HauloutClient } from '@haulout/sdk/client';
import { addNextPublicKey, generateSecretKey, proveOwnership, publicKeyOf } from '@haulout/sdk/operator';
import { keyInForce, secretKeyOf } from '../../../cli/src/node/key-in-force.js';
import { ensureKey, nodePlaces } from '../../../cli/src/node/node-folder.js';
import { openRunningNode } from '../../../cli/src/node/running-node.js';
import { openGoldenNetwork } from '../../support/golden-network.js';

let network: Network;
let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-key-in-force-'));
  network = await openGoldenNetwork({ nodes: 4, shards: 10 });
});
afterAll(async () => {
  await network?.stop();
  await rm(folder, { recursive: true, force: true });
});

it('R4: a node signs with the key that the committee lists, through starts and epochs', async () => {
  const { client, deployment } = network;
  const [node] = network.nodes;
  const { nodeId, capId, operator } = node!.identity;
  const places = nodePlaces(folder);
  const old = await ensureKey(places.key, () => node!.setting.secretKey);
  const next = await ensureKey(places.nextKey, () => generateSecretKey());
  const source = { client, haulout: client.haulout, config: { nodeId } };
  /** Keys with which the node was opened. */
  const signs: Uint8Array[] = [];
  const start = () =>
    openRunningNode({
      logger: pino({ level: 'silent' }),
      keyInForce: () => keyInForce(source),
      secretKeyOf: (publicKey) => secretKeyOf(publicKey, folder),
      async open(secretKey) {
        signs.push(secretKey);
        const scrub = {} as StorageNode['scrub'];
        return { url: '', duties: node!.duties, scrub, close: async () => undefined };
      },
    });
  const listed = async () =>
    (await client.haulout.committee()).nodes.find((member) => member.nodeId === nodeId)!.publicKey;

  const owner = operator.toSuiAddress();
  const { epoch } = await client.haulout.stakingState();
  const transaction = new Transaction();
  addNextPublicKey(transaction, deployment, { capId, ...proveOwnership(next, { epoch, address: owner }) });
  await client.haulout.execute({ what: 'announce a key', transaction, signer: operator });
  await network.endVoting();
  assert.deepEqual(await listed(), publicKeyOf(old));
  const running = await start();
  await running.withKeyInForce();
  assert.deepEqual(signs, [old]);
  assert.ok((await stat(places.nextKey)).isFile(), 'both keys are kept');

  await network.startEpoch();
  await network.finishEpoch();
  assert.deepEqual(await listed(), publicKeyOf(next));
  await running.withKeyInForce();
  assert.deepEqual(signs, [old, next], 'in the same process');
  await running.close();
  await (await start()).close();
  assert.deepEqual(signs, [old, next, next]);
  await expect(stat(places.nextKey)).rejects.toThrow(/ENOENT/);

  // A pool is moved on before a committee lists its key, or after: the committee decides.
  const { publicKey } = await readNodeState(client, nodeId);
  assert.deepEqual(compressPublicKey(publicKey), publicKeyOf(next));
  const lists = (key: Uint8Array) =>
    ({ committee: async () => ({ nodes: [{ nodeId, publicKey: key }] }) }) as unknown as HauloutClient;
  const inForce = await keyInForce({ ...source, haulout: lists(publicKeyOf(old)) });
  assert.deepEqual(inForce, { publicKey: publicKeyOf(old), isListed: true });
});
