/** Nodes that come and go, and that change their keys. */
import type { Faults } from './faults.js';
import type { Operators } from './operators.js';
import type { Member, World } from './world.js';

/** Nodes at most, so that a simulation stays cheap. */
const MAX_MEMBERS = 9;
/** Nodes that stay at least. */
const MIN_MEMBERS = 4;

export class Membership {
  readonly #world: World;
  readonly #faults: Faults;
  readonly #operators: Operators;
  readonly #dismissed = new Set<Member>();

  constructor(world: World, faults: Faults, operators: Operators) {
    this.#world = world;
    this.#faults = faults;
    this.#operators = operators;
  }

  async join(wal: number): Promise<void> {
    if (this.#world.members.length >= MAX_MEMBERS) return;
    const member = await this.#world.addMember(wal);
    this.#world.log(member.name, `joins with ${wal} WAL`);
    this.#operators.employ(member);
  }

  /** A node that leaves silently is gone at once and for good; the stake behind it leaves it either way. */
  async leave(member: Member, silently: boolean): Promise<void> {
    if (!this.#isDispensable(member)) return;
    const gone = silently
      ? await this.#faults.inject(
          member,
          'silent leave',
          Infinity,
          () => member.node.crash(),
          () => member.node.start(),
        )
      : true;
    if (!gone) return;
    this.#dismissed.add(member);
    this.#world.log(member.name, `loses its stake${silently ? ' and is gone' : ''}`);
    await this.#world.dismiss(member);
  }

  /** A node gives up, and serves until others have taken over. */
  async retire(member: Member): Promise<void> {
    if (!this.#isDispensable(member)) return;
    this.#dismissed.add(member);
    await this.#operators.retire(member);
  }

  /** A node that has left, and for which nobody looks any more, is removed when nobody has stake with it. */
  async remove(pick: number): Promise<void> {
    const { truth, members, devnet } = this.#world;
    const { committee, previous, next } = truth.epochs!;
    const serves = ({ nodeId }: Member) => [committee, previous, next].some((shards) => shards?.has(nodeId));
    const left = members.filter((member) => truth.stakeLeft(member.nodeId) !== undefined && !serves(member));
    const member = left[pick % Math.max(left.length, 1)];
    if (!member) return;
    if (devnet.ledger.getObject(member.stakeId)) await this.#world.dismiss(member);
    if (truth.stakeLeft(member.nodeId) === 0n) await this.#operators.remove(member);
  }

  /** A node whose next key has come into force goes on with it. */
  async changeKey(member: Member): Promise<void> {
    const { keys, node, nodeId, name } = member;
    const { signers } = this.#world.truth;
    const key = signers.members.find((signer) => signer.nodeId === nodeId)?.publicKey;
    const secret = key && keys.of(key);
    if (!secret || secret === keys.current) return;
    keys.current = secret;
    this.#world.log(name, 'changes its key');
    if (!node.running) return;
    this.#faults.suspect(member);
    await node.crash();
    await node.start();
  }

  #isDispensable(member: Member): boolean {
    return !this.#dismissed.has(member) && this.#world.members.length - this.#dismissed.size > MIN_MEMBERS;
  }
}
