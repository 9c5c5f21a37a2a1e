/**
 * An epoch change at each moment of an operation (R5): the operation is run once for each of its requests, to
 * nodes and to the chain, and each time the epoch starts just before that one. None may fail. Only
 * HAULOUT_LONG=1 takes every request; else it is each second one of a read, and each seventh of a store.
 */
import assert from 'node:assert/strict';
import { afterAll, beforeAll, test } from 'vitest';
import { Network } from 'haulout';
import { HauloutClient, type HauloutOptions } from '@haulout/sdk/client';
import { seededBytes } from '../../support/bytes.js';
import { extent } from '../../support/long.js';
import { settings } from './hand-over.js';

const N_SHARDS = 7;
const BYTES = seededBytes(300, 71);

let network: Network;
let rounds = 0;

beforeAll(async () => {
  const client = { settings: { ...settings, uploadGraceMs: 0 } };
  network = await Network.start({ nodes: 4, shards: N_SHARDS, seed: 'epoch changes', client });
});
afterAll(() => network?.stop());

/** A client of the network that tells before each of its requests. */
function watchedClient(
  onRequest: () => Promise<void>,
  onNodeRequest: (url: string) => Promise<void> = onRequest,
  impatience: HauloutOptions['settings'] = {},
): HauloutClient {
  const { devnet, deployment } = network;
  const core = new Proxy(devnet.client.core, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name, target);
      if (typeof value !== 'function') return value;
      const method = value.bind(target) as (...inputs: unknown[]) => unknown;
      if (!CALLS.has(String(name))) return method;
      return async (...inputs: unknown[]) => {
        await onRequest();
        return method(...inputs);
      };
    },
  });
  const client = new Proxy(devnet.client, {
    get: (target, name) => (name === 'core' ? core : (Reflect.get(target, name, target) as unknown)),
  });
  const options: HauloutOptions = {
    systemObjectId: deployment.systemObjectId,
    stakingObjectId: deployment.stakingObjectId,
    nodeUrl: ({ networkAddress }) => `http://${networkAddress}`,
    random: network.random,
    settings: { ...settings, ...impatience },
    fetch: async (url, init) => {
      await onNodeRequest(url);
      return fetch(url, init);
    },
  };
  return new HauloutClient(client, options);
}

/** Calls of the client to the chain. */
const CALLS = new Set([
  'getObjects',
  'getDynamicField',
  'listOwnedObjects',
  'executeTransaction',
  'getBalance',
]);

/**
 * Another committee is settled for the next epoch: one node leaves, and the one that left before comes back.
 */
async function settle(): Promise<void> {
  const { nodes } = network;
  await network.unstake(nodes[rounds % nodes.length]!);
  if (rounds > 0) await network.stake(nodes[(rounds - 1) % nodes.length]!);
  rounds++;
  await network.endVoting();
}

/**
 * Runs an operation. The next epoch starts before its request number `k`.
 *
 * @returns how many requests it made
 */
async function runWithChangeAt(k: number, run: (client: HauloutClient) => Promise<void>): Promise<number> {
  await settle();
  const { epoch } = await network.client.haulout.committee();
  let requests = 0;
  let starting: Promise<unknown> | undefined;
  const client = watchedClient(async () => {
    if (requests++ === k) starting = network.startEpoch();
    await starting;
  });
  await run(client);
  if (!starting) await network.startEpoch();
  assert.equal((await network.client.haulout.committee()).epoch, epoch + 1);
  assert.ok((await network.finishEpoch()).done);
  return requests;
}

/** Runs an operation once for every `step`-th request that it makes; gives how many runs that were. */
async function atEveryRequest(step: number, run: (client: HauloutClient) => Promise<void>): Promise<number> {
  for (let runs = 0, k = 0; ; runs++, k += step) {
    if ((await runWithChangeAt(k, run)) <= k) return runs;
  }
}

test('R5: a read survives an epoch change before any of its requests', async ({ annotate }) => {
  const { blobId } = await network.client.haulout.store({
    bytes: BYTES,
    epochs: 50,
    deletable: false,
    signer: network.wallet,
  });
  const runs = await atEveryRequest(extent({ short: 2, long: 1 }), async (client) =>
    assert.deepEqual(await client.read({ blobId }), BYTES),
  );
  assert.ok(runs > 5);
  await annotate(`${runs} runs`);
});

test('R5: a store survives an epoch change before any of its requests', async ({ annotate }) => {
  const runs = await atEveryRequest(extent({ short: 5, long: 1 }), async (client) => {
    const bytes = seededBytes(200, 1_000 + rounds);
    const { blobId } = await client.store({ bytes, epochs: 3, deletable: true, signer: network.wallet });
    assert.deepEqual(await network.client.haulout.read({ blobId }), bytes);
  });
  assert.ok(runs > 5);
  await annotate(`${runs} runs`);
});

test('R5: what fails in an epoch change is planned again, and what fails without one is not', async () => {
  const bytes = seededBytes(400, 72);
  const { wallet: signer } = network;
  const { blobId } = await network.client.haulout.store({ bytes, epochs: 20, deletable: false, signer });
  const once = { readAttempts: 1, statusAttempts: 1, uploadAttempts: 3 };
  const pass = async () => undefined;
  let cut = 0;
  const severed = watchedClient(
    pass,
    async () => {
      cut++;
      throw new Error('cut');
    },
    once,
  );
  await assert.rejects(severed.read({ blobId }), { code: 'NO_STATUS_AGREEMENT' });
  assert.ok(cut <= 2 * network.nodes.length, 'each node is asked once for the status and for metadata');

  for (const operation of [
    async (client: HauloutClient) => assert.deepEqual(await client.read({ blobId }), bytes),
    async (client: HauloutClient) => {
      const other = seededBytes(200, 1_000 + rounds);
      await client.store({ bytes: other, epochs: 3, deletable: true, signer });
    },
  ]) {
    await settle();
    // The epoch starts when the first node is asked for a status or a confirmation. Until the client has
    // looked at the chain again after that, every node is asked for them in vain.
    let starting: Promise<unknown> | undefined;
    let isStarted = false;
    let isPlannedAgain = false;
    let refused = 0;
    const client = watchedClient(
      async () => {
        isPlannedAgain = isStarted;
      },
      async (url) => {
        if (isPlannedAgain || !(url.endsWith('/status') || url.includes('/confirmation/'))) return;
        starting ??= network.startEpoch().then(() => (isStarted = true));
        await starting;
        refused++;
        throw new Error('cut');
      },
      once,
    );
    await operation(client);
    assert.ok(isPlannedAgain && refused >= 2);
    assert.ok((await network.finishEpoch()).done);
  }
});

test('R5: readers and writers run through several epochs, and nothing that they do fails', async () => {
  const { haulout } = network.client;
  const { wallet: signer } = network;
  const stored: { readonly blobId: string; readonly bytes: Uint8Array }[] = [];
  const write = async () => {
    for (let nth = 0; nth < 2; nth++) {
      const bytes = seededBytes(100 + stored.length, 5_000 + stored.length);
      const { blobId } = await haulout.store({ bytes, epochs: 20, deletable: false, signer });
      stored.push({ blobId, bytes });
    }
  };
  const read = async () => {
    for (let nth = 0; nth < extent({ short: 3, long: 6 }); nth++) {
      const { blobId, bytes } = stored[Math.floor(network.random() * stored.length)]!;
      assert.deepEqual(await haulout.read({ blobId }), bytes);
    }
  };
  const changeEpoch = async () => {
    await settle();
    await network.startEpoch();
    assert.ok((await network.finishEpoch()).done);
  };
  await write();
  for (let nth = 0; nth < 3; nth++) await Promise.all([changeEpoch(), write(), read(), read()]);
  for (const { blobId, bytes } of stored) assert.deepEqual(await haulout.read({ blobId }), bytes);
});
