/**
 * A cell with all that it takes to check it against a blob id, as nodes send it: the length of the blob, the
 * symbol, and its opening. BCS of
 *
 *     length u64 || symbol vector<u8> || cell path vector<32 bytes> || other hash (32) || pair path
 *
 * A false length leads to another blob id, so nothing of it has to be believed.
 */
import { bcs } from '@mysten/bcs';
import { boundedVector, parseExactly } from '../base/bcs-reader.js';
import { DIGEST_BYTES } from '../encoding/hash.js';
import { MAX_SYMBOL_SIZE } from '../encoding/layout.js';
import { hashLeaf, merkleDepth } from '../encoding/merkle.js';
import { verifySymbol, type CellOpening, type CellPlace } from './openings.js';

/** A cell and its proof; not verified yet. */
export interface ProvenCell {
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  /** The symbol. */
  readonly symbol: Uint8Array;
  /** From the cell to the hash of its sliver. */
  readonly cellPath: readonly Uint8Array[];
  /** Hash of the pair's other sliver. */
  readonly otherHash: Uint8Array;
  /** From the pair to the root hash. */
  readonly pairPath: readonly Uint8Array[];
}

/** BCS of a cell with its opening. */
export function serializeProvenCell(
  unencodedLength: number,
  symbol: Uint8Array,
  { cellPath, otherHash, pairPath }: CellOpening,
): Uint8Array {
  const value = { unencodedLength, symbol, cellPath, otherHash, pairPath };
  return cellOf(Math.max(cellPath.length, pairPath.length)).serialize(value).toBytes();
}

/**
 * A cell from BCS; byte arrays in it are views of `bytes`. Says nothing about its truth.
 *
 * @throws MalformedBytes
 */
export function parseProvenCell(bytes: Uint8Array, nShards: number): ProvenCell {
  const { unencodedLength, ...cell } = parseExactly(
    cellOf(merkleDepth(nShards)),
    bytes,
    maxProvenCellBytes(nShards),
  );
  return { ...cell, unencodedLength: Number(unencodedLength) };
}

/**
 * Checks that a blob id commits to a cell at the place where it was asked for.
 *
 * @throws EncodingError `BLOB_TOO_LARGE`, `INVALID_INDEX`
 * @throws EvidenceError `WRONG_SYMBOL`, `INVALID_OPENING`, `BLOB_ID_MISMATCH`
 */
export function verifyProvenCell(
  { unencodedLength, symbol, ...paths }: ProvenCell,
  place: CellPlace,
  blob: { readonly blobId: Uint8Array; readonly nShards: number },
): void {
  const opening = { ...place, ...paths, leafHash: hashLeaf(symbol) };
  verifySymbol(symbol, opening, { ...blob, unencodedLength });
}

/** Most bytes of a cell with its proof, whatever the blob's length. */
export function maxProvenCellBytes(nShards: number): number {
  return provenCellBytes(nShards, MAX_SYMBOL_SIZE);
}

/** Most bytes of a cell with its proof. */
export function provenCellBytes(nShards: number, symbolSize: number): number {
  const path = 1 + merkleDepth(nShards) * DIGEST_BYTES;
  return LENGTH_BYTES + SYMBOL_LENGTH_BYTES + symbolSize + 2 * path + DIGEST_BYTES;
}

const LENGTH_BYTES = 8;
/** Of the length of a symbol, which is below 2^21. */
const SYMBOL_LENGTH_BYTES = 3;

function cellOf(maxDepth: number) {
  const path = boundedVector(bcs.bytes(DIGEST_BYTES), maxDepth);
  return bcs.struct('ProvenCell', {
    unencodedLength: bcs.u64(),
    symbol: bcs.byteVector(),
    cellPath: path,
    otherHash: bcs.bytes(DIGEST_BYTES),
    pairPath: path,
  });
}
