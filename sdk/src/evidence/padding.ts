/**
 * Padding proofs (R12): the matrix behind the end of a blob must be zeros, and a writer who hides other bytes
 * there encodes badly. Rows and columns may agree perfectly then, so that neither inconsistency nor conflict
 * proof exists; but one opened cell shows it.
 *
 * With inconsistency proofs, these make every blob that strict decoding refuses provably bad: slivers that
 * are consistent with each other are the encoding of some matrix, and if its padding is zero, of a blob.
 */
import { withJson } from '../base/json.js';
import { blobLayout, type BlobLayout } from '../encoding/layout.js';
import { metadataLayout, type BlobMetadata } from '../encoding/metadata.js';
import type { Sliver } from '../encoding/sliver.js';
import { EvidenceError } from './errors.js';
import {
  openCell,
  openSliver,
  rowAndColumn,
  symbolOf,
  verifySymbol,
  type BlobOnChain,
  type CellOpening,
  type CellPlace,
} from './openings.js';

/**
 * Longest symbol in bytes of a proof for the chain: a pure argument of a transaction has at most 16 KiB, with
 * its length in front. Nodes attest to hidden bytes in longer symbols.
 */
export const MAX_SYMBOL_ON_CHAIN = 16_380;

/** A proof that a cell of the message matrix holds bytes behind the end of the blob. */
export interface PaddingProof {
  /** Bytes of the cell. */
  readonly symbol: Uint8Array;
  /** The cell, on either axis. */
  readonly opening: CellOpening;
}

/**
 * Makes a proof from a sliver of either axis, the one committed to, that has bytes behind the blob's end.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`, `INVALID_SLIVER`, `INVALID_INDEX`
 * @throws EvidenceError `NO_HIDDEN_BYTES` when there are none
 */
export function makePaddingProof(sliver: Sliver, metadata: BlobMetadata): PaddingProof {
  const layout = metadataLayout(metadata);
  const open = openSliver(sliver, metadata);
  const { axis, index } = sliver;
  for (let cell = 0; cell < layout.nShards; cell++) {
    const symbol = symbolOf(open, cell);
    if (firstHidden(symbol, { axis, sliver: index, cell }, layout) !== undefined)
      return withJson({ symbol, opening: openCell(open, cell) });
  }
  throw nothingHidden(`${axis} sliver ${index}`);
}

/**
 * Checks a proof against what the chain knows of the blob; returns when it shows a bad encoding. The chain
 * takes symbols of at most {@link MAX_SYMBOL_ON_CHAIN} bytes, this check takes any.
 *
 * @returns the place in the symbol of a byte that is hidden, which the chain wants to be told
 * @throws EncodingError `INVALID_INDEX`
 * @throws EvidenceError `WRONG_SYMBOL`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`, `NO_HIDDEN_BYTES`
 */
export function verifyPaddingProof({ symbol, opening }: PaddingProof, blob: BlobOnChain): number {
  verifySymbol(symbol, opening, blob);
  const hidden = firstHidden(symbol, opening, blobLayout(blob.nShards, blob.unencodedLength));
  if (hidden !== undefined) return hidden;
  throw nothingHidden(`cell ${opening.cell} of ${opening.axis} sliver ${opening.sliver}`);
}

/** Place of the first byte other than zero behind the end of the blob, in a symbol of the message matrix. */
function firstHidden(symbol: Uint8Array, place: CellPlace, layout: BlobLayout): number | undefined {
  const { row, column } = rowAndColumn(place);
  if (row >= layout.rows || column >= layout.columns) return undefined;
  const start = (row * layout.columns + column) * layout.symbolSize;
  const inside = Math.min(Math.max(layout.unencodedLength - start, 0), layout.symbolSize);
  const behind = symbol.subarray(inside).findIndex((byte) => byte !== 0);
  return behind < 0 ? undefined : inside + behind;
}

function nothingHidden(where: string): EvidenceError {
  return new EvidenceError('NO_HIDDEN_BYTES', `${where} holds nothing behind the end of the blob`, { where });
}
