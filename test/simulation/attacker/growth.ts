/**
 * What stake is worth, in exact arithmetic: rewards go to all stake at work with a node by its worth, and
 * nothing is rounded but at the 400th binary digit. It knows no shares and no rates.
 */

/** Numbers have so many binary digits behind the point. */
const PRECISION = 400n;

/** Growth of a FROST that has not earned anything. */
export const ONE = 1n << PRECISION;

/** Stake, as far as its worth goes. */
export interface GrowingStake {
  readonly principal: bigint;
  /** The first epoch in which it works, and the first in which it does not any more. */
  readonly activation: number;
  readonly freeFrom: number | undefined;
}

/** How a FROST has grown that was at work with a node from the start. Immutable. */
export class Growth {
  /** By epoch, where it changed. */
  private readonly steps: readonly { readonly epoch: number; readonly factor: bigint }[];

  constructor(steps: Growth['steps'] = []) {
    this.steps = steps;
  }

  /** What a FROST at the beginning of one epoch is at the beginning of another. */
  between(from: number, to: number): bigint {
    return (this.at(to) * ONE) / this.at(from);
  }

  /** Worth at the beginning of an epoch, in FROST, without the fraction. */
  worth({ principal, activation }: GrowingStake, epoch: number): bigint {
    return (principal * this.between(activation, Math.max(activation, epoch))) >> PRECISION;
  }

  /** With the rewards for `epoch - 1`, which all stake that was at work in it shares. */
  after(epoch: number, rewards: bigint, stakes: readonly GrowingStake[]): Growth {
    const working = stakes.filter((stake) => worksIn(stake, epoch - 1));
    const total = working.reduce(
      (sum, { principal, activation }) => sum + principal * this.between(activation, epoch - 1),
      0n,
    );
    if (total === 0n || rewards === 0n) return this;
    const factor = (this.at(epoch - 1) * (total + rewards * ONE)) / total;
    return new Growth([...this.steps, { epoch, factor }]);
  }

  private at(epoch: number): bigint {
    return this.steps.findLast((step) => step.epoch <= epoch)?.factor ?? ONE;
  }
}

/** Is the stake at work in an epoch, as far as is known now? */
export function worksIn({ activation, freeFrom }: GrowingStake, epoch: number): boolean {
  return activation <= epoch && (freeFrom === undefined || freeFrom > epoch);
}
