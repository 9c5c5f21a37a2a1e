/** Proofs in events, as the contracts have checked them. */
import { idToBytes } from '../../certificate/wire.js';
import { openingOfEvent, placeOfClaim } from '../../chain/event-openings.js';
import { blobIdFromInteger } from '../../encoding/blob-id.js';
import { verifyConflictProof } from '../../evidence/conflict.js';
import { crossing, type CellPlace } from '../../evidence/openings.js';
import { verifyPaddingProof } from '../../evidence/padding.js';
import type { Round } from '../../evidence/round.js';
import { verifyWrongAnswerProof } from '../../evidence/wrong-answer.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';

/** @throws EvidenceError, EncodingError, Contradiction */
export function checkConflict(fields: FieldsOf<'ConflictProved'>, nShards: number): void {
  const { row, column, in_row, in_column } = fields;
  verifyConflictProof(
    {
      inRow: openingOfEvent({ axis: 'primary', sliver: row, cell: column }, in_row),
      inColumn: openingOfEvent({ axis: 'secondary', sliver: column, cell: row }, in_column),
    },
    blobOf(fields, nShards),
  );
}

/** @throws EvidenceError, EncodingError, Contradiction */
export function checkPadding(fields: FieldsOf<'PaddingProved'>, nShards: number): void {
  const { row, column, along_row, leaf, at, opening } = fields;
  const place: CellPlace = along_row
    ? { axis: 'primary', sliver: row, cell: column }
    : { axis: 'secondary', sliver: column, cell: row };
  const symbol = Uint8Array.from(leaf.slice(1));
  const first = verifyPaddingProof(
    { symbol, opening: openingOfEvent(place, opening) },
    blobOf(fields, nShards),
  );
  const hidden = Number(at);
  expect(
    leaf[0] === 0 && hidden >= first && (symbol[hidden] ?? 0) !== 0,
    `its byte ${at} is not one that is hidden`,
  );
}

/**
 * Checks an answer that was proved wrong, or that a node is accused of.
 *
 * @param posted the round as it was drawn, the place of the node in the committee, and its root
 * @throws EvidenceError, EncodingError, Contradiction
 */
export function checkWrongAnswer(
  fields: FieldsOf<'AnswerProvedWrong'>,
  posted: { readonly round: Round; readonly prover: number; readonly root: Uint8Array },
  expected: 'convicts' | 'accuses',
): void {
  const { claim, position, path, opening } = fields;
  expect(claim.axis === 0 || claim.axis === 1, `there is no axis ${claim.axis}`);
  expect(claim.evidence === posted.round.evidenceId, 'it is a claim in another network');
  const place = placeOfClaim(claim);
  const blob = blobOf({ blob_id: claim.blob_id, size: fields.size }, posted.round.nShards);
  const answer = {
    ...place,
    blobId: blob.blobId,
    leafHash: idToBytes(claim.leaf_hash),
    place: Number(position),
    path: path.map(idToBytes),
  };
  const along = expected === 'convicts' ? place : crossing(place);
  verifyWrongAnswerProof({ answer, opening: openingOfEvent(along, opening) }, posted, blob);
}

function blobOf(fields: { readonly blob_id: string; readonly size: string }, nShards: number) {
  const blobId = blobIdFromInteger(BigInt(fields.blob_id));
  return { blobId, unencodedLength: Number(fields.size), nShards };
}
