/**
 * A round by the rules of `evidence::round_state`, written once more and without a chain. Members are
 * numbers: their places in the bitmaps. Times are left out; who calls keeps the order.
 */
import { isOneHonest, isQuorum } from '@haulout/sdk/certificate';

/** What a round shows of a member, as the events of the contracts name it. */
export type Verdict = 'Passed' | 'Late' | 'Missed' | 'Wrong' | 'Exempt' | 'Void' | 'KeptFromReady';

type Phase = 'opened' | 'ready' | 'drawn' | 'closed' | 'void';

export class RoundTwin {
  readonly #weights: readonly number[];
  readonly #nShards: number;
  readonly #exempt: ReadonlySet<number>;
  #phase: Phase = 'opened';
  /** Sets by their name: who has signed each. Map keeps the order in which they came. */
  readonly #sets = new Map<string, Set<number>>();
  readonly #contradicted = new Set<number>();
  readonly #roots = new Set<number>();
  readonly #vouchers = new Map<number, Set<number>>();
  readonly #verdicts = new Map<number, Verdict>();
  readonly #settled = new Set<number>();
  #isConclusive = false;

  constructor(weights: readonly number[], exempt: ReadonlySet<number> = new Set()) {
    this.#weights = weights;
    this.#nShards = this.#weigh(weights.keys());
    this.#exempt = exempt;
  }

  get phase(): Phase {
    return this.#phase;
  }

  get isConclusive(): boolean {
    return this.#isConclusive;
  }

  get members(): number[] {
    return [...this.#weights.keys()];
  }

  verdict(member: number): Verdict | undefined {
    return this.#verdicts.get(member);
  }

  hasContradicted(member: number): boolean {
    return this.#contradicted.has(member);
  }

  /** Members say that they have this set: whoever signs two counts for the first, and is noted. */
  addReady(signers: Iterable<number>, set: string): void {
    const here = this.#sets.get(set) ?? new Set();
    for (const signer of signers) {
      if (here.has(signer)) continue;
      const isNew = ![...this.#sets.values()].some((others) => others.has(signer));
      if (isNew) here.add(signer);
      else this.#contradicted.add(signer);
    }
    if (here.size > 0) this.#sets.set(set, here);
    if (isQuorum(this.#weigh(here), this.#nShards)) this.#phase = 'ready';
  }

  draw(): void {
    this.#expect('ready');
    this.#phase = 'drawn';
  }

  answer(member: number): void {
    this.#expect('drawn');
    this.#roots.add(member);
  }

  addPassed(signers: Iterable<number>, nodes: Iterable<number>): void {
    this.#expect('drawn');
    const all = [...signers];
    for (const node of nodes) {
      const vouchers = this.#vouchers.get(node) ?? new Set();
      for (const signer of all) vouchers.add(signer);
      this.#vouchers.set(node, vouchers);
    }
  }

  /** A proof holds against an answer of this member. False: it has claimed nothing, or has paid already. */
  convict(member: number): boolean {
    const verdict = this.#verdicts.get(member);
    const hasPaid = this.#settled.has(member) && verdict !== 'Passed' && verdict !== 'Late';
    if (!this.#roots.has(member) || hasPaid) return false;
    this.#verdicts.set(member, 'Wrong');
    this.#settled.add(member);
    return true;
  }

  /** Nobody was ready, or drew, in time. */
  makeVoid(): void {
    const innocent = this.#innocent();
    for (const member of this.members) {
      const isInnocent = innocent.has(member) || this.#exempt.has(member);
      this.#verdicts.set(member, isInnocent ? 'Void' : 'KeptFromReady');
    }
    this.#phase = 'void';
  }

  /** The deadline is over: every member gets its verdict. */
  decide(): void {
    this.#expect('drawn');
    let good = 0;
    for (const member of this.members) {
      if (this.#verdicts.get(member) === 'Wrong') continue;
      const verdict = this.#judge(member);
      this.#verdicts.set(member, verdict);
      if (verdict === 'Passed' || verdict === 'Exempt') good += this.#weights[member]!;
    }
    this.#isConclusive = isQuorum(good, this.#nShards);
    this.#phase = 'closed';
  }

  /** Members that have yet to be settled, which are settled now. */
  takeUnsettled(): number[] {
    const left = this.members.filter((member) => !this.#settled.has(member));
    for (const member of left) this.#settled.add(member);
    return left;
  }

  #judge(member: number): Verdict {
    if (this.#exempt.has(member)) return 'Exempt';
    if (!this.#roots.has(member)) return 'Missed';
    const weight = this.#weigh(this.#vouchers.get(member) ?? []);
    if (isQuorum(weight, this.#nShards)) return 'Passed';
    return isOneHonest(weight, this.#nShards) ? 'Late' : 'Missed';
  }

  /** The signers of the heaviest set; of any set, if none has an honest node behind it for certain. */
  #innocent(): Set<number> {
    let heaviest: ReadonlySet<number> = new Set();
    for (const signers of this.#sets.values()) {
      if (this.#weigh(signers) > this.#weigh(heaviest)) heaviest = signers;
    }
    const sets = [...this.#sets.values()].flatMap((signers) => [...signers]);
    const innocent = new Set(isOneHonest(this.#weigh(heaviest), this.#nShards) ? heaviest : sets);
    for (const member of this.#contradicted) innocent.delete(member);
    return innocent;
  }

  #weigh(members: Iterable<number>): number {
    let sum = 0;
    for (const member of members) sum += this.#weights[member]!;
    return sum;
  }

  #expect(phase: Phase): void {
    if (this.#phase !== phase) throw new Error(`the round is ${this.#phase}, not ${phase}`);
  }
}
