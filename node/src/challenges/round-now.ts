/** A round of challenges as a node finds it: what the chain says now, and what the node knows of it. */
import {
  readEpochState,
  readEvidenceState,
  signingCommittee,
  type EvidenceState,
  type RoundState,
  type StorageCommittee,
} from '@haulout/sdk/chain';
import type { Committee } from '@haulout/sdk/certificate';
import {
  drawSamples,
  type ChallengeSet,
  type Round,
  type RoundTimes,
  type Sample,
} from '@haulout/sdk/evidence';
import { timesOfRound } from '@haulout/sdk/operator';
import type { ChainView } from '../chain/chain-view.js';
import type { RoundRecord } from '../chain/round-record.js';
import type { ChallengeOptions } from './options.js';

/** A round of challenges at a moment. */
export interface RoundNow {
  readonly evidence: EvidenceState;
  readonly round: RoundState;
  readonly times: RoundTimes;
  readonly record: RoundRecord;
  readonly set: ChallengeSet;
  /** The members with their addresses, in the order of signer bitmaps. */
  readonly committee: StorageCommittee;
  readonly signers: Committee;
  /** Place of this node among them. */
  readonly position: number;
  /** With its seed; undefined before it is drawn. */
  readonly challenge: Round | undefined;
}

/** Reads rounds as they are now. */
export class RoundReader {
  readonly #chain: ChainView;
  readonly #options: ChallengeOptions;
  /** Skips of the members of a round, which do not change after its seed. */
  #skips: { readonly round: number; readonly ofNode: ReadonlyMap<string, ReadonlySet<number>> } | undefined;
  #challenge: Round | undefined;

  constructor(chain: ChainView, options: ChallengeOptions) {
    this.#chain = chain;
    this.#options = options;
  }

  /** What the judges know now. */
  evidence(signal?: AbortSignal): Promise<EvidenceState> {
    return readEvidenceState(this.#options.client, this.#options.evidenceObjectId, signal);
  }

  /**
   * The last round, if the node has learnt of it and takes part in it.
   *
   * @param evidence what the judges know
   */
  async read(evidence: EvidenceState): Promise<RoundNow | undefined> {
    const { round } = evidence;
    const record = await this.#chain.rounds?.last();
    if (round === undefined || record?.round !== round.number) return undefined;
    const set = await this.#chain.rounds!.set(round.number);
    const { current: committee } = await this.#chain.committees();
    const { nodeId } = await this.#chain.assignment();
    if (set === undefined || committee.epoch !== round.epoch) return undefined;
    const isSame = round.members.every((member, index) => member.nodeId === committee.nodes[index]?.nodeId);
    const position = round.members.findIndex((member) => member.nodeId === nodeId);
    if (!isSame || position < 0) return undefined;
    return {
      ...{ evidence, round, record, set, committee, position },
      times: timesOfRound(evidence, round),
      signers: signingCommittee(committee),
      challenge: this.#challengeOf(evidence, round),
    };
  }

  /** What a member is asked. */
  async samplesOf(now: RoundNow, prover: number): Promise<Sample[]> {
    const { round, set, challenge } = now;
    const { nodeId } = round.members[prover]!;
    const skipped = (await this.#skipsOf(now)).get(nodeId);
    return drawSamples(challenge!, prover, { set, isSkipped: (shard) => skipped?.has(shard) ?? false });
  }

  /** One object for each round: what samples need of it is made once. */
  #challengeOf(
    { nShards, samples }: EvidenceState,
    { number, seed, members }: RoundState,
  ): Round | undefined {
    if (seed === undefined) return undefined;
    if (this.#challenge?.round !== number) {
      this.#challenge = {
        evidenceId: this.#options.evidenceObjectId,
        round: number,
        seed,
        nShards,
        sampleCount: samples,
        members: members.map(({ nodeId, shards }) => ({ nodeId, shards })),
      };
    }
    return this.#challenge;
  }

  /**
   * Shards that are not asked for: those that a node has declared lost; and those that it received in this
   * epoch, while there is time for it and as long as it had not reported them when the seed was drawn.
   */
  async #skipsOf({ round, record }: RoundNow): Promise<ReadonlyMap<string, ReadonlySet<number>>> {
    if (this.#skips?.round === round.number) return this.#skips.ofNode;
    const { client, stakingObjectId } = this.#options;
    const ofNode = new Map<string, Set<number>>();
    const skip = (nodeId: string, shards: readonly number[]) => {
      const skipped = ofNode.get(nodeId) ?? new Set();
      for (const shard of shards) skipped.add(shard);
      ofNode.set(nodeId, skipped);
    };
    for (const { nodeId, shards } of record.declared) skip(nodeId, shards);
    const { handOver } = await readEpochState(client, stakingObjectId);
    const seedMs = BigInt(round.seedMs!);
    if (handOver?.epoch === round.epoch && seedMs <= handOver.deadlineMs) {
      for (const { nodeId, reportedMs, receives = [] } of handOver.receivers) {
        if (reportedMs === undefined || reportedMs > seedMs) skip(nodeId, receives);
      }
    }
    this.#skips = { round: round.number, ofNode };
    return ofNode;
  }
}
