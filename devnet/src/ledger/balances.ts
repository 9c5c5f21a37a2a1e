/** Coins by account, and how a transaction moves them. */
import { typeToString } from '../vm/types.js';
import { coinBalance } from './objects.js';
import { coinTypeOf } from './type-tags.js';
import type { BalanceChange, LedgerObject, ObjectChange } from './types.js';

/** The account, type and balance of a coin that an account owns; undefined for anything else. */
export function ownedCoin(
  object: LedgerObject | undefined,
): { readonly address: string; readonly coinType: string; readonly balance: bigint } | undefined {
  if (object?.data.kind !== 'move') return undefined;
  const { owner, data } = object;
  if (owner.kind !== 'address' && owner.kind !== 'consensus-address') return undefined;
  const type = coinTypeOf(data.type);
  if (type === undefined) return undefined;
  return { address: owner.address, coinType: typeToString(type), balance: coinBalance(data.contents) };
}

/** How the coins of each account changed, without zeros, in order of account and type. */
export function balanceChanges(changes: readonly ObjectChange[]): readonly BalanceChange[] {
  const sums = new Map<string, BalanceChange>();
  const add = (object: LedgerObject | undefined, sign: bigint): void => {
    const coin = ownedCoin(object);
    if (coin === undefined) return;
    const { address, coinType } = coin;
    const key = `${address} ${coinType}`;
    const amount = (sums.get(key)?.amount ?? 0n) + sign * coin.balance;
    sums.set(key, { address, coinType, amount });
  };
  for (const { before, after } of changes) {
    add(before, -1n);
    add(after, 1n);
  }
  return [...sums.keys()]
    .sort()
    .map((key) => sums.get(key)!)
    .filter(({ amount }) => amount !== 0n);
}
