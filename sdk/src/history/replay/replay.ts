/**
 * The judges' log, event by event, as the contracts would write it: whatever does not follow from what came
 * before, and whatever is not signed or proved as it says, is refused.
 *
 * The log has to be complete from its first epoch on. Numbers of rounds and of records, and what each event
 * has to be followed by, show what is missing in between; nothing can show what is missing at the end.
 */
import { positionsIn } from '../../base/bit-set.js';
import { idToBytes } from '../../certificate/wire.js';
import { blobIdFromInteger } from '../../encoding/blob-id.js';
import { recordCauseOf, type RecordCause } from '../../evidence/record-causes.js';
import { OPEN_CHANCE_64THS } from '../../evidence/round-times.js';
import { BY_CHAIN, derived, type Basis } from '../basis.js';
import { expect } from '../errors.js';
import { isOfJudges, type FieldsOf, type HistoryEvent, type HistoryEventName } from '../event.js';
import { BlobRecords } from './blob-records.js';
import { checkAttested, checkSigned } from './certificates.js';
import { memberIndex, recordedCommittee, type RecordedCommittee } from './committees.js';
import { Conducts } from './conduct.js';
import { Declarations } from './declarations.js';
import { Penalties } from './penalties.js';
import { checkConflict, checkPadding, checkWrongAnswer } from './proofs.js';
import { RoundReplay } from './round.js';
import { scheduleOf, Schedules, type Cost } from './schedules.js';
import { Slots } from './slots.js';

/** So many misses in a row are a failure. */
const TOO_MANY_MISSES = 3;

type Rule<Name extends HistoryEventName> = (
  fields: FieldsOf<Name>,
  event: HistoryEvent,
) => Basis | undefined | void;
type Rules = { readonly [Name in HistoryEventName]?: Rule<Name> };

/** What comes of a proof that a blob is invalid. */
interface Proved {
  readonly blobId: string;
  readonly cause: RecordCause;
  /** Whether a record has to be made; undefined: not known. */
  readonly isNew: boolean | undefined;
}

/** Follows the log. */
export class Replay {
  readonly #committees: ReadonlyMap<number, RecordedCommittee>;
  readonly #schedules = new Schedules();
  readonly #conducts: Conducts;
  readonly #declarations: Declarations;
  readonly #records: BlobRecords;
  readonly #penalties: Penalties;
  readonly #isFromBirth: boolean;
  #created: FieldsOf<'EvidenceCreated'> | undefined;
  #committee: RecordedCommittee | undefined;
  #slots = new Slots();
  #round: RoundReplay | undefined;
  #rounds: number | undefined;
  #abandoned: RoundReplay | undefined;
  #proved: Proved | undefined;
  /** A proof has convicted this node, and its settling is to be told. */
  #convicting: string | undefined;
  /** An accusation has convicted this node, and that is to be told. */
  #resolving: string | undefined;
  #transaction = '';

  /**
   * @param committees all that the story has, by epoch
   * @param isFromBirth whether the log has everything since the judges were made
   */
  constructor(committees: ReadonlyMap<number, RecordedCommittee>, isFromBirth: boolean) {
    this.#committees = committees;
    this.#isFromBirth = isFromBirth;
    this.#rounds = isFromBirth ? 0 : undefined;
    this.#conducts = new Conducts(isFromBirth);
    this.#declarations = new Declarations(isFromBirth);
    this.#records = new BlobRecords(isFromBirth);
    this.#penalties = new Penalties(this.#schedules, this.#conducts);
  }

  /** @throws Contradiction, CertificateError, EvidenceError, EncodingError */
  next(event: HistoryEvent): Basis {
    if (event.transaction !== this.#transaction) this.#endTransaction();
    this.#transaction = event.transaction;
    if (isOfJudges(event)) this.#expectNothingElse(event);
    const rule = this.#rules[event.kind] as Rule<HistoryEventName> | undefined;
    return rule?.(event.fields as never, event) ?? BY_CHAIN;
  }

  /** @throws Contradiction when the last transaction is not complete */
  end(): void {
    this.#endTransaction();
  }

  readonly #rules: Rules = {
    EvidenceCreated: (fields) => {
      expect(this.#created === undefined, 'the judges have been made before');
      this.#created = fields;
    },
    CommitteeRecorded: (fields, { contents }) => {
      const { n_shards } = this.#parameters;
      const committee = recordedCommittee(fields, contents);
      expect(committee.nShards === n_shards, `the network has ${n_shards} shards`);
      expect(fields.epoch > (this.#committee?.epoch ?? -1), 'a later epoch was recorded before');
      if (this.#round?.isSettled === false) this.#abandoned = this.#round;
      this.#round = undefined;
      this.#slots = new Slots();
      this.#declarations.beginEpoch();
      this.#committee = committee;
    },
    ScheduleChanged: (fields) => {
      const committee = this.#inEpoch(fields.epoch);
      const { sequence, from_epoch: fromEpoch } = fields;
      const basis = checkSigned(
        committee,
        {
          type: 'schedule',
          ...this.#head(fields.epoch),
          sequence: BigInt(sequence),
          fromEpoch,
          schedule: scheduleOf(fields),
        },
        fields,
      );
      this.#schedules.change(fields);
      return basis;
    },
    RoundAttempted: (fields) => {
      this.#inEpoch(fields.epoch);
      expect(this.#round?.isSettled !== false, 'the round before it is not settled');
      this.#slots.attempt(fields);
      return derived('the randomness of the chain');
    },
    SlotPassed: (fields) => {
      this.#inEpoch(fields.epoch);
      this.#slots.pass(fields);
      return derived('the number that was drawn');
    },
    RoundOpened: (fields) => this.#open(fields),
    ReadySigned: (fields) => {
      const round = this.#inRound(fields);
      const { count, bytes, root } = fields;
      const message = {
        type: 'ready' as const,
        ...this.#head(fields.epoch),
        round: round.number,
        count: BigInt(count),
        bytes: BigInt(bytes),
        root: idToBytes(root),
      };
      const basis = checkSigned(round.committee, message, fields);
      round.addReady(fields);
      return basis;
    },
    RoundReady: (fields) => {
      const weight = this.#inRound(fields).becomeReady(fields);
      return derived(`signatures of ${weight} shards`);
    },
    SeedDrawn: (fields) => {
      this.#inRound(fields).draw(fields);
      return derived('the randomness of the chain');
    },
    NodeAnswered: (fields) => {
      this.#inRound(fields).answer(fields);
    },
    AnswersVouchedFor: (fields) => {
      const round = this.#inRound(fields);
      const nodes = positionsIn(fields.nodes);
      const message = { type: 'passed' as const, ...this.#head(fields.epoch), round: round.number, nodes };
      const basis = checkSigned(round.committee, message, fields);
      round.addPassed(fields);
      return basis;
    },
    RoundVoided: (fields) => {
      this.#inRound(fields).makeVoid(fields);
      return derived('the signatures under sets');
    },
    RoundClosed: (fields) => {
      this.#inRound(fields).close(fields);
      return derived('the signatures that vouch for answers');
    },
    NodeSettled: (fields) => this.#settle(fields),
    RoundAbandoned: ({ epoch, round }) => {
      const { number, committee } = this.#abandoned!;
      expect(number === round && committee.epoch === epoch, 'it is another round');
      this.#abandoned = undefined;
      return derived('the end of its epoch');
    },
    PenaltyOrdered: (fields) => {
      const from = this.#penalties.order(fields);
      return from === undefined ? BY_CHAIN : derived(from);
    },
    NodePenalised: (fields) =>
      this.#penalties.carryOut(fields) ? derived('the order of the judges') : BY_CHAIN,
    AnswerProvedWrong: (fields) => {
      this.#checkClaim(fields, 'convicts');
      this.#convicting = fields.claim.node;
      return { kind: 'proof', proof: 'wrong answer' };
    },
    NodeAccused: (fields) => {
      const round = this.#checkClaim(fields, 'accuses');
      round.accuse(memberIndex(round.committee, fields.claim.node), fields.claim.blob_id);
      return { kind: 'proof', proof: 'accusation' };
    },
    AccusationResolved: (fields) => this.#resolve(fields),
    ConflictProved: (fields) => {
      checkConflict(fields, this.#parameters.n_shards);
      return this.#prove(fields.blob_id, 'conflict');
    },
    PaddingProved: (fields) => {
      checkPadding(fields, this.#parameters.n_shards);
      return this.#prove(fields.blob_id, 'padding');
    },
    InvalidityAttested: (fields) => {
      const basis = checkAttested(this.#committeeOf(fields.epoch), fields);
      this.#prove(fields.blob_id, 'certificate');
      return basis;
    },
    BlobInvalid: (fields) => {
      const proved = this.#proved;
      this.#proved = undefined;
      expect(
        proved !== undefined &&
          proved.blobId === fields.blob_id &&
          proved.cause === recordCauseOf(fields.cause),
        'nothing before it shows that the blob is invalid',
      );
      expect(proved.isNew !== false, 'it was on record before');
      expect(fields.epoch === (this.#committee?.epoch ?? 0), 'it is of another epoch');
      this.#records.addInvalid(fields);
      return derived('the proof before it');
    },
    BlobLost: (fields) => {
      const committee = this.#committeeOf(fields.epoch);
      const type = recordCauseOf(fields.cause);
      expect(type === 'refused' || type === 'unrecoverable', `there is no cause ${fields.cause}`);
      const blobId = blobIdFromInteger(BigInt(fields.blob_id));
      const basis = checkSigned(committee, { type, ...this.#head(fields.epoch), blobId }, fields);
      this.#records.addLost(fields);
      if (type === 'unrecoverable') this.#penalties.owe(fields, committee);
      return basis;
    },
    LossRevoked: (fields) => {
      const committee = this.#inEpoch(fields.epoch);
      const blobId = blobIdFromInteger(BigInt(fields.blob_id));
      const record = BigInt(fields.record);
      const message = { type: 'revoked' as const, ...this.#head(fields.epoch), blobId, record };
      const basis = checkSigned(committee, message, fields);
      this.#records.revoke(fields);
      return basis;
    },
    ShardsDeclaredLost: (fields) => {
      const cost = this.#declarations.declare(fields, this.#withoutRound(fields.epoch), this.#schedules);
      this.#penalties.declare(fields.node_id, fields.epoch, cost);
    },
    ShardsStillLost: (fields) => {
      const cost = this.#declarations.holdOver(fields, this.#withoutRound(fields.epoch), this.#schedules);
      this.#penalties.declare(fields.node_id, fields.epoch, cost);
      return derived('the declaration of the epoch before');
    },
    ShardsRestored: (fields) => {
      this.#declarations.restore(fields, this.#withoutRound(fields.epoch));
    },
  };

  get #parameters(): FieldsOf<'EvidenceCreated'> {
    expect(this.#created !== undefined, 'the judges have not been made before it');
    return this.#created;
  }

  #head(epoch: number) {
    return { epoch, evidenceId: this.#parameters.evidence };
  }

  /** The one kind of event with which what has begun can go on. */
  get #bound(): HistoryEventName | undefined {
    if (this.#round?.isQuorumUntold === true) return 'RoundReady';
    if (this.#abandoned !== undefined) return 'RoundAbandoned';
    if (this.#proved?.isNew === true) return 'BlobInvalid';
    if (this.#penalties.awaited !== undefined) return this.#penalties.awaited;
    if (this.#convicting !== undefined) return 'PenaltyOrdered';
    return this.#resolving === undefined ? undefined : 'AccusationResolved';
  }

  /** What has begun has to go on with this event. */
  #expectNothingElse({ kind }: HistoryEvent): void {
    const bound = this.#bound;
    expect(bound === undefined || kind === bound, `${bound} has to come before it`);
    expect(kind !== 'RoundAbandoned' || bound === kind, 'no round was given up');
    if (kind !== 'BlobInvalid') this.#proved = undefined;
  }

  #endTransaction(): void {
    this.#penalties.endTransaction();
    expect(this.#bound === undefined, 'what the transaction before it has begun is not brought to its end');
    this.#proved = undefined;
  }

  #committeeOf(epoch: number): RecordedCommittee {
    const committee = this.#committees.get(epoch);
    expect(committee !== undefined, `the committee of epoch ${epoch} is not in the story`);
    return committee;
  }

  /** The committee, if this is its epoch. */
  #inEpoch(epoch: number): RecordedCommittee {
    expect(
      this.#committee?.epoch === epoch,
      `the epoch of the judges is ${this.#committee?.epoch ?? 'none'}`,
    );
    return this.#committee;
  }

  #withoutRound(epoch: number): RecordedCommittee {
    expect(!this.#slots.isPending && this.#round?.isSettled !== false, 'a round is open, or may be');
    return this.#inEpoch(epoch);
  }

  #inRound({ epoch, round }: { readonly epoch: number; readonly round: number }): RoundReplay {
    this.#inEpoch(epoch);
    expect(this.#round?.number === round, `round ${round} is not under way`);
    return this.#round;
  }

  #open(fields: FieldsOf<'RoundOpened'>): Basis {
    const committee = this.#inEpoch(fields.epoch);
    const { evidence: evidenceId, samples, step_ms } = this.#parameters;
    const stepMs = Number(step_ms);
    const { doneMs, durationMs } = committee;
    this.#slots.open(Number(fields.opened_ms), { doneMs, durationMs, stepMs });
    this.#rounds ??= fields.round - 1;
    this.#rounds += 1;
    expect(fields.round === this.#rounds, `round ${this.#rounds} is missing`);
    const { exempt } = this.#declarations;
    const parameters = { evidenceId, sampleCount: samples, stepMs, exempt };
    this.#round = new RoundReplay(fields, committee, parameters);
    return derived(`the number that was drawn: below ${OPEN_CHANCE_64THS}, or the last slot without a round`);
  }

  #checkClaim(fields: FieldsOf<'AnswerProvedWrong'>, expected: 'convicts' | 'accuses'): RoundReplay {
    const { claim } = fields;
    const round = this.#round;
    expect(round !== undefined && round.number === claim.round, `round ${claim.round} is not the last one`);
    const index = memberIndex(round.committee, claim.node);
    checkWrongAnswer(fields, round.posted(index), expected);
    return round;
  }

  #prove(blobId: string, cause: RecordCause): Basis {
    const isNew = this.#records.isNewlyInvalid(blobId);
    this.#proved = { blobId, cause, isNew };
    return { kind: 'proof', proof: cause === 'conflict' ? 'conflict' : 'hidden bytes' };
  }

  #settle(fields: FieldsOf<'NodeSettled'>): Basis {
    const { node_id, epoch, verdict, misses_in_a_row, misses } = fields;
    const round = this.#inRound(fields);
    const index = memberIndex(round.committee, node_id);
    if (verdict.$kind === 'Wrong') {
      expect(this.#convicting === undefined || this.#convicting === node_id, 'the proof is against another');
      if (this.#convicting === undefined) this.#resolving = node_id;
      this.#convicting = undefined;
      round.convict(index);
      this.#conducts.miss(node_id, epoch, misses_in_a_row);
      this.#penalties.settle(node_id, epoch, this.#schedules.cost('wrongAnswer', epoch));
    } else {
      round.settle(index);
      expect(round.verdict(index) === verdict.$kind, `its verdict is ${round.verdict(index)}`);
      this.#penalties.settle(node_id, epoch, this.#costOf(round, index, fields));
    }
    const inARow = this.#conducts.missesInARow(node_id, misses_in_a_row);
    const inEpoch = this.#conducts.misses(node_id, epoch);
    expect(
      inARow === misses_in_a_row && inEpoch === misses,
      `it has missed ${inARow}, ${inEpoch} this epoch`,
    );
    const { nShards } = round.committee;
    return derived(
      verdict.$kind === 'Wrong'
        ? 'the proof'
        : verdict.$kind === 'Void' || verdict.$kind === 'KeptFromReady'
          ? 'the signatures under sets'
          : `${round.vouched(index)} of ${nShards} shards vouch for it`,
    );
  }

  /** What a verdict other than one by proof costs, and what it does to the record of the node. */
  #costOf(round: RoundReplay, index: number, fields: FieldsOf<'NodeSettled'>): Cost | undefined {
    const { node_id, epoch, misses_in_a_row } = fields;
    const verdict = round.verdict(index);
    const cost = (cause: 'miss' | 'missedInARow' | 'voidRound'): Cost => this.#schedules.cost(cause, epoch);
    if (verdict === 'Passed') this.#conducts.pass(node_id);
    if (verdict === 'KeptFromReady') return cost('voidRound');
    if (verdict !== 'Missed') return round.hasContradicted(index) ? cost('voidRound') : undefined;
    if (!round.isConclusive) return cost('miss');
    this.#conducts.miss(node_id, epoch, misses_in_a_row);
    const inARow = this.#conducts.missesInARow(node_id, misses_in_a_row);
    return cost(inARow >= TOO_MANY_MISSES ? 'missedInARow' : 'miss');
  }

  #resolve({ round, node_id, blob_id, is_convicted, is_dropped }: FieldsOf<'AccusationResolved'>): Basis {
    const resolving = this.#resolving;
    this.#resolving = undefined;
    expect(!(is_convicted && is_dropped), 'it cannot both convict and come to nothing');
    expect(is_convicted === (resolving !== undefined), 'the node was not settled as it says');
    const current = this.#round;
    if (current?.number !== round) {
      expect(is_dropped, `round ${round} is over, so it comes to nothing`);
      return derived('the end of its round');
    }
    const index = memberIndex(current.committee, node_id);
    current.resolve(index, blob_id);
    if (is_convicted) {
      expect(resolving === node_id, 'another node was settled');
      expect(!this.#records.isInvalid(blob_id), 'the blob is invalid, so the node was right');
      return derived('the accusation, which nothing has answered');
    }
    expect(is_dropped === !current.isAnswerable(index), 'the node can (or can no longer) be convicted');
    if (!is_dropped && this.#isFromBirth)
      expect(this.#records.isInvalid(blob_id), 'the blob is not on record as invalid');
    return derived(is_dropped ? 'the verdict that the node has' : 'the record that the blob is invalid');
  }
}
