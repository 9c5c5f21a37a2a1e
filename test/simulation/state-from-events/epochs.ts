/** Epochs: who has which shards, how far a change has come, and how the hand-over of shards went. */
import { handOver, stakingInner } from '@haulout/sdk/contracts';
import { quorumWeight } from '@haulout/sdk/certificate';
import { difference, valueOf, type Changed, type StatePart, type Handlers } from './state-part.js';

/** Shards by node id. */
export type Shards = ReadonlyMap<string, readonly number[]>;

/** The committees and what the epoch has come to. */
export interface EpochFacts {
  readonly epoch: number;
  readonly state: 'EpochChangeSync' | 'EpochChangeDone' | 'NextParamsSelected';
  readonly committee: Shards;
  readonly previous: Shards;
  readonly next: Shards | undefined;
}

type Inner = ReturnType<typeof stakingInner.StakingInnerV1.parse>;
type Record = ReturnType<typeof handOver.HandOver.parse>;

export class Epochs implements StatePart {
  /** As the chain has it now. */
  facts: EpochFacts | undefined;
  readonly #nShards: number;
  #epoch = 0;
  /** Shards of those that are ready; and since when a quorum is. */
  #ready = 0;
  #doneMs: bigint | undefined;
  #isSelected = false;
  /** By shard; unknown before the first committee, of which events say nothing. */
  #owners: Map<number, string> | undefined;
  #current: HandOverFacts | undefined;
  #previous: HandOverFacts | undefined;

  constructor(nShards: number) {
    this.#nShards = nShards;
  }

  readonly handlers: Handlers = {
    EpochParametersSelected: () => void (this.#isSelected = true),
    EpochChangeStart: ({ epoch }, { clockMs }) => {
      this.#epoch = epoch;
      this.#ready = 0;
      this.#isSelected = false;
      this.#doneMs = undefined;
      this.#previous = this.#current;
      this.#current = { epoch, startedMs: clockMs, doneMs: undefined, receivers: [], offences: [] };
    },
    ShardsReceived: ({ shards }) => void (this.#ready += shards.length),
    EpochChangeDone: (_, { clockMs }) => {
      this.#doneMs = clockMs;
      if (this.#current) this.#current.doneMs = clockMs;
    },
    HandOverDue: ({ node_id, from, shards, deadline_ms }) => {
      const { receivers } = this.#current!;
      this.#current!.deadlineMs = deadline_ms;
      for (const shard of shards) this.#owners?.set(shard, node_id);
      let receiver = receivers.find(({ node_id: known }) => known === node_id);
      if (!receiver) {
        receiver = { node_id, transfers: [], reported_ms: null, missed_deadline: false };
        receivers.push(receiver);
      }
      receiver.transfers.push({ from, shards, recovered: [] });
    },
    HandOverReported: ({ node_id, late }, { clockMs }) => {
      const { deadlineMs } = this.#current!;
      // An event that says late of what is not, or the reverse, is found out by the time that it stands for.
      const isLate = clockMs > BigInt(deadlineMs!);
      this.#receiver(node_id).reported_ms = isLate === late ? clockMs.toString() : 'another time';
    },
    ShardsRecovered: ({ node_id, from, shards }) => {
      const transfer = this.#receiver(node_id).transfers.find((candidate) => candidate.from === from)!;
      if (transfer.recovered.length === 0) this.#accuse(from, node_id);
      transfer.recovered.push(...shards);
    },
    HandOverMissed: ({ epoch, node_id, others_in_time }, { clockMs }) => {
      // Whoever has not reported when the next epoch begins is put on record then, and the events of that
      // epoch are already over.
      const record = epoch === this.#epoch ? this.#current! : this.#previous!;
      record.receivers.find((receiver) => receiver.node_id === node_id)!.missed_deadline = true;
      record.offences.push({
        node_id,
        evidence: {
          $kind: 'MissedDeadline',
          MissedDeadline: { recorded_ms: clockMs.toString(), others_in_time },
        },
      });
    },
  };

  /** Who has a shard in the current epoch. */
  ownerOf(shard: number): string | undefined {
    return this.#owners?.get(shard);
  }

  differencesOf({ type, contents }: Changed): readonly string[] {
    if (!contents) return [];
    if (type === 'dynamic_field::Field<u64,staking_inner::StakingInnerV1>')
      return this.#stateDifferences(stakingInner.StakingInnerV1.parse(valueOf(contents, 8)));
    if (type === 'dynamic_field::Field<staking::HandOverKey,hand_over::HandOvers>') {
      const { current, previous } = handOver.HandOvers.parse(valueOf(contents, 1));
      return [
        ...differenceOfRecords(`the hand-over into epoch ${this.#epoch}`, this.#current, current),
        ...differenceOfRecords('the hand-over before', this.#previous, previous),
      ];
    }
    return [];
  }

  #stateDifferences(inner: Inner): readonly string[] {
    const [committee, previous, next] = [inner.committee, inner.previous_committee, inner.next_committee].map(
      (members) => (members ? shardsOf(members) : undefined),
    ) as [Shards, Shards, Shards | undefined];
    const before = this.facts;
    this.facts = { epoch: inner.epoch, state: inner.epoch_state.$kind, committee, previous, next };
    const owners = ownersOf(committee);
    if (!this.#owners && committee.size > 0) this.#owners = owners;
    const expected = [...(this.#owners ?? [])].sort(byShard);
    const isNewEpoch = before !== undefined && inner.epoch > before.epoch;
    return [
      ...difference('the epoch', this.#epoch, inner.epoch),
      ...difference(`the state of epoch ${inner.epoch}`, this.#expectedState(inner), inner.epoch_state),
      ...difference(`the committee of epoch ${inner.epoch}`, expected, [...owners].sort(byShard)),
      ...(isNewEpoch
        ? [
            ...difference(`the committee before epoch ${inner.epoch}`, before.committee, previous),
            ...difference(`the committee selected for epoch ${inner.epoch}`, before.next, committee),
          ]
        : []),
      ...(['current', 'previous', 'next'] as const).flatMap((which) => {
        const shards = { current: committee, previous, next }[which];
        return shards && shards.size > 0
          ? this.#shardDifferences(`the ${which} committee of epoch ${inner.epoch}`, shards)
          : [];
      }),
    ];
  }

  #expectedState({ epoch_state }: Inner): unknown {
    // Epoch 0 is done from the moment of its creation, of which there is no event.
    if (this.#epoch === 0)
      return this.#isSelected
        ? { ...epoch_state, $kind: 'NextParamsSelected' }
        : { ...epoch_state, $kind: 'EpochChangeDone' };
    if (this.#doneMs === undefined) {
      const isDue = this.#ready >= quorumWeight(this.#nShards);
      return { EpochChangeSync: this.#ready, $kind: isDue ? 'a quorum is ready' : 'EpochChangeSync' };
    }
    const since = this.#doneMs.toString();
    return this.#isSelected
      ? { NextParamsSelected: since, $kind: 'NextParamsSelected' }
      : { EpochChangeDone: since, $kind: 'EpochChangeDone' };
  }

  /** R6: exactly n shards are assigned, each to one node. */
  #shardDifferences(what: string, committee: Shards): readonly string[] {
    const assigned = [...committee.values()].flat().sort(ascending);
    const all = Array.from({ length: this.#nShards }, (_, shard) => shard);
    return difference(`R6: ${what}`, all, assigned);
  }

  #receiver(nodeId: string): Record['receivers'][number] {
    return this.#current!.receivers.find(({ node_id }) => node_id === nodeId)!;
  }

  #accuse(accused: string, accuser: string): void {
    const weight = [...this.#owners!.values()].filter((owner) => owner === accuser).length;
    const { offences } = this.#current!;
    const known = offences.find(
      ({ node_id, evidence }) => node_id === accused && evidence.$kind === 'Accusations',
    )?.evidence.Accusations;
    if (known) {
      if (known.accusers.includes(accuser)) return;
      known.accusers.push(accuser);
      known.weight += weight;
    } else {
      const Accusations = { accusers: [accuser], weight };
      offences.push({ node_id: accused, evidence: { $kind: 'Accusations', Accusations } });
    }
  }
}

interface HandOverFacts {
  readonly epoch: number;
  readonly startedMs: bigint;
  deadlineMs?: string;
  doneMs: bigint | undefined;
  readonly receivers: Record['receivers'];
  readonly offences: Record['offences'];
}

function differenceOfRecords(what: string, expected: HandOverFacts | undefined, is: Record | null) {
  const record = expected && {
    epoch: expected.epoch,
    started_ms: expected.startedMs.toString(),
    deadline_ms: expected.deadlineMs,
    done_ms: expected.doneMs?.toString() ?? null,
    receivers: expected.receivers,
    offences: expected.offences,
  };
  // When nothing moves nothing is due, and no event says the deadline.
  const isDue = is !== null && is.receivers.length > 0;
  return difference(what, record, isDue ? is : is ? { ...is, deadline_ms: undefined } : undefined);
}

export function shardsOf([{ contents }]: Inner['committee']): Shards {
  return new Map(contents.map(({ key, value }) => [key, value]));
}

function ownersOf(committee: Shards): Map<number, string> {
  return new Map(
    [...committee].flatMap(([nodeId, shards]) => shards.map((shard) => [shard, nodeId] as const)),
  );
}

const ascending = (a: number, b: number) => a - b;
const byShard = ([a]: readonly [number, string], [b]: readonly [number, string]) => a - b;
