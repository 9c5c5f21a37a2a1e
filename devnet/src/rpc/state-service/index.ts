/** sui.rpc.v2.StateService. */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import { unary } from '../grpc/service.js';
import type { MethodTable } from '../grpc/service.js';
import { getBalance, listBalances } from './balances.js';
import { getCoinInfo } from './coin-info.js';
import { listDynamicFields } from './dynamic-fields.js';
import { listOwnedObjects } from './owned-objects.js';

const service = 'sui.rpc.v2.StateService';

/** `StateService`: owned objects, balances, coins, dynamic fields. */
export const stateService: MethodTable = {
  [`${service}/ListDynamicFields`]: unary(
    T.ListDynamicFieldsRequest,
    T.ListDynamicFieldsResponse,
    listDynamicFields,
  ),
  [`${service}/ListOwnedObjects`]: unary(
    T.ListOwnedObjectsRequest,
    T.ListOwnedObjectsResponse,
    listOwnedObjects,
  ),
  [`${service}/GetCoinInfo`]: unary(T.GetCoinInfoRequest, T.GetCoinInfoResponse, getCoinInfo),
  [`${service}/GetBalance`]: unary(T.GetBalanceRequest, T.GetBalanceResponse, getBalance),
  [`${service}/ListBalances`]: unary(T.ListBalancesRequest, T.ListBalancesResponse, listBalances),
};
