import assert from 'node:assert/strict';
import { afterAll, afterEach, beforeAll, beforeEach, describe, test } from 'vitest';
import { generateSecretKey, publicKeyOf } from '@haulout/sdk/certificate';
import {
  metadataLayout,
  pairOfShard,
  parseShardSlivers,
  serializeSliver,
  sliverSize,
} from '@haulout/sdk/encoding';
import {
  openBlobStore,
  openStorageNode,
  signShardRequest,
  type DutyOutcome,
  type StorageNode,
} from '@haulout/node';
import { metadataKey, sliverKey } from '../../../node/src/store/keys.js';
import {
  EPOCH,
  N_SHARDS,
  PUBLIC_KEY,
  SECRET_KEY,
  testBlob,
  type TestBlob,
} from '../../support/blob-fixture.js';
import { FaultyDatabase } from '../../support/faulty-database.js';
import { seededBytes } from '../../support/bytes.js';
import { openNeighbourhood, SHARDS_OF, upload, type Neighbourhood } from './neighbourhood.js';

/** The first node gains these in the epoch after the fixture's; the second had them before. */
const GAINED = SHARDS_OF[0]!;
const BEFORE = [...SHARDS_OF[1]!, ...GAINED];
const NOW = EPOCH + 1;
const SYNC = '/v1/migrate/sync_shard';

let hood: Neighbourhood;
let blobs: TestBlob[];
let name = 0;

beforeAll(async () => {
  // No machine is so busy that an answer which is on its way does not come in time.
  hood = await openNeighbourhood(undefined, 120_000);
  blobs = await Promise.all([3_000, 1_200, 1, 5_000].map((length, index) => testBlob(80 + index, length)));
  const committee = hood.committee.map((node, index) => {
    if (index === 0) return { ...node, shards: [] };
    return index === 1 ? { ...node, shards: BEFORE } : node;
  });
  for (const chain of hood.chains) chain.committee(hood.committee, committee);
  hood.chains[1]!.assign({ shards: BEFORE, previousShards: [] });
  for (const blob of blobs) {
    await hood.store(blob, [2, 3, 4]);
    await upload(hood.nodes[1]!, blob, BEFORE);
  }
  for (const chain of hood.chains) {
    chain.turnEpoch();
    chain.assign({ phase: 'EpochChangeSync' });
    await chain.view.sync();
  }
});
beforeEach(() => {
  hood.chains[0]!.assign({ previousShards: [], phase: 'EpochChangeSync' });
  hood.chains[1]!.assign({ previousShards: BEFORE, phase: 'EpochChangeSync' });
});
afterEach(() => hood.between(undefined));
afterAll(() => hood?.close());

const newcomer = () => hood.wiped(`newcomer-${name++}`);
const bytesOf = ({ encoded }: TestBlob) => {
  const layout = metadataLayout(encoded.metadata);
  return GAINED.length * (sliverSize(layout, 'primary') + sliverSize(layout, 'secondary'));
};
const MINIMUM = () => blobs.reduce((sum, blob) => sum + bytesOf(blob), 0);
async function metric(node: StorageNode, of: string): Promise<number> {
  const { body } = await node.inject({ method: 'GET', url: '/metrics' });
  return Number(new RegExp(`^haulout_node_${of} (\\d+)`, 'm').exec(body)?.[1]);
}
async function confirmsAll(node: StorageNode): Promise<boolean> {
  const answers = await Promise.all(
    blobs.map(({ text }) => node.inject({ method: 'GET', url: `/v1/blobs/${text}/confirmation/permanent` })),
  );
  return answers.every(({ statusCode }) => statusCode === 200);
}
const kindsOf = (outcomes: readonly DutyOutcome[], { text }: TestBlob) =>
  outcomes.filter(({ blobId }) => blobId === text).map(({ kind }) => kind);

describe('R5: a node takes over its shards', () => {
  test('from the node that had them, each sliver once and nothing else, and then confirms', async () => {
    const node = await newcomer();
    assert.equal(await confirmsAll(node), false);
    assert.deepEqual(await node.duties.handOver(NOW), { done: true, recovered: [] });
    assert.equal(await metric(node, 'transferred_bytes_total'), MINIMUM());
    assert.equal(await metric(node, 'recovered_slivers_total'), 0);
    assert.ok(await confirmsAll(node));
    const { requests } = hood.traffic;
    assert.deepEqual(await node.duties.handOver(NOW), { done: true, recovered: [] });
    assert.equal(hood.traffic.requests, requests, 'what is done is not done again');
    assert.deepEqual(await node.duties.handOver(NOW + 1), { done: false, recovered: [] });
  });

  test('and goes on where it was cut off: no sliver comes twice', async () => {
    let node = await hood.wiped('cut');
    let left = 1;
    hood.between((url, ask) => {
      if (url.endsWith('/metadata')) return ask();
      return url.endsWith(SYNC) && left-- > 0 ? ask() : Promise.reject(new Error('cut'));
    });
    assert.deepEqual(await node.duties.handOver(NOW), { done: false, recovered: [] });
    const first = await metric(node, 'transferred_bytes_total');
    assert.ok(first > 0 && first < MINIMUM());
    assert.equal(await confirmsAll(node), false);
    await node.close();
    hood.between(undefined);
    node = await hood.wiped('cut');
    assert.deepEqual(await node.duties.handOver(NOW), { done: true, recovered: [] });
    assert.equal(first + (await metric(node, 'transferred_bytes_total')), MINIMUM());
  });

  test('and after a kill at any request asks again only for what it does not have', async () => {
    // What one hand-over without a kill asks for: metadata of each blob, and pages of slivers.
    const before = hood.traffic.requests;
    assert.ok((await (await newcomer()).duties.handOver(NOW)).done);
    const alone = hood.traffic.requests - before;
    const place = `killed-${name++}`;
    /** Of which blobs metadata came in an earlier life. */
    const known = new Set<string>();
    const again: string[] = [];
    const ofItself: string[] = [];
    let bytes = 0;
    for (let allowed = 1; ; allowed++) {
      assert.ok(allowed <= alone + 1, 'each life gets one answer more than the one before');
      const node = await hood.wiped(place);
      const came: string[] = [];
      let left = allowed;
      hood.between(async (url, ask) => {
        // The answers to what is asked later never come: that is when it is killed.
        if (left-- <= 0) return Promise.reject(new Error('killed'));
        if (url.startsWith(hood.urls[0]!)) ofItself.push(url);
        const path = new URL(url).pathname;
        if (path.endsWith('/metadata')) {
          if (known.has(path)) again.push(path);
        }
        const answer = await ask();
        if (answer.ok) came.push(path);
        return answer;
      });
      const { done } = await node.duties.handOver(NOW);
      bytes += await metric(node, 'transferred_bytes_total');
      await node.close();
      for (const path of came) known.add(path);
      if (done) break;
    }
    assert.deepEqual(ofItself, [], 'no node asks itself');
    assert.deepEqual(again, [], 'no metadata comes twice');
    assert.equal(bytes, MINIMUM(), 'no sliver comes twice');
  });

  for (const [what, answer] of [
    ['is silent', () => Promise.reject(new Error('gone'))],
    ['refuses', async () => new Response('{}', { status: 403 })],
    ['has nothing', async () => new Response(Uint8Array.of(0, 0))],
    ['sends garbage', async () => new Response(seededBytes(900, 7) as Uint8Array<ArrayBuffer>)],
    ['sends without end', async () => new Response(new Uint8Array(9 * 1024 * 1024))],
  ] as const) {
    test(`from its neighbours when the node that had them ${what}, and says so`, async () => {
      const node = await newcomer();
      hood.between((url, ask) => (url.endsWith(SYNC) ? answer() : ask()));
      assert.deepEqual(await node.duties.handOver(NOW), { done: true, recovered: GAINED });
      assert.equal(await metric(node, 'transferred_bytes_total'), 0);
      assert.ok(await confirmsAll(node));
    });
  }

  test('from its neighbours where a sliver that comes is not what was committed to', async () => {
    const node = await newcomer();
    hood.between(async (url, ask) => {
      const answer = await ask();
      if (!url.endsWith(SYNC)) return answer;
      const bytes = new Uint8Array(await answer.arrayBuffer());
      bytes[60]! ^= 1;
      return new Response(bytes);
    });
    const { done, recovered } = await node.duties.handOver(NOW);
    assert.ok(done);
    assert.deepEqual(recovered, GAINED);
    assert.ok(await confirmsAll(node));
  });

  test('without slivers that were not asked for, however often they are sent', async () => {
    const node = await newcomer();
    const first = hood.nodes[1]!;
    const other = signShardRequest(SECRET_KEY, {
      ...REQUEST,
      shardIndex: GAINED[1]!,
      axis: 'primary',
    });
    const replay = (await ask(first, other)).rawPayload;
    hood.between((url, go) =>
      url.endsWith(SYNC) ? Promise.resolve(new Response(new Uint8Array(replay))) : go(),
    );
    const { done, recovered } = await node.duties.handOver(NOW);
    assert.ok(done);
    assert.deepEqual(recovered, GAINED);
  });

  test('and does not blame a node that was told to forget them', async () => {
    hood.chains[0]!.assign({ previousShards: [], phase: 'NextParamsSelected' });
    const node = await newcomer();
    assert.deepEqual(await node.duties.handOver(NOW), { done: true, recovered: [] });
    assert.equal(await metric(node, 'transferred_bytes_total'), 0);
    assert.ok(await confirmsAll(node));
  });

  test('but for what its disk does not give of one blob, and that when it does', async () => {
    const disk = new FaultyDatabase();
    const [first, ...others] = blobs;
    disk.withhold(metadataKey(first!.id));
    let node = await hood.wiped(disk);
    assert.equal((await node.duties.handOver(NOW)).done, false);
    const came = await metric(node, 'transferred_bytes_total');
    assert.equal(
      came,
      others.reduce((sum, blob) => sum + bytesOf(blob), 0),
    );
    await node.close();
    disk.withhold(metadataKey(first!.id), 0);
    node = await hood.wiped(disk);
    assert.deepEqual(await node.duties.handOver(NOW), { done: true, recovered: [] });
    assert.equal(await metric(node, 'transferred_bytes_total'), bytesOf(first!));
  });

  test('but what is deleted, invalid or not certified meanwhile is not waited for', async () => {
    const [gone, bad, open] = await Promise.all([91, 92, 93].map((seed) => testBlob(seed, 800)));
    for (const chain of hood.chains) {
      for (const { id } of [gone!, bad!, open!]) chain.register(id);
      for (const { id } of [gone!, bad!]) chain.certify(id);
    }
    const node = await newcomer();
    const { chains } = hood;
    hood.between((url, go) => {
      chains[0]!.remove(gone!.id);
      chains[0]!.invalidate(bad!.id);
      return go();
    });
    const { done } = await node.duties.handOver(NOW);
    assert.ok(done, 'certificates of this epoch are no part of it');
    hood.between(undefined);
    const outcomes = await node.duties.catchUp();
    for (const blob of [gone!, bad!]) assert.ok(!kindsOf(outcomes, blob).includes('postponed'));
  });
});

/** What the first node asks the second one for. */
const REQUEST = {
  epoch: NOW,
  shardIndex: GAINED[0]!,
  axis: 'primary',
  startingBlobId: new Uint8Array(32),
  sliverCount: 100n,
  untilEpoch: NOW,
} as const;
const ask = (node: StorageNode, body: Uint8Array, key: string | undefined = KEY) =>
  node.inject({
    method: 'POST',
    url: SYNC,
    headers: { 'content-type': 'application/octet-stream', ...(key !== '' && { authorization: key }) },
    payload: Buffer.from(body),
  });
const KEY = Buffer.from(PUBLIC_KEY).toString('base64');

describe('a shard is given', () => {
  test('to the node that owns it now, in order of blob ids, as many slivers as it asks for', async () => {
    const ids: string[] = [];
    let startingBlobId = new Uint8Array(32);
    for (;;) {
      const answer = await ask(
        hood.nodes[1]!,
        signShardRequest(SECRET_KEY, { ...REQUEST, startingBlobId, sliverCount: 2n }),
      );
      assert.equal(answer.statusCode, 200, answer.body);
      const page = parseShardSlivers(answer.rawPayload, 100_000);
      assert.ok(page.length <= 2);
      if (page.length === 0) break;
      ids.push(...page.map(({ blobId }) => Buffer.from(blobId).toString('hex')));
      startingBlobId = Uint8Array.from(page.at(-1)!.blobId);
      for (let at = 31; at >= 0 && ++startingBlobId[at]! > 255; at--);
    }
    assert.deepEqual(ids, blobs.map(({ id }) => Buffer.from(id).toString('hex')).toSorted());
  });

  test('but for what the disk does not give: that alone is left out', async () => {
    const disk = new FaultyDatabase();
    const store = await openBlobStore(disk);
    const placeOf = ({ id }: TestBlob) => {
      const pairIndex = pairOfShard(id, REQUEST.shardIndex, N_SHARDS);
      return { pairIndex, axis: REQUEST.axis };
    };
    for (const blob of blobs) {
      const { pairIndex, axis } = placeOf(blob);
      await store.putMetadata(blob.id, blob.metadata);
      const sliver = serializeSliver(blob.encoded.sliverPairs[pairIndex]![axis]);
      await store.putSliver(blob.id, { pairIndex, axis }, sliver);
    }
    await store.close();
    const chain = hood.chains[1]!.view;
    const node = await openStorageNode({ folder: disk, secretKey: SECRET_KEY, chain: () => chain });
    const [one] = blobs;
    disk.withhold(sliverKey(one!.id, placeOf(one!)));
    const answer = await ask(node, signShardRequest(SECRET_KEY, REQUEST));
    assert.equal(answer.statusCode, 200, answer.body);
    const ids = parseShardSlivers(answer.rawPayload, 100_000).map(({ blobId }) => Buffer.from(blobId));
    assert.equal(ids.length, blobs.length - 1);
    assert.ok(ids.every((id) => !id.equals(one!.id)));
    await node.close();
  });

  test('to nobody else, and refused in a word', async () => {
    const node = hood.nodes[1]!;
    const stranger = generateSecretKey(new Uint8Array(48).fill(9));
    const strangersKey = Buffer.from(publicKeyOf(stranger)).toString('base64');
    const good = signShardRequest(SECRET_KEY, REQUEST);
    for (const [body, key, reason] of [
      [good, '', 'NOT_AUTHORIZED'],
      [good, 'no key', 'NOT_AUTHORIZED'],
      [signShardRequest(stranger, REQUEST), strangersKey, 'NOT_AUTHORIZED'],
      [signShardRequest(stranger, REQUEST), KEY, 'INVALID_SIGNATURE'],
      [Uint8Array.from(good).fill(255, 60), KEY, 'INVALID_SIGNATURE'],
      [signShardRequest(SECRET_KEY, { ...REQUEST, shardIndex: 7 }), KEY, 'NOT_AUTHORIZED'],
      [signShardRequest(SECRET_KEY, { ...REQUEST, shardIndex: 65_535 }), KEY, 'NOT_AUTHORIZED'],
      [signShardRequest(SECRET_KEY, { ...REQUEST, epoch: NOW + 1 }), KEY, 'WRONG_EPOCH'],
      [signShardRequest(SECRET_KEY, { ...REQUEST, epoch: NOW - 1 }), KEY, 'WRONG_EPOCH'],
      [good.slice(1), KEY, 'MALFORMED_REQUEST'],
      [new Uint8Array(good.length).fill(55), KEY, 'MALFORMED_REQUEST'],
      [new Uint8Array(), KEY, 'MALFORMED_REQUEST'],
      [new Uint8Array(good.length + 1), KEY, 'BODY_TOO_LARGE'],
    ] as const) {
      const answer = await ask(node, body, key);
      assert.ok(answer.statusCode >= 400 && answer.statusCode < 500);
      assert.equal(answer.json<Refusal>().error.details[0]!.reason, reason);
    }
    const { statusCode } = await ask(
      node,
      signShardRequest(SECRET_KEY, { ...REQUEST, sliverCount: 2n ** 64n - 1n }),
    );
    assert.equal(statusCode, 200);
  });
});

interface Refusal {
  readonly error: { readonly details: readonly { readonly reason: string }[] };
}

describe('shards that others have taken over', () => {
  const servesGained = async () => {
    const answer = await ask(hood.nodes[1]!, signShardRequest(SECRET_KEY, REQUEST));
    return parseShardSlivers(answer.rawPayload, 100_000).length > 0;
  };

  test('stay until voting ends, also when they come back; then their slivers go and the others stay', async () => {
    const node = hood.nodes[1]!;
    const chain = hood.chains[1]!;
    for (const phase of ['EpochChangeSync', 'EpochChangeDone'] as const) {
      chain.assign({ previousShards: BEFORE, phase });
      await node.duties.catchUp();
      assert.ok(await servesGained(), phase);
    }
    chain.assign({ previousShards: BEFORE, nextShards: BEFORE, phase: 'NextParamsSelected' });
    await node.duties.catchUp();
    assert.ok(await servesGained(), 'it gets them back in the next epoch');

    const used = await metric(node, 'stored_bytes');
    chain.assign({ previousShards: BEFORE, nextShards: SHARDS_OF[1]!, phase: 'NextParamsSelected' });
    await node.duties.catchUp();
    assert.equal(await servesGained(), false);
    assert.ok(used - (await metric(node, 'stored_bytes')) >= MINIMUM());
    assert.ok(await confirmsAll(node));
    assert.deepEqual(await node.duties.catchUp(), []);
  });
});
