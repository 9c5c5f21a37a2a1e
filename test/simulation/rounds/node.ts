/** A node on paper: what it should have, what it lacks, what that has cost it, and how it behaves. */
import type { Sample } from '@haulout/sdk/evidence';
import type { PaperBlob, PaperBlobs } from './blobs.js';
import type { JudgesTwin, Order } from './contracts/judges-twin.js';
import { PoolTwin } from './contracts/pool-twin.js';
import type { Verdict } from './contracts/round-twin.js';
import { Lacking, sliversOf, type PaperSliver } from './slivers.js';

/** What a node sees around it, and what it can do there. */
export interface Surroundings {
  readonly nShards: number;
  /** Samples for each node. */
  readonly samples: number;
  readonly random: () => number;
  readonly blobs: PaperBlobs;
  readonly nodes: readonly PaperNode[];
  readonly adversaries: readonly PaperNode[];
  readonly judges: JudgesTwin;
  /** The epoch, the slot of it, and slots from the beginning on. */
  readonly epoch: number;
  readonly slot: number;
  readonly now: number;
  /** Rounds so far. */
  readonly rounds: number;
  /** Until this slot a node is not asked for shards that it has got with the epoch and not reported. */
  readonly handOverSlots: number;
  /** Bytes that a shard has in it, and that a node can fetch in a slot. */
  readonly bytesPerShard: number;
  readonly bytesPerSlot: number;
  /** Walrus does what it is told. */
  carryOut(orders: readonly Order[]): void;
  /** Certifies a blob, whose slivers those who store it have from then on. */
  certify(at: number, endEpoch: number, size?: number): PaperBlob;
  /** A node pays for storage: a part of what all others pay for theirs. Who stores it earns that. */
  pay(node: PaperNode, part: number): void;
  /** Shards change hands with the epoch: the new owner has nothing of them yet. */
  moveShards(from: PaperNode, to: PaperNode, shards: readonly number[]): void;
}

/** What a node is asked. */
export interface Asked {
  readonly samples: readonly Sample[];
  /** The blob of a sample. */
  blobOf(sample: Sample): PaperBlob;
  /** Cells that a verifier is shown: positions on the sliver, own and drawn. */
  cells(sample: Sample, verifier: number): readonly number[];
}

/** What a node does when it is asked. */
export type Reply =
  /** It posts nothing. */
  | 'silent'
  /** It posts a root, and what it shows under it is not what was committed to. */
  | 'wrong'
  /** It posts a root, and shows to a verifier whatever it was asked, or not all of it. */
  | ((verifier: number) => boolean);

/** The honest way. Adversaries say in what they differ. */
export class Behaviour {
  /** The epoch has begun, and shards are where they are. */
  epochBegins(_node: PaperNode, _world: Surroundings): void {}

  /** The last moment before a slot. What is done here is done when doors are open. */
  slotBegins(node: PaperNode, world: Surroundings): void {
    node.fetch(world);
  }

  /** A blob is certified. Does the node get its slivers? */
  stores(_node: PaperNode, _blob: PaperBlob): boolean {
    return true;
  }

  /** Which set the node signs, by a name; undefined for none. */
  signs(_node: PaperNode): string | undefined {
    return 'the set';
  }

  /** What a verifier would find that is shown everything the node has. */
  replies(node: PaperNode, asked: Asked, _world: Surroundings): Reply {
    const hasAll = asked.samples.every((sample) => node.has(asked.blobOf(sample), sample));
    return () => hasAll;
  }

  /** Does the node vouch for another one whose answers hold, or do not? */
  vouches(_node: PaperNode, _other: PaperNode, isGood: boolean): boolean {
    return isGood;
  }

  /** A blob on the node's deny list in force. It is asked for all the same. */
  denies(_blob: PaperBlob): boolean {
    return false;
  }

  /** The node says as late as it can that it has received a shard. */
  reportsLate(): boolean {
    return false;
  }

  /** The part of what it has that the node really keeps, if it need not keep all. */
  keeps(_world: Surroundings): number {
    return 1;
  }

  /** The round is over. */
  roundIsOver(_node: PaperNode, _verdict: Verdict, _world: Surroundings): void {}
}

export class PaperNode {
  readonly index: number;
  readonly nodeId: string;
  readonly behaviour: Behaviour;
  readonly isHonest: boolean;
  readonly pool: PoolTwin;
  readonly lacking = new Lacking();
  readonly stakedAtFirst: bigint;
  readonly shardsAtFirst: number;
  shards: readonly number[];
  /** Shards that it has got with this epoch and is not asked for yet. */
  received: ReadonlySet<number> = new Set();
  /** So many shards it has got with this epoch, and the slot in which it reported that it has them. */
  gained = 0;
  reportedAt: number | undefined;
  /** It is no candidate: penalties have taken all that they can for now. */
  isBarred = false;
  /** What keeping and fetching have taken, in what a shard has in it: shards times epochs. */
  kept = 0;
  fetched = 0;
  /** Shards times epochs that it should have kept. */
  owed = 0;
  /** FROST that it has paid to store blobs of its own. */
  spent = 0n;
  readonly verdicts = new Map<string, number>();

  constructor(
    index: number,
    options: { shards: readonly number[]; stake: bigint; behaviour?: Behaviour },
    honest: Behaviour,
  ) {
    this.index = index;
    this.nodeId = `0x${(index + 0xa0).toString(16).padStart(64, '0')}`;
    this.shards = options.shards;
    this.stakedAtFirst = options.stake;
    this.shardsAtFirst = options.shards.length;
    this.pool = new PoolTwin(options.stake);
    this.behaviour = options.behaviour ?? honest;
    this.isHonest = options.behaviour === undefined;
  }

  has(blob: PaperBlob, { shard, axis }: Pick<Sample, 'shard' | 'axis'>): boolean {
    return !this.lacking.has({ blob, shard, axis });
  }

  /** All that it should have of some blobs. */
  slivers(blobs: readonly PaperBlob[]): PaperSliver[] {
    return sliversOf(blobs, this.shards);
  }

  drop(slivers: Iterable<PaperSliver>): void {
    for (const sliver of slivers) this.lacking.add(sliver);
  }

  /** Fetches what it lacks from those who have it, as fast as it can in one slot. */
  fetch(world: Surroundings, isWanted: (sliver: PaperSliver) => boolean = () => true): void {
    if (this.lacking.bytes === 0) return;
    const bytes = this.lacking.fetch(world.bytesPerSlot, isWanted);
    this.fetched += bytes / world.bytesPerShard;
  }

  count(verdict: string): void {
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
  }
}
