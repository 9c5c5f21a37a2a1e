/** How nodes have behaved (`evidence::node_record`): misses, and the causes for which stake was taken. */
import type { Cost } from './schedules.js';

interface Conduct {
  /** Undefined: not known, because the story begins later. */
  missesInARow: number | undefined;
  epoch: number;
  misses: number;
  readonly causes: Set<number>;
  /** The last epoch for whose unrecoverable blobs it has paid. */
  paidForBlobs: number;
}

/** What outlives a round. */
export class Conducts {
  readonly #byNode = new Map<string, Conduct>();
  readonly #isFromBirth: boolean;

  /** @param isFromBirth whether nothing has happened before the story */
  constructor(isFromBirth: boolean) {
    this.#isFromBirth = isFromBirth;
  }

  pass(nodeId: string): void {
    this.#of(nodeId).missesInARow = 0;
  }

  /** @param seen misses in a row after this one, by the event */
  miss(nodeId: string, epoch: number, seen: number): void {
    const conduct = this.#in(nodeId, epoch);
    conduct.missesInARow = conduct.missesInARow === undefined ? seen : conduct.missesInARow + 1;
    conduct.misses += 1;
  }

  /** Misses since the node last passed; what the event says where that is not known. */
  missesInARow(nodeId: string, seen: number): number {
    const conduct = this.#of(nodeId);
    conduct.missesInARow ??= seen;
    return conduct.missesInARow;
  }

  /** Misses in an epoch. */
  misses(nodeId: string, epoch: number): number {
    const conduct = this.#of(nodeId);
    return conduct.epoch === epoch ? conduct.misses : 0;
  }

  /** What is ordered for a cause: its stake is taken once an epoch. Undefined: nothing. */
  charge(nodeId: string, epoch: number, cost: Cost): Cost | undefined {
    let { stakePpm } = cost;
    if (stakePpm > 0) {
      const { causes } = this.#in(nodeId, epoch);
      if (causes.has(cost.cause)) stakePpm = 0;
      causes.add(cost.cause);
    }
    return stakePpm === 0 && cost.rewardsPpm === 0 ? undefined : { ...cost, stakePpm };
  }

  /** Notes that a node pays for unrecoverable blobs of an epoch. Returns whether it has not before. */
  payForBlobs(nodeId: string, epoch: number): boolean {
    const conduct = this.#of(nodeId);
    if (epoch <= conduct.paidForBlobs) return false;
    conduct.paidForBlobs = epoch;
    return true;
  }

  #of(nodeId: string): Conduct {
    const missesInARow = this.#isFromBirth ? 0 : undefined;
    const known = this.#byNode.get(nodeId) ?? {
      missesInARow,
      epoch: 0,
      misses: 0,
      causes: new Set<number>(),
      paidForBlobs: 0,
    };
    this.#byNode.set(nodeId, known);
    return known;
  }

  #in(nodeId: string, epoch: number): Conduct {
    const conduct = this.#of(nodeId);
    if (conduct.epoch !== epoch) {
      conduct.epoch = epoch;
      conduct.misses = 0;
      conduct.causes.clear();
    }
    return conduct;
  }
}
