/**
 * Taking gas: all gas coins become one before a transaction runs, and pay when it has.
 *
 * A transaction that runs out of gas for storage is charged for its inputs alone; if even that is too much,
 * its whole budget goes as cost of computation.
 */
import type { Address } from '../vm/types.js';
import type { Execution } from './execution.js';
import { CommandFailure, invariantViolation } from './command-failure.js';
import { netGas } from './gas.js';
import type { GasSummary } from './gas.js';
import { coinBalance, coinContents, sizeForGas } from './objects.js';
import type { LedgerObject } from './types.js';
import { moveData } from './working-set.js';
import type { WorkingSet, Written } from './working-set.js';

/** Merges all gas coins into the first, which pays; gives its id. */
export function smashGas({ transaction, inputs }: Execution, changes: WorkingSet): Address | undefined {
  const [first, ...others] = transaction.gas.payment.map(({ id }) => inputs.objects.get(id)!);
  if (first === undefined) return undefined;
  if (others.length === 0) return first.id;
  const balance = [first, ...others].reduce((sum, coin) => sum + balanceOf(coin), 0n);
  for (const coin of others) changes.delete(coin);
  changes.modify(first, withCoinBalance(first, balance));
  return first.id;
}

/** What charging gas came to. */
export interface Charged {
  readonly gasUsed: GasSummary;
  readonly failure: CommandFailure | undefined;
  /** The rebate that a written object carries from now on. */
  readonly rebate: (written: Written, before: LedgerObject | undefined) => bigint;
}

/** Charges gas for what has changed. A transaction that failed, or fails by this, loses its changes. */
export function chargeGas(
  execution: Execution,
  changes: WorkingSet,
  { gasCoin, failed }: { readonly gasCoin: Address | undefined; readonly failed: CommandFailure | undefined },
): Charged {
  const { meter } = execution;
  let failure = failed;
  const startOver = (): void => {
    changes.clear();
    smashGas(execution, changes);
    touchInputs(execution, changes);
  };
  const outOfGas = (what: string): CommandFailure =>
    new CommandFailure(
      { InsufficientGas: true },
      `${what} takes more than the gas budget of ${meter.budget} MIST`,
    );

  if (!meter.closeComputation()) failure ??= outOfGas('computation');
  if (failure === undefined) touchInputs(execution, changes);
  else startOver();

  let rebate: Charged['rebate'] = (written) => meter.storageCost(sizeForGas(written));
  let storage = changes.storage(meter);
  if (!meter.covers(storage)) {
    failure ??= outOfGas('storage');
    startOver();
    storage = changes.storage(meter);
    if (!meter.covers(storage)) {
      meter.takeAll();
      // Objects keep the rebate that they had; only coins that were merged away give theirs back.
      rebate = (_written, before) => before?.storageRebate ?? 0n;
      storage = { cost: 0n, rebate: rebateOfDeleted(changes) };
    }
  }
  const gasUsed = meter.summary(storage);
  if (gasCoin !== undefined) deduct(execution, changes, { gasCoin, net: netGas(gasUsed) });
  return { gasUsed, failure, rebate };
}

/** Every mutable input gets a new version, changed or not. */
function touchInputs({ inputs }: Execution, changes: WorkingSet): void {
  for (const id of inputs.mutable) {
    if (changes.modified.has(id)) continue;
    const object = inputs.objects.get(id)!;
    changes.modify(object, { owner: object.owner, data: object.data });
  }
}

function rebateOfDeleted(changes: WorkingSet): bigint {
  let rebate = 0n;
  for (const [id, before] of changes.modified) if (!changes.written.has(id)) rebate += before.storageRebate;
  return rebate;
}

function deduct(
  { inputs }: Execution,
  changes: WorkingSet,
  { gasCoin: id, net }: { readonly gasCoin: Address; readonly net: bigint },
): void {
  const written = changes.written.get(id);
  if (written?.data.kind !== 'move') throw new TypeError('the gas coin is not among the written objects');
  const { type, hasPublicTransfer, contents } = written.data;
  const balance = coinBalance(contents) - net;
  if (balance < 0n || balance >= 2n ** 64n) throw new TypeError(`gas leaves ${balance} MIST in the gas coin`);
  changes.modify(inputs.objects.get(id)!, {
    owner: written.owner,
    data: moveData(type, hasPublicTransfer, coinContents(id, balance)),
  });
}

function balanceOf({ data, id }: LedgerObject): bigint {
  if (data.kind !== 'move') throw invariantViolation(`gas coin ${id} is a package`);
  return coinBalance(data.contents);
}

function withCoinBalance(coin: LedgerObject, balance: bigint) {
  if (coin.data.kind !== 'move') throw invariantViolation(`gas coin ${coin.id} is a package`);
  const { type, hasPublicTransfer } = coin.data;
  return { owner: coin.owner, data: moveData(type, hasPublicTransfer, coinContents(coin.id, balance)) };
}
