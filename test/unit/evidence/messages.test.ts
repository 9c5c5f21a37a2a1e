/** What nodes sign about evidence: bytes, and certificates of any weight. */
import assert from 'node:assert/strict';
import { test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import fc from 'fast-check';
import { parseMessage, serializeMessage, signMessage } from '@haulout/sdk/certificate';
import { isHauloutError } from '@haulout/sdk/client';
import {
  aggregateEvidence,
  CAUSES,
  checkEvidenceMessage,
  DEFAULT_SCHEDULE,
  EVIDENCE_MESSAGE_TYPES,
  parseEvidenceMessage,
  serializeEvidenceMessage,
  verifyEvidence,
  type Cause,
  type EvidenceMessage,
} from '@haulout/sdk/evidence';
import { code, committeeOf, EPOCH, MESSAGE, SEED, type Node } from '../../support/signed.js';

const bytes = (size: number) => fc.uint8Array({ minLength: size, maxLength: size });
const id = bytes(32).map((some) => `0x${Buffer.from(some).toString('hex')}`);
const u32 = fc.nat(0xffffffff);
const u64 = fc.bigInt(0n, (1n << 64n) - 1n);
const record = <T>(model: { [K in keyof T]: fc.Arbitrary<T[K]> }) =>
  fc.record(model, { noNullPrototype: true });
const is = <T extends string>(type: T) => fc.constant(type);
const head = { epoch: u32, evidenceId: id };
const stakePpm = record(
  Object.fromEntries(CAUSES.map((cause) => [cause, u32])) as Record<Cause, fc.Arbitrary<number>>,
);
const anyMessage: fc.Arbitrary<EvidenceMessage> = fc.oneof(
  record({ type: is('ready'), ...head, round: u32, count: u64, bytes: u64, root: bytes(32) }),
  record({
    type: is('passed'),
    ...head,
    round: u32,
    nodes: fc.uniqueArray(fc.nat(255)).map((some) => some.sort((a, b) => a - b)),
  }),
  record({ type: is('refused'), ...head, blobId: bytes(32) }),
  record({ type: is('unrecoverable'), ...head, blobId: bytes(32) }),
  record({
    type: is('schedule'),
    ...head,
    sequence: u64,
    fromEpoch: u32,
    schedule: record({ stakePpm, rebuildCost: u64 }),
  }),
  record({ type: is('revoked'), ...head, blobId: bytes(32), record: u64 }),
);

/** The layouts once more, in the words of BCS: an oracle for the bytes. */
const intent = {
  type: bcs.u8(),
  version: bcs.u8(),
  app: bcs.u8(),
  epoch: bcs.u32(),
  evidenceId: bcs.Address,
};
const Oracle = {
  ready: bcs.struct('', {
    ...intent,
    round: bcs.u32(),
    count: bcs.u64(),
    bytes: bcs.u64(),
    root: bcs.bytes(32),
  }),
  passed: bcs.struct('', { ...intent, round: bcs.u32(), nodes: bcs.u256() }),
  refused: bcs.struct('', { ...intent, blobId: bcs.bytes(32) }),
  unrecoverable: bcs.struct('', { ...intent, blobId: bcs.bytes(32) }),
  schedule: bcs.struct('', {
    ...intent,
    sequence: bcs.u64(),
    fromEpoch: bcs.u32(),
    ...Object.fromEntries(CAUSES.map((cause) => [cause, bcs.u32()])),
    rebuildCost: bcs.u64(),
  }),
  revoked: bcs.struct('', { ...intent, blobId: bcs.bytes(32), record: bcs.u64() }),
};
const NUMBERS = { ready: 64, passed: 65, refused: 67, unrecoverable: 68, schedule: 69, revoked: 70 };
const LENGTHS = { ready: 91, passed: 75, refused: 71, unrecoverable: 71, schedule: 95, revoked: 79 };

function oracle(message: EvidenceMessage): Uint8Array {
  const fields =
    message.type === 'passed'
      ? { ...message, nodes: message.nodes.reduce((bits, node) => bits + 2n ** BigInt(node), 0n) }
      : message.type === 'schedule'
        ? { ...message, ...message.schedule.stakePpm, rebuildCost: message.schedule.rebuildCost }
        : message;
  const all = { ...fields, type: NUMBERS[message.type], version: 0, app: 72 };
  return Oracle[message.type].serialize(all as never).toBytes();
}

test('R16: the bytes of every message are the BCS of a struct with intent, app 72 and evidence id', () => {
  assert.deepEqual(EVIDENCE_MESSAGE_TYPES, NUMBERS);
  fc.assert(
    fc.property(anyMessage, (message) => {
      const serialized = serializeEvidenceMessage(message);
      assert.deepEqual(serialized, oracle(message));
      assert.equal(serialized.length, LENGTHS[message.type]);
      assert.deepEqual(parseEvidenceMessage(serialized), message);
      checkEvidenceMessage(serialized, message);
    }),
    { seed: SEED, numRuns: 400 },
  );
});

test('bytes and messages correspond one to one: any bit flipped is another message, or none', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), (message, pick) => {
      const good = serializeEvidenceMessage(message);
      const bit = pick % (8 * good.length);
      const changed = good.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      assert.throws(() => checkEvidenceMessage(changed, message), isHauloutError);
      let parsed;
      try {
        parsed = parseEvidenceMessage(changed);
      } catch (error) {
        assert.ok(isHauloutError(error));
        return;
      }
      assert.deepEqual(serializeEvidenceMessage(parsed), changed);
    }),
    { seed: SEED, numRuns: 400 },
  );
});

test('bytes of any other length, type, version or app are refused, each for its reason', () => {
  fc.assert(
    fc.property(anyMessage, fc.nat(), (message, pick) => {
      const good = serializeEvidenceMessage(message);
      const cut = good.subarray(0, pick % good.length);
      assert.throws(() => parseEvidenceMessage(cut), code('MESSAGE_TRUNCATED'));
      assert.throws(() => parseEvidenceMessage(Uint8Array.of(...good, 0)), code('MESSAGE_PADDED'));
      const patched = (at: number, byte: number) => good.map((b, i) => (i === at ? byte : b));
      for (const type of [0, 2, 63, 66, 71, 255])
        assert.throws(() => parseEvidenceMessage(patched(0, type)), code('UNKNOWN_MESSAGE_TYPE'));
      assert.throws(() => parseEvidenceMessage(patched(1, 1)), code('WRONG_INTENT_VERSION'));
      assert.throws(() => parseEvidenceMessage(patched(2, 3)), code('WRONG_APP_ID'));
    }),
    { seed: SEED, numRuns: 60 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 120 }), (noise) => {
      assert.throws(() => parseEvidenceMessage(noise), isHauloutError);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

test('a message of evidence is none of Walrus, and none of Walrus is one of evidence', () => {
  fc.assert(
    fc.property(anyMessage, (message) => {
      assert.throws(() => parseMessage(serializeEvidenceMessage(message)), code('UNKNOWN_MESSAGE_TYPE'));
    }),
    { seed: SEED, numRuns: 30 },
  );
  assert.throws(() => parseEvidenceMessage(serializeMessage(MESSAGE)), code('UNKNOWN_MESSAGE_TYPE'));
});

const EVIDENCE_ID = `0x${'e1'.repeat(32)}`;
const blobId = new Uint8Array(32).fill(9);
const passed: EvidenceMessage = {
  type: 'passed',
  epoch: EPOCH,
  evidenceId: EVIDENCE_ID,
  round: 4,
  nodes: [0, 2, 3],
};
const refused: EvidenceMessage = { type: 'refused', epoch: EPOCH, evidenceId: EVIDENCE_ID, blobId };

test('what differs from the message expected is named', () => {
  const good = serializeEvidenceMessage(passed);
  checkEvidenceMessage(good, passed);
  for (const [wanted, other] of [
    ['WRONG_MESSAGE_TYPE', refused],
    ['WRONG_EPOCH', { ...passed, epoch: EPOCH + 1 }],
    ['WRONG_CONTENT', { ...passed, round: 5 }],
    ['WRONG_CONTENT', { ...passed, nodes: [0, 2] }],
    ['WRONG_CONTENT', { ...passed, evidenceId: `0x${'e2'.repeat(32)}` }],
  ] as const) {
    assert.throws(() => checkEvidenceMessage(good, other), code(wanted), wanted);
  }
});

test('fields that do not fit are refused before anything is signed', () => {
  const ready = { type: 'ready', epoch: 1, evidenceId: EVIDENCE_ID, round: 1, count: 1n, bytes: 1n } as const;
  for (const bad of [
    { ...passed, nodes: [2, 1] },
    { ...passed, nodes: [1, 1] },
    { ...passed, nodes: [256] },
    { ...passed, nodes: [-1] },
    { ...passed, round: 2 ** 32 },
    { ...passed, evidenceId: 'no id' },
    { ...refused, blobId: blobId.subarray(1) },
    { ...ready, root: new Uint8Array(31) },
    { ...ready, root: blobId, count: 1n << 64n },
    { ...ready, root: blobId, bytes: -1n },
  ] as EvidenceMessage[]) {
    assert.throws(() => serializeEvidenceMessage(bad), code('MALFORMED_MESSAGE'));
  }
});

const signed = ({ nodeId, secretKey }: Node, message: EvidenceMessage) => ({
  nodeId,
  signature: signMessage(secretKey, serializeEvidenceMessage(message)),
});

test('R16: certificates of any weight say who passed; their signers and weight come with them', () => {
  const { committee, nodes } = committeeOf([3, 2, 4, 1]);
  for (const signers of [[1], [0, 3], [0, 1, 2, 3]]) {
    const certificate = aggregateEvidence(
      committee,
      passed,
      signers.map((i) => signed(nodes[i]!, passed)),
    );
    const found = verifyEvidence(committee, certificate, passed);
    const weight = signers.reduce((sum, i) => sum + committee.members[i]!.weight, 0);
    assert.deepEqual(found, { message: passed, signers, weight });
  }
  assert.throws(() => aggregateEvidence(committee, passed, []), code('SHORT_OF_WEIGHT'));
  const [certificate] = [aggregateEvidence(committee, passed, [signed(nodes[2]!, passed)])];
  const nobody = { ...certificate!, signers: new Uint8Array(1) };
  assert.throws(() => verifyEvidence(committee, nobody), code('SHORT_OF_WEIGHT'));
});

test('R19: a refusal takes one honest weight and two signers, all else about blobs a quorum', () => {
  const { committee, nodes } = committeeOf([4, 3, 2, 1]);
  const make = (message: EvidenceMessage, signers: readonly number[]) => () =>
    verifyEvidence(
      committee,
      aggregateEvidence(
        committee,
        message,
        signers.map((i) => signed(nodes[i]!, message)),
      ),
    );
  assert.throws(make(refused, [0]), code('SHORT_OF_WEIGHT'));
  assert.throws(make(refused, [2, 3]), code('SHORT_OF_WEIGHT'));
  assert.equal(make(refused, [1, 3])().weight, 4);
  const common = { epoch: EPOCH, evidenceId: EVIDENCE_ID, blobId };
  for (const message of [
    { type: 'unrecoverable', ...common },
    { type: 'revoked', ...common, record: 3n },
  ] as const) {
    assert.throws(make(message, [0, 2]), code('SHORT_OF_WEIGHT'));
    assert.equal(make(message, [0, 1])().weight, 7);
  }
  // The second signer counts also where the contracts are shown a certificate that nobody made here.
  const alone = aggregateEvidence(committee, passed, [signed(nodes[0]!, passed)]);
  const bytesOfRefusal = serializeEvidenceMessage(refused);
  const forged = { ...alone, message: bytesOfRefusal, signature: signed(nodes[0]!, refused).signature };
  assert.throws(() => verifyEvidence(committee, forged), code('SHORT_OF_WEIGHT'));
});

test('R16: one node may say alone that it is ready, a schedule takes a quorum', () => {
  const { committee, nodes } = committeeOf([4, 3, 2, 1]);
  const head = { epoch: EPOCH, evidenceId: EVIDENCE_ID };
  const numbers = { round: 1, count: 1n, bytes: 1n, root: blobId };
  const schedule = { sequence: 1n, fromEpoch: EPOCH + 2, schedule: DEFAULT_SCHEDULE };
  const make = (message: EvidenceMessage, signers: readonly number[]) =>
    aggregateEvidence(
      committee,
      message,
      signers.map((i) => signed(nodes[i]!, message)),
    );
  const ready: EvidenceMessage = { type: 'ready', ...head, ...numbers };
  assert.equal(verifyEvidence(committee, make(ready, [3]), ready).weight, 1);
  const decided: EvidenceMessage = { type: 'schedule', ...head, ...schedule };
  assert.throws(() => make(decided, [0, 2]), code('SHORT_OF_WEIGHT'));
  assert.equal(verifyEvidence(committee, make(decided, [0, 1]), decided).weight, 7);
});

test('a certificate of another network, epoch, round or signer is refused', () => {
  const { committee, nodes } = committeeOf([3, 2, 4, 1]);
  const good = aggregateEvidence(
    committee,
    passed,
    [0, 2].map((i) => signed(nodes[i]!, passed)),
  );
  const elsewhere = { ...passed, evidenceId: `0x${'e2'.repeat(32)}` };
  assert.throws(() => verifyEvidence(committee, good, elsewhere), code('WRONG_CONTENT'));
  const moved = { ...good, message: serializeEvidenceMessage(elsewhere) };
  assert.throws(() => verifyEvidence(committee, moved), code('FORGED_SIGNATURE'));
  const nextRound = { ...good, message: serializeEvidenceMessage({ ...passed, round: 5 }) };
  assert.throws(() => verifyEvidence(committee, nextRound), code('FORGED_SIGNATURE'));
  assert.throws(
    () => verifyEvidence(committee, { ...good, signers: Uint8Array.of(7) }),
    code('FORGED_SIGNATURE'),
  );
  assert.throws(
    () => verifyEvidence(committee, { ...good, signers: Uint8Array.of(37) }),
    code('BITMAP_PAST_END'),
  );
  assert.throws(() => verifyEvidence({ ...committee, epoch: EPOCH + 1 }, good), code('WRONG_EPOCH'));
  const liar = { ...signed(nodes[1]!, refused), nodeId: nodes[1]!.nodeId };
  assert.throws(() => aggregateEvidence(committee, passed, [liar]), code('FORGED_SIGNATURE'));
  const says = { ...signed(nodes[1]!, refused), message: serializeEvidenceMessage(refused) };
  assert.throws(() => aggregateEvidence(committee, passed, [says]), code('WRONG_MESSAGE_TYPE'));
});
