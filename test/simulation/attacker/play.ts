/**
 * Plays steps of an attack on the contracts, and has every transaction judged. The attacker borrows a fortune
 * at the beginning of each of his transactions, and gives it back at its end, or there was no transaction.
 */
import type { TransactionObjectArgument } from '@mysten/sui/transactions';
import type { LedgerSnapshot } from '@haulout/devnet/ledger';
import { MIB, WAL, type Arena, type ArenaNode, type Calls } from './arena.js';
import { firstRecord, judge, wal, type Breach, type Record, type Stake } from './judge.js';
import type { Call, Step } from './attack.js';

/** Borrowed for one transaction. */
const CAPITAL = 10_000_000n * WAL;

/** Where a network stands in its epoch: before voting can end, after that, and when the epoch can end. */
type Stage = 'early' | 'late' | 'over';

/** A moment to go on from. */
export interface Position {
  readonly snapshot: LedgerSnapshot;
  readonly record: Record;
  readonly stage: Stage;
}

/** The beginning. */
export function start(arena: Arena): Position {
  arena.restore(arena.beginning);
  return { snapshot: arena.beginning, record: firstRecord(arena), stage: 'early' };
}

/** What has become of some steps. */
export interface Outcome {
  readonly position: Position;
  readonly breaches: readonly Breach[];
  /** What was done, a line for each transaction. */
  readonly story: readonly string[];
  readonly transactions: number;
  /** Calls in transactions that succeeded. */
  readonly done: readonly Call['kind'][];
}

/** Plays steps, all of them or up to the first breach of a kind. */
export async function play(
  arena: Arena,
  from: Position,
  steps: readonly Step[],
  isLast: (breach: Breach) => boolean = () => false,
): Promise<Outcome> {
  arena.restore(from.snapshot);
  const game = new Game(arena, from);
  for (const step of steps) {
    await game.take(step);
    if (game.breaches.some(isLast)) break;
  }
  const { record, stage, breaches, story, transactions, done } = game;
  return { position: { snapshot: arena.snapshot(), record, stage }, breaches, story, transactions, done };
}

/** Stake as far as it has come within a transaction. */
type Held = Omit<Stake, 'id'> & {
  readonly given: TransactionObjectArgument | string;
  readonly isFresh: boolean;
};

class Game {
  private readonly arena: Arena;
  record: Record;
  stage: Stage;
  readonly breaches: Breach[] = [];
  readonly story: string[] = [];
  readonly done: Call['kind'][] = [];
  transactions = 0;

  constructor(arena: Arena, { record, stage }: Position) {
    this.arena = arena;
    this.record = record;
    this.stage = stage;
  }

  async take(step: Step): Promise<void> {
    if (step.kind === 'wait') return this.wait();
    const plan = new Plan(this.arena, this.record, step.by);
    for (const call of step.calls) plan.add(call);
    if (plan.told.length === 0) return;
    const result = await this.arena.run(plan.finish());
    this.transactions++;
    // Aborted: nothing has happened.
    if (!result.status.success) return;
    this.tell(`${step.by}: ${plan.told.join(', ')}`);
    this.done.push(...plan.done);
    this.hear(judge(this.arena, this.record, result, step.by));
  }

  /** Half an epoch passes, and everybody does what is due. */
  private async wait(): Promise<void> {
    const { arena, stage } = this;
    const { next } = this.record;
    if (stage === 'early') {
      arena.passHalfAnEpoch();
      // Operators of honest nodes that were pushed out are awake.
      const candidates = arena.candidates();
      const honest = arena.nodes.filter(({ id, isOwn }) => !isOwn && !candidates.has(id));
      if (honest.length > 0) await this.send((calls) => honest.forEach(({ cap }) => calls.rejoin(cap)));
      this.stage = 'late';
    } else if (stage === 'late') {
      if (next === undefined) await this.send((calls) => calls.endVoting());
      arena.passHalfAnEpoch();
      this.stage = 'over';
    } else {
      // Somebody else may have begun the epoch.
      if (next !== undefined) await this.send((calls) => calls.startEpoch());
      await this.sync();
      this.stage = 'early';
    }
  }

  private async sync(): Promise<void> {
    const { committee, epoch } = this.record;
    const members = this.arena.nodes.filter(({ id }) => committee.has(id));
    const waiting = members.filter(({ cap }) => this.arena.lastSync(cap) < epoch);
    if (waiting.length > 0) {
      await this.send((calls) => waiting.forEach(({ cap }) => calls.sync(cap, epoch)));
    }
  }

  private async send(build: (calls: Calls) => void): Promise<void> {
    const calls = this.arena.begin();
    build(calls);
    this.hear(judge(this.arena, this.record, await this.arena.mustRun(calls), 'lender'));
  }

  private hear({ record, breaches }: ReturnType<typeof judge>): void {
    if (record.epoch !== this.record.epoch) this.story.push(`epoch ${record.epoch} begins`);
    this.record = record;
    this.breaches.push(...breaches);
  }

  private tell(line: string): void {
    const when = { early: '', late: '(voting can end) ', over: '(the epoch can end) ' }[this.stage];
    this.story.push(`${when}${line}`);
  }
}

/** The calls of one transaction of somebody. */
class Plan {
  private readonly arena: Arena;
  private readonly by: 'attacker' | 'victim';
  private readonly calls: Calls;
  private readonly purse: TransactionObjectArgument;
  private readonly own: readonly ArenaNode[];
  private held: Held[];
  private epoch: number;
  private committee: Record['committee'];
  private next: Record['next'];
  private hasVoted: boolean;
  readonly told: string[] = [];
  readonly done: Call['kind'][] = [];

  constructor(arena: Arena, record: Record, by: 'attacker' | 'victim') {
    this.arena = arena;
    this.by = by;
    this.calls = arena.begin();
    this.purse = this.calls.given(arena.purses[by]);
    this.own = arena.nodes.filter(({ isOwn }) => isOwn);
    this.held = [...record.stakes.values()]
      .filter(({ owner }) => owner === by)
      .map(({ id, ...stake }) => ({ ...stake, given: id, isFresh: false }));
    this.epoch = record.epoch;
    this.committee = record.committee;
    this.next = record.next;
    this.hasVoted = record.next !== undefined;
    if (by === 'attacker') this.calls.bank(this.purse, this.calls.coin(arena.purses.lender, CAPITAL));
  }

  /** Gives back what was borrowed, and keeps what is new. */
  finish(): Calls {
    const { calls, arena } = this;
    for (const { isFresh, given } of this.held) {
      if (isFresh) calls.keep(given as TransactionObjectArgument, arena.address);
    }
    if (this.by === 'attacker') calls.bank(arena.purses.lender, calls.coin(this.purse, CAPITAL));
    return calls;
  }

  add(call: Call): void {
    const before = this.told.length;
    this.translate(call);
    if (this.told.length > before) this.done.push(call.kind);
  }

  /** Adds what the call asks for, if it can be done. */
  private translate(call: Call): void {
    const { calls, arena } = this;
    switch (call.kind) {
      case 'stake':
        return this.stake(this.nodeAt(call.node), call.frost);
      case 'unstake':
        return this.unstake(call.keepOne);
      case 'request': {
        const { id, name } = this.nodeAt(call.node);
        const asked = this.held.filter((stake) => stake.node === id && this.canRequest(stake));
        for (const stake of asked) {
          calls.request(stake.given);
          this.replace(stake, { ...stake, freeFrom: this.epoch + 2 });
        }
        if (asked.length > 0) this.told.push(`ask for ${total(asked)} with ${name}`);
        return;
      }
      case 'withdraw': {
        const free = this.held.filter((stake) => this.isFree(stake));
        for (const stake of free) this.withdraw(stake);
        if (free.length > 0) this.told.push(`take out ${total(free)} that are free`);
        return;
      }
      case 'split': {
        const stake = this.held[call.pick % Math.max(this.held.length, 1)];
        if (stake === undefined || stake.principal < call.frost + WAL) return;
        this.split(stake, call.frost);
        this.told.push(`split ${wal(call.frost)} off ${wal(stake.principal)}`);
        return;
      }
      case 'join':
        return this.join(call.pick);
      case 'vote': {
        // Votes count of those who serve.
        const serving = this.own.filter(({ id }) => this.committee.has(id));
        const { cap, name } = serving[call.node % serving.length] ?? this.ownAt(call.node);
        calls.vote(cap, call.price);
        this.told.push(`${name} votes ${call.price}`);
        return;
      }
      case 'update prices':
        calls.reprice();
        this.told.push('update the prices');
        return;
      case 'buy':
        calls.buy(arena.purses[this.by], BigInt(call.mib) * MIB, call.epochs);
        this.told.push(`buy ${call.mib} MiB for ${call.epochs} epochs`);
        return;
      case 'extend':
        calls.extend(arena.sharedBlobId, call.epochs);
        this.told.push(`extend the shared blob by ${call.epochs} epochs`);
        return;
      case 'subsidise':
        calls.subsidise(calls.coin(this.purse, call.frost), 1);
        this.told.push(`give ${wal(call.frost)} to this epoch's nodes`);
        return;
      case 'rejoin': {
        const { cap, name } = this.ownAt(call.node);
        calls.rejoin(cap);
        this.told.push(`${name} asks to be a candidate`);
        return;
      }
      case 'end voting':
        if (this.hasVoted) return;
        calls.endVoting();
        this.hasVoted = true;
        this.told.push('end voting');
        return;
      case 'start epoch':
        if (!this.hasVoted) return;
        calls.startEpoch();
        this.epoch++;
        this.committee = this.next ?? this.committee;
        this.next = undefined;
        this.hasVoted = false;
        this.told.push('start the epoch');
    }
  }

  private stake({ id, name }: ArenaNode, principal: bigint): void {
    const given = this.calls.stake(this.calls.coin(this.purse, principal), id);
    const activation = this.epoch + (this.hasVoted ? 2 : 1);
    const stake = { owner: this.by, node: id, principal, activation, freeFrom: undefined };
    this.held.push({ ...stake, given, isFresh: true });
    this.told.push(`stake ${wal(principal)} with ${name}`);
  }

  private unstake(keepOne: boolean): void {
    const fresh = this.held.filter((stake) => stake.isFresh && this.isIdle(stake));
    const taken = fresh.filter(({ principal }) => !keepOne || principal >= 2n * WAL);
    for (const stake of taken) this.withdraw(keepOne ? this.split(stake, stake.principal - WAL) : stake);
    if (taken.length > 0) this.told.push(`take it back${keepOne ? ' but 1 WAL each' : ''}`);
  }

  private withdraw(stake: Held): void {
    this.calls.bank(this.purse, this.calls.withdraw(stake.given));
    this.held = this.held.filter((each) => each !== stake);
  }

  private split(stake: Held, frost: bigint): Held {
    const part = { ...stake, principal: frost, given: this.calls.split(stake.given, frost), isFresh: true };
    this.replace(stake, { ...stake, principal: stake.principal - frost });
    this.held.push(part);
    return part;
  }

  private join(pick: number): void {
    const stake = this.held[pick % Math.max(this.held.length, 1)];
    const other = this.held.find(
      (each) =>
        each !== stake &&
        each.node === stake?.node &&
        each.activation === stake.activation &&
        each.freeFrom === stake.freeFrom,
    );
    if (stake === undefined || other === undefined) return;
    this.calls.join(stake.given, other.given);
    this.held = this.held.filter((each) => each !== other);
    this.replace(stake, { ...stake, principal: stake.principal + other.principal });
    this.told.push(`join ${wal(other.principal)} to ${wal(stake.principal)}`);
  }

  private replace(stake: Held, by: Held): void {
    this.held = this.held.map((each) => (each === stake ? by : each));
  }

  // What can be done; the contracts have the last word.

  private isIdle({ node, activation, freeFrom }: Held): boolean {
    const isCounted = this.next?.has(node) === true && activation === this.epoch + 1;
    return freeFrom === undefined && activation > this.epoch && !isCounted;
  }

  private serves(node: string): boolean {
    return this.committee.has(node) || this.next?.has(node) === true;
  }

  private canRequest(stake: Held): boolean {
    return stake.freeFrom === undefined && !this.isIdle(stake) && this.serves(stake.node);
  }

  private isFree(stake: Held): boolean {
    if (stake.freeFrom !== undefined) return stake.freeFrom <= this.epoch;
    return !this.isIdle(stake) && !this.serves(stake.node);
  }

  /** Mostly own nodes, and now and then another. */
  private nodeAt(index: number): ArenaNode {
    if (index % 7 === 6) return this.arena.nodes[(index >> 3) % this.arena.nodes.length]!;
    return this.ownAt(index);
  }

  private ownAt(index: number): ArenaNode {
    return this.own[index % this.own.length]!;
  }
}

function total(stakes: readonly Held[]): string {
  return wal(stakes.reduce((sum, { principal }) => sum + principal, 0n));
}
