/**
 * Writes move/walrus_core/tests/bls_vectors.move: keys, proofs of possession and certificates made with
 * @noble/curves, so that the Move code is tested against signatures that it has not made itself.
 *
 *   node --import tsx scripts/gen-bls-vectors.ts [--check]
 *
 * With `--check` it writes nothing and fails when the file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { bls12_381 } from '@noble/curves/bls12-381.js';
import { bytesToHex, concatBytes, hexToBytes } from '@noble/hashes/utils.js';
import { format, resolveConfig } from 'prettier';

const target = fileURLToPath(new URL('../move/walrus_core/tests/bls_vectors.move', import.meta.url));

// Public keys in G1, signatures in G2.
const bls = bls12_381.longSignatures;
const domain = 'BLS_SIG_BLS12381G2_XMD:SHA-256_SSWU_RO_NUL_';

const epoch = 5;
const owner = `${'00'.repeat(31)}0a`;
const weights = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10];
const blobId = '201f1e1d1c1b1a191817161514131211100f0e0d0c0b0a090807060504030201';

const secrets = [...weights, 'outside'].map((_, i) =>
  bls12_381.fields.Fr.create(0x5eed_0000_0001n + BigInt(i)),
);
const outside = secrets.length - 1;
const publicKeys = secrets.map((secret) => hex(bls12_381.G1.Point.BASE.multiply(secret).toBytes(true)));

const littleEndianEpoch = (value: number): Uint8Array => Uint8Array.of(value, 0, 0, 0);
const header = (type: number): Uint8Array => concatBytes(Uint8Array.of(type, 0, 3), littleEndianEpoch(epoch));
const certificate = concatBytes(header(1), hexToBytes(blobId), Uint8Array.of(0));
const possession = concatBytes(header(0), hexToBytes(owner), hexToBytes(publicKeys[0]!));

/** Everybody but the two lightest members: 52 of 55 shards. */
const signers = [2, 3, 4, 5, 6, 7, 8, 9];

const constants: readonly (readonly [name: string, comment: string, value: string])[] = [
  ['message', 'A certificate of a permanent blob.', hex(certificate)],
  ['bitmap', 'Members 2 to 9 of ten.', bitmapOf(signers)],
  ['signature', 'Their aggregate signature over the message.', aggregate(signers, certificate)],
  [
    'all_signature',
    'The signature of all ten members over the message.',
    aggregate([0, 1, ...signers], certificate),
  ],
  [
    'with_outsider',
    'The same with a stranger instead of member 9.',
    aggregate([...signers.slice(0, -1), outside], certificate),
  ],
  ['and_outsider', 'The same with a stranger added.', aggregate([...signers, outside], certificate)],
  ['repeated', 'The same with member 9 counted twice.', aggregate([...signers, 9], certificate)],
  ['one_missing', 'The same without member 9.', aggregate(signers.slice(0, -1), certificate)],
  [
    'other_message',
    'Their signature over the message with another blob id.',
    aggregate(signers, withByte(certificate, 8)),
  ],
  ['proof', 'Proof that the owner knows the first secret key.', aggregate([0], possession)],
  ['proof_by_other_key', 'The same, signed with the second secret key.', aggregate([1], possession)],
  ['proof_by_other_owner', 'The same for another address.', aggregate([0], withByte(possession, 8))],
];

const functions = constants.map(
  ([name, comment, value]) => `/// ${comment}\npublic fun ${name}(): vector<u8> { x"${value}" }`,
);

const source = await format(
  `// SPDX-License-Identifier: Apache-2.0

/// BLS12-381 keys and signatures made outside of Move. Written by scripts/gen-bls-vectors.ts.
#[test_only]
module walrus_core::bls_vectors;

/// The epoch of all messages.
public fun epoch(): u32 { ${epoch} }

/// The owner in the proofs of possession.
public fun owner(): address { @0x${owner} }

/// The shards of the members.
public fun weights(): vector<u16> { vector[${weights.join(', ')}] }

/// The public keys of the members, and after them a stranger's.
public fun public_keys(): vector<vector<u8>> {
    vector[
${publicKeys.map((key) => `        x"${key}",`).join('\n')}
    ]
}

${functions.join('\n\n')}
`,
  { ...(await resolveConfig(target)), filepath: target },
);

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== source) {
    console.error('move/walrus_core/tests/bls_vectors.move is not current: run scripts/gen-bls-vectors.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, source);
}

function aggregate(members: readonly number[], message: Uint8Array): string {
  const point = bls.hash(message, domain);
  const signatures = members.map((member) => point.multiply(secrets[member]!));
  return hex(signatures.reduce((sum, signature) => sum.add(signature)).toBytes(true));
}

/** Bit i mod 8, least significant first, of byte i / 8. */
function bitmapOf(members: readonly number[]): string {
  const bytes = new Uint8Array(Math.ceil(weights.length / 8));
  for (const member of members) bytes[member >> 3]! |= 1 << (member & 7);
  return hex(bytes);
}

function withByte(message: Uint8Array, index: number): Uint8Array {
  return message.map((byte, i) => (i === index ? byte ^ 1 : byte));
}

function hex(bytes: Uint8Array): string {
  return bytesToHex(bytes);
}
