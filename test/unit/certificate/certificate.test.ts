import assert from 'node:assert/strict';
import { test } from 'vitest';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import fc from 'fast-check';
import {
  aggregateCertificate,
  compressPublicKey,
  findForgedSignatures,
  isQuorum,
  quorumWeight,
  serializeMessage,
  signerBitmap,
  signMessage,
  verifyCertificate,
  verifySignature,
  type CertificateError,
  type Message,
} from '@haulout/sdk/certificate';
import {
  BLOB_ID,
  code,
  committeeOf,
  EPOCH,
  MESSAGE,
  node,
  nodeIdOf,
  SEED,
  sign,
} from '../../support/signed.js';

const { committee, nodes } = committeeOf([1, 2, 3, 1, 1, 1, 1]); // 10 shards, a quorum is 7
const good = nodes.map((member) => sign(member));

test('signatures of a quorum make a certificate that verifies', () => {
  const certificate = aggregateCertificate(committee, MESSAGE, [good[6]!, good[2]!, good[1]!, good[4]!]);
  assert.deepEqual(certificate.message, serializeMessage(MESSAGE));
  assert.deepEqual([...certificate.signers], [0b1010110]);
  assert.deepEqual(verifyCertificate(committee, certificate, MESSAGE), {
    message: MESSAGE,
    signers: [1, 2, 4, 6],
    weight: 7,
  });
});

test('R1: exactly the sets of signers with a quorum of weight make a certificate', () => {
  const random = committeeOf([3, 1, 1, 2, 4, 1, 1]);
  const signatures = random.nodes.map((member) => sign(member));
  fc.assert(
    fc.property(fc.shuffledSubarray([0, 1, 2, 3, 4, 5, 6]), (chosen) => {
      const weight = chosen.reduce((sum, i) => sum + random.committee.members[i]!.weight, 0);
      const make = () =>
        aggregateCertificate(
          random.committee,
          MESSAGE,
          chosen.map((i) => signatures[i]!),
        );
      if (!isQuorum(weight, 13)) return assert.throws(make, code('SHORT_OF_WEIGHT'));
      assert.equal(verifyCertificate(random.committee, make(), MESSAGE).weight, weight);
    }),
    { seed: SEED, numRuns: 15 },
  );
});

test('one shard short of a quorum is short', () => {
  assert.equal(quorumWeight(10), 7);
  const six = [good[1]!, good[2]!, good[3]!];
  assert.throws(() => aggregateCertificate(committee, MESSAGE, six), code('SHORT_OF_WEIGHT'));
  assert.doesNotThrow(() => aggregateCertificate(committee, MESSAGE, [...six, good[4]!]));
  assert.throws(() => aggregateCertificate(committee, MESSAGE, []), code('SHORT_OF_WEIGHT'));
});

test('an invalid blob id takes one honest node only, a blob certificate never so few', () => {
  const invalid: Message = { type: 'invalidBlobId', epoch: EPOCH, blobId: BLOB_ID };
  const four = [nodes[2]!, nodes[3]!].map((member) => sign(member, invalid));
  assert.equal(verifyCertificate(committee, aggregateCertificate(committee, invalid, four)).weight, 4);
  assert.throws(() => aggregateCertificate(committee, invalid, four.slice(0, 1)), code('SHORT_OF_WEIGHT'));
});

test('forged signatures are refused, and every culprit named', () => {
  const other = { ...MESSAGE, blobId: new Uint8Array(32) };
  const signatures = [...good];
  signatures[1] = sign(nodes[1]!, other); // an honest signature of something else
  signatures[5] = { ...sign(nodes[3]!), nodeId: nodes[5]!.nodeId }; // another node's signature
  assert.throws(
    () => aggregateCertificate(committee, MESSAGE, signatures),
    (error: CertificateError) => {
      assert.equal(error.code, 'FORGED_SIGNATURE');
      assert.deepEqual(error.values['nodeIds'], [nodes[1]!.nodeId, nodes[5]!.nodeId]);
      return true;
    },
  );
});

test('bytes that are no signature are refused by the name of their node', () => {
  const zero = new Uint8Array(96);
  zero[0] = 0xc0; // the point at infinity: a signature under no key
  for (const signature of [new Uint8Array(96), zero, new Uint8Array(95), new Uint8Array(0)]) {
    const signatures = [...good.slice(1), { nodeId: nodes[0]!.nodeId, signature }];
    assert.throws(
      () => aggregateCertificate(committee, MESSAGE, signatures),
      (error: CertificateError) =>
        error.code === 'INVALID_SIGNATURE' && error.values['nodeId'] === nodes[0]!.nodeId,
    );
  }
});

test('whichever signatures are forged, exactly those are found', () => {
  const message = serializeMessage(MESSAGE);
  const wrong = nodes.map(({ nodeId, secretKey }) => ({
    nodeId,
    signature: signMessage(secretKey, message.subarray(1)),
  }));
  fc.assert(
    fc.property(fc.subarray([0, 1, 2, 3, 4, 5, 6], { minLength: 0, maxLength: 3 }), (liars) => {
      const signatures = good.map((signature, i) => (liars.includes(i) ? wrong[i]! : signature));
      const found = findForgedSignatures(committee, message, signatures);
      assert.deepEqual(
        [...found].sort(),
        liars.map((i) => nodeIdOf(i)),
      );
    }),
    { seed: SEED, numRuns: 6 },
  );
  assert.deepEqual(findForgedSignatures(committee, message, [{ ...good[0]!, nodeId: nodeIdOf(99) }]), [
    nodeIdOf(99),
  ]);
});

test('a member whose key is outside of the subgroup has signed nothing, and the others are not blamed', () => {
  const { Fp } = bls12_381.fields;
  // On the curve, y^2 = x^3 + 4.
  const y = Fp.sqrt(68n);
  const point = Uint8Array.from(
    Buffer.from([4n, y].map((value) => value.toString(16).padStart(96, '0')).join(''), 'hex'),
  );
  const publicKey = compressPublicKey(point);
  const members = committee.members.map((member, i) => (i === 1 ? { ...member, publicKey } : member));
  const message = serializeMessage(MESSAGE);
  assert.equal(verifySignature(publicKey, message, good[1]!.signature), false);
  assert.deepEqual(findForgedSignatures({ ...committee, members }, message, good), [nodeIdOf(1)]);
});

test('a signer outside the committee and a repeated signer are refused', () => {
  assert.throws(
    () => aggregateCertificate(committee, MESSAGE, [...good, sign(node(40))]),
    code('UNKNOWN_SIGNER'),
  );
  assert.throws(() => aggregateCertificate(committee, MESSAGE, [...good, good[2]!]), code('REPEATED_SIGNER'));
  const inOtherWords = {
    ...good[2]!,
    nodeId: nodes[2]!.nodeId.replace(/^0x0+/, '0x').toUpperCase().slice(2),
  };
  assert.throws(
    () => aggregateCertificate(committee, MESSAGE, [...good, inOtherWords]),
    code('REPEATED_SIGNER'),
  );
});

test('what a node says it signed must be the message expected', () => {
  const said = (message: Uint8Array) => [{ ...good[0]!, message }, ...good.slice(1)];
  const bytes = serializeMessage(MESSAGE);
  assert.doesNotThrow(() => aggregateCertificate(committee, MESSAGE, said(bytes)));
  const cases: readonly (readonly [string, Uint8Array])[] = [
    ['WRONG_BLOB', serializeMessage({ ...MESSAGE, blobId: new Uint8Array(32) })],
    ['WRONG_EPOCH', serializeMessage({ ...MESSAGE, epoch: EPOCH + 1 })],
    ['WRONG_MESSAGE_TYPE', serializeMessage({ type: 'invalidBlobId', epoch: EPOCH, blobId: BLOB_ID })],
    ['WRONG_APP_ID', bytes.map((byte, i) => (i === 2 ? 4 : byte))],
    ['MESSAGE_TRUNCATED', bytes.subarray(0, -1)],
    ['MESSAGE_PADDED', Uint8Array.from([...bytes, 0])],
  ];
  for (const [wanted, message] of cases) {
    assert.throws(() => aggregateCertificate(committee, MESSAGE, said(message)), code(wanted), wanted);
  }
});

test('a certificate of another epoch, and messages no committee signs, are refused', () => {
  const next = { ...MESSAGE, epoch: EPOCH + 1 };
  assert.throws(
    () =>
      aggregateCertificate(
        committee,
        next,
        nodes.map((member) => sign(member, next)),
      ),
    code('WRONG_EPOCH'),
  );
  const possession: Message = {
    type: 'proofOfPossession',
    epoch: EPOCH,
    address: '0x1',
    publicKey: committee.members[0]!.publicKey,
  };
  assert.throws(() => aggregateCertificate(committee, possession, good), code('NOT_CERTIFIABLE'));
});

test('every attack on a finished certificate is refused with its own code', () => {
  const certificate = aggregateCertificate(committee, MESSAGE, good.slice(0, 4)); // exactly 7 shards
  const { message, signers, signature } = certificate;
  verifyCertificate(committee, certificate);
  const patched = (at: number, value: number) => message.map((byte, i) => (i === at ? value : byte));
  const attacks: readonly (readonly [string, Partial<typeof certificate>])[] = [
    ['FORGED_SIGNATURE', { signature: sign(nodes[0]!).signature }],
    ['FORGED_SIGNATURE', { signers: signerBitmap([0, 1, 2, 4], 7) }],
    ['FORGED_SIGNATURE', { signers: signerBitmap([0, 1, 2, 3, 4], 7) }],
    ['FORGED_SIGNATURE', { message: patched(10, 0) }],
    ['INVALID_SIGNATURE', { signature: signature.subarray(1) }],
    ['INVALID_SIGNATURE', { signature: signature.map((byte, i) => (i === 95 ? byte ^ 1 : byte)) }],
    ['SHORT_OF_WEIGHT', { signers: signerBitmap([0, 1, 2], 7) }],
    ['SHORT_OF_WEIGHT', { signers: new Uint8Array() }],
    ['BITMAP_PAST_END', { signers: Uint8Array.of(signers[0]! | 0x80) }],
    ['BITMAP_TOO_LONG', { signers: Uint8Array.of(signers[0]!, 0) }],
    ['WRONG_EPOCH', { message: patched(3, EPOCH + 1) }],
    ['WRONG_APP_ID', { message: patched(2, 0) }],
    ['WRONG_INTENT_VERSION', { message: patched(1, 1) }],
    ['UNKNOWN_MESSAGE_TYPE', { message: patched(0, 64) }],
    ['MESSAGE_TRUNCATED', { message: message.subarray(0, -1) }],
    ['MESSAGE_TRUNCATED', { message: new Uint8Array() }],
    ['MESSAGE_PADDED', { message: Uint8Array.from([...message, 0]) }],
  ];
  for (const [wanted, change] of attacks) {
    assert.throws(() => verifyCertificate(committee, { ...certificate, ...change }), code(wanted), wanted);
  }
  assert.throws(
    () => verifyCertificate(committee, certificate, { ...MESSAGE, blobId: new Uint8Array(32) }),
    code('WRONG_BLOB'),
  );
});

test('a committee whose weights or members do not add up is refused', () => {
  assert.throws(
    () => aggregateCertificate({ ...committee, nShards: 11 }, MESSAGE, good),
    code('INVALID_COMMITTEE'),
  );
  const doubled = { ...committee, members: [...committee.members, committee.members[0]!], nShards: 11 };
  assert.throws(() => aggregateCertificate(doubled, MESSAGE, good), code('INVALID_COMMITTEE'));
  const [first, ...rest] = committee.members;
  const weightless = { ...committee, members: [{ ...first!, weight: 0 }, ...rest], nShards: 9 };
  assert.throws(() => aggregateCertificate(weightless, MESSAGE, good), code('INVALID_COMMITTEE'));
  const keyless = { ...committee, members: [{ ...first!, publicKey: new Uint8Array(48) }, ...rest] };
  assert.throws(() => aggregateCertificate(keyless, MESSAGE, good), code('INVALID_PUBLIC_KEY'));
});

test('R4: a certificate is not checked against a committee that cannot be: repeated members, weights that do not add up', () => {
  const certificate = aggregateCertificate(committee, MESSAGE, [good[6]!, good[2]!, good[1]!, good[4]!]);
  const [first, ...others] = committee.members;
  const repeated = { ...committee, members: [first!, { ...first! }, ...others.slice(1)] };
  assert.throws(() => verifyCertificate(repeated, certificate, MESSAGE), code('INVALID_COMMITTEE'));
  const heavier = { ...committee, members: [{ ...first!, weight: first!.weight + 1 }, ...others] };
  assert.throws(() => verifyCertificate(heavier, certificate, MESSAGE), code('INVALID_COMMITTEE'));
});

test('R4: what a certificate lacks is told by the values of the error', () => {
  const four = [good[0]!, good[1]!, good[2]!, good[3]!];
  const certificate = aggregateCertificate(committee, MESSAGE, four);
  const refused = (wanted: string, values: object) => ({ code: wanted, values });
  const next = { ...MESSAGE, epoch: EPOCH + 1 };
  const other = { ...committee, epoch: EPOCH + 1 };
  const stranger = sign(node(40));
  assert.throws(
    () => aggregateCertificate(committee, MESSAGE, [...four, stranger]),
    refused('UNKNOWN_SIGNER', { nodeId: stranger.nodeId, epoch: EPOCH }),
  );
  assert.throws(
    () => aggregateCertificate(committee, next, four),
    refused('WRONG_EPOCH', { epoch: EPOCH + 1, expected: EPOCH }),
  );
  assert.throws(
    () => verifyCertificate(other, certificate),
    refused('WRONG_EPOCH', { epoch: EPOCH, expected: EPOCH + 1 }),
  );
  assert.throws(
    () => aggregateCertificate(committee, MESSAGE, four.slice(0, 3)),
    refused('SHORT_OF_WEIGHT', { weight: 6, needed: 7, nShards: 10, threshold: 'quorum' }),
  );
  const invalid: Message = { type: 'invalidBlobId', epoch: EPOCH, blobId: BLOB_ID };
  assert.throws(
    () => aggregateCertificate(committee, invalid, four.slice(0, 2)),
    refused('SHORT_OF_WEIGHT', { weight: 3, needed: 4, nShards: 10, threshold: 'one honest node' }),
  );
  const torn = { ...good[3]!, signature: new Uint8Array(95) };
  assert.throws(
    () => aggregateCertificate(committee, MESSAGE, [...four.slice(0, 3), torn]),
    refused('INVALID_SIGNATURE', { nodeId: torn.nodeId }),
  );
  assert.throws(
    () => verifyCertificate(committee, { ...certificate, signature: good[0]!.signature }),
    refused('FORGED_SIGNATURE', { nodeIds: [0, 1, 2, 3].map(nodeIdOf) }),
  );
});
