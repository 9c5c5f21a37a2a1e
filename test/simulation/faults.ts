/**
 * Faults of storage nodes, within what the protocol promises to bear: at most f shards in faulty hands, in each committee that matters at
 * the moment. A node that lacks something of what it should hold counts as faulty until it has it.
 */
import type { Fault } from 'haulout';
import { pairOfShard, blobIdFromString } from '@haulout/sdk/encoding';
import type { Shards } from './truth.js';
import type { Member, World } from './world.js';

export class Faults {
  /** Faults injected, by kind. */
  readonly injected = new Map<string, number>();
  /** Members with something wrong, and how to mend it. */
  readonly #broken = new Map<Member, () => Promise<void>>();
  /** When members were last broken. */
  readonly #lastBroken = new Map<Member, number>();
  readonly #world: World;
  readonly #boundless: boolean;

  /** @param boundless more may break than the protocol bears */
  constructor(world: World, boundless: boolean) {
    this.#world = world;
    this.#boundless = boundless;
  }

  /** Whether nothing has been wrong with a member since a moment. */
  isInnocent(member: Member, since: number): boolean {
    return !this.#broken.has(member) && (this.#lastBroken.get(member) ?? 0) < since;
  }

  /**
   * Breaks a member for a while, if the budget allows.
   *
   * @returns whether it did
   */
  async inject(
    member: Member,
    kind: string,
    forMs: number,
    breakIt: () => Promise<void> | void,
    mend: () => Promise<void> | void,
  ): Promise<boolean> {
    if (this.#broken.has(member) || !(this.#boundless || (await this.#affordable(member)))) return false;
    this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
    let mended = false;
    const mendOnce = async () => {
      if (mended) return;
      mended = true;
      this.#world.log(member.name, `${kind} ends`);
      await mend();
      this.#broken.delete(member);
      this.#lastBroken.set(member, this.#world.clock.now());
    };
    this.#broken.set(member, mendOnce);
    this.#world.log(member.name, Number.isFinite(forMs) ? `${kind} for ${Math.round(forMs / 1000)} s` : kind);
    await breakIt();
    if (Number.isFinite(forMs)) this.#world.clock.after(forMs, () => void mendOnce());
    return true;
  }

  /** A fault in front of the node. */
  injectFront(member: Member, kind: string, forMs: number, fault: Fault): Promise<boolean> {
    return this.inject(
      member,
      kind,
      forMs,
      () => void (member.node.fault = fault),
      () => void (member.node.fault = undefined),
    );
  }

  /** Mends as many nodes as it takes, after a committee was settled in which the broken ones weigh more. */
  async enforce(): Promise<void> {
    if (this.#boundless) return;
    for (const [member, mend] of this.#broken) {
      if (this.#weighsLittle(new Set(this.#broken.keys()))) return;
      this.#world.log(member.name, 'is mended, as the broken ones would weigh too much');
      await mend();
    }
  }

  async mendAll(): Promise<void> {
    for (const mend of [...this.#broken.values()]) await mend();
  }

  /** Whether the faulty nodes are few enough now for every promise to hold. */
  async withinBudget(): Promise<boolean> {
    return this.#weighsLittle(await this.#faulty());
  }

  async #affordable(member: Member): Promise<boolean> {
    const faulty = await this.#faulty();
    faulty.add(member);
    return this.#weighsLittle(faulty);
  }

  async #faulty(): Promise<Set<Member>> {
    const faulty = new Set(this.#broken.keys());
    for (const member of this.#world.members) {
      if (!faulty.has(member) && (await lacks(this.#world, member))) faulty.add(member);
    }
    return faulty;
  }

  #weighsLittle(members: ReadonlySet<Member>): boolean {
    const { truth } = this.#world;
    const weight = (shards: Shards) =>
      [...members].reduce((sum, { nodeId }) => sum + (shards.get(nodeId)?.length ?? 0), 0);
    return truth.responsible().every((shards) => weight(shards) <= truth.maxFaulty);
  }
}

/** Whether a node lacks a sliver that it should serve now: of its shards in the committee that readers ask. */
export async function lacks(world: World, member: Member): Promise<boolean> {
  const { truth } = world;
  const { epochs } = truth;
  if (!epochs) return false;
  const isOver = epochs.state === 'EpochChangeSync' && epochs.previous.size > 0;
  return (
    (await missingOf(member, isOver ? epochs.previous : epochs.committee, truth.readable())) !== undefined
  );
}

/** A sliver that a node lacks of some blobs, for its shards in a committee. */
export async function missingOf(
  { node, nodeId }: Member,
  committee: Shards,
  blobIds: readonly string[],
): Promise<string | undefined> {
  const nShards = [...committee.values()].flat().length;
  for (const blobId of blobIds) {
    const id = blobIdFromString(blobId);
    for (const shard of committee.get(nodeId) ?? []) {
      const pair = pairOfShard(id, shard, nShards);
      for (const axis of ['primary', 'secondary'] as const)
        if (!(await node.holds(id, pair, axis)))
          return `the ${axis} sliver of shard ${shard} of blob ${blobId}`;
    }
  }
  return undefined;
}
