/**
 * Badly encoded blobs that a round brings to light (R12, R16): where the sliver of another node and one of
 * this node cross, both are what the blob id commits to, and they disagree. That is a proof which anyone can
 * check; the blob id becomes invalid, and a node that is accused of such a cell is acquitted.
 */
import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import type { Logger } from 'pino';
import { equalBytes, isHauloutError } from '@haulout/sdk/base';
import { openingOfEvent, placeOfClaim } from '@haulout/sdk/chain';
import { evidenceEvents } from '@haulout/sdk/contracts';
import { blobIdFromInteger, blobIdToString } from '@haulout/sdk/encoding';
import {
  conflictOf,
  crossing,
  openCell,
  verifyConflictProof,
  type CellOpening,
  type ConflictProof,
} from '@haulout/sdk/evidence';
import { addInvalidateByConflict } from '@haulout/sdk/operator';
import type { ChainView } from '../chain/chain-view.js';
import { hex } from '../hex.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { readSliver } from './answering.js';
import type { Post } from './posting.js';
import type { RoundNow } from './round-now.js';

/** A blob with a cell that has two contents. */
export interface ConflictFound {
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Bytes of the blob. */
  readonly unencodedLength: number;
  readonly proof: ConflictProof;
}

/** The conflict of an opened cell with the node's own sliver that crosses it, if there is one. */
export async function conflictWith(
  blobs: Pick<VerifiedBlobs, 'metadata' | 'expanded'>,
  blob: { readonly blobId: Uint8Array; readonly unencodedLength: number; readonly nShards: number },
  opening: CellOpening,
): Promise<ConflictFound | undefined> {
  const { blobId, unencodedLength, nShards } = blob;
  const sliver = await readSliver(blobs, { blob: { blobId }, ...crossing(opening) }, nShards);
  if (sliver === undefined) return undefined;
  const own = openCell(sliver, opening.sliver);
  if (equalBytes(own.leafHash, opening.leafHash)) return undefined;
  const proof = opening.axis === 'primary' ? conflictOf(opening, own) : conflictOf(own, opening);
  verifyConflictProof(proof, blob);
  return { blobId, unencodedLength, proof };
}

/** What bringing conflicts to the chain takes. */
export interface ConflictParts {
  readonly chain: ChainView;
  readonly blobs: VerifiedBlobs;
  readonly post: Post;
  readonly logger: Logger;
  readonly client: ClientWithCoreApi;
  /** First version of the evidence package. */
  readonly evidencePackageId: string;
}

/** Accusations asked for at once. */
const PAGE_SIZE = 50;

/** Brings conflicts to the chain, for one node. */
export class Conflicts {
  readonly #parts: ConflictParts;
  /** By blob id in hex. */
  readonly #open = new Map<string, ConflictFound>();

  constructor(parts: ConflictParts) {
    this.#parts = parts;
  }

  /**
   * Makes blob ids invalid that were found to be, unless others were faster.
   *
   * @returns whether something was posted
   */
  async run(found: readonly ConflictFound[], signal: AbortSignal): Promise<boolean> {
    const { chain, post, logger } = this.#parts;
    for (const conflict of found) this.#open.set(hex(conflict.blobId), conflict);
    let hasPosted = false;
    for (const [key, conflict] of this.#open) {
      await chain.sync();
      if ((await chain.blob(conflict.blobId)).invalid === undefined) {
        const blobId = blobIdToString(conflict.blobId);
        await post(
          `show that blob ${blobId} is badly encoded`,
          (transaction, contracts) => addInvalidateByConflict(transaction, contracts, conflict),
          signal,
        );
        logger.warn({ blobId }, 'a blob is badly encoded; two slivers of it contradict each other');
        hasPosted = true;
      }
      this.#open.delete(key);
    }
    return hasPosted;
  }

  /** What acquits this node of the accusations against it: its own sliver, where it disagrees with them. */
  async ofAccusations({ round, position, evidence }: RoundNow): Promise<ConflictFound[]> {
    const { chain, blobs, logger } = this.#parts;
    const { nodeId, accusations } = round.members[position]!;
    const found: ConflictFound[] = [];
    let left = accusations;
    if (left === 0) return found;
    for await (const { claim, size, opening } of this.#accusations(round.number)) {
      if (claim.node !== nodeId) continue;
      const blobId = blobIdFromInteger(BigInt(claim.blob_id));
      // Resolved, or about to be.
      if ((await chain.blob(blobId)).invalid !== undefined) continue;
      const across = openingOfEvent(crossing(placeOfClaim(claim)), opening);
      const blob = { blobId, unencodedLength: Number(size), nShards: evidence.nShards };
      try {
        const conflict = await conflictWith(blobs, blob, across);
        if (conflict !== undefined) found.push(conflict);
      } catch (error) {
        if (!isHauloutError(error)) throw error;
        logger.warn({ blobId: blobIdToString(blobId), err: error }, 'an accusation cannot be answered');
      }
      if (--left === 0) break;
    }
    return found;
  }

  /** All accusations in the last round, the last one first: others may have been accused of many since. */
  async *#accusations(round: number) {
    const { client, evidencePackageId } = this.#parts;
    const filter = { eventType: `${evidencePackageId}::evidence_events::NodeAccused` };
    for (let before: string | null = null; ;) {
      const place = before === null ? ({ order: 'descending' } as const) : { before };
      const page: SuiClientTypes.ListEventsResponse = await client.core.listEvents({
        ...{ filter, limit: PAGE_SIZE },
        ...place,
      });
      for (const { bcs } of page.events) {
        const accusation = evidenceEvents.NodeAccused.parse(bcs);
        if (accusation.claim.round < round) return;
        yield accusation;
      }
      if (!page.hasNextPage || page.endCursor === null) return;
      before = page.endCursor;
    }
  }
}
