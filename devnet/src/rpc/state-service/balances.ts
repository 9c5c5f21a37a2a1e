import type { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { coinBalance } from '../../ledger/objects.js';
import { coinOf, coinTypeOf, wellKnown } from '../../ledger/type-tags.js';
import type { LedgerObject } from '../../ledger/types.js';
import { typeToString } from '../../vm/types.js';
import type { Address } from '../../vm/types.js';
import { decodePageToken, encodePageToken } from '../grpc/page-token.js';
import { readAddress, readPageSize, readType } from '../grpc/request.js';
import type { RpcContext } from '../grpc/service.js';

/** StateService.GetBalance: what an address has of one coin; zero of one that it has none of. */
export function getBalance(
  { ledger }: RpcContext,
  request: GrpcTypes.GetBalanceRequest,
): GrpcTypes.GetBalanceResponse {
  const owner = readAddress('owner', request.owner);
  const coinType = readType('coin_type', request.coinType);
  let total = 0n;
  for (const coin of coinsOf(ledger, owner, typeToString(coinOf(coinType)))) total += valueOf(coin);
  return { balance: balanceMessage(typeToString(coinType), total) };
}

/** StateService.ListBalances: what an address has of each coin, in order of the coin types. */
export function listBalances(
  { ledger }: RpcContext,
  request: GrpcTypes.ListBalancesRequest,
): GrpcTypes.ListBalancesResponse {
  const owner = readAddress('owner', request.owner);
  const listing = ['ListBalances', owner];
  const cursor = decodePageToken(listing, request.pageToken);
  const limit = readPageSize(request.pageSize);
  const totals = new Map<string, bigint>();
  for (const coin of coinsOf(ledger, owner, anyCoin)) {
    const coinType = coin.data.kind === 'move' ? coinTypeOf(coin.data.type) : undefined;
    if (coinType === undefined) continue;
    const text = typeToString(coinType);
    totals.set(text, (totals.get(text) ?? 0n) + valueOf(coin));
  }
  const types = [...totals.keys()].sort().filter((type) => cursor === undefined || type > cursor);
  const page = types.slice(0, limit);
  return {
    balances: page.map((type) => balanceMessage(type, totals.get(type)!)),
    nextPageToken: types.length > page.length ? encodePageToken(listing, page.at(-1)!) : undefined,
  };
}

/** All of an owner's objects of a coin type. */
export function* coinsOf(ledger: Ledger, owner: Address, type: string): Generator<LedgerObject> {
  let cursor: string | undefined;
  do {
    const { items, next } = ledger.listOwned(owner, { kind: 'address', type, cursor, limit: 1000 });
    yield* items;
    cursor = next;
  } while (cursor !== undefined);
}

/** `0x2::coin::Coin`, of any type. */
const anyCoin = `${wellKnown.suiAddress}::coin::Coin`;

/** The balance of a coin object. */
export function valueOf(coin: LedgerObject): bigint {
  return coin.data.kind === 'move' ? coinBalance(coin.data.contents) : 0n;
}

/**
 * There are no address balances here: all money is in coins. Sums above u64, which a test chain can mint,
 * saturate.
 */
function balanceMessage(coinType: string, total: bigint): GrpcTypes.Balance {
  const balance = total > maxU64 ? maxU64 : total;
  return { coinType, balance, coinBalance: balance, addressBalance: 0n };
}

const maxU64 = 2n ** 64n - 1n;
