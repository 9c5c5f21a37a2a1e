/**
 * What a node does for the recovery of other nodes' slivers (R13) and against badly encoded blobs (R12): it gives
 * symbols where its slivers cross wanted ones, each with its proof, and attests to proofs of inconsistency.
 */
import { invalidBlobIdMessage, signMessage } from '@haulout/sdk/certificate';
import {
  expandSliver,
  makeRecoverySymbol,
  maxInconsistencyProofBytes,
  metadataLayout,
  otherAxis,
  pairOfShard,
  pairOfSliver,
  parseInconsistencyProof,
  parseSliver,
  serializeGeneralRecoverySymbols,
  sliverOfPair,
  symbolIdFromString,
  verifyInconsistencyProof,
  type Axis,
  type BlobLayout,
  type ExpandedSliver,
  type GeneralRecoverySymbol,
  type SliverName,
} from '@haulout/sdk/encoding';
import type { ChainView } from './chain/chain-view.js';
import { ServiceError } from './errors.js';
import type { ReadRule } from './read-rule.js';
import {
  parseBlobId,
  refuse,
  requireMetadata,
  signedStatement,
  syncChain,
  type SignedStatement,
} from './rules.js';
import type { BlobStore } from './store/blob-store.js';

/** Which symbols are wanted: all of a sliver that this node can give, or cells by name ("row-column"). */
export type SymbolRequest = ({ readonly target: SliverName } | { readonly ids: readonly string[] }) & {
  /** Axis of the slivers against which the symbols must be proven; either, when undefined. */
  readonly proofAxis: Axis | undefined;
};

/** A proof that the node is ready to take. */
export interface ProofUpload {
  readonly maxBytes: number;
  /** Verifies the proof; resolves to the node's signed statement that the blob is badly encoded. */
  attest(body: Uint8Array): Promise<SignedStatement>;
}

export type RecoveryService = ReturnType<typeof createRecoveryService>;

/** Most cells that one request may name: what a primary sliver of the largest committee in use takes, and more. */
const MAX_IDS = 1024;

/** The recovery side of a storage node without its network side. Every function throws {@link ServiceError}. */
export function createRecoveryService({
  store,
  chain,
  readRule,
  secretKey,
}: {
  readonly store: BlobStore;
  readonly chain: ChainView;
  readonly readRule: ReadRule;
  /** BLS12-381 secret key of the node, 32 bytes. */
  readonly secretKey: Uint8Array;
}) {
  return {
    /** BCS vector of `GeneralRecoverySymbol`: those of the wanted ones that this node can give, at least one. */
    async recoverySymbols(blobIdText: string, request: SymbolRequest): Promise<Uint8Array> {
      const blobId = parseBlobId(blobIdText);
      const { nShards, shards, previousShards } = await chain.assignment();
      const layout = metadataLayout(await requireMetadata(store, blobId, blobIdText, nShards));
      const cells =
        'target' in request
          ? crossings(
              request.target,
              [...new Set([...shards, ...previousShards])].map((shard) =>
                pairOfShard(blobId, shard, nShards),
              ),
              nShards,
            )
          : namedCells(request.ids, nShards);
      const sources =
        'target' in request ? [otherAxis(request.target.axis)] : (['primary', 'secondary'] as const);
      const allowed = sources.filter((axis) => request.proofAxis === undefined || axis === request.proofAxis);
      const symbols = await readRule(blobId, blobIdText, () => symbolsOf(blobId, layout, cells, allowed));
      if (symbols && symbols.length > 0) return serializeGeneralRecoverySymbols(symbols);
      throw new ServiceError({
        status: 'NOT_FOUND',
        reason: 'SLIVER_NOT_FOUND',
        message: `no sliver of blob ${blobIdText} here gives any of the wanted symbols`,
      });
    },

    /** Ready to take a proof that a sliver of the given axis is inconsistent with those that cross it. */
    async beginInconsistencyProof(blobIdText: string, axis: Axis): Promise<ProofUpload> {
      const blobId = parseBlobId(blobIdText);
      const { nShards } = await chain.assignment();
      const metadata = await requireMetadata(store, blobId, blobIdText, nShards);
      const layout = metadataLayout(metadata);
      return {
        maxBytes: maxInconsistencyProofBytes(layout, axis),
        async attest(body) {
          refuse('INVALID_PROOF', () =>
            verifyInconsistencyProof(parseInconsistencyProof(body, axis, layout), metadata),
          );
          await syncChain(chain); // the signature is worth something in the current epoch only
          const { epoch } = await chain.assignment();
          const message = invalidBlobIdMessage({ epoch, blobId });
          return signedStatement(message, signMessage(secretKey, message));
        },
      };
    },
  };

  /** One symbol for each cell that lies on a stored sliver of an allowed axis; each sliver is expanded once. */
  async function symbolsOf(
    blobId: Uint8Array,
    layout: BlobLayout,
    cells: readonly Cell[],
    allowed: readonly Axis[],
  ): Promise<GeneralRecoverySymbol[]> {
    const symbols: GeneralRecoverySymbol[] = [];
    const left = new Set(cells);
    for (const axis of allowed) {
      const bySliver = new Map<number, Cell[]>();
      for (const cell of left) bySliver.set(cell[axis], [...(bySliver.get(cell[axis]) ?? []), cell]);
      for (const [index, cellsOfSliver] of bySliver) {
        const held = await expanded(blobId, layout, { axis, index });
        if (!held) continue;
        for (const cell of cellsOfSliver) {
          const along = { axis: otherAxis(axis), index: cell[otherAxis(axis)] };
          symbols.push({ ...makeRecoverySymbol(held, along.index), along });
          left.delete(cell);
        }
      }
    }
    return symbols;
  }

  async function expanded(
    blobId: Uint8Array,
    layout: BlobLayout,
    { axis, index }: SliverName,
  ): Promise<ExpandedSliver | undefined> {
    const bytes = await store.getSliver(blobId, pairOfSliver(axis, index, layout.nShards), axis);
    return bytes && expandSliver(parseSliver(bytes, axis, layout), layout);
  }
}

/** A cell of the matrix: on primary sliver (row) and secondary sliver (column). */
type Cell = Readonly<Record<Axis, number>>;

/** Where the slivers of some pairs cross a wanted sliver. */
function crossings({ axis, index }: SliverName, pairs: readonly number[], nShards: number): Cell[] {
  if (!(index < nShards)) throw outOfRange(`${axis} sliver ${index}`, nShards);
  const crossing = otherAxis(axis);
  return pairs.map((pair) => {
    const other = sliverOfPair(crossing, pair, nShards);
    return axis === 'primary' ? { primary: index, secondary: other } : { primary: other, secondary: index };
  });
}

function namedCells(ids: readonly string[], nShards: number): Cell[] {
  if (ids.length > MAX_IDS) {
    throw new ServiceError({
      status: 'INVALID_ARGUMENT',
      reason: 'INDEX_OUT_OF_RANGE',
      message: `${ids.length} symbols are asked for at once: at most ${MAX_IDS}`,
    });
  }
  return [...new Set(ids)].map((id) => {
    const { row, column } = refuse('INDEX_OUT_OF_RANGE', () => symbolIdFromString(id, nShards));
    return { primary: row, secondary: column };
  });
}

const outOfRange = (what: string, nShards: number) =>
  new ServiceError({
    status: 'INVALID_ARGUMENT',
    reason: 'INDEX_OUT_OF_RANGE',
    message: `${what} is not below the number of shards, ${nShards}`,
  });
