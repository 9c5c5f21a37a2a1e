/**
 * Conflict proofs (R12): one cell of the matrix, opened with different contents along its row and along its
 * column. No symbols, no field arithmetic: four Merkle paths whatever the blob's size, cheap enough for a
 * chain. The blob id becomes invalid.
 *
 * Sound, but not complete: the two slivers that commit to the cell must be in somebody's hands. A writer who
 * commits to hashes that nobody can open is shown by an inconsistency proof only.
 */
import { equalBytes } from '../base/bytes.js';
import { withJson } from '../base/json.js';
import type { BlobMetadata } from '../encoding/metadata.js';
import type { Sliver } from '../encoding/sliver.js';
import { EvidenceError } from './errors.js';
import {
  isSameCell,
  openCell,
  openSliver,
  rowAndColumn,
  verifyOpening,
  type BlobOnChain,
  type CellOpening,
} from './openings.js';

/** A proof that the writer committed to two different contents of one cell. */
export interface ConflictProof {
  /** The cell along its primary sliver. */
  readonly inRow: CellOpening;
  /** The cell along its secondary sliver. */
  readonly inColumn: CellOpening;
}

/**
 * Makes a proof from a primary and a secondary sliver, both the ones committed to, that disagree about
 * the cell they share.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`, `INVALID_SLIVER`, `INVALID_INDEX`
 * @throws EvidenceError `NO_CONFLICT` when they agree, `DIFFERENT_CELLS` when their axes are not these two
 */
export function makeConflictProof(primary: Sliver, secondary: Sliver, metadata: BlobMetadata): ConflictProof {
  return conflictOf(
    openCell(openSliver(primary, metadata), secondary.index),
    openCell(openSliver(secondary, metadata), primary.index),
  );
}

/**
 * Makes a proof from two openings of the same blob; does not check where they lead.
 *
 * @throws EvidenceError `NO_CONFLICT`, `DIFFERENT_CELLS`
 */
export function conflictOf(inRow: CellOpening, inColumn: CellOpening): ConflictProof {
  const proof = { inRow, inColumn };
  checkContents(proof);
  return withJson(proof);
}

/**
 * Checks a proof against what the chain knows of the blob; returns when it shows a bad encoding.
 *
 * @throws EncodingError `INVALID_INDEX`
 * @throws EvidenceError `DIFFERENT_CELLS`, `NO_CONFLICT`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`
 */
export function verifyConflictProof(proof: ConflictProof, blob: BlobOnChain): void {
  checkContents(proof);
  verifyOpening(proof.inRow, blob);
  verifyOpening(proof.inColumn, blob);
}

/** Same cell, one opening along each axis, different leaf hashes. */
function checkContents({ inRow, inColumn }: ConflictProof): void {
  const { row, column } = rowAndColumn(inRow);
  if (inRow.axis !== 'primary' || inColumn.axis !== 'secondary' || !isSameCell(inRow, inColumn)) {
    throw new EvidenceError('DIFFERENT_CELLS', 'a conflict is about one cell, along its row and its column', {
      inRow: { row, column, axis: inRow.axis },
      inColumn: { ...rowAndColumn(inColumn), axis: inColumn.axis },
    });
  }
  if (equalBytes(inRow.leafHash, inColumn.leafHash)) {
    throw new EvidenceError(
      'NO_CONFLICT',
      `row ${row} and column ${column} agree about the cell they share`,
      { row, column },
    );
  }
}
