/**
 * Red Stuff, encoding type RS2: bytes in, slivers and commitments out, and back.
 *
 * Pure functions without I/O, for Node and browsers. A blob becomes a matrix that is extended by Reed-Solomon
 * codes in both directions; each of n shards stores one row part and one column part (a sliver pair), and any
 * third of the shards can rebuild the blob, any lost sliver be rebuilt from its neighbours alone, and any bad
 * encoding be proven. Everything is bit-identical to Walrus.
 *
 * @example
 * const bytes = new TextEncoder().encode('hello');
 * const { blobId, metadata, sliverPairs } = await encodeBlob(bytes, { nShards: 10 });
 * const some = sliverPairs.slice(6).map((pair) => pair.primary);
 * await decodeBlob(some, { blobId, metadata }); // the same bytes
 *
 * @experimental
 * @module @haulout/sdk/encoding
 */
export { EncodingError, type EncodingErrorCode } from './errors.js';
export {
  blobLayout,
  encodedLength,
  encodingParameters,
  maxBlobSize,
  otherAxis,
  pairOfSliver,
  sliverOfPair,
  sliverSize,
  symbolsPerSliver,
  MAX_SHARDS,
  MAX_SYMBOL_SIZE,
  MIN_SHARDS,
  type Axis,
  type BlobLayout,
  type EncodingParameters,
} from './layout.js';
export {
  blobIdFromInteger,
  blobIdFromString,
  blobIdToInteger,
  blobIdToString,
  computeBlobId,
  pairOfShard,
  shardOfPair,
  shardRotation,
  ENCODING_TYPE,
} from './blob-id.js';
export {
  blobIdOfMetadata,
  metadataLayout,
  metadataTree,
  sliverHash,
  verifyMetadata,
  type BlobMetadata,
  type SliverPairHashes,
} from './metadata.js';
export {
  expandSliver,
  expandVerified,
  verifySliver,
  type ExpandedSliver,
  type Sliver,
  type SliverPair,
} from './sliver.js';
export {
  computeMetadata,
  encodeBlob,
  type BlobCommitment,
  type EncodedBlob,
  type EncodeOptions,
} from './encode.js';
export { encodeStream, type EncodeStreamOptions, type StreamedBlob } from './stream/encode-stream.js';
export {
  decodeStream,
  type DecodedBlob,
  type DecodeStreamOptions,
  type StreamDecoding,
} from './stream/decode-stream.js';
export { type OpenScratch, type Scratch } from './stream/scratch.js';
export { encodeSource, sliverOfBlob, type AnyEncodedBlob } from './stream/encode-source.js';
export {
  checkContent,
  contentBytes,
  readSource,
  contentSize,
  isSource,
  type BlobContent,
  type BlobSource,
} from './stream/source.js';
export { decodeBlob, type ConsistencyCheck, type DecodeOptions } from './decode.js';
export {
  decodeSliver,
  makeRecoverySymbol,
  recoverSliver,
  verifyGeneralRecoverySymbol,
  verifyRecoverySymbol,
  type DecodingSymbol,
  type GeneralRecoverySymbol,
  type RecoverySymbol,
  type SliverName,
} from './recovery.js';
export {
  makeInconsistencyProof,
  verifyInconsistencyProof,
  type InconsistencyProof,
} from './inconsistency.js';
export {
  expandVerifiedAsync,
  makeInconsistencyProofAsync,
  recoverSliverAsync,
  verifyInconsistencyProofAsync,
  verifySliverAsync,
  type CheckOptions,
  type RecoveryOptions,
} from './off-thread.js';
export { buildQuilt, maxQuiltFiles, type FileToQuilt, type Quilt } from './quilt/build.js';
export { copyColumns } from './quilt/columns.js';
export {
  quiltPatchIdFromString,
  quiltPatchIdToString,
  type QuiltPatch,
  type QuiltPatchId,
} from './quilt/format.js';
export {
  checkQuiltFile,
  parseQuiltFile,
  parseQuiltFileHead,
  parseQuiltIndex,
  quiltFileHeadBytes,
  quiltIndexColumns,
  quiltLayout,
  readQuilt,
  type QuiltFile,
  type QuiltFileHead,
} from './quilt/read.js';
export { setDefaultWorkers } from './workers/default-workers.js';
export { hashReady } from './hash.js';
export { merkleDepth, merklePath, verifyMerklePath, type MerklePath, type MerkleTree } from './merkle.js';
export { type PaceOptions } from './pace.js';
export {
  maxInconsistencyProofBytes,
  maxMetadataBytes,
  maxSliverBytes,
  maxSliversBytes,
  parseGeneralRecoverySymbols,
  parseInconsistencyProof,
  parseMetadata,
  parseMetadataWithId,
  parseRecoverySymbol,
  parseRecoverySymbolPair,
  parseSliver,
  parseSliverPair,
  parseSlivers,
  parseTaggedSliver,
  serializeGeneralRecoverySymbol,
  serializeGeneralRecoverySymbols,
  serializeInconsistencyProof,
  serializeMetadata,
  serializeMetadataWithId,
  serializeRecoverySymbol,
  serializeRecoverySymbolPair,
  serializeSliver,
  serializeSliverPair,
  serializeSlivers,
  serializeTaggedSliver,
  sliverBytes,
  sliversTogether,
  symbolIdFromString,
  symbolIdToString,
} from './bcs.js';
export {
  parseShardSlivers,
  serializeShardSlivers,
  MAX_SHARD_SLIVERS,
  type ShardSliver,
} from './shard-slivers.js';
