import assert from 'node:assert/strict';
import { test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import fc from 'fast-check';
import {
  blobCertificateMessage,
  checkMessage,
  invalidBlobIdMessage,
  parseMessage,
  proofOfPossessionMessage,
  serializeMessage,
  type Message,
} from '@haulout/sdk/certificate';
import { isHauloutError } from '@haulout/sdk/client';
import { BLOB_ID, code, EPOCH, MESSAGE, SEED } from '../../support/signed.js';

const id = fc
  .uint8Array({ minLength: 32, maxLength: 32 })
  .map((bytes) => `0x${Buffer.from(bytes).toString('hex')}`);
const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const epoch = fc.nat(0xffffffff);
const u64 = fc.bigInt(0n, (1n << 64n) - 1n);
const persistence = fc.oneof(
  fc.constant({ kind: 'permanent' as const }),
  id.map((objectId) => ({ kind: 'deletable' as const, objectId })),
);
/** Plain objects, comparable to parsed ones. */
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true });
const is = <T extends string>(type: T) => fc.constant(type);
const anyMessage: fc.Arbitrary<Message> = fc.oneof(
  record({ type: is('proofOfPossession'), epoch, address: id, publicKey: bytes(48) }),
  record({ type: is('blobCertificate'), epoch, blobId: bytes(32), persistence }),
  record({ type: is('invalidBlobId'), epoch, blobId: bytes(32) }),
  record({
    type: is('syncShard'),
    epoch,
    shardIndex: fc.nat(65535),
    axis: fc.constantFrom('primary' as const, 'secondary' as const),
    startingBlobId: bytes(32),
    sliverCount: u64,
    untilEpoch: epoch,
  }),
  record({ type: is('denyListUpdate'), epoch, nodeId: id, sequence: u64, size: u64, root: bytes(32) }),
  record({ type: is('denyListBlobDeleted'), epoch, blobId: bytes(32) }),
  record({ type: is('protocolVersion'), epoch, startEpoch: epoch, version: u64 }),
);

/** The layouts once more, in the words of BCS: an oracle for the bytes. */
const Oracle = {
  proofOfPossession: bcs.struct('', { address: bcs.Address, publicKey: bcs.bytes(48) }),
  blobCertificate: bcs.struct('', {
    blobId: bcs.bytes(32),
    persistence: bcs.enum('', { permanent: null, deletable: bcs.Address }),
  }),
  invalidBlobId: bcs.struct('', { blobId: bcs.bytes(32) }),
  syncShard: bcs.struct('', {
    request: bcs.enum('', {
      V1: bcs.struct('', {
        shardIndex: bcs.u16(),
        axis: bcs.enum('', { primary: null, secondary: null }),
        startingBlobId: bcs.bytes(32),
        sliverCount: bcs.u64(),
        untilEpoch: bcs.u32(),
      }),
    }),
  }),
  denyListUpdate: bcs.struct('', {
    nodeId: bcs.Address,
    sequence: bcs.u64(),
    size: bcs.u64(),
    root: bcs.bytes(32),
  }),
  denyListBlobDeleted: bcs.struct('', { blobId: bcs.bytes(32) }),
  protocolVersion: bcs.struct('', { startEpoch: bcs.u32(), version: bcs.u64() }),
};

function oracle(message: Message): Uint8Array {
  const type = Object.keys(Oracle).indexOf(message.type);
  const head = [type, 0, 3, ...bcs.u32().serialize(message.epoch).toBytes()];
  const tail = (() => {
    switch (message.type) {
      case 'blobCertificate':
        return Oracle.blobCertificate.serialize({
          blobId: message.blobId,
          persistence:
            message.persistence.kind === 'permanent'
              ? { permanent: true }
              : { deletable: message.persistence.objectId },
        });
      case 'syncShard':
        return Oracle.syncShard.serialize({
          request: {
            V1: { ...message, axis: message.axis === 'primary' ? { primary: true } : { secondary: true } },
          },
        });
      default:
        return Oracle[message.type].serialize(message as never);
    }
  })();
  return Uint8Array.from([...head, ...tail.toBytes()]);
}

test('the bytes of every message are its BCS behind intent, app and epoch', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      assert.deepEqual(serializeMessage(message), oracle(message));
      assert.deepEqual(parseMessage(serializeMessage(message)), message);
      checkMessage(serializeMessage(message), message);
    }),
    { seed: SEED, numRuns: 300 },
  );
});

test('a blob certificate is 40 bytes for a permanent blob, 72 for a deletable one', () => {
  const permanent = blobCertificateMessage({
    epoch: 258,
    blobId: BLOB_ID,
    persistence: { kind: 'permanent' },
  });
  assert.deepEqual(permanent, Uint8Array.from([1, 0, 3, 2, 1, 0, 0, ...BLOB_ID, 0]));
  const deletable = blobCertificateMessage({
    epoch: 258,
    blobId: BLOB_ID,
    persistence: { kind: 'deletable', objectId: '0x0102' },
  });
  const object = [...new Uint8Array(30), 1, 2];
  assert.deepEqual(deletable, Uint8Array.from([1, 0, 3, 2, 1, 0, 0, ...BLOB_ID, 1, ...object]));
});

test('a proof of possession is 87 bytes', () => {
  const message = proofOfPossessionMessage({
    epoch: 0,
    address: '0x2a',
    publicKey: new Uint8Array(48).fill(9),
  });
  assert.deepEqual(
    message,
    Uint8Array.from([0, 0, 3, 0, 0, 0, 0, ...new Uint8Array(31), 42, ...new Uint8Array(48).fill(9)]),
  );
});

test('every strict prefix of a message is refused as truncated, every longer one as padded', () => {
  fc.assert(
    fc.property(
      anyMessage,
      fc.nat(1000),
      fc.uint8Array({ minLength: 1, maxLength: 8 }),
      (message, cut, more) => {
        const good = serializeMessage(message);
        const short = good.subarray(0, cut % good.length);
        assert.throws(() => parseMessage(short), code('MESSAGE_TRUNCATED'));
        assert.throws(() => checkMessage(short, message), code('MESSAGE_TRUNCATED'));
        const long = Uint8Array.from([...good, ...more]);
        assert.throws(() => parseMessage(long), code('MESSAGE_PADDED'));
        assert.throws(() => checkMessage(long, message), code('MESSAGE_PADDED'));
      },
    ),
    { seed: SEED, numRuns: 200 },
  );
});

test('what differs from the expected message is named', () => {
  const bytesOf = (change: Partial<typeof MESSAGE>): Uint8Array =>
    serializeMessage({ ...MESSAGE, ...change });
  const patched = (at: number, value: number): Uint8Array => {
    const changed = serializeMessage(MESSAGE);
    changed[at] = value;
    return changed;
  };
  const object = { kind: 'deletable', objectId: '0x5' } as const;
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['WRONG_MESSAGE_TYPE', serializeMessage({ type: 'invalidBlobId', epoch: EPOCH, blobId: BLOB_ID })],
    ['WRONG_MESSAGE_TYPE', patched(0, 200)],
    ['WRONG_INTENT_VERSION', patched(1, 1)],
    ['WRONG_APP_ID', patched(2, 0)],
    ['WRONG_EPOCH', bytesOf({ epoch: EPOCH + 1 })],
    ['WRONG_EPOCH', bytesOf({ epoch: EPOCH - 1 })],
    ['WRONG_BLOB', bytesOf({ blobId: new Uint8Array(32) })],
    ['WRONG_PERSISTENCE', bytesOf({ persistence: object })],
    ['MALFORMED_MESSAGE', patched(39, 2)],
  ];
  for (const [wanted, found] of cases)
    assert.throws(() => checkMessage(found, MESSAGE), code(wanted), wanted);
  const deletable = { ...MESSAGE, persistence: object };
  assert.throws(
    () => checkMessage(bytesOf({ persistence: { kind: 'deletable', objectId: '0x6' } }), deletable),
    code('WRONG_PERSISTENCE'),
  );
  checkMessage(bytesOf({ persistence: { kind: 'deletable', objectId: `0x${'0'.repeat(63)}5` } }), deletable);
  const version = { type: 'protocolVersion', epoch: EPOCH, startEpoch: 9, version: 2n } as const;
  assert.throws(
    () => checkMessage(serializeMessage({ ...version, version: 3n }), version),
    code('WRONG_CONTENT'),
  );
  assert.throws(() => parseMessage(patched(0, 7)), code('UNKNOWN_MESSAGE_TYPE'));
});

test('arbitrary bytes never do anything but parse or be refused with a code', () => {
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), fc.nat(7), (tail, type) => {
      const hostile = Uint8Array.from([type, 0, 3, ...tail]);
      try {
        assert.deepEqual(serializeMessage(parseMessage(hostile)), hostile);
      } catch (error) {
        assert.ok(isHauloutError(error), String(error));
      }
    }),
    { seed: SEED, numRuns: 1000 },
  );
});

test('fields that do not fit their type are refused before anything is signed', () => {
  assert.throws(() => serializeMessage({ ...MESSAGE, epoch: 2 ** 32 }), code('MALFORMED_MESSAGE'));
  assert.throws(() => serializeMessage({ ...MESSAGE, epoch: -1 }), code('MALFORMED_MESSAGE'));
  assert.throws(
    () => serializeMessage({ ...MESSAGE, blobId: new Uint8Array(31) }),
    code('MALFORMED_MESSAGE'),
  );
  assert.throws(
    () => serializeMessage({ ...MESSAGE, persistence: { kind: 'deletable', objectId: '0xzz' } }),
    code('MALFORMED_MESSAGE'),
  );
});

test('the attestation of a badly encoded blob is 39 bytes', () => {
  const message = invalidBlobIdMessage({ epoch: 258, blobId: BLOB_ID });
  assert.deepEqual(message, Uint8Array.from([2, 0, 3, 2, 1, 0, 0, ...BLOB_ID]));
});

test('what was found and what was expected are values of the error', () => {
  const bytes = serializeMessage(MESSAGE);
  const patched = (at: number, value: number) => bytes.map((byte, index) => (index === at ? value : byte));
  const object = { kind: 'deletable', objectId: `0x${'0'.repeat(63)}5` } as const;
  const forObject = { ...MESSAGE, persistence: object };
  const version = { type: 'protocolVersion', epoch: EPOCH, startEpoch: 9, version: 2n } as const;
  const later = { ...version, version: 3n };
  const otherId = new Uint8Array(32);
  const { type, persistence } = MESSAGE;
  const cases: readonly (readonly [Uint8Array, Message, string, object])[] = [
    [patched(0, 2), MESSAGE, 'WRONG_MESSAGE_TYPE', { type: 'invalidBlobId', expected: type }],
    [patched(0, 200), MESSAGE, 'WRONG_MESSAGE_TYPE', { type: 200, expected: type }],
    [patched(1, 1), MESSAGE, 'WRONG_INTENT_VERSION', { version: 1 }],
    [patched(2, 4), MESSAGE, 'WRONG_APP_ID', { appId: 4 }],
    [patched(3, 8), MESSAGE, 'WRONG_EPOCH', { epoch: 8, expected: EPOCH }],
    [bytes, { ...MESSAGE, blobId: otherId }, 'WRONG_BLOB', { blobId: BLOB_ID, expected: otherId }],
    [bytes, forObject, 'WRONG_PERSISTENCE', { persistence, expected: object }],
    [patched(39, 2), MESSAGE, 'MALFORMED_MESSAGE', { what: 'persistence', variant: 2 }],
    [serializeMessage(later), version, 'WRONG_CONTENT', { message: later, expected: version }],
  ];
  for (const [found, expected, wanted, values] of cases)
    assert.throws(() => checkMessage(found, expected), { code: wanted, values }, wanted);
  assert.throws(() => parseMessage(patched(0, 7)), { code: 'UNKNOWN_MESSAGE_TYPE', values: { type: 7 } });
  assert.throws(() => checkMessage(bytes, forObject), {
    message: new RegExp(`for a permanent blob, not for the blob object ${object.objectId}`),
  });
});
