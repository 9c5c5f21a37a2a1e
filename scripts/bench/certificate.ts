import { bls12381_min_pk_aggregate, bls12381_min_pk_verify } from '@mysten/walrus-wasm';
import {
  aggregateCertificate,
  findForgedSignatures,
  quorumWeight,
  serializeMessage,
  type BlobCertificate,
} from '@haulout/sdk/certificate';
import { committeeOf, EPOCH, sign } from '../../test/support/signed.js';
import { best, table } from './measure.js';

const NODES = [4, 10, 100];
const RUNS = 5;

/**
 * What a writer calculates of its confirmations: all of them checked, and one certificate made of them. Ours
 * in JavaScript, checked together; the official client's in wasm, one by one. A fresh message each time:
 * nothing is remembered.
 */
export async function benchCertificate(): Promise<string> {
  const rows: string[][] = [];
  for (const size of NODES) {
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
