/**
 * Penalties that follow from verdicts and declarations: what the judges order, and that walrus carries out
 * just that, in the same transaction.
 */
import { positionsIn } from '../../base/bit-set.js';
import { causeNumber } from '../../evidence/schedule.js';
import { expect } from '../errors.js';
import type { FieldsOf } from '../event.js';
import type { RecordedCommittee } from './committees.js';
import type { Conducts } from './conduct.js';
import type { Cost, Schedules } from './schedules.js';

type Ordered = FieldsOf<'PenaltyOrdered'>;

/** Causes by number that a settling names; those after it are of hand-overs, declarations, blobs, votes. */
const SETTLED_CAUSES = (['wrongAnswer', 'missedInARow', 'miss', 'voidRound'] as const).map(causeNumber);
const DECLARED = causeNumber('declaredLost');
const UNRECOVERABLE = causeNumber('unrecoverable');
const VOTE = causeNumber('vote');

/** Who has yet to pay for a blob that cannot be recovered. */
interface Debt {
  readonly epoch: number;
  readonly debtors: Set<string>;
}

/** What a node owes for a deed of an epoch. */
interface Due {
  readonly nodeId: string;
  readonly epoch: number;
  readonly cost: Cost;
}

/** Penalties that have to come, or to be explained. */
export class Penalties {
  readonly #schedules: Schedules;
  readonly #conducts: Conducts;
  readonly #debts: Debt[] = [];
  /** Ordered, and not carried out yet. */
  readonly #due: Ordered[] = [];
  /** Ordered by a settling that is still to be told. */
  #ordered: Ordered | undefined;
  /** Has to be ordered now. */
  #declared: Due | undefined;

  constructor(schedules: Schedules, conducts: Conducts) {
    this.#schedules = schedules;
    this.#conducts = conducts;
  }

  /** Whether the next event of the judges is bound to be of one kind. */
  get awaited(): 'PenaltyOrdered' | 'NodeSettled' | undefined {
    if (this.#declared !== undefined) return 'PenaltyOrdered';
    return this.#ordered === undefined ? undefined : 'NodeSettled';
  }

  /** A declaration costs something. */
  declare(nodeId: string, epoch: number, cost: Cost): void {
    const charged = this.#conducts.charge(nodeId, epoch, cost);
    if (charged !== undefined) this.#declared = { nodeId, epoch, cost: charged };
  }

  /** Members have signed that a blob cannot be recovered. */
  owe({ signers, epoch }: FieldsOf<'BlobLost'>, { members }: RecordedCommittee): void {
    const debtors = new Set(positionsIn(signers).map((index) => members[index]!.nodeId));
    this.#debts.push({ epoch, debtors });
  }

  /** @returns what it follows from; undefined: nothing that a story has */
  order(fields: Ordered): string | undefined {
    this.#due.push(fields);
    if (this.#declared !== undefined) {
      expectOrder(fields, this.#declared);
      this.#declared = undefined;
      return 'the declaration and the schedule';
    }
    if (SETTLED_CAUSES.includes(fields.cause)) {
      this.#ordered = fields;
      return 'the verdict and the schedule';
    }
    expect(fields.cause !== DECLARED, 'nothing was declared just before');
    if (fields.cause !== UNRECOVERABLE) return undefined;
    this.#payForBlob(fields);
    return 'the signatures that the blob cannot be recovered, and the schedule';
  }

  /** A member was settled: what was ordered has to be what its cause costs. */
  settle(nodeId: string, epoch: number, cost: Cost | undefined): void {
    const ordered = this.#ordered;
    this.#ordered = undefined;
    const due = cost && this.#conducts.charge(nodeId, epoch, cost);
    if (due === undefined) return expect(ordered === undefined, 'a penalty was ordered without a cause');
    expect(ordered !== undefined, 'the penalty that it costs was not ordered');
    expectOrder(ordered, { nodeId, epoch, cost: due });
  }

  /** Walrus has carried out an order. Returns whether it was one of the judges. */
  carryOut({ node_id, deed_epoch, cause, rewards_ppm }: FieldsOf<'NodePenalised'>): boolean {
    if (cause === VOTE) return false;
    const order = this.#due.shift();
    expect(order !== undefined, 'nobody has ordered this penalty');
    const cost = { cause, stakePpm: order.stake_ppm, rewardsPpm: rewards_ppm };
    expectOrder(order, { nodeId: node_id, epoch: deed_epoch, cost });
    return true;
  }

  /** At the end of a transaction everything has been carried out. */
  endTransaction(): void {
    expect(this.#due.length === 0, 'a penalty was ordered, and not carried out');
    expect(this.awaited === undefined, `${this.awaited} is missing`);
  }

  #payForBlob(fields: Ordered): void {
    const { node_id, epoch, stake_ppm } = fields;
    const most = this.#schedules.cost('unrecoverable', epoch);
    expect(
      this.#debts.some((debt) => debt.epoch === epoch && debt.debtors.has(node_id)),
      'the node has not signed that a blob cannot be recovered',
    );
    expect(this.#conducts.payForBlobs(node_id, epoch), 'the node has paid for blobs of this epoch');
    const isWithin = stake_ppm <= most.stakePpm && (stake_ppm > 0 || most.stakePpm === 0);
    const cost = { ...most, stakePpm: isWithin ? stake_ppm : most.stakePpm };
    expectOrder(fields, { nodeId: node_id, epoch, cost });
  }
}

function expectOrder(order: Ordered, { nodeId, epoch, cost }: Due): void {
  const { cause, stakePpm, rewardsPpm } = cost;
  const isIt =
    order.node_id === nodeId &&
    order.epoch === epoch &&
    order.cause === cause &&
    order.stake_ppm === stakePpm &&
    order.rewards_ppm === rewardsPpm;
  const due = `node ${nodeId} owes ${stakePpm} ppm of its stake and ${rewardsPpm} ppm of its rewards`;
  expect(isIt, `${due} for cause ${cause} in epoch ${epoch}, and not what was ordered`);
}
