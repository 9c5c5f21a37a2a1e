/** A node on paper: what it should have, what it lacks, and what that has cost it. */
import type { Sample } from '@haulout/sdk/evidence';
import type { PaperBlob } from './blobs.js';
import type { Behaviour } from './behaviour.js';
import { PoolTwin } from './contracts/pool-twin.js';
import { Lacking, sliversOf, type PaperSliver } from './slivers.js';
import type { World } from './world.js';

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
  /** Shards that it has got with this epoch and not reported. */
  received: ReadonlySet<number> = new Set();
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
  fetch(world: World, isWanted: (sliver: PaperSliver) => boolean = () => true): void {
    if (this.lacking.bytes === 0) return;
    const bytes = this.lacking.fetch(world.bytesPerSlot, isWanted);
    this.fetched += bytes / world.bytesPerShard;
  }

  count(verdict: string): void {
    this.verdicts.set(verdict, (this.verdicts.get(verdict) ?? 0) + 1);
  }
}
