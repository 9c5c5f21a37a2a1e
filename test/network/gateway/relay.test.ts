/** The upload relay: the official client uploads through it, and nobody else gets what was paid for. */
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { cp } from 'node:fs/promises';
import { join } from 'node:path';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { SuiGrpcClient } from '@mysten/sui/grpc';
import { coinWithBalance, Transaction } from '@mysten/sui/transactions';
import { walrus, WalrusFile, type WalrusClientConfig } from '@mysten/walrus';
import {
  afterAll,
  afterEach,
  beforeAll,
  beforeEach,
  describe,
  inject,
  test,
  vi,
  type MockInstance,
} from 'vitest';
import type { Gateway, RelayOptions } from '@haulout/gateway';
import { systemTimers, type Timers } from '@haulout/sdk/base';
import { blobIdToString, computeMetadata, encodedLength } from '@haulout/sdk/encoding';
import { seededBytes } from '../../support/bytes.js';
import { openGatewayNetwork, type GatewayNetwork } from './gateway-network.js';

const N_SHARDS = 10;
const address = new Ed25519Keypair().toSuiAddress();

let on: GatewayNetwork;
let client: SuiGrpcClient;
let free: Gateway;
let paid: Gateway;
beforeAll(async () => {
  on = await openGatewayNetwork();
  client = new SuiGrpcClient({ network: 'testnet', transport: on.network.devnet.transport });
  free = await on.open({ relay: { client } });
  const tip = { address, kind: { constant: 105n } };
  paid = await on.open({ relay: { client, tip, maxBytes: 40_000, patienceMs: 0 } });
});
afterAll(() => on?.stop());

type Answer = Awaited<ReturnType<Gateway['inject']>>;
const reasonOf = (answer: Answer): string => answer.json().error.details[0].reason;
const tips = async (): Promise<bigint> =>
  BigInt((await client.core.getBalance({ owner: address })).balance.balance);

/** The official client, unmodified, which uploads through a relay of ours and talks to no node. */
async function officialWith(
  options: Omit<RelayOptions, 'client'>,
  sendTip?: NonNullable<WalrusClientConfig['uploadRelay']>['sendTip'],
) {
  const gateway = await on.open({ relay: { client, ...options } });
  const { url } = await gateway.listen();
  const { systemObjectId, stakingObjectId } = on.network.deployment;
  // Of its own: it keeps what a relay costs.
  const own = new SuiGrpcClient({ network: 'testnet', transport: on.network.devnet.transport });
  return own.$extend(
    walrus({
      packageConfig: { systemObjectId, stakingPoolId: stakingObjectId },
      uploadRelay: { host: url, ...(sendTip && { sendTip }) },
      storageNodeClientOptions: {
        fetch: () => Promise.reject(new Error('no node is to be asked')),
      },
    }),
  );
}

describe('the official client, unmodified, uploads through a relay of ours', () => {
  for (const deletable of [true, false])
    test(`for nothing, a ${deletable ? 'deletable' : 'permanent'} blob`, async () => {
      const official = await officialWith({});
      const blob = seededBytes(2_000, deletable ? 1 : 2);
      const signer = on.network.wallet;
      const { blobId, blobObject } = await official.walrus.writeBlob({ blob, deletable, epochs: 2, signer });
      assert.notEqual(blobObject.certified_epoch, null);
      assert.deepEqual(await on.network.client.haulout.read({ blobId }), blob);
    });

  for (const [name, kind, cost] of [
    ['a constant tip', { constant: 105n }, () => 105n],
    [
      'a tip for each KiB of the encoded blob',
      { base: 1_000n, perEncodedKib: 7n },
      (bytes: number) => 1_000n + BigInt(Math.ceil(encodedLength(N_SHARDS, bytes) / 1024)) * 7n,
    ],
  ] as const)
    test(`for ${name}, which it asks for and pays`, async () => {
      const official = await officialWith({ tip: { address, kind } }, { max: 1_000_000 });
      const before = await tips();
      const blob = seededBytes(30_000, 3);
      const signer = on.network.wallet;
      const { blobId } = await official.walrus.writeBlob({ blob, deletable: true, epochs: 1, signer });
      assert.deepEqual(await on.network.client.haulout.read({ blobId }), blob);
      assert.equal((await tips()) - before, cost(blob.length));
    });

  test('files as a quilt', async () => {
    const official = await officialWith({ tip: { address, kind: { constant: 5n } } }, { max: 100 });
    const contents = new TextEncoder().encode('by way of a relay');
    const files = [WalrusFile.from({ contents, identifier: 'a.txt' })];
    const signer = on.network.wallet;
    const [file] = await official.walrus.writeFiles({ files, epochs: 1, deletable: true, signer });
    const { blobId } = file!;
    const [read] = await on.network.client.haulout.readFiles({ blobId });
    assert.deepEqual(read!.bytes, contents);
  });
});

/** What a client of a relay that is paid does by hand. */
interface Paid {
  readonly bytes: Uint8Array;
  readonly nonce: Uint8Array;
  readonly blobId: string;
  readonly blobObjectId: string;
  readonly txId: string;
}

let seed = 100;
/** Registers a blob and pays a tip; `mark` is what goes in front of the transaction. */
async function registerAndPay({
  amount = 105n,
  mark = (digest: Buffer, nonce: Buffer, size: number): Uint8Array => {
    const length = Buffer.alloc(8);
    length.writeBigUInt64LE(BigInt(size));
    return Buffer.concat([digest, nonce, length]);
  },
  size = 600,
} = {}): Promise<Paid> {
  const { client: sui, wallet: signer } = on.network;
  const { haulout } = sui;
  const bytes = seededBytes(size, seed++);
  const nonce = seededBytes(32, seed++);
  const blob = await haulout.encode({ bytes });
  const owner = signer.toSuiAddress();
  const transaction = new Transaction();
  const hash = (of: Uint8Array) => createHash('sha256').update(of).digest();
  transaction.pure(mark(hash(bytes), hash(nonce), bytes.length));
  if (amount > 0n) transaction.transferObjects([coinWithBalance({ balance: amount })], address);
  const { digest } = await haulout.execute({ what: 'pay', signer, transaction });
  const registering = await haulout.registerTransaction({ blob, epochs: 1, deletable: true, owner });
  const registered = await haulout.execute({
    what: 'register',
    signer,
    transaction: registering.transaction,
  });
  const created = registered.created.find(({ type }) => type.endsWith('::blob::Blob'))!;
  return { bytes, nonce, blobId: blobIdToString(blob.blobId), blobObjectId: created.objectId, txId: digest };
}

const urlOf = ({ blobId, blobObjectId, txId, nonce }: Paid): string => {
  const query = new URLSearchParams({
    blob_id: blobId,
    tx_id: txId,
    nonce: Buffer.from(nonce).toString('base64url'),
    deletable_blob_object: blobObjectId,
  });
  return `/v1/blob-upload-relay?${query}`;
};
const upload = (to: Gateway, by: Paid, body = by.bytes) =>
  to.inject({ method: 'POST', url: urlOf(by), payload: Buffer.from(body) });

describe('a relay that is paid', () => {
  test('says what it costs', async () => {
    assert.deepEqual((await paid.inject('/v1/tip-config')).json(), {
      send_tip: { address, kind: { const: 105 } },
    });
    assert.equal((await free.inject('/v1/tip-config')).json(), 'no_tip');
  });

  test('uploads once for a payment: who asks again gets the same certificate', async () => {
    const by = await registerAndPay();
    const [first, beside] = await Promise.all([upload(paid, by), upload(paid, by)]);
    assert.equal(first.statusCode, 200, first.body);
    assert.deepEqual(beside.json(), first.json());
    // No node is there any more, and none is asked.
    await Promise.all(on.network.nodes.map((node) => node.setFault({ kind: 'refusing' })));
    const again = await upload(paid, by);
    await Promise.all(on.network.nodes.map((node) => node.setFault(undefined)));
    assert.deepEqual(again.json(), first.json());
    assert.match((await paid.inject('/metrics')).body, /relayed_blobs_total\{answer="new"\} 1\n/);
  });

  test('takes a payment again whose upload has failed', async () => {
    const by = await registerAndPay();
    await Promise.all(on.network.nodes.map((node) => node.setFault({ kind: 'refusing' })));
    const failed = await upload(paid, by);
    await Promise.all(on.network.nodes.map((node) => node.setFault(undefined)));
    assert.deepEqual([failed.statusCode, reasonOf(failed)], [504, 'INSUFFICIENT_CONFIRMATIONS']);
    assert.equal((await upload(paid, by)).statusCode, 200);
  });

  describe('with a folder', () => {
    const opened = async (folder: string) => {
      const tip = { address, kind: { constant: 105n } };
      return on.open({ relay: { client, tip, usedFolder: join(inject('temporaryFolder'), folder) } });
    };

    test('knows after a restart what was used and for what, and gives the same certificate', async () => {
      const before = await opened('tips');
      const [by, other] = [await registerAndPay(), await registerAndPay()];
      const first = await upload(before, by);
      assert.equal(first.statusCode, 200, first.body);
      await assert.rejects(opened('tips'), { code: 'INVALID_ARGUMENT', message: /another process/ });
      await before.close();
      const after = await opened('tips');
      await Promise.all(on.network.nodes.map((node) => node.setFault({ kind: 'refusing' })));
      const again = await upload(after, by);
      await Promise.all(on.network.nodes.map((node) => node.setFault(undefined)));
      assert.deepEqual(again.json(), first.json());
      const stolen = await upload(after, { ...by, blobObjectId: other.blobObjectId });
      assert.deepEqual([stolen.statusCode, reasonOf(stolen)], [401, 'PAYMENT_USED']);
    });

    test('knows after a kill amid an upload what it was for, and goes on with that alone', async () => {
      const before = await opened('amid');
      const [by, other] = [await registerAndPay(), await registerAndPay()];
      const { nodes } = on.network;
      const asked = new Promise<void>((resolve) => {
        const upload = on.network.client.haulout.upload.bind(on.network.client.haulout);
        vi.spyOn(on.network.client.haulout, 'upload').mockImplementationOnce((options) => {
          resolve();
          return upload(options);
        });
      });
      await Promise.all(nodes.map((node) => node.setFault({ kind: 'refusing' })));
      const failing = upload(before, by);
      await asked;
      // What a kill would leave of it.
      const folder = inject('temporaryFolder');
      await cp(join(folder, 'amid'), join(folder, 'killed'), { recursive: true });
      assert.equal((await failing).statusCode, 504);
      await Promise.all(nodes.map((node) => node.setFault(undefined)));
      const after = await opened('killed');
      const stolen = await upload(after, { ...by, blobObjectId: other.blobObjectId });
      assert.deepEqual([stolen.statusCode, reasonOf(stolen)], [401, 'PAYMENT_USED']);
      assert.equal((await upload(after, by)).statusCode, 200);
    });
  });

  test('takes a payment for no other object, bytes, length or nonce than its own', async () => {
    const by = await registerAndPay();
    const [other, third] = [await registerAndPay(), await registerAndPay()];
    assert.equal((await upload(paid, by)).statusCode, 200);
    const cases: [Paid, Uint8Array, string][] = [
      [{ ...by, blobObjectId: other.blobObjectId }, by.bytes, 'PAYMENT_USED'],
      [{ ...other, txId: by.txId }, other.bytes, 'INVALID_NONCE'],
      [{ ...other, txId: by.txId, nonce: by.nonce }, other.bytes, 'PAYMENT_USED'],
      [{ ...other, txId: third.txId, nonce: third.nonce }, other.bytes, 'BLOB_DIGEST_MISMATCH'],
      [other, other.bytes.slice(1), 'BLOB_LENGTH_MISMATCH'],
    ];
    for (const [claim, body, reason] of cases) {
      const answer = await upload(paid, claim, body);
      assert.deepEqual([answer.statusCode, reasonOf(answer)], [401, reason]);
    }
    const longer = await upload(paid, other, Buffer.concat([other.bytes, Buffer.from('x')]));
    assert.equal(longer.statusCode, 413);
    const wrongId = await upload(paid, { ...other, blobId: by.blobId });
    assert.deepEqual([wrongId.statusCode, reasonOf(wrongId)], [400, 'BLOB_ID_MISMATCH']);
    assert.equal((await upload(paid, other)).statusCode, 200);
  });

  test('takes no transaction that has paid nothing, too little, too long ago, or never was', async () => {
    const cases: [Paid, number, string][] = [
      [await registerAndPay({ amount: 0n }), 402, 'NO_TIP'],
      [await registerAndPay({ amount: 104n }), 402, 'INSUFFICIENT_TIP'],
      [await registerAndPay({ mark: () => new Uint8Array(71) }), 401, 'MISSING_AUTH_PACKAGE'],
      [{ ...(await registerAndPay()), txId: '1'.repeat(32) }, 402, 'NO_TIP'],
    ];
    for (const [by, status, reason] of cases) {
      const answer = await upload(paid, by);
      assert.deepEqual([answer.statusCode, reasonOf(answer)], [status, reason], answer.body);
    }
    const old = await registerAndPay();
    await on.network.devnet.advanceClock(3_601_000);
    await registerAndPay();
    const answer = await upload(paid, old);
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [400, 'TX_TOO_OLD']);
  });
});

describe('what is not registered is refused before it is taken', () => {
  let strict: Gateway;
  let bytes: Uint8Array;
  let blobId: string;
  let encoded: MockInstance;
  beforeAll(async () => {
    strict = await on.open({ relay: { client, patienceMs: 0 } });
  });
  beforeEach(async () => {
    bytes = seededBytes(700, seed++);
    blobId = blobIdToString((await computeMetadata(bytes, { nShards: N_SHARDS })).blobId);
    encoded = vi.spyOn(on.network.client.haulout, 'encode');
  });
  afterEach(() => encoded.mockRestore());
  const send = (query: Record<string, string>, payload: Uint8Array) =>
    strict.inject({
      method: 'POST',
      url: `/v1/blob-upload-relay?${new URLSearchParams(query)}`,
      payload: Buffer.from(payload),
    });

  test('where nothing has to be paid, too: nothing is encoded for it', async () => {
    const nowhere = `0x${'5'.repeat(64)}`;
    const objects: Record<string, string>[] = [{}, { deletable_blob_object: nowhere }];
    for (const object of objects) {
      const answer = await send({ blob_id: blobId, ...object }, bytes);
      assert.deepEqual([answer.statusCode, reasonOf(answer)], [400, 'BLOB_NOT_REGISTERED'], answer.body);
    }
    const unknown = { ...(await registerAndPay()), blobId, blobObjectId: nowhere };
    encoded.mockClear();
    const answer = await upload(paid, unknown);
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [400, 'BLOB_NOT_REGISTERED']);
    assert.equal(encoded.mock.calls.length, 0);
  });

  test('nor for the object of another blob, or for bytes of another length than that of the blob', async () => {
    const { blobObjectId, ...registered } = await registerAndPay({ size: 700, amount: 0n });
    encoded.mockClear();
    const cases: [string, Uint8Array, number, string][] = [
      [blobId, bytes, 400, 'BLOB_ID_MISMATCH'],
      [registered.blobId, registered.bytes.slice(1), 400, 'BLOB_ID_MISMATCH'],
      [registered.blobId, Buffer.concat([registered.bytes, Buffer.from('x')]), 413, 'BODY_TOO_LARGE'],
    ];
    for (const [blob_id, payload, status, reason] of cases) {
      const answer = await send({ blob_id, deletable_blob_object: blobObjectId }, payload);
      assert.deepEqual([answer.statusCode, reasonOf(answer)], [status, reason], answer.body);
    }
    assert.equal(encoded.mock.calls.length, 0);
    const answer = await send(
      { blob_id: registered.blobId, deletable_blob_object: blobObjectId },
      registered.bytes,
    );
    assert.equal(answer.statusCode, 200, answer.body);
  });

  test('a payment is good for eight uploads that fail, also through restarts of the relay', async () => {
    const usedFolder = join(inject('temporaryFolder'), 'failing');
    const tip = { address, kind: { constant: 105n } };
    const open = () => on.open({ relay: { client, tip, usedFolder } });
    // It is for other bytes than those of the blob, which is found out when they are encoded.
    const by = await registerAndPay({
      size: 700,
      mark: (_digest, nonce, size) => {
        const length = Buffer.alloc(8);
        length.writeBigUInt64LE(BigInt(size));
        return Buffer.concat([createHash('sha256').update(bytes).digest(), nonce, length]);
      },
    });
    encoded.mockClear();
    let relay = await open();
    for (let time = 1; time <= 10; time++) {
      const answer = await upload(relay, by, bytes);
      const expected = time <= 8 ? [400, 'BLOB_ID_MISMATCH'] : [401, 'PAYMENT_USED'];
      assert.deepEqual([answer.statusCode, reasonOf(answer)], expected, answer.body);
      if (time % 3 !== 0) continue;
      await relay.close();
      relay = await open();
    }
    assert.equal(encoded.mock.calls.length, 8);
  });

  test('nor when the registration has ended', async () => {
    const by = await registerAndPay({ amount: 0n });
    await on.network.nextEpoch();
    encoded.mockClear();
    const answer = await send({ blob_id: by.blobId, deletable_blob_object: by.blobObjectId }, by.bytes);
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [400, 'BLOB_NOT_REGISTERED'], answer.body);
    assert.match(answer.json().error.message, /has ended with epoch/);
    assert.equal(encoded.mock.calls.length, 0);
  });
});

test('a payment that the full node does not know yet, or has in no checkpoint, is waited for', async () => {
  const by = await registerAndPay();
  const late = new SuiGrpcClient({ network: 'testnet', transport: on.network.devnet.transport });
  const { ledgerService } = late;
  const answerTo = ledgerService.getTransaction.bind(ledgerService);
  const looks = vi.spyOn(ledgerService, 'getTransaction');
  const missing = Promise.reject(Object.assign(new Error('not here'), { code: 'NOT_FOUND' }));
  missing.catch(() => undefined);
  looks.mockReturnValueOnce({ response: missing } as never);
  looks.mockImplementationOnce((request) => {
    const call = answerTo(request);
    const response = call.response.then(({ transaction }) => ({
      transaction: { ...transaction, timestamp: undefined },
    }));
    return { ...call, response } as never;
  });
  // Pauses are over at once.
  const timers: Timers = { ...systemTimers, after: (_ms, callback) => systemTimers.after(0, callback) };
  const tip = { address, kind: { constant: 105n } };
  const patient = await on.open({ relay: { client: late, tip }, timers });
  assert.equal((await upload(patient, by)).statusCode, 200);
  assert.equal(looks.mock.calls.length, 3);
});

test.each([
  ['', 'MALFORMED_REQUEST'],
  ['blob_id=x', 'INVALID_BLOB_ID'],
  ['blob_id=ID&blob_id=ID', 'MALFORMED_REQUEST'],
  ['blob_id=ID', 'MISSING_TX_ID_OR_NONCE'],
  ['blob_id=ID&tx_id=0x12', 'MALFORMED_REQUEST'],
  ['blob_id=ID&nonce=short', 'MALFORMED_REQUEST'],
  ['blob_id=ID&deletable_blob_object=12', 'MALFORMED_REQUEST'],
  ['blob_id=ID&encoding_type=RedStuff', 'MALFORMED_REQUEST'],
  ['blob_id=ID&more=1', 'MALFORMED_REQUEST'],
])('an upload with the query "%s" is refused: %s', async (query, reason) => {
  const url = `/v1/blob-upload-relay?${query.replaceAll('ID', blobIdToString(new Uint8Array(32)))}`;
  const answer = await paid.inject({ method: 'POST', url, payload: 'bytes' });
  assert.deepEqual([answer.statusCode, reasonOf(answer)], [400, reason]);
});

test('a relay does not open with a tip that nobody can pay', async () => {
  for (const tip of [
    { address: 'me', kind: { constant: 1n } },
    { address, kind: { constant: -1n } },
    { address, kind: { base: 0n, perEncodedKib: 1n << 60n } },
  ])
    await assert.rejects(on.open({ relay: { client, tip } }), { code: 'INVALID_ARGUMENT' });
});
