/**
 * A round as the contracts keep it (`evidence::round_state`), built again from events: who is ready, what was
 * drawn, who has answered, who vouches for whom, and what came of it.
 */
import { positionsIn } from '../../base/bit-set.js';
import { isOneHonest, isQuorum } from '../../certificate/quorum.js';
import { idToBytes } from '../../certificate/wire.js';
import type { Round } from '../../evidence/round.js';
import { roundLengths, type RoundLengths } from '../../evidence/round-times.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';
import { memberIndex, only, weightOf, type RecordedCommittee } from './committees.js';

/** What a round has shown of a member, as the contracts name it. */
export type Verdict = FieldsOf<'NodeSettled'>['verdict']['$kind'];

/** What never changes about rounds. */
export interface RoundParameters {
  readonly evidenceId: string;
  readonly sampleCount: number;
  readonly stepMs: number;
}

interface SignedSet {
  readonly name: string;
  signers: bigint;
  weight: number;
}

type Phase = 'opened' | 'ready' | 'drawn' | 'closed' | 'void' | 'empty';

/** A round under way, or settling. */
export class RoundReplay {
  readonly number: number;
  readonly committee: RecordedCommittee;
  readonly #parameters: RoundParameters;
  readonly #lengths: RoundLengths;
  readonly #openedMs: number;
  readonly #exempt: bigint;
  readonly #sets: SignedSet[] = [];
  readonly #roots: (string | undefined)[];
  readonly #vouchers: bigint[];
  readonly #verdicts: Verdict[];
  readonly #accusations = new Set<string>();
  #phase: Phase = 'opened';
  #signers = 0n;
  #contradicted = 0n;
  #settled = 0n;
  #conclusive = false;
  /** A set has a quorum, but the event that says so is still to come. */
  #quorum: SignedSet | undefined;
  #sinceMs = 0;
  #seed = '';
  #seedMs = 0;

  constructor(
    { round, opened_ms }: FieldsOf<'RoundOpened'>,
    committee: RecordedCommittee,
    { exempt, ...parameters }: RoundParameters & { readonly exempt: bigint },
  ) {
    this.number = round;
    this.committee = committee;
    this.#parameters = parameters;
    this.#lengths = roundLengths({ durationMs: committee.durationMs, stepMs: parameters.stepMs });
    this.#openedMs = Number(opened_ms);
    this.#exempt = exempt;
    this.#roots = committee.members.map(() => undefined);
    this.#vouchers = committee.members.map(() => 0n);
    this.#verdicts = committee.members.map(() => 'None');
  }

  /** Whether every member has been settled. */
  get isSettled(): boolean {
    const all = this.committee.members.length;
    return this.#phase === 'empty' || positionsIn(this.#settled).length === all;
  }

  get isConclusive(): boolean {
    return this.#conclusive;
  }

  /** Whether a `RoundReady` has to come now. */
  get isQuorumUntold(): boolean {
    return this.#quorum !== undefined;
  }

  /** The verdict of a member, so far. */
  verdict(index: number): Verdict {
    return this.#verdicts[index]!;
  }

  /** What those weigh who vouch for a member. */
  vouched(index: number): number {
    return weightOf(this.committee, this.#vouchers[index]!);
  }

  hasContradicted(index: number): boolean {
    return (this.#contradicted & only(index)) !== 0n;
  }

  addReady(fields: FieldsOf<'ReadySigned'>): void {
    expect(this.#phase === 'opened' || this.#phase === 'ready', 'nobody can say any more what set it has');
    const name = nameOfSet(fields);
    const known = this.#sets.find((set) => set.name === name);
    const signers = BigInt(fields.signers);
    const fresh = signers & ~this.#signers;
    const contradicted = signers & ~(known?.signers ?? 0n) & this.#signers & ~this.#contradicted;
    expect(fresh !== 0n || contradicted !== 0n, 'it adds nothing to what was known');
    this.#contradicted |= contradicted;
    if (fresh === 0n) return;
    this.#signers |= fresh;
    const set = known ?? { name, signers: 0n, weight: 0 };
    if (known === undefined) this.#sets.push(set);
    set.signers |= fresh;
    set.weight += weightOf(this.committee, fresh);
    if (this.#phase === 'opened' && isQuorum(set.weight, this.committee.nShards)) this.#quorum = set;
  }

  /** @returns the weight of those who have the set */
  becomeReady(fields: FieldsOf<'RoundReady'>): number {
    const set = this.#quorum;
    expect(set !== undefined && set.name === nameOfSet(fields), 'no quorum has signed this set just before');
    this.#quorum = undefined;
    this.#sinceMs = Number(fields.since_ms);
    const { ready } = this.#lengths;
    expect(
      this.#sinceMs >= this.#openedMs && this.#sinceMs <= this.#openedMs + ready,
      'it was not ready in time',
    );
    this.#phase = fields.count === '0' ? 'empty' : 'ready';
    return set.weight;
  }

  draw({ seed, seed_ms }: FieldsOf<'SeedDrawn'>): void {
    expect(this.#phase === 'ready', 'no set was ready');
    const { drawDelay, drawUntil } = this.#lengths;
    const drawnMs = Number(seed_ms);
    expect(
      drawnMs >= this.#sinceMs + drawDelay && drawnMs <= this.#openedMs + drawUntil,
      'it was not drawn in its time',
    );
    this.#phase = 'drawn';
    this.#seed = seed;
    this.#seedMs = drawnMs;
  }

  answer({ node_id, root }: FieldsOf<'NodeAnswered'>): void {
    expect(this.#phase === 'drawn', 'no seed was drawn');
    const index = memberIndex(this.committee, node_id);
    expect(this.#roots[index] === undefined && BigInt(root) !== 0n, 'it has answered, or posted no root');
    this.#roots[index] = root;
  }

  addPassed({ nodes, signers }: FieldsOf<'AnswersVouchedFor'>): void {
    expect(this.#phase === 'drawn', 'nothing was answered yet, or all was decided');
    const indices = positionsIn(nodes);
    const word = BigInt(signers);
    expect(
      indices.every((index) => index < this.#vouchers.length),
      'it vouches for nobody of the committee',
    );
    expect(
      indices.some((index) => (word & ~this.#vouchers[index]!) !== 0n),
      'it adds nothing to what was known',
    );
    for (const index of indices) this.#vouchers[index]! |= word;
  }

  makeVoid({ contradicted }: FieldsOf<'RoundVoided'>): void {
    expect(this.#phase === 'opened' || this.#phase === 'ready', 'it was drawn, or has ended');
    expect(BigInt(contradicted) === this.#contradicted, 'others have signed two sets');
    this.#phase = 'void';
    const innocent = this.#innocentOfVoid() | this.#exempt;
    for (const index of this.#verdicts.keys())
      this.#verdicts[index] = innocent & only(index) ? 'Void' : 'KeptFromReady';
  }

  close({ is_conclusive }: FieldsOf<'RoundClosed'>): void {
    expect(this.#phase === 'drawn', 'it was not drawn, or has ended');
    this.#phase = 'closed';
    let good = 0;
    for (const [index, verdict] of this.#verdicts.entries()) {
      if (verdict === 'Wrong') continue;
      const decided = this.#verdictOf(index);
      this.#verdicts[index] = decided;
      if (decided === 'Passed' || decided === 'Exempt') good += this.committee.members[index]!.weight;
    }
    this.#conclusive = isQuorum(good, this.committee.nShards);
    const exempted = positionsIn(this.#exempt).some((index) => this.#verdicts[index] === 'Wrong');
    // An exempt member that was convicted counts or not, depending on when verdicts were counted.
    if (exempted) this.#conclusive = is_conclusive;
    expect(
      this.#conclusive === is_conclusive,
      `members with ${good} of ${this.committee.nShards} shards have passed`,
    );
  }

  /** What a proof about this member is checked against. */
  posted(index: number): { readonly round: Round; readonly prover: number; readonly root: Uint8Array } {
    const root = this.#roots[index];
    expect(root !== undefined, 'the node has claimed nothing');
    expect(this.isAnswerable(index), 'the node has its verdict already');
    const { evidenceId, sampleCount } = this.#parameters;
    const { members, nShards, shards } = this.committee;
    const round = {
      evidenceId,
      round: this.number,
      seed: idToBytes(this.#seed),
      nShards,
      sampleCount,
      members: members.map(({ nodeId }, member) => ({ nodeId, shards: shards[member]! })),
    };
    return { round, prover: index, root: idToBytes(root) };
  }

  /** Whether a proof can still convict a member. */
  isAnswerable(index: number): boolean {
    const verdict = this.#verdicts[index]!;
    if (verdict === 'Wrong') return false;
    return (this.#settled & only(index)) === 0n || verdict === 'Passed' || verdict === 'Late';
  }

  /** A proof has convicted a member; its settling comes next. */
  convict(index: number): void {
    expect(this.isAnswerable(index), 'it has its verdict already');
    this.#verdicts[index] = 'Wrong';
    this.#settled |= only(index);
  }

  accuse(index: number, blobId: string): void {
    const key = `${index} ${blobId}`;
    expect((this.#settled & only(index)) === 0n, 'the node was settled already');
    expect(!this.#accusations.has(key), 'the node was accused of that already');
    this.#accusations.add(key);
  }

  /** Ends an accusation. */
  resolve(index: number, blobId: string): void {
    expect(this.#accusations.delete(`${index} ${blobId}`), 'there is no such accusation');
  }

  /** A member of a round that has its verdicts is settled. */
  settle(index: number): void {
    expect(this.#phase === 'closed' || this.#phase === 'void', 'its verdict is not decided');
    expect((this.#settled & only(index)) === 0n, 'it was settled before');
    expect(
      ![...this.#accusations].some((key) => key.startsWith(`${index} `)),
      'an accusation against it waits',
    );
    this.#settled |= only(index);
  }

  #verdictOf(index: number): Verdict {
    const { nShards } = this.committee;
    const weight = this.vouched(index);
    if (this.#exempt & only(index)) return 'Exempt';
    if (this.#roots[index] === undefined) return 'Missed';
    if (isQuorum(weight, nShards)) return 'Passed';
    return isOneHonest(weight, nShards) ? 'Late' : 'Missed';
  }

  /** The signers of the heaviest set; of any set, where none has an honest node behind it for certain. */
  #innocentOfVoid(): bigint {
    let [signers, weight] = [0n, 0];
    for (const set of this.#sets) if (set.weight > weight) ({ signers, weight } = set);
    if (!isOneHonest(weight, this.committee.nShards)) signers = this.#signers;
    return signers & ~this.#contradicted;
  }
}

function nameOfSet({ count, bytes, root }: Pick<FieldsOf<'RoundReady'>, 'count' | 'bytes' | 'root'>): string {
  return `${count} ${bytes} ${root}`;
}
