/** sui.rpc.v2.TransactionExecutionService. */
import { GrpcTypes as T } from '@mysten/sui/grpc';
import { unary } from '../grpc/service.js';
import type { MethodTable } from '../grpc/service.js';
import { executeTransaction } from './execute.js';
import { simulateTransaction } from './simulate.js';

const service = 'sui.rpc.v2.TransactionExecutionService';

/** `TransactionExecutionService`: executes and simulates transactions. */
export const executionService: MethodTable = {
  [`${service}/ExecuteTransaction`]: unary(
    T.ExecuteTransactionRequest,
    T.ExecuteTransactionResponse,
    executeTransaction,
  ),
  [`${service}/SimulateTransaction`]: unary(
    T.SimulateTransactionRequest,
    T.SimulateTransactionResponse,
    simulateTransaction,
  ),
};
