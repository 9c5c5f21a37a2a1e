/**
 * Padding proofs: the matrix behind the end of a blob must be zeros, and a writer who hides other bytes there
 * encodes badly. Rows and columns may agree perfectly then, so that neither inconsistency nor conflict proof
 * exists; but one opened cell shows it, in constant size.
 *
 * With inconsistency proofs, these make every blob that strict decoding refuses provably bad: slivers that
 * are consistent with each other are the encoding of some matrix, and if its padding is zero, of a blob.
 */
import { EncodingError } from './errors.js';
import { blobLayout, type BlobLayout } from './layout.js';
import { metadataLayout, type BlobMetadata } from './metadata.js';
import {
  checkCell,
  checkedRootHash,
  openCell,
  openPairs,
  type BlobOnChain,
  type CellOpening,
  type PairOpening,
} from './openings.js';
import { expandVerified, type Sliver } from './sliver.js';

/**
 * A proof that the cell at `row` and `column` of the message matrix holds bytes behind the end of the blob.
 */
export interface PaddingProof {
  /** 0 .. R - 1. */
  readonly row: number;
  /** 0 .. C - 1. */
  readonly column: number;
  /** The cell under the hash of primary sliver `row`. */
  readonly cell: CellOpening;
  /** The pair of primary sliver `row`, under the root hash. */
  readonly pair: PairOpening;
}

/**
 * Makes a proof from a systematic primary sliver, the one committed to, that has bytes behind the blob's end.
 *
 * @throws EncodingError `SLIVER_HASH_MISMATCH`, `INVALID_SLIVER`, `INVALID_INDEX`; `NO_HIDDEN_BYTES` when
 * there are none
 */
export function makePaddingProof(sliver: Sliver, metadata: BlobMetadata): PaddingProof {
  const layout = metadataLayout(metadata);
  const expanded = expandVerified(sliver, metadata);
  const row = sliver.index;
  if (sliver.axis === 'primary' && row < layout.rows) {
    for (let column = 0; column < layout.columns; column++) {
      const cell = openCell(expanded, column);
      if (!hides(cell.symbol, row, column, layout)) continue;
      return { row, column, cell, pair: openPairs(metadata, [row])[0]! };
    }
  }
  throw nothingHidden(`${sliver.axis} sliver ${row}`);
}

/**
 * Checks a proof against what the chain knows of the blob; returns when it shows a bad encoding.
 *
 * @throws EncodingError `INVALID_INDEX`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`, `NO_HIDDEN_BYTES`
 */
export function verifyPaddingProof({ row, column, cell, pair }: PaddingProof, blob: BlobOnChain): void {
  const layout = blobLayout(blob.nShards, blob.unencodedLength);
  const { rows, columns } = layout;
  if (!(Number.isInteger(row) && row >= 0 && row < rows)) throw outside('row', row, rows);
  if (!(Number.isInteger(column) && column >= 0 && column < columns))
    throw outside('column', column, columns);
  checkedRootHash(pair, row, blob);
  checkCell(cell, column, { sliverHash: pair.hashes.primary, layout });
  if (!hides(cell.symbol, row, column, layout)) throw nothingHidden(`cell ${row}-${column}`);
}

/** True when a cell of the message matrix has a byte other than zero behind the end of the blob. */
function hides(symbol: Uint8Array, row: number, column: number, layout: BlobLayout): boolean {
  const start = (row * layout.columns + column) * layout.symbolSize;
  const inside = Math.min(Math.max(layout.unencodedLength - start, 0), layout.symbolSize);
  return symbol.subarray(inside).some((byte) => byte !== 0);
}

function nothingHidden(where: string): EncodingError {
  return new EncodingError('NO_HIDDEN_BYTES', `${where} holds nothing behind the end of the blob`, { where });
}

function outside(what: string, index: number, count: number): EncodingError {
  return new EncodingError('INVALID_INDEX', `${what} ${index} of the ${count} of a message`, {
    what,
    index,
    count,
  });
}
