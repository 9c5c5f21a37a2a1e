/** Shards that nodes have declared lost (`evidence::declared`), and who is exempt from rounds for that. */
import { PPM } from '../../evidence/schedule.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';
import { memberIndex, only, type RecordedCommittee } from './committees.js';
import type { Cost, Schedules } from './schedules.js';

interface Declaration {
  readonly epoch: number;
  readonly shards: readonly number[];
  isRestored: boolean;
}

/** Two declarations in so many epochs are one too many. */
const FORGIVEN_AFTER = 4;

/** What nodes have declared. */
export class Declarations {
  readonly #byNode = new Map<string, Declaration>();
  readonly #isFromBirth: boolean;
  #exempt = 0n;

  /** @param isFromBirth whether nothing has happened before the story */
  constructor(isFromBirth: boolean) {
    this.#isFromBirth = isFromBirth;
  }

  /** Members that have lost all their shards. */
  get exempt(): bigint {
    return this.#exempt;
  }

  beginEpoch(): void {
    this.#exempt = 0n;
  }

  /** @returns what it costs */
  declare(
    { node_id, shards, epoch, until_epoch, is_repeated }: FieldsOf<'ShardsDeclaredLost'>,
    committee: RecordedCommittee,
    schedules: Schedules,
  ): Cost {
    const index = memberIndex(committee, node_id);
    const owned = committee.shards[index]!;
    const isAscending = shards.every((shard, at) => at === 0 || shards[at - 1]! < shard);
    expect(
      shards.length > 0 && isAscending && shards.every((shard) => owned.includes(shard)),
      'they are not shards of the node in ascending order',
    );
    expect(until_epoch === epoch + 1, `it cannot hold until epoch ${until_epoch}`);
    const last = this.#byNode.get(node_id);
    if (last !== undefined || this.#isFromBirth) {
      const isRecent = last !== undefined && epoch < last.epoch + FORGIVEN_AFTER;
      expect(isRecent === is_repeated, isRecent ? 'it was repeated' : 'it was not repeated');
    }
    this.#setExempt(index, shards.length === owned.length);
    this.#byNode.set(node_id, { epoch, shards, isRestored: false });
    const cost = schedules.cost('declaredLost', epoch);
    if (is_repeated) return { ...schedules.cost('missedInARow', epoch), cause: cost.cause };
    return { ...cost, rewardsPpm: share(cost.rewardsPpm, shards.length, owned.length) };
  }

  /** @returns what it costs */
  holdOver(
    { node_id, epoch, count }: FieldsOf<'ShardsStillLost'>,
    committee: RecordedCommittee,
    schedules: Schedules,
  ): Cost {
    const index = memberIndex(committee, node_id);
    const owned = committee.shards[index]!;
    const last = this.#byNode.get(node_id);
    const lost = Number(count);
    expect(last !== undefined || !this.#isFromBirth, 'it has declared nothing');
    if (last !== undefined) {
      expect(!last.isRestored && epoch === last.epoch + 1, 'its declaration is not of the epoch before');
      const still = last.shards.filter((shard) => owned.includes(shard)).length;
      expect(still === lost, `${still} of its shards are still lost`);
    }
    this.#setExempt(index, lost === owned.length);
    const cost = schedules.cost('declaredLost', epoch);
    return { ...cost, rewardsPpm: share(cost.rewardsPpm, lost, owned.length) };
  }

  restore({ node_id }: FieldsOf<'ShardsRestored'>, committee: RecordedCommittee): void {
    const last = this.#byNode.get(node_id);
    expect(last !== undefined || !this.#isFromBirth, 'it has declared nothing');
    expect(last?.isRestored !== true, 'it has its shards already');
    if (last !== undefined) last.isRestored = true;
    this.#setExempt(memberIndex(committee, node_id), false);
  }

  #setExempt(index: number, isExempt: boolean): void {
    this.#exempt &= ~only(index);
    if (isExempt) this.#exempt |= only(index);
  }
}

/** The part of the rewards that some of a node's shards earn, rounded up. */
function share(rewardsPpm: number, count: number, all: number): number {
  return Math.min(Math.ceil((rewardsPpm * count) / all), PPM);
}
