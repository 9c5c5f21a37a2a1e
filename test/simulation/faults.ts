/**
 * Faults of storage nodes, within what the protocol promises to bear: at most f shards in faulty hands, in
 * each committee that matters at the moment. A node that lacks something of what it should hold counts as
 * faulty until it has it.
 *
 * In a storm there are more. It is over when so few are faulty again; disks outlive it, so that nothing may
 * be lost for good.
 */
import { pairOfShard, blobIdFromString } from '@haulout/sdk/encoding';
import type { Shards } from './truth.js';
import { EPOCH_MS, type Member, type World } from './world.js';

/** How to break a member, and how to mend it. */
export interface Actions {
  readonly breakIt: () => Promise<void> | void;
  readonly mend: () => Promise<void> | void;
}

/** How often is looked whether a network has recovered from a storm, and how long that may take. */
const LOOK_MS = 10_000;
const RECOVERY_MS = 2 * EPOCH_MS;

export class Faults {
  /** Faults injected, by kind. */
  readonly injected = new Map<string, number>();
  /** Members with something wrong, and how to mend it. */
  readonly #broken = new Map<Member, () => Promise<void>>();
  /** Those of them that are not meant to come back. */
  readonly #gone = new Set<Member>();
  /** When members were last broken. */
  readonly #lastBroken = new Map<Member, number>();
  /** Grows when a storm begins and when it is over. */
  turnsOfWeather = 0;
  /** Ms of storms that are over, recovery included. */
  stormyMs = 0;
  #lastStorm = -1;
  #endStorm: (() => Promise<void>) | undefined;
  readonly #awaitingCalm: (() => void)[] = [];
  readonly #world: World;
  readonly #boundless: boolean;
  readonly #violate: (what: string) => void;

  /** @param boundless more may break than the protocol bears, and nobody takes it for a storm */
  constructor(world: World, boundless: boolean, violate: (what: string) => void) {
    this.#world = world;
    this.#boundless = boundless;
    this.#violate = violate;
  }

  /** Whether more than f shards are faulty, or have been and not all of them have recovered. */
  get isStormy(): boolean {
    return this.turnsOfWeather % 2 === 1;
  }

  /** Resolves when no storm is left. */
  async calm(): Promise<void> {
    if (this.isStormy) await new Promise<void>((resolve) => this.#awaitingCalm.push(resolve));
  }

  /** Whether there has been no storm since a moment. */
  wasCalm(since: number): boolean {
    return !this.isStormy && this.#lastStorm < since;
  }

  /** Whether nothing has been wrong with a member, nor with the network, since a moment. */
  isInnocent(member: Member, since: number): boolean {
    if (!this.wasCalm(since)) return false;
    return !this.#broken.has(member) && (this.#lastBroken.get(member) ?? 0) < since;
  }

  /** Something was done to a member that may have cost it a little. */
  suspect(member: Member): void {
    this.#lastBroken.set(member, this.#world.clock.now());
  }

  /**
   * Breaks members for a while, however many, unless there is a storm already.
   *
   * @param actions how to break one, and how to mend it
   */
  async storm(members: readonly Member[], kind: string, forMs: number, actions: (member: Member) => Actions) {
    if (this.isStormy || this.#boundless) return;
    const { clock } = this.#world;
    const began = clock.now();
    this.turnsOfWeather++;
    const victims = members.filter((member) => !this.#broken.has(member));
    const names = victims.map(({ name }) => name).join(', ');
    this.#world.log('storm', `${kind} of ${names} for ${Math.round(forMs / 1000)} s`);
    this.injected.set(`storm: ${kind}`, (this.injected.get(`storm: ${kind}`) ?? 0) + 1);
    const mends = victims.map((member) => this.#break(member, kind, actions(member)));
    const ended = new Promise<void>((resolve) => {
      this.#endStorm = async () => {
        for (const mend of mends) await (await mend)();
        resolve();
      };
      clock.after(forMs, () => void this.#endStorm?.());
    });
    await Promise.all(mends);
    await ended;
    this.#endStorm = undefined;
    const mended = clock.now();
    while (!(await this.withinBudget())) {
      await clock.sleep(LOOK_MS);
      if (clock.now() - mended < RECOVERY_MS) continue;
      this.#violate(`R5: ${RECOVERY_MS / 1000} s after a storm more than f shards still lack something`);
      break;
    }
    this.#world.log('storm', `is over after ${Math.round((clock.now() - mended) / 1000)} s of recovery`);
    this.turnsOfWeather++;
    this.stormyMs += clock.now() - began;
    this.#lastStorm = clock.now();
    await this.enforce();
    for (const resolve of this.#awaitingCalm.splice(0)) resolve();
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
    mendIt: () => Promise<void> | void,
  ): Promise<boolean> {
    if (this.#broken.has(member) || !(this.#boundless || (await this.#affordable(member)))) return false;
    this.injected.set(kind, (this.injected.get(kind) ?? 0) + 1);
    this.#world.log(member.name, Number.isFinite(forMs) ? `${kind} for ${Math.round(forMs / 1000)} s` : kind);
    const mend = await this.#break(member, kind, { breakIt, mend: mendIt });
    if (Number.isFinite(forMs)) this.#world.clock.after(forMs, () => void mend());
    else this.#gone.add(member);
    return true;
  }

  /** Resolves to how to mend it. */
  async #break(member: Member, kind: string, { breakIt, mend }: Actions): Promise<() => Promise<void>> {
    let mended = false;
    const mendOnce = async () => {
      if (mended) return;
      mended = true;
      this.#world.log(member.name, `${kind} ends`);
      await mend();
      this.#broken.delete(member);
      this.#gone.delete(member);
      this.#lastBroken.set(member, this.#world.clock.now());
    };
    this.#broken.set(member, mendOnce);
    await breakIt();
    return mendOnce;
  }

  /** Mends as many nodes as it takes, after a committee was settled in which the broken ones weigh more. */
  async enforce(): Promise<void> {
    if (this.#boundless || this.isStormy) return;
    // Those that are gone for good come back only when it takes that.
    const isForGood = ([member]: readonly [Member, unknown]) => (this.#gone.has(member) ? 1 : 0);
    for (const [member, mend] of [...this.#broken].sort((a, b) => isForGood(a) - isForGood(b))) {
      if (this.#weighsLittle(new Set(this.#broken.keys()))) return;
      this.#world.log(member.name, 'is mended, as the broken ones would weigh too much');
      await mend();
    }
  }

  /** Mends everything but what is gone for good. */
  async mendAll(): Promise<void> {
    await this.#endStorm?.();
    for (const [member, mend] of [...this.#broken]) if (!this.#gone.has(member)) await mend();
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

/**
 * Whether a node lacks a sliver that it should serve now: of its shards in the committee that readers ask.
 */
async function lacks(world: World, member: Member): Promise<boolean> {
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
