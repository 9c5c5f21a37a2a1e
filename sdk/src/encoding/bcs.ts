/**
 * The BCS of everything that nodes and clients exchange about the encoding. Layouts are those of Walrus;
 * each `parse` bounds its input before it looks at it, and refuses bytes that are left over.
 */
import { bcs, BcsType } from '@mysten/bcs';
import { boundedVector, parseExactly } from '../base/bcs-reader.js';
import { concatenate } from '../base/bytes.js';
import { EncodingError } from './errors.js';
import { DIGEST_BYTES } from './hash.js';
import type { InconsistencyProof } from './inconsistency.js';
import {
  encodingParameters,
  MAX_SHARDS,
  MAX_SYMBOL_SIZE,
  symbolsPerSliver,
  type Axis,
  type BlobLayout,
} from './layout.js';
import { merkleDepth } from './merkle.js';
import type { BlobMetadata } from './metadata.js';
import type { GeneralRecoverySymbol, RecoverySymbol } from './recovery.js';
import type { Sliver, SliverPair } from './sliver.js';

/** Longest Merkle path of any tree here. */
const MAX_DEPTH = 16;
/** Bytes of a digest with its tag. */
const NODE_BYTES = 1 + DIGEST_BYTES;

/** A Merkle node; Empty (tag 0) is 32 zero bytes in memory. */
const Node = new BcsType<Uint8Array, Uint8Array>({
  name: 'Node',
  read(reader) {
    const tag = reader.read8();
    if (tag > 1) throw new RangeError(`tag ${tag} of a Merkle node`);
    return tag === 0 ? new Uint8Array(DIGEST_BYTES) : reader.readBytes(DIGEST_BYTES);
  },
  write(node, writer) {
    const empty = node.every((byte) => byte === 0);
    writer.write8(empty ? 0 : 1);
    if (!empty) writer.writeBytes(node);
  },
});

/** A count of bytes, as a u64. */
const ByteCount = bcs.u64().transform({
  input: (count: number) => count,
  output: (text) => {
    const count = Number(text);
    if (!Number.isSafeInteger(count)) throw new RangeError(`a length of ${text} bytes`);
    return count;
  },
});

const SliverPairMetadata = bcs.struct('SliverPairMetadata', { primary: Node, secondary: Node });
const MetadataV1 = bcs.struct('BlobMetadataV1', {
  encodingType: bcs.enum('EncodingType', { RedStuff: null, RS2: null }),
  unencodedLength: ByteCount,
  hashes: boundedVector(SliverPairMetadata, MAX_SHARDS),
});
const Metadata = bcs.enum('BlobMetadata', { V1: MetadataV1 }).transform({
  input: ({ unencodedLength, hashes }: BlobMetadata) => ({
    V1: { encodingType: { RS2: null }, unencodedLength, hashes },
  }),
  output: ({ V1 }): BlobMetadata => {
    if (V1.encodingType.$kind !== 'RS2') throw new RangeError('encoding type RedStuff was withdrawn');
    return { unencodedLength: V1.unencodedLength, hashes: V1.hashes };
  },
});
const MetadataWithId = bcs.struct('BlobMetadataWithId', { blobId: bcs.bytes(32), metadata: Metadata });

const SliverData = bcs.struct('SliverData', {
  symbols: bcs.struct('Symbols', { data: bcs.byteVector(), symbolSize: bcs.u16() }),
  index: bcs.u16(),
});
/** What stands before and behind the bytes of a sliver's data. */
const SliverHead = bcs.uleb128();
const SliverTail = bcs.struct('SliverTail', { symbolSize: bcs.u16(), index: bcs.u16() });
const primarySliver = ofAxis('primary');
const secondarySliver = ofAxis('secondary');
/** A sliver with its axis in front; of any size. */
export const ByAxis = bcs.enum('Sliver', { Primary: primarySliver, Secondary: secondarySliver }).transform({
  input: (sliver: Sliver) => (sliver.axis === 'primary' ? { Primary: sliver } : { Secondary: sliver }),
  output: ({ Primary, Secondary }): Sliver => (Primary ?? Secondary)!,
});
const Pair = bcs.struct('SliverPair', { primary: primarySliver, secondary: secondarySliver });

const DecodingSymbol = bcs.struct('DecodingSymbol', { index: bcs.u16(), data: bcs.byteVector() });
const Path = boundedVector(Node, MAX_DEPTH);
const Recovery = bcs.struct('RecoverySymbol', { symbol: DecodingSymbol, path: Path }).transform({
  input: ({ index, data, path }: RecoverySymbol) => ({ symbol: { index, data }, path }),
  output: ({ symbol, path }): RecoverySymbol => ({ ...symbol, path }),
});
const General = bcs
  .struct('GeneralRecoverySymbol', {
    symbol: bcs.enum('EitherDecodingSymbol', { primary: DecodingSymbol, secondary: DecodingSymbol }),
    target: bcs.u16(),
    path: Path,
  })
  .transform({
    input: ({ along, index, data, path }: GeneralRecoverySymbol) => ({
      symbol: along.axis === 'primary' ? { primary: { index, data } } : { secondary: { index, data } },
      target: along.index,
      path,
    }),
    output: ({ symbol, target, path }): GeneralRecoverySymbol => ({
      ...symbol[symbol.$kind]!,
      path,
      along: { axis: symbol.$kind, index: target },
    }),
  });
const RecoveryPair = bcs.struct('RecoverySymbolPair', { primary: Recovery, secondary: Recovery });
const Inconsistency = bcs.struct('InconsistencyProof', {
  target: bcs.u16(),
  symbols: boundedVector(Recovery, MAX_SHARDS),
});

/** BCS of metadata, version 1. */
export function serializeMetadata(metadata: BlobMetadata): Uint8Array {
  return Metadata.serialize(metadata, { initialSize: maxMetadataBytes(metadata.hashes.length) }).toBytes();
}

/**
 * Metadata from its BCS. Says nothing about its truth: see `verifyMetadata`.
 *
 * @param nShards shards of the network
 * @throws EncodingError `MALFORMED_BYTES`, `INVALID_SHARD_COUNT`
 */
export function parseMetadata(bytes: Uint8Array, nShards: number): BlobMetadata {
  return parseExactly(Metadata, bytes, maxMetadataBytes(nShards));
}

/** BCS of a blob id with its metadata. */
export function serializeMetadataWithId(value: {
  /** 32 bytes. */
  blobId: Uint8Array;
  /** Metadata of the blob. */
  metadata: BlobMetadata;
}): Uint8Array {
  return MetadataWithId.serialize(value).toBytes();
}

/** A blob id with its metadata, from BCS; see {@link parseMetadata}. */
export function parseMetadataWithId(
  bytes: Uint8Array,
  nShards: number,
): {
  /** 32 bytes. */
  blobId: Uint8Array;
  /** Metadata of the blob, not verified yet. */
  metadata: BlobMetadata;
} {
  return parseExactly(MetadataWithId, bytes, 32 + maxMetadataBytes(nShards));
}

/** Most bytes that metadata for `nShards` shards can have; for bounding a body before reading it. */
export function maxMetadataBytes(nShards: number): number {
  encodingParameters(nShards);
  return 10 + ulebSize(nShards) + 2 * NODE_BYTES * nShards;
}

/** BCS of a sliver's data; the axis is not part of it. */
export function serializeSliver(sliver: Sliver): Uint8Array {
  return concatenate(partsOf(sliver));
}

/** What a sliver's BCS is put together from: its bytes are copied once, where a serializer does it twice. */
function partsOf(sliver: Sliver): Uint8Array[] {
  const { bytes } = sliver;
  return [
    SliverHead.serialize(bytes.length, { initialSize: 5 }).toBytes(),
    bytes,
    SliverTail.serialize(sliver, { initialSize: 4 }).toBytes(),
  ];
}

/** The same with the axis in front. */
const taggedParts = (sliver: Sliver): Uint8Array[] => [TAGS[sliver.axis], ...partsOf(sliver)];

const TAGS = { primary: Uint8Array.of(0), secondary: Uint8Array.of(1) } as const;

/**
 * A sliver from its BCS. Says nothing about its truth: see `verifySliver`.
 *
 * @param layout the blob's layout; the sliver must have its size, to the byte
 * @throws EncodingError `MALFORMED_BYTES`
 */
export function parseSliver(bytes: Uint8Array, axis: Axis, layout: BlobLayout): Sliver {
  return parseExactly(ofAxis(axis), bytes, sliverBytes(layout, axis));
}

/** Bytes of a sliver's BCS; for bounding a body before reading it. */
export function sliverBytes(layout: BlobLayout, axis: Axis): number {
  const data = symbolsPerSliver(layout, axis) * layout.symbolSize;
  return ulebSize(data) + data + 4;
}

/** Most bytes that a sliver's BCS can have with `nShards` shards, whatever the blob. */
export function maxSliverBytes(nShards: number, axis: Axis): number {
  const data = symbolsPerSliver(encodingParameters(nShards), axis) * MAX_SYMBOL_SIZE;
  return ulebSize(data) + data + 4;
}

/** Most slivers in one list, and bytes that they have together, unless one alone has more. */
const [MOST_TOGETHER, TOGETHER_BYTES] = [64, 512 * 1024];

/** How many slivers of a blob may be in one list: many small ones, one large one. */
export function sliversTogether(layout: BlobLayout): number {
  const fitting = Math.floor(TOGETHER_BYTES / largestTagged(layout));
  return Math.max(1, Math.min(MOST_TOGETHER, fitting));
}

/** Most bytes of a list of slivers of a blob; for bounding a body before reading it. */
export function maxSliversBytes(layout: BlobLayout): number {
  const count = sliversTogether(layout);
  return ulebSize(count) + count * largestTagged(layout);
}

const largestTagged = (layout: BlobLayout): number =>
  1 + Math.max(sliverBytes(layout, 'primary'), sliverBytes(layout, 'secondary'));

/** BCS of a vector of slivers, each with its axis in front. */
export function serializeSlivers(slivers: readonly Sliver[]): Uint8Array {
  const count = SliverHead.serialize(slivers.length, { initialSize: 5 }).toBytes();
  return concatenate([count, ...slivers.flatMap(taggedParts)]);
}

/**
 * Slivers of a blob from the BCS of their vector, at most {@link sliversTogether}. Says nothing about their
 * truth or their shape: see `verifySliver`.
 *
 * @throws EncodingError `MALFORMED_BYTES`
 */
export function parseSlivers(bytes: Uint8Array, layout: BlobLayout): Sliver[] {
  return parseExactly(boundedVector(ByAxis, sliversTogether(layout)), bytes, maxSliversBytes(layout));
}

/** BCS of a sliver with its axis in front. */
export function serializeTaggedSliver(sliver: Sliver): Uint8Array {
  return concatenate(taggedParts(sliver));
}

/** A sliver with its axis in front, from BCS; see {@link parseSliver}. */
export function parseTaggedSliver(bytes: Uint8Array, layout: BlobLayout): Sliver {
  return parseExactly(ByAxis, bytes, 1 + sliverBytes(layout, 'primary'));
}

/** BCS of a sliver pair; its index is not part of it (it is that of the primary sliver). */
export function serializeSliverPair(pair: SliverPair): Uint8Array {
  return Pair.serialize(pair).toBytes();
}

/** A sliver pair from BCS; see {@link parseSliver}. */
export function parseSliverPair(bytes: Uint8Array, layout: BlobLayout): SliverPair {
  const limit = sliverBytes(layout, 'primary') + sliverBytes(layout, 'secondary');
  const pair = parseExactly(Pair, bytes, limit);
  return { index: pair.primary.index, ...pair };
}

/** BCS of a recovery symbol; target and axis are not part of it. */
export function serializeRecoverySymbol(symbol: RecoverySymbol): Uint8Array {
  return Recovery.serialize(symbol).toBytes();
}

/** A recovery symbol from BCS. Says nothing about its truth: see `verifyRecoverySymbol`. */
export function parseRecoverySymbol(bytes: Uint8Array, layout: BlobLayout): RecoverySymbol {
  return parseExactly(Recovery, bytes, maxRecoverySymbolBytes(layout));
}

/** BCS of a recovery symbol for the primary and one for the secondary sliver of a pair. */
export function serializeRecoverySymbolPair(pair: {
  /** Symbol for the primary sliver. */
  primary: RecoverySymbol;
  /** Symbol for the secondary sliver. */
  secondary: RecoverySymbol;
}): Uint8Array {
  return RecoveryPair.serialize(pair).toBytes();
}

/** Two recovery symbols from BCS; see {@link parseRecoverySymbol}. */
export function parseRecoverySymbolPair(
  bytes: Uint8Array,
  layout: BlobLayout,
): {
  /** Symbol for the primary sliver, not verified yet. */
  primary: RecoverySymbol;
  /** Symbol for the secondary sliver, not verified yet. */
  secondary: RecoverySymbol;
} {
  return parseExactly(RecoveryPair, bytes, 2 * maxRecoverySymbolBytes(layout));
}

/** BCS of a vector of general recovery symbols: what a node answers to a request for them. */
export function serializeGeneralRecoverySymbols(symbols: readonly GeneralRecoverySymbol[]): Uint8Array {
  return boundedVector(General, symbols.length).serialize(symbols).toBytes();
}

/**
 * General recovery symbols from the BCS of their vector. Says nothing about their truth: see
 * `verifyGeneralRecoverySymbol`.
 *
 * @param limit most symbols to accept: as many as were asked for
 */
export function parseGeneralRecoverySymbols(
  bytes: Uint8Array,
  layout: BlobLayout,
  limit: number,
): GeneralRecoverySymbol[] {
  const size = ulebSize(limit) + limit * (3 + maxRecoverySymbolBytes(layout));
  return parseExactly(boundedVector(General, limit), bytes, size);
}

/** BCS of one general recovery symbol. */
export function serializeGeneralRecoverySymbol(symbol: GeneralRecoverySymbol): Uint8Array {
  return General.serialize(symbol).toBytes();
}

/** BCS of an inconsistency proof; the axis of its target is not part of it. */
export function serializeInconsistencyProof({ target, symbols }: InconsistencyProof): Uint8Array {
  return Inconsistency.serialize({ target: target.index, symbols }).toBytes();
}

/** An inconsistency proof from BCS. Says nothing about its truth: see `verifyInconsistencyProof`. */
export function parseInconsistencyProof(
  bytes: Uint8Array,
  axis: Axis,
  layout: BlobLayout,
): InconsistencyProof {
  const { target, symbols } = parseExactly(Inconsistency, bytes, maxInconsistencyProofBytes(layout, axis));
  return { target: { axis, index: target }, symbols };
}

/** Most bytes of an inconsistency proof about a sliver of the given axis; for bounding a body. */
export function maxInconsistencyProofBytes(layout: BlobLayout, axis: Axis): number {
  const count = symbolsPerSliver(layout, axis);
  return 2 + ulebSize(count) + count * maxRecoverySymbolBytes(layout);
}

/** The text "P-S" that names the cell in row P and column S in requests for symbols. */
export function symbolIdToString(row: number, column: number): string {
  return `${row}-${column}`;
}

/**
 * Reads the text "P-S".
 *
 * @throws EncodingError `INVALID_INDEX` unless both are plain numbers below `nShards`
 */
export function symbolIdFromString(
  text: string,
  nShards: number,
): {
  /** Index of the row: of a primary sliver. */
  row: number;
  /** Index of the column: of a secondary sliver. */
  column: number;
} {
  const match = /^(0|[1-9]\d{0,4})-(0|[1-9]\d{0,4})$/.exec(text);
  const row = Number(match?.[1]);
  const column = Number(match?.[2]);
  if (!(row < nShards && column < nShards)) {
    throw new EncodingError('INVALID_INDEX', `symbol id "${text.slice(0, 32)}" of ${nShards} shards`, {
      text: text.slice(0, 32),
      nShards,
    });
  }
  return { row, column };
}

function maxRecoverySymbolBytes({ symbolSize, nShards }: BlobLayout): number {
  return 2 + ulebSize(symbolSize) + symbolSize + 1 + merkleDepth(nShards) * NODE_BYTES;
}

function ofAxis(axis: Axis) {
  return SliverData.transform({
    input: ({ bytes, symbolSize, index }: Sliver) => ({ symbols: { data: bytes, symbolSize }, index }),
    output: ({ symbols, index }): Sliver => ({
      axis,
      index,
      symbolSize: symbols.symbolSize,
      bytes: symbols.data,
    }),
  });
}

function ulebSize(value: number): number {
  let size = 1;
  for (let rest = value; rest >= 128; rest = Math.floor(rest / 128)) size++;
  return size;
}
