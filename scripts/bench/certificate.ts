import { bls12381_min_pk_aggregate, bls12381_min_pk_verify } from '@mysten/walrus-wasm';
import { blsReady } from '@haulout/bls';
import {
  aggregateCertificate,
  findForgedSignatures,
  generateSecretKey,
  publicKeyOf,
  quorumWeight,
  serializeMessage,
  signMessage,
  type BlobCertificate,
} from '@haulout/sdk/certificate';
import type { Curve } from '../../bls/src/curve.js';
import { loadFastCurve } from '../../bls/src/mcl.js';
import { noble } from '../../bls/src/noble.js';
import { committeeOf, EPOCH, sign } from '../../test/support/signed.js';
import { best, table } from './measure.js';
import type { Progress } from './progress.js';

const NODES = [4, 10, 100];
const RUNS = 5;
/** Signatures that are checked in a run. */
const SIGNATURES = 4;

/**
 * What a writer calculates of its confirmations: all of them checked, and one certificate made of them. Ours
 * as Node has it, checked together; the official client's in wasm, one by one. A fresh message each time:
 * nothing is remembered. Then one signature, by each implementation that there is.
 */
export async function benchCertificate(progress: Progress): Promise<string> {
  await blsReady();
  return [await benchConfirmations(progress), await benchSignature(progress)].join('\n\n');
}

/** One signature, its key and message as bytes: read, and checked. */
async function benchSignature(progress: Progress): Promise<string> {
  const secretKey = generateSecretKey(new Uint8Array(48).fill(7));
  const messages = Array.from({ length: 3 * SIGNATURES * RUNS }, (_, i) => Uint8Array.of(i, i >> 8));
  const key = publicKeyOf(secretKey);
  const signed = messages.map((message) => ({ message, signature: signMessage(secretKey, message) }));
  const byCurve =
    ({ keys, signatures, hash, verify }: Curve) =>
    (message: Uint8Array, signature: Uint8Array): boolean =>
      verify(keys.read(key), hash(message), signatures.read(signature));
  const implementations: [string, (message: Uint8Array, signature: Uint8Array) => boolean][] = [
    ['mcl-wasm (ours in Node)', byCurve((await loadFastCurve())!.curve)],
    ['@noble/curves (ours in browsers)', byCurve(noble)],
    ['@mysten/walrus-wasm', (message, signature) => bls12381_min_pk_verify(signature, key, message)],
  ];
  const rows: string[][] = [];
  progress.expect(implementations.length);
  for (const [name, check] of implementations) {
    progress.step(`one signature by ${name}`);
    const { ms } = await best(
      name,
      () => {
        for (const { message, signature } of signed.splice(0, SIGNATURES))
          if (!check(message, signature)) throw forged;
      },
      RUNS,
    );
    rows.push([name, `${(ms / SIGNATURES).toFixed(1)} ms`]);
  }
  return table(['one signature, from bytes', 'time'], rows);
}

async function benchConfirmations(progress: Progress): Promise<string> {
  const rows: string[][] = [];
  progress.expect(NODES.length);
  for (const size of NODES) {
    progress.step(`confirmations of ${size} nodes`);
    const { committee, nodes } = committeeOf(Array.from({ length: size }, () => 10));
    const signers = nodes.slice(0, Math.ceil(quorumWeight(committee.nShards) / 10));
    const confirmed = Array.from({ length: 2 * RUNS }, (_, nth) => {
      const blobId = new Uint8Array(32).fill(nth + 1);
      const message: BlobCertificate = {
        type: 'blobCertificate',
        epoch: EPOCH,
        blobId,
        persistence: { kind: 'permanent' },
      };
      return { message, signatures: signers.map((node) => sign(node, message)) };
    });
    const ours = await best(
      'ours',
      () => {
        const { message, signatures } = confirmed.pop()!;
        if (findForgedSignatures(committee, serializeMessage(message), signatures).length > 0) throw forged;
        aggregateCertificate(committee, message, signatures);
      },
      RUNS,
    );
    const theirs = await best(
      'walrus-wasm',
      () => {
        const { message, signatures } = confirmed.pop()!;
        const bytes = serializeMessage(message);
        for (const [index, { signature }] of signatures.entries()) {
          if (!bls12381_min_pk_verify(signature, committee.members[index]!.publicKey, bytes)) throw forged;
        }
        bls12381_min_pk_aggregate(signatures.map(({ signature }) => signature));
      },
      RUNS,
    );
    rows.push([
      String(size),
      String(signers.length),
      `${ours.ms.toFixed(0)} ms`,
      `${theirs.ms.toFixed(0)} ms`,
      (ours.ms / theirs.ms).toFixed(2),
    ]);
  }
  return table(['nodes', 'confirmations', 'ours', 'official client', 'ratio'], rows);
}

const forged = new Error('a good signature was refused');
