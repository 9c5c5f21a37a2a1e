/**
 * What a node does about posted answers that are not what a blob commits to (R16, R17). The very sliver that
 * was asked for, rebuilt from other nodes, convicts. Where it cannot be had, the node's own sliver that
 * crosses it accuses, and the accused has to show that the blob is badly encoded.
 */
import type { Logger } from 'pino';
import { isHauloutError } from '@haulout/sdk/base';
import { blobIdToString, expandVerifiedAsync, pairOfShard, type BlobMetadata } from '@haulout/sdk/encoding';
import {
  crossing,
  makeWrongAnswerProof,
  openCell,
  openExpanded,
  verifyWrongAnswerProof,
  type CellOpening,
} from '@haulout/sdk/evidence';
import { fetchMetadata, type StorageNetwork } from '@haulout/sdk/nodes';
import { addAccuse, addConvict, roundPatience, type WrongAnswer } from '@haulout/sdk/operator';
import { recoverOneSliver } from '../duties/recover-sliver.js';
import type { VerifiedBlobs } from '../store/verified/verified-blobs.js';
import { readSliver } from './answering.js';
import type { Post } from './posting.js';
import type { RoundNow } from './round-now.js';
import type { Suspicion } from './verifying.js';

/** What convicting takes. */
export interface ConvictingParts {
  readonly blobs: VerifiedBlobs;
  readonly network: StorageNetwork;
  readonly post: Post;
  readonly logger: Logger;
}

/** Convicts and accuses for one node. */
export class Convicting {
  readonly #parts: ConvictingParts;
  /** One for each member: a node is convicted once in a round. */
  #open = new Map<number, Suspicion>();
  #round: number | undefined;

  constructor(parts: ConvictingParts) {
    this.#parts = parts;
  }

  /**
   * Brings what is suspicious to the chain, unless others were faster.
   *
   * @returns node ids of those that were convicted or accused
   */
  async run(now: RoundNow, suspicions: readonly Suspicion[], signal: AbortSignal): Promise<string[]> {
    if (this.#round !== now.round.number) this.#open = new Map();
    this.#round = now.round.number;
    for (const suspicion of suspicions) this.#open.set(suspicion.posted.prover, suspicion);
    const { evidence, round, times, position } = now;
    const members = round.members.length;
    const wait = roundPatience(evidence, { position, members, turn: round.number });
    const judged: string[] = [];
    for (const [prover, suspicion] of this.#open) {
      const { nodeId, verdict } = round.members[prover]!;
      if (verdict === 'wrong') this.#open.delete(prover);
      else if (evidence.nowMs >= times.answerUntilMs! + wait) {
        try {
          if (await this.#judge(now, suspicion, signal)) judged.push(nodeId);
          this.#open.delete(prover);
        } catch (error) {
          signal.throwIfAborted();
          if (!isHauloutError(error)) throw error;
          this.#parts.logger.warn({ nodeId, err: error }, 'a wrong answer could not be proved yet');
        }
      }
    }
    return judged;
  }

  /** Whether the answer is wrong, and that is on chain. */
  async #judge(now: RoundNow, suspicion: Suspicion, signal: AbortSignal): Promise<boolean> {
    const { post, logger } = this.#parts;
    const { posted, answer, sample } = suspicion;
    const { nodeId } = now.round.members[posted.prover]!;
    // An accusation that waits is enough of them; but it may be about another blob, a badly encoded one, and
    // made to keep others from a proof.
    const isAccused = now.round.members[posted.prover]!.accusations > 0;
    const along = await this.#along(now, suspicion, signal);
    const opening = along ?? (isAccused ? undefined : await this.#across(now, suspicion));
    if (opening === undefined) return false;
    const { blobId, unencodedLength } = sample.blob;
    const blob = { blobId, unencodedLength, nShards: posted.round.nShards };
    let wrong: WrongAnswer;
    try {
      const proof = makeWrongAnswerProof(answer, opening, { posted, blob });
      wrong = { round: now.round.number, nodeId, unencodedLength, proof };
    } catch (error) {
      // What was posted is right, and only what was sent is not.
      if (isHauloutError(error, 'NOT_WRONG')) return false;
      throw error;
    }
    const verdict = verifyWrongAnswerProof(wrong.proof, posted, blob);
    const add = verdict === 'convicts' ? addConvict : addAccuse;
    await post(
      `${verdict === 'convicts' ? 'convict' : 'accuse'} node ${nodeId} in round ${wrong.round}`,
      (transaction, contracts) => add(transaction, contracts, wrong),
      signal,
    );
    logger.warn({ nodeId, round: wrong.round, blobId: blobIdToString(blobId), verdict }, 'a wrong answer');
    return true;
  }

  /** The cell along the sliver that was asked for, which has to be rebuilt. */
  async #along(
    { committee, position }: RoundNow,
    { posted, answer, sample }: Suspicion,
    signal: AbortSignal,
  ): Promise<CellOpening | undefined> {
    const { blobs, network } = this.#parts;
    const { blobId } = sample.blob;
    const metadata = await this.#metadata(blobId, { committee, signal });
    const neighbours = committee.nodes.filter((_, index) => index !== posted.prover && index !== position);
    const { nShards } = committee;
    const ownPairs = committee.nodes[position]!.shards.map((shard) => pairOfShard(blobId, shard, nShards));
    const recovery = await recoverOneSliver(
      { network, neighbours, blobs, ownPairs, signal },
      { blobId, metadata },
      { axis: sample.axis, index: sample.sliver },
    );
    if (recovery.kind !== 'recovered') return undefined;
    const expanded = await expandVerifiedAsync(recovery.sliver, metadata, { signal });
    return openCell(openExpanded(expanded, metadata), answer.cell);
  }

  /** The cell along the node's own sliver that crosses it. */
  async #across({ committee }: RoundNow, { answer, sample }: Suspicion): Promise<CellOpening | undefined> {
    const place = { blob: sample.blob, ...crossing(answer) };
    const sliver = await readSliver(this.#parts.blobs, place, committee.nShards);
    return sliver && openCell(sliver, answer.sliver);
  }

  async #metadata(
    blobId: Uint8Array,
    { committee, signal }: Pick<RoundNow, 'committee'> & { readonly signal: AbortSignal },
  ): Promise<BlobMetadata> {
    const stored = await this.#parts.blobs.metadata(blobId);
    if (stored !== undefined) return stored;
    const query = { blobId: blobIdToString(blobId), signal };
    return (await fetchMetadata(this.#parts.network, committee, query)).metadata;
  }
}
