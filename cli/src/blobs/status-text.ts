/** What the network says of a blob, in words. */
import type { BlobState, BlobStatus, EvidenceRecord, RecordCause } from '@haulout/sdk/client';
import { count } from '../format.js';

/** One line: the state of a blob, and since and until when. */
export function statusLine({ state, persistence, certifiedEpoch, endEpoch }: BlobStatus): string {
  if (state === 'invalid' || state === 'lost') return MEANINGS[state];
  const words = [
    MEANINGS[state],
    persistence,
    certifiedEpoch !== undefined && `since epoch ${certifiedEpoch}`,
    endEpoch !== undefined && `stored until epoch ${endEpoch} begins`,
  ];
  return words.filter(Boolean).join(', ');
}

/** One line: the record by which a blob is invalid or lost. */
export function recordLine({ number, epoch, cause, signers }: EvidenceRecord): string {
  const by = signers.length === 0 ? '' : `, signed by ${count(signers.length, 'node')}`;
  return `number ${number} of epoch ${epoch}: ${CAUSES[cause]}${by}`;
}

/** The states of a blob, with what they mean. */
const MEANINGS: Readonly<Record<BlobState, string>> = {
  nonexistent: 'nonexistent: it was never registered, or has expired or been deleted',
  registered: 'registered, not certified yet: its writer has to upload and certify it',
  expired: 'expired: it was certified, and its last epoch is over',
  certified: 'certified',
  invalid: 'invalid: proven to be badly encoded, so nobody can read it',
  lost: 'lost: the network has declared that it cannot or will not serve it',
};

const CAUSES: Readonly<Record<RecordCause, string>> = {
  conflict: 'one of its cells has two contents',
  padding: 'bytes are hidden behind its end',
  certificate: 'nodes attest to a bad encoding',
  refused: 'refused',
  unrecoverable: 'cannot be rebuilt',
};
