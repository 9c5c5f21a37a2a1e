/** sui.rpc.v2.LedgerService. */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import { stream, unary } from '../grpc/service.js';
import type { MethodTable } from '../grpc/service.js';
import { getCheckpoint } from './get-checkpoint.js';
import { getEpoch } from './get-epoch.js';
import { batchGetObjects, getObject } from './get-objects.js';
import { batchGetTransactions, getTransaction } from './get-transactions.js';
import { listCheckpoints, listEvents, listTransactions } from './list.js';
import { getServiceInfo } from './service-info.js';

const service = 'sui.rpc.v2.LedgerService';

/** `LedgerService`: objects, transactions, checkpoints, epochs. */
export const ledgerService: MethodTable = {
  [`${service}/GetServiceInfo`]: unary(T.GetServiceInfoRequest, T.GetServiceInfoResponse, getServiceInfo),
  [`${service}/GetObject`]: unary(T.GetObjectRequest, T.GetObjectResponse, getObject),
  [`${service}/BatchGetObjects`]: unary(T.BatchGetObjectsRequest, T.BatchGetObjectsResponse, batchGetObjects),
  [`${service}/GetTransaction`]: unary(T.GetTransactionRequest, T.GetTransactionResponse, getTransaction),
  [`${service}/BatchGetTransactions`]: unary(
    T.BatchGetTransactionsRequest,
    T.BatchGetTransactionsResponse,
    batchGetTransactions,
  ),
  [`${service}/GetCheckpoint`]: unary(T.GetCheckpointRequest, T.GetCheckpointResponse, getCheckpoint),
  [`${service}/GetEpoch`]: unary(T.GetEpochRequest, T.GetEpochResponse, getEpoch),
  [`${service}/ListCheckpoints`]: stream(
    T.ListCheckpointsRequest,
    T.ListCheckpointsResponse,
    listCheckpoints,
  ),
  [`${service}/ListTransactions`]: stream(
    T.ListTransactionsRequest,
    T.ListTransactionsResponse,
    listTransactions,
  ),
  [`${service}/ListEvents`]: stream(T.ListEventsRequest, T.ListEventsResponse, listEvents),
};
