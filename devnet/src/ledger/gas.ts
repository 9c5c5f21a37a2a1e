/**
 * Gas: what a transaction costs.
 *
 * Computation is counted in internal units, a thousand to a unit; units are rounded up to a multiple of
 * 1000 and multiplied by the gas price. Storage costs 100 units a byte of every object written, at 76 MIST a
 * unit; what an object has paid is its rebate, returned to who rewrites or deletes it but for one percent,
 * which is the non-refundable fee. Shape, prices, rounding and the three ways of running out are Sui's.
 *
 * The one thing simplified is what an instruction costs: Sui weighs instructions by stack height and
 * size of what they push; here each costs the same number of internal units, multiplied as the number of
 * executed instructions passes Sui's tiers. `instructionCost` is the place for an exact schedule.
 */
import { ExecutionFailure } from '../vm/errors.js';
import type { Meter } from '../vm/machine.js';
import { prices } from './limits.js';

/** What was charged, as in the effects; MIST. */
export interface GasSummary {
  readonly computationCost: bigint;
  readonly storageCost: bigint;
  /** Returned to the payer. */
  readonly storageRebate: bigint;
  readonly nonRefundableStorageFee: bigint;
}

/** Gas of a transaction that pays none. */
export const noGas: GasSummary = {
  computationCost: 0n,
  storageCost: 0n,
  storageRebate: 0n,
  nonRefundableStorageFee: 0n,
};

/** What the payer is charged in all; negative when rebates exceed costs. */
export function netGas(gas: GasSummary): bigint {
  return gas.computationCost + gas.storageCost - gas.storageRebate;
}

/** Counts computation and storage of one transaction. */
export interface GasMeter extends Meter {
  /** False for system transactions, which pay nothing. */
  readonly metered: boolean;
  readonly budget: bigint;
  /** Units of computation so far, not rounded. */
  readonly used: number;
  /** Charges the reading of input objects of so many bytes. Throws `ExecutionFailure` OUT_OF_GAS. */
  chargeRead(bytes: number): void;
  /** Charges verifying and linking modules of so many bytes. Throws `ExecutionFailure` OUT_OF_GAS. */
  chargePublish(bytes: number): void;
  /** Fixes the cost of computation so far; false when it takes the whole budget. */
  closeComputation(): boolean;
  /** What storing so many bytes costs; the object's new rebate. Zero for a system transaction. */
  storageCost(bytes: number): bigint;
  /** Whether the budget covers the closed computation and this storage. */
  covers(storage: { readonly cost: bigint; readonly rebate: bigint }): boolean;
  /** Takes the whole budget as cost of computation: nothing is left to pay for storage. */
  takeAll(): void;
  /** The charge, given the storage cost of what is written and the rebates of what is replaced. */
  summary(storage: { readonly cost: bigint; readonly rebate: bigint }): GasSummary;
}

/** A meter for a transaction with this budget (MIST) and price (MIST per unit). */
export function createGasMeter(budget: bigint, price: bigint): GasMeter {
  const capped = minimum(budget, prices.maxGasComputationBucket * price);
  return new BudgetMeter(budget, price, Number(capped / price) * internalPerUnit);
}

/** A meter for system transactions: it counts nothing. */
export const systemMeter: GasMeter = {
  metered: false,
  budget: 0n,
  used: 0,
  instructions: () => undefined,
  native: () => undefined,
  chargeRead: () => undefined,
  chargePublish: () => undefined,
  closeComputation: () => true,
  storageCost: () => 0n,
  covers: () => true,
  takeAll: () => undefined,
  summary: () => noGas,
};

/** The part of a rebate that its payer gets back: 99 percent, rounded half up. */
function senderRebate(rebate: bigint): bigint {
  return (rebate * prices.storageRebateRate + 5_000n) / 10_000n;
}

const internalPerUnit = 1_000;

/**
 * Internal units for an instruction in the first tier: what a push and pop of eight bytes weigh in Sui,
 * roughly.
 */
const instructionCost = 10;

/** From how many executed instructions on they cost how many times as much (Sui's cost schedule 5). */
const tiers: readonly { readonly from: number; readonly times: number }[] = [
  { from: 0, times: 1 },
  { from: 20_000, times: 2 },
  { from: 50_000, times: 10 },
  { from: 100_000, times: 50 },
  { from: 200_000, times: 100 },
  { from: 10_000_000, times: 1000 },
];

class BudgetMeter implements GasMeter {
  readonly metered = true;
  readonly budget: bigint;
  readonly #price: bigint;
  readonly #limit: number;
  #used = 0;
  #executed = 0;
  #tier = 0;
  #computationCost = 0n;

  constructor(budget: bigint, price: bigint, limit: number) {
    this.budget = budget;
    this.#price = price;
    this.#limit = limit;
  }

  get used(): number {
    return this.#used / internalPerUnit;
  }

  instructions(count: number): void {
    this.#executed += count;
    while (this.#executed > (tiers[this.#tier + 1]?.from ?? Infinity)) this.#tier++;
    this.#use(count * instructionCost * tiers[this.#tier]!.times);
  }

  native(units: number): void {
    this.#use(units);
  }

  chargeRead(bytes: number): void {
    this.#use(bytes * Number(prices.objAccessCostReadPerByte));
  }

  chargePublish(bytes: number): void {
    this.#use(bytes * Number(prices.packagePublishCostPerByte));
  }

  closeComputation(): boolean {
    const units = BigInt(Math.floor(Math.min(this.#used, this.#limit) / internalPerUnit));
    const step = prices.gasRoundingStep;
    const rounded = units > 0n && units % step === 0n ? units : (units / step + 1n) * step;
    this.#computationCost = minimum(rounded * this.#price, this.budget);
    return this.#computationCost < this.budget;
  }

  storageCost(bytes: number): bigint {
    return BigInt(bytes) * prices.objDataCostRefundable * prices.storageGasPrice;
  }

  covers({ cost, rebate }: { readonly cost: bigint; readonly rebate: bigint }): boolean {
    return cost - senderRebate(rebate) <= this.budget - this.#computationCost;
  }

  takeAll(): void {
    this.#computationCost = this.budget;
  }

  summary({ cost, rebate }: { readonly cost: bigint; readonly rebate: bigint }): GasSummary {
    const storageRebate = senderRebate(rebate);
    return {
      computationCost: this.#computationCost,
      storageCost: cost,
      storageRebate,
      nonRefundableStorageFee: rebate - storageRebate,
    };
  }

  #use(units: number): void {
    this.#used += units;
    if (this.#used <= this.#limit) return;
    throw new ExecutionFailure('OUT_OF_GAS', `computation beyond the gas budget of ${this.budget} MIST`);
  }
}

function minimum(a: bigint, b: bigint): bigint {
  return a < b ? a : b;
}
