/**
 * Gas of simulated transactions: who simulates need not have chosen coins, a price or a budget yet.
 */
import type { Address } from '../vm/types.js';
import { zeroDigest } from './digests.js';
import { prices } from './limits.js';
import { coinBalance, coinContents, isGasCoin, makeObject } from './objects.js';
import { currentEpoch, objectOf } from './state.js';
import type { State } from './state.js';
import type { Transaction } from './transaction.js';
import { wellKnown } from './type-tags.js';
import type { LedgerObject } from './types.js';

const simulatedCoinId = `0x${'f'.repeat(64)}`;
const simulatedBalance = 1_000_000_000_000_000_000n;

/**
 * A transaction to simulate that names no gas coin gets one for the occasion, as on Sui; a price or budget of
 * zero stands for the reference price and the largest budget that the coins allow.
 */
export function withGas(
  transaction: Transaction,
  state: State,
  checks: boolean,
): { readonly transaction: Transaction; readonly coin: LedgerObject | undefined } {
  const { gas } = transaction;
  const reference = currentEpoch(state).referenceGasPrice;
  const price = gas.price === 0n || (!checks && gas.price < reference) ? reference : gas.price;
  const coin = gas.payment.length === 0 ? simulatedCoin(gas.owner) : undefined;
  const payment =
    coin === undefined ? gas.payment : [{ id: coin.id, version: coin.version, digest: coin.digest }];
  const funds = payment.reduce((sum, { id }) => sum + balanceOf(coin ?? objectOf(state, id)), 0n);
  const most = funds < prices.maxTxGas ? funds : prices.maxTxGas;
  const budget = gas.budget === 0n ? most : gas.budget;
  return { transaction: { ...transaction, gas: { ...gas, payment, price, budget } }, coin };
}

function simulatedCoin(owner: Address): LedgerObject {
  const contents = coinContents(simulatedCoinId, simulatedBalance);
  return makeObject({
    id: simulatedCoinId,
    version: 1n,
    owner: { kind: 'address', address: owner },
    previousTransaction: zeroDigest,
    storageRebate: 0n,
    data: { kind: 'move', type: wellKnown.suiCoin, hasPublicTransfer: true, contents },
  });
}

function balanceOf(object: LedgerObject | undefined): bigint {
  return object?.data.kind === 'move' && isGasCoin(object) ? coinBalance(object.data.contents) : 0n;
}
