/** Storing over HTTP: answers as those of a Walrus publisher, nothing paid twice, strangers kept out. */
import assert from 'node:assert/strict';
import { once } from 'node:events';
import { connect } from 'node:net';
import { join } from 'node:path';
import { Ed25519Keypair } from '@mysten/sui/keypairs/ed25519';
import { SignJWT, generateKeyPair, exportSPKI } from 'jose';
import { afterAll, beforeAll, describe, inject, test, vi } from 'vitest';
import type { Gateway, JwtAlgorithm } from '@haulout/gateway';
import { seededBytes } from '../../support/bytes.js';
import { frostOf } from '../../support/official-client.js';
import { databaseIn } from '../../../node/src/store/level-database.js';
import { openGatewayNetwork, type GatewayNetwork } from './gateway-network.js';

let on: GatewayNetwork;
let gateway: Gateway;

beforeAll(async () => {
  on = await openGatewayNetwork();
  const publisher = { signers: [on.network.wallet], maxBytes: 50_000, maxQuiltBytes: 20_000, maxEpochs: 3 };
  gateway = await on.open({ aggregator: {}, publisher });
});
afterAll(() => on?.stop());

type Answer = Awaited<ReturnType<Gateway['inject']>>;
const put = (query: string, body: Uint8Array, headers: Record<string, string> = {}) =>
  gateway.inject({ method: 'PUT', url: `/v1/blobs${query}`, payload: Buffer.from(body), headers });
const reasonOf = (answer: Answer): string => answer.json().error.details[0].reason;
const balance = () => frostOf(on.network, on.network.wallet.toSuiAddress());
/** FROST that something takes of the publisher. */
const paidFor = async (task: () => Promise<unknown>): Promise<bigint> => {
  const before = await balance();
  await task();
  return before - (await balance());
};

describe('a blob that is put', () => {
  test('is stored, deletable unless said otherwise, and answered in the fields of Walrus', async () => {
    const body = seededBytes(2_000, 1);
    const answer = await put('?epochs=2', body);
    assert.equal(answer.statusCode, 200);
    const { newlyCreated } = answer.json();
    const { blobObject } = newlyCreated;
    const { epoch } = await on.network.client.haulout.systemState();
    const { encodedBytes, total } = await on.network.client.haulout.storageCost({ bytes: 2_000, epochs: 2 });
    assert.deepEqual(newlyCreated, {
      blobObject: {
        id: blobObject.id,
        registeredEpoch: epoch,
        blobId: blobObject.blobId,
        size: 2_000,
        encodingType: 'RS2',
        certifiedEpoch: epoch,
        storage: {
          id: blobObject.storage.id,
          startEpoch: epoch,
          endEpoch: epoch + 2,
          storageSize: encodedBytes,
        },
        deletable: true,
      },
      resourceOperation: { registerFromScratch: { encodedLength: encodedBytes, epochsAhead: 2 } },
      cost: Number(total),
    });
    const read = await gateway.inject(`/v1/blobs/${blobObject.blobId}`);
    assert.deepEqual(new Uint8Array(read.rawPayload), body);
    const byObject = await gateway.inject(`/v1/blobs/by-object-id/${blobObject.id}`);
    assert.deepEqual(new Uint8Array(byObject.rawPayload), body);
  });

  test('is not paid again when it is permanent and lasts long enough; by force it is', async () => {
    const body = seededBytes(1_000, 2);
    const first = (await put('?permanent=true&epochs=2', body)).json().newlyCreated;
    let again: Answer | undefined;
    assert.equal(await paidFor(async () => (again = await put('?permanent=true&epochs=2', body))), 0n);
    const { alreadyCertified } = again!.json();
    assert.equal(alreadyCertified.blobId, first.blobObject.blobId);
    assert.equal(alreadyCertified.endEpoch, first.blobObject.storage.endEpoch);
    const { txDigest, eventSeq } = alreadyCertified.event;
    const { Transaction } = await on.network.client.core.getTransaction({
      digest: txDigest,
      include: { events: true },
    });
    assert.match(Transaction!.events![Number(eventSeq)]!.eventType, /::BlobCertified$/);
    for (const query of ['?permanent=true&epochs=3', '?permanent=true&epochs=2&force=true'])
      assert.ok((await put(query, body)).json().newlyCreated, query);
  });

  test('is paid once when it is put several times at once', async () => {
    const body = seededBytes(1_000, 3);
    const { total } = await on.network.client.haulout.storageCost({ bytes: 1_000, epochs: 1 });
    let answers: Answer[] = [];
    const cost = await paidFor(async () => {
      answers = await Promise.all([1, 2, 3].map(() => put('?permanent=true', body)));
    });
    assert.equal(cost, total);
    const kinds = answers.map((answer) => Object.keys(answer.json())[0]);
    assert.deepEqual(kinds.toSorted(), ['alreadyCertified', 'alreadyCertified', 'newlyCreated']);
  });

  test('goes on with what an interrupted upload has paid for', async () => {
    const body = seededBytes(1_000, 4);
    const { nodes } = on.network;
    await Promise.all(nodes.map((node) => node.setFault({ kind: 'refusing' })));
    const failed = await put('', body);
    assert.deepEqual([failed.statusCode, reasonOf(failed)], [504, 'INSUFFICIENT_CONFIRMATIONS']);
    await Promise.all(nodes.map((node) => node.setFault(undefined)));
    let answer: Answer | undefined;
    assert.equal(await paidFor(async () => (answer = await put('', body))), 0n);
    assert.ok(answer!.json().newlyCreated.resourceOperation.reuseRegistration);
  });

  test('goes on with it also after a restart; what was not interrupted costs no look at all that is owned', async () => {
    const body = Buffer.from(seededBytes(1_000, 14));
    const { nodes, wallet } = on.network;
    const upload = (to: Gateway) => to.inject({ method: 'PUT', url: '/v1/blobs', payload: body });
    await Promise.all(nodes.map((node) => node.setFault({ kind: 'refusing' })));
    assert.equal((await upload(gateway)).statusCode, 504);
    await Promise.all(nodes.map((node) => node.setFault(undefined)));
    const restarted = await on.open({ publisher: { signers: [wallet] } });
    let answer: Answer | undefined;
    assert.equal(await paidFor(async () => (answer = await upload(restarted))), 0n);
    assert.ok(answer!.json().newlyCreated.resourceOperation.reuseRegistration);

    const listed = vi.spyOn(on.network.client.core, 'listOwnedObjects');
    try {
      const again = await on.open({ publisher: { signers: [wallet] } });
      const looks = () => listed.mock.calls.filter(([{ type }]) => type?.endsWith('::blob::Blob')).length;
      assert.equal((await upload(again)).statusCode, 200);
      const first = looks();
      assert.ok(first > 0);
      assert.equal((await upload(again)).statusCode, 200);
      assert.equal(looks(), first);
    } finally {
      listed.mockRestore();
    }
  });

  test('is sent to whom the query says, or shared', async () => {
    const to = new Ed25519Keypair().toSuiAddress();
    const sent = await put(`?send_object_to=${to}`, seededBytes(500, 5));
    const { id: objectId } = sent.json().newlyCreated.blobObject;
    const { object } = await on.network.client.core.getObject({ objectId });
    assert.equal(object.owner.$kind === 'AddressOwner' && object.owner.AddressOwner, to);

    const shared = (await put('?share=true', seededBytes(500, 6))).json().newlyCreated;
    const sharedBlobId: string = shared.sharedBlobObject;
    const { blobId } = await on.network.client.haulout.sharedBlobs.get({ sharedBlobId });
    assert.equal(blobId, shared.blobObject.blobId);
  });

  test('is not paid again when sharing it alone has failed', async () => {
    const body = seededBytes(500, 16);
    const { sharedBlobs } = on.network.client.haulout;
    const fails = vi.spyOn(sharedBlobs, 'share').mockRejectedValueOnce(new Error('the chain is away'));
    assert.equal((await put('?share=true', body)).statusCode, 500);
    fails.mockRestore();
    let answer: Answer | undefined;
    assert.equal(await paidFor(async () => (answer = await put('?share=true', body))), 0n);
    const { blobObject, sharedBlobObject } = answer!.json().newlyCreated;
    const { blobId } = await sharedBlobs.get({ sharedBlobId: sharedBlobObject });
    assert.equal(blobId, blobObject.blobId);
  });

  test('takes what the publisher owns where the query says so', async () => {
    const body = seededBytes(700, 7);
    const first = (await put('', body)).json().newlyCreated.blobObject;
    const same = (await put('?reuse_resources=true', body)).json();
    assert.equal(same.alreadyCertified.object, first.id);
    const longer = (await put('?reuse_resources=true&epochs=3', body)).json().newlyCreated;
    assert.equal(longer.blobObject.id, first.id);
    assert.equal(longer.resourceOperation.reuseAndExtend.epochsExtended, 2);
  });

  test('stays stored when the publisher burns what nobody wants to have', async () => {
    const burning = await on.open({
      aggregator: {},
      publisher: { signers: [on.network.wallet], burnAfterStore: true },
    });
    const to = new Ed25519Keypair().toSuiAddress();
    const put = async (query: string, seed: number) => {
      const payload = Buffer.from(seededBytes(500, seed));
      const answer = await burning.inject({ method: 'PUT', url: `/v1/blobs${query}`, payload });
      return answer.json().newlyCreated.blobObject as { readonly id: string; readonly blobId: string };
    };
    const burned = await put('', 31);
    await assert.rejects(on.network.client.core.getObject({ objectId: burned.id }));
    assert.equal((await burning.inject(`/v1/blobs/${burned.blobId}`)).statusCode, 200);
    const { id: objectId } = await put(`?send_object_to=${to}`, 32);
    const { object } = await on.network.client.core.getObject({ objectId });
    assert.equal(object.owner.$kind === 'AddressOwner' && object.owner.AddressOwner, to);
  });

  test('may be empty', async () => {
    const { blobObject } = (await put('', new Uint8Array())).json().newlyCreated;
    assert.equal(blobObject.size, 0);
    assert.equal((await gateway.inject(`/v1/blobs/${blobObject.blobId}`)).rawPayload.length, 0);
  });
});

/** A form with fields by name; what is text has no file name, as that of `curl -F name=text`. */
function form(fields: readonly (readonly [name: string, content: string | Uint8Array])[]) {
  const chunks = fields.flatMap(([name, content]) => {
    const file = typeof content === 'string' ? '' : `; filename="${name}"\r\ncontent-type: text/html`;
    const head = `--edge\r\ncontent-disposition: form-data; name="${name}"${file}\r\n\r\n`;
    return [Buffer.from(head), Buffer.from(content), Buffer.from('\r\n')];
  });
  return Buffer.concat([...chunks, Buffer.from('--edge--\r\n')]);
}
const putForm = (payload: Buffer, query = '', type = 'multipart/form-data; boundary=edge') =>
  gateway.inject({ method: 'PUT', url: `/v1/quilts${query}`, payload, headers: { 'content-type': type } });

describe('files that are put', () => {
  test('are a quilt, each under the name of its field, with its tags', async () => {
    const image = seededBytes(3_000, 8);
    const metadata = [{ identifier: 'b.bin', tags: { 'content-type': 'image/png', pages: 3 } }];
    const answer = await putForm(
      form([
        ['b.bin', image],
        ['a.txt', 'some text'],
        ['_metadata', JSON.stringify(metadata)],
      ]),
    );
    assert.equal(answer.statusCode, 200, answer.body);
    const { blobStoreResult, storedQuiltBlobs } = answer.json();
    assert.equal(storedQuiltBlobs.length, 2);
    const { blobId } = blobStoreResult.newlyCreated.blobObject;
    const text = await gateway.inject(`/v1/blobs/by-quilt-id/${blobId}/a.txt`);
    assert.equal(text.body, 'some text');
    const { quiltPatchId } = storedQuiltBlobs.find(
      (one: { identifier: string }) => one.identifier === 'b.bin',
    );
    const read = await gateway.inject(`/v1/blobs/by-quilt-patch-id/${quiltPatchId}`);
    assert.deepEqual(new Uint8Array(read.rawPayload), image);
    assert.equal(read.headers['content-type'], 'image/png');
    const patches = (await gateway.inject(`/v1/quilts/${blobId}/patches`)).json();
    const { id: blobObjectId } = blobStoreResult.newlyCreated.blobObject;
    const attributes = await on.network.client.haulout.blobs.attributes({ blobObjectId });
    assert.deepEqual([...attributes], [['_walrusBlobType', 'quilt']]);
    assert.deepEqual(patches[1].tags, { 'content-type': 'image/png', pages: '3' });
  });

  test('are known when the network has them as they are', async () => {
    const files = form([['only', 'once']]);
    const first = (await putForm(files, '?permanent=true')).json();
    const again = (await putForm(files, '?permanent=true')).json();
    assert.ok(again.blobStoreResult.alreadyCertified);
    assert.deepEqual(again.storedQuiltBlobs, first.storedQuiltBlobs);
  });

  test('are refused where the form is none, or means two things', async () => {
    const cases: [Buffer, number, string?][] = [
      [Buffer.from('nothing'), 400],
      [form([]), 400],
      [form([['_metadata', '[]']]), 400],
      [
        form([
          ['a', '1'],
          ['a', '2'],
        ]),
        400,
      ],
      [
        form([
          ['a', '1'],
          ['_metadata', '{'],
        ]),
        400,
      ],
      [
        form([
          ['a', '1'],
          ['_metadata', '{}'],
        ]),
        400,
      ],
      [
        form([
          ['a', '1'],
          ['_metadata', '[null]'],
        ]),
        400,
      ],
      [
        form([
          ['a', '1'],
          ['_metadata', '[{"identifier":"a","tags":[1]}]'],
        ]),
        400,
      ],
      [
        form([
          ['a', '1'],
          ['_metadata', '[{"identifier":"b"}]'],
        ]),
        400,
      ],
      [
        form([
          ['a', '1'],
          ['_metadata', '[{"identifier":"a"},{"identifier":"a"}]'],
        ]),
        400,
      ],
      [form([['_hidden', '1']]), 400],
      [form([['', '1']]), 400],
      [form([['a', new Uint8Array(20_001)]]), 413],
      [
        form([
          ['a', new Uint8Array(15_000)],
          ['b', new Uint8Array(15_000)],
        ]),
        413,
      ],
      [form(Array.from({ length: 701 }, (_, at) => [`f${at}`, 'x'] as const)), 413],
      [form([['a', '1']]).subarray(0, 40), 400],
      [form([['a', '1']]), 400, 'multipart/form-data'],
      [form([['a', '1']]), 400, 'application/json'],
    ];
    const cost = await paidFor(async () => {
      for (const [at, [payload, status, type]] of cases.entries()) {
        const answer = await putForm(payload, '', type);
        assert.equal(answer.statusCode, status, `${at}: ${answer.body}`);
        assert.ok(reasonOf(answer));
      }
    });
    assert.equal(cost, 0n);
  });
});

describe('what is not stored costs nothing', () => {
  test.each([
    ['?epochs=0', 400, 'MALFORMED_REQUEST'],
    ['?epochs=-1', 400, 'MALFORMED_REQUEST'],
    ['?epochs=1.5', 400, 'MALFORMED_REQUEST'],
    ['?epochs=4', 400, 'MALFORMED_REQUEST'],
    ['?epochs=1&epochs=2', 400, 'MALFORMED_REQUEST'],
    ['?permanent=1', 400, 'MALFORMED_REQUEST'],
    ['?permanent=true&deletable=true', 400, 'INVALID_BLOB_PERSISTENCE'],
    ['?send_object_to=me', 400, 'MALFORMED_REQUEST'],
    ['?send_object_to=0x1&share=true', 400, 'MALFORMED_REQUEST'],
    ['?encoding_type=RedStuff', 400, 'MALFORMED_REQUEST'],
    ['?quilt_version=V2', 400, 'MALFORMED_REQUEST'],
    ['?__proto__=1', 400, 'MALFORMED_REQUEST'],
    ['?owner=0x1', 400, 'MALFORMED_REQUEST'],
  ])('%s: %d %s', async (query, status, reason) => {
    const answer = await put(query, seededBytes(10, 1));
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [status, reason], answer.body);
  });

  test('a body that is too large, by its announcement or by its bytes', async () => {
    assert.equal(reasonOf(await put('', new Uint8Array(50_001))), 'BODY_TOO_LARGE');
    const { port } = await gateway.listen();
    const answerTo = async (request: string): Promise<string> => {
      const socket = connect(port, '127.0.0.1');
      socket.write(request);
      const [first] = (await once(socket, 'data')) as [Buffer];
      socket.destroy();
      return first.toString('latin1');
    };
    const head = 'PUT /v1/blobs HTTP/1.1\r\nhost: gateway\r\n';
    assert.match(await answerTo(`${head}content-length: 99999999999999\r\n\r\n`), /^HTTP\/1\.1 413 /);
    const chunk = `10000\r\n${'a'.repeat(65_536)}\r\n`;
    assert.match(await answerTo(`${head}transfer-encoding: chunked\r\n\r\n${chunk}`), /^HTTP\/1\.1 413 /);
    assert.match(await answerTo(`${head}content-length: 5\r\ncontent-length: 6\r\n\r\n`), /^HTTP\/1\.1 400 /);
  });

  test('a client that goes before its body is there is stored for nothing, and its place is free', async () => {
    const one = await on.open({ publisher: { signers: [on.network.wallet], mostAtOnce: 1 } });
    const { port } = await one.listen();
    const inUse = async (): Promise<string> =>
      /^haulout_gateway_publisher_under_way (\d+)$/m.exec((await one.inject('/metrics')).body)![1]!;
    const cost = await paidFor(async () => {
      const socket = connect(port, '127.0.0.1');
      socket.write('PUT /v1/blobs HTTP/1.1\r\nhost: gateway\r\ncontent-length: 10\r\n\r\nhalf');
      while ((await inUse()) !== '1') await new Promise(setImmediate);
      const busy = await one.inject({ method: 'PUT', url: '/v1/blobs', payload: 'other' });
      assert.deepEqual([busy.statusCode, reasonOf(busy)], [503, 'TOO_MANY_REQUESTS']);
      socket.destroy();
      while ((await inUse()) !== '0') await new Promise(setImmediate);
    });
    assert.equal(cost, 0n);
  });

  test('a key without WAL says that the publisher cannot pay', async () => {
    const poor = await on.open({ publisher: { signers: [new Ed25519Keypair()] } });
    const answer = await poor.inject({ method: 'PUT', url: '/v1/blobs', payload: 'x' });
    assert.deepEqual([answer.statusCode, reasonOf(answer)], [503, 'INSUFFICIENT_FUNDS']);
  });
});

describe('a private publisher', () => {
  const secret = 'a secret of more than thirty-two bytes';
  const key = new TextEncoder().encode(secret);
  const NOW = Date.UTC(2026, 0, 1);
  const exp = NOW / 1000 + 60;
  let closed: Gateway;
  let next = 0;
  beforeAll(async () => {
    const tokens = { key: secret };
    closed = await on.open({ publisher: { signers: [on.network.wallet], tokens, now: () => NOW } });
  });

  const token = (claims: object, { alg = 'HS256', by = key }: { alg?: string; by?: Uint8Array } = {}) =>
    new SignJWT({ exp, jti: `token ${next++}`, ...claims }).setProtectedHeader({ alg }).sign(by);
  const upload = (authorization: string | undefined, query = '', body = 'four') =>
    closed.inject({
      method: 'PUT',
      url: `/v1/blobs${query}`,
      payload: body,
      headers: authorization === undefined ? {} : { authorization },
    });
  const bearer = async (claims: object) => `Bearer ${await token(claims)}`;

  test('stores for a token once', async () => {
    const owner = `0x${'12'.repeat(32)}`;
    const authorization = await bearer({ epochs: 1, size: 4, send_object_to: owner });
    const query = `?epochs=1&send_object_to=${owner}`;
    assert.equal((await upload(authorization, query)).statusCode, 200);
    const again = await upload(authorization, query);
    assert.deepEqual([again.statusCode, reasonOf(again)], [429, 'TOKEN_ALREADY_USED']);
    const both = await bearer({});
    const answers = await Promise.all([upload(both, '', 'one'), upload(both, '', 'two')]);
    assert.deepEqual(answers.map(({ statusCode }) => statusCode).toSorted(), [200, 429]);
  });

  test('keeps a token good that was refused for what it was used with', async () => {
    const authorization = await bearer({ max_size: 10 });
    assert.equal(reasonOf(await upload(authorization, '', 'more than ten bytes')), 'INVALID_SIZE');
    assert.equal((await upload(authorization, '', 'less')).statusCode, 200);
  });

  test('refuses what the token is not for', async () => {
    const cases: [object, string, string][] = [
      [{ epochs: 2 }, '', 'INVALID_EPOCHS'],
      [{ max_epochs: 2 }, '?epochs=3', 'INVALID_EPOCHS'],
      [{ size: 5 }, '', 'INVALID_SIZE'],
      [{ max_size: 3 }, '', 'INVALID_SIZE'],
      [{ send_object_to: '0x1' }, '', 'INVALID_SEND_OBJECT_TO'],
      [{ send_object_to: '0x1' }, '?send_object_to=0x2', 'INVALID_SEND_OBJECT_TO'],
      [{ size: 4, max_size: 4 }, '', 'INCONSISTENT_TOKEN'],
      [{ epochs: 1, max_epochs: 1 }, '', 'INCONSISTENT_TOKEN'],
      [{ epochs: 'two' }, '', 'INVALID_TOKEN'],
      [{ max_size: -1 }, '', 'INVALID_TOKEN'],
      [{ jti: '' }, '', 'INVALID_TOKEN'],
      [{ jti: 'x'.repeat(300) }, '', 'INVALID_TOKEN'],
      [{ exp: undefined }, '', 'INVALID_TOKEN'],
      [{ exp: NOW / 1000 - 1 }, '', 'EXPIRED_SIGNATURE'],
      [{ nbf: exp }, '', 'INVALID_TOKEN'],
    ];
    const cost = await paidFor(async () => {
      for (const [claims, query, reason] of cases)
        assert.equal(reasonOf(await upload(await bearer(claims), query)), reason, JSON.stringify(claims));
    });
    assert.equal(cost, 0n);
  });

  test('refuses tokens that are none, or that somebody else has signed, or nobody', async () => {
    const part = (value: object) => Buffer.from(JSON.stringify(value)).toString('base64url');
    const claims = { exp, jti: 'mine' };
    const other = new TextEncoder().encode('another secret of more than 32 bytes');
    const cases: [string | undefined, string][] = [
      [undefined, 'MISSING_TOKEN'],
      ['Basic eDp5', 'MISSING_TOKEN'],
      ['Bearer', 'MISSING_TOKEN'],
      [`Bearer ${'a'.repeat(5000)}.a.a`, 'MISSING_TOKEN'],
      ['Bearer a.b.c', 'INVALID_TOKEN'],
      [`Bearer ${part({ alg: 'none' })}.${part(claims)}.`, 'INVALID_SIGNATURE'],
      [`Bearer ${await token(claims, { by: other })}`, 'INVALID_SIGNATURE'],
      [`Bearer ${await token(claims, { alg: 'HS512' })}`, 'INVALID_SIGNATURE'],
    ];
    for (const [authorization, reason] of cases)
      assert.equal(reasonOf(await upload(authorization)), reason, authorization);
  });

  test('with a public key takes no token that was made with it as a secret', async () => {
    const { publicKey, privateKey } = await generateKeyPair('ES256');
    const pem = await exportSPKI(publicKey);
    const tokens = { key: pem, algorithm: 'ES256', lifetimeSeconds: 60 } as const;
    const open = await on.open({ publisher: { signers: [on.network.wallet], tokens, now: () => NOW } });
    const send = async (authorization: string) =>
      open.inject({ method: 'PUT', url: '/v1/blobs', payload: 'x', headers: { authorization } });
    const signed = (claims: object) =>
      new SignJWT({ exp, jti: `es ${next++}`, ...claims })
        .setProtectedHeader({ alg: 'ES256' })
        .sign(privateKey);
    assert.equal((await send(`Bearer ${await signed({ iat: exp - 60 })}`)).statusCode, 200);
    assert.equal(reasonOf(await send(`Bearer ${await signed({})}`)), 'INVALID_EXPIRATION');
    assert.equal(reasonOf(await send(`Bearer ${await signed({ iat: exp - 61 })}`)), 'INVALID_EXPIRATION');
    const confused = await token({ iat: exp - 60 }, { by: new TextEncoder().encode(pem) });
    assert.equal(reasonOf(await send(`Bearer ${confused}`)), 'INVALID_SIGNATURE');
  });

  test('knows after a restart which tokens were used, and keeps no longer what has expired', async () => {
    const usedFolder = join(inject('temporaryFolder'), 'used-tokens');
    let time = NOW;
    let last: Gateway | undefined;
    const restarted = async () => {
      await last?.close();
      const tokens = { key: secret, usedFolder };
      last = await on.open({ publisher: { signers: [on.network.wallet], tokens, now: () => time } });
      return last;
    };
    const send = async (to: Gateway, authorization: string) =>
      (await to.inject({ method: 'PUT', url: '/v1/blobs', payload: 'x', headers: { authorization } }))
        .statusCode;
    const [one, two] = [await bearer({ jti: 'a "name"\n' }), await bearer({})];
    assert.equal(await send(await restarted(), one), 200);
    const again = await restarted();
    assert.equal(await send(again, one), 429);
    assert.equal(await send(again, two), 200);
    time += 120_000;
    await restarted();
    await last!.close();
    const level = databaseIn(usedFolder);
    await level.open();
    for await (const [key] of level.iterator({ lt: '\uffff' })) assert.fail(`${key} is there still`);
    const other = { type: 'put', key: '"a token"', value: Buffer.from('something else') } as const;
    await level.batch([other], { sync: true });
    await assert.rejects(restarted(), { code: 'INVALID_ARGUMENT', message: /another process/ });
    await level.close();
    await assert.rejects(restarted(), { code: 'INVALID_ARGUMENT' });
  });

  test('does not open with a key that is none', async () => {
    const none = 'none' as JwtAlgorithm;
    for (const tokens of [
      { key: 'short' },
      { key: 'no PEM', algorithm: 'ES256' } as const,
      { key: secret, algorithm: none },
    ])
      await assert.rejects(on.open({ publisher: { signers: [on.network.wallet], tokens } }), {
        code: 'INVALID_ARGUMENT',
      });
  });
});

test('several keys pay side by side, and the same bytes always by the same key', async () => {
  const signers = [on.network.wallet, new Ed25519Keypair()];
  const several = await on.open({ publisher: { signers } });
  const put = async (at: number) => {
    const answer = await several.inject({ method: 'PUT', url: '/v1/blobs', payload: `bytes ${at}` });
    return answer.statusCode;
  };
  const first = await Promise.all(Array.from({ length: 6 }, (_, at) => put(at)));
  assert.deepEqual(new Set(first), new Set([200, 503]));
  for (const [at, status] of first.entries()) assert.equal(await put(at), status);
});
