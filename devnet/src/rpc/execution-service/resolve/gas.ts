/**
 * Gas selection: a budget by simulation, and coins of the payer that cover it. The rules are those of Sui's
 * nodes.
 */
import { bcs } from '@mysten/sui/bcs';
import type { Ledger } from '../../../ledger/api.js';
import { limits } from '../../../ledger/limits.js';
import { wellKnown } from '../../../ledger/type-tags.js';
import { typeToString } from '../../../vm/types.js';
import { StatusError, invalidArgument } from '../../grpc/status.js';
import { coinsOf, valueOf } from '../../state-service/balances.js';
import { serialize } from './transaction.js';

/** Units of computation that an estimate adds, since the real execution can take a little more. */
const safeOverhead = 1000n;

/**
 * The transaction with gas coins, and with a budget if it has none (zero). All coins of the payer that are no
 * inputs are taken, up to the limit: they become one.
 * @throws StatusError INVALID_ARGUMENT when the payer's coins do not cover the budget
 */
export function withSelectedGas(ledger: Ledger, transaction: Uint8Array): Uint8Array {
  const { kind, sender, expiration, gasData } = parse(transaction);
  let { budget, payment } = gasData;
  if (budget === '0') budget = estimate(ledger, transaction, BigInt(gasData.price)).toString();
  if (payment.length === 0) {
    const inputs = new Set<string>();
    for (const { Object: object } of kind.ProgrammableTransaction?.inputs ?? []) {
      const id = object?.ImmOrOwnedObject?.objectId ?? object?.Receiving?.objectId;
      if (id !== undefined) inputs.add(id);
    }
    payment = selectCoins(ledger, { owner: gasData.owner, budget: BigInt(budget), inputs });
  }
  return serialize({ kind, sender, expiration, gasData: { ...gasData, budget, payment } });
}

function parse(transaction: Uint8Array) {
  try {
    return bcs.TransactionData.parse(transaction).V1;
  } catch (error) {
    throw invalidArgument('transaction', 'not a BCS TransactionData', error);
  }
}

/** max(computation, computation + storage - rebate) and the overhead at the gas price. */
function estimate(ledger: Ledger, transaction: Uint8Array, price: bigint): bigint {
  const { gasUsed } = ledger.simulate(transaction, { checks: true });
  const computation = gasUsed.computationCost + safeOverhead * price;
  const all = computation + gasUsed.storageCost - gasUsed.storageRebate;
  return all > computation ? all : computation;
}

/** Coins of `owner` that cover the budget, without those that are inputs already. */
function selectCoins(
  ledger: Ledger,
  {
    owner,
    budget,
    inputs,
  }: { readonly owner: string; readonly budget: bigint; readonly inputs: ReadonlySet<string> },
) {
  const payment: { objectId: string; version: string; digest: string }[] = [];
  let total = 0n;
  for (const coin of coinsOf(ledger, owner, typeToString(wellKnown.suiCoin))) {
    if (coin.owner.kind !== 'address' || inputs.has(coin.id)) continue;
    // One less than the limit, which itself is too many.
    if (payment.length === limits.maxGasPaymentObjects - 1) break;
    payment.push({ objectId: coin.id, version: coin.version.toString(), digest: coin.digest });
    total += valueOf(coin);
  }
  if (total < budget || payment.length === 0) {
    throw new StatusError(
      'INVALID_ARGUMENT',
      `unable to select gas: the coins of ${owner} hold ${total} MIST of the ${budget} that the budget needs`,
    );
  }
  return payment;
}
