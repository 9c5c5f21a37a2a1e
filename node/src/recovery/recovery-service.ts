/**
 * What a node does for the recovery of other nodes' slivers (R13) and against badly encoded blobs (R12): it
 * gives symbols where its slivers cross wanted ones, each with its proof, and attests to proofs of
 * inconsistency.
 */
import { invalidBlobIdMessage } from '@haulout/sdk/certificate';
import {
  maxInconsistencyProofBytes,
  metadataLayout,
  otherAxis,
  pairOfShard,
  parseInconsistencyProof,
  serializeGeneralRecoverySymbols,
  verifyInconsistencyProofAsync,
  type Axis,
  type SliverName,
} from '@haulout/sdk/encoding';
import type { Assignment } from '../chain/chain-view.js';
import { syncChain } from '../chain/sync-chain.js';
import { ServiceError } from '../errors.js';
import { parseBlobId, refuse, refuseLater, requireMetadata } from '../requests.js';
import { statementSigner, type SignedStatement } from '../signed-statement.js';
import type { ServiceParts } from '../storage/service-parts.js';
import { crossings, namedCells, type Cell } from './cells.js';
import { symbolsOf } from './symbols.js';

/** Which symbols are wanted: all of a sliver that this node can give, or cells by name ("row-column"). */
export type SymbolRequest = ({ readonly target: SliverName } | { readonly ids: readonly string[] }) & {
  /** Axis of the slivers against which the symbols must be proven; either, when undefined. */
  readonly proofAxis: Axis | undefined;
};

/** A proof that the node is ready to take. */
interface ProofUpload {
  readonly maxBytes: number;
  /**
   * Verifies the proof; resolves to the node's signed statement that the blob is badly encoded.
   *
   * @param peer who sent it
   */
  attest(peer: string, body: Uint8Array): Promise<SignedStatement>;
}

/** The recovery side of a storage node, without its network side. All functions throw ServiceError. */
export interface RecoveryService {
  /**
   * BCS vector of `GeneralRecoverySymbol`: those of the wanted ones that this node can give, at least one.
   *
   * @param peer who asks
   */
  recoverySymbols(peer: string, blobId: string, request: SymbolRequest): Promise<Uint8Array>;
  /** Ready to take a proof that a sliver of the given axis is inconsistent with those that cross it. */
  beginInconsistencyProof(blobId: string, axis: Axis): Promise<ProofUpload>;
}

/** Makes the service of a node that has just been opened. */
export function createRecoveryService({
  blobs,
  chain,
  readRule,
  secretKey,
  work,
}: Pick<ServiceParts, 'blobs' | 'chain' | 'readRule' | 'secretKey' | 'work'>): RecoveryService {
  const sign = statementSigner(secretKey);
  return {
    async recoverySymbols(peer, text, request) {
      const blob = parseBlobId(text);
      const assignment = await chain.assignment();
      const { nShards } = metadataLayout(await requireMetadata(blobs, blob));
      const wanted = {
        blobId: blob.blobId,
        nShards,
        cells: cellsOf(request, blob.blobId, assignment),
        axes: proofAxes(request),
        whenItsTurn: <T>(task: () => T | Promise<T>) => work(peer, task),
      };
      const symbols = await readRule(blob, () => symbolsOf(blobs, wanted));
      if (symbols && symbols.length > 0) return serializeGeneralRecoverySymbols(symbols);
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'SLIVER_NOT_FOUND',
        message: `no sliver of blob ${text} here gives any of the wanted symbols`,
      });
    },

    async beginInconsistencyProof(text, axis) {
      const blob = parseBlobId(text);
      const metadata = await requireMetadata(blobs, blob);
      const layout = metadataLayout(metadata);
      return {
        maxBytes: maxInconsistencyProofBytes(layout, axis),
        async attest(peer, body) {
          await work(peer, () => {
            const proof = refuse('INVALID_PROOF', () => parseInconsistencyProof(body, axis, layout));
            return refuseLater('INVALID_PROOF', verifyInconsistencyProofAsync(proof, metadata));
          });
          await syncChain(chain); // the signature is worth something in the current epoch only
          const { epoch } = await chain.assignment();
          const message = invalidBlobIdMessage({ epoch, blobId: blob.blobId });
          return sign(message);
        },
      };
    },
  };
}

function cellsOf(request: SymbolRequest, blobId: Uint8Array, assignment: Assignment): Cell[] {
  const { nShards, shards, previousShards } = assignment;
  if (!('target' in request)) return namedCells(request.ids, nShards);
  const held = [...new Set([...shards, ...previousShards])];
  const pairs = held.map((shard) => pairOfShard(blobId, shard, nShards));
  return crossings(request.target, pairs, nShards);
}

/** Axes of the slivers that can prove the symbols, as far as the request allows them. */
function proofAxes(request: SymbolRequest): Axis[] {
  const possible: Axis[] = 'target' in request ? [otherAxis(request.target.axis)] : ['primary', 'secondary'];
  return possible.filter((axis) => request.proofAxis === undefined || axis === request.proofAxis);
}
