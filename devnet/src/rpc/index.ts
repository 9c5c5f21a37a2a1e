/**
 * Sui's gRPC API over a ledger, in process: what an unmodified `SuiGrpcClient` talks to.
 *
 * The server takes (method path, request bytes) and gives response bytes; the transport carries them inside
 * the process. One small function per method, in a folder per service; messages are made by render/.
 *
 * @example
 * const server = createRpc(ledger);
 * const client = new SuiGrpcClient({ network: 'devnet', transport: createTransport(server) });
 *
 * @module @haulout/devnet/rpc
 */
import type { Ledger } from '../ledger/api.js';
import { ChainIndex } from './chain-index.js';
import { createRpcServer } from './grpc/server.js';
import type { RpcServer } from './grpc/server.js';
import type { MethodTable } from './grpc/service.js';
import { executionService } from './execution-service/index.js';
import { forkingService } from './forking-service.js';
import { ledgerService } from './ledger-service/index.js';
import { nameService } from './name-service.js';
import { packageService } from './package-service.js';
import { signatureService } from './signature-service.js';
import { stateService } from './state-service/index.js';
import { subscriptionService } from './subscription-service/index.js';

export { maxRequestBytes } from './grpc/server.js';
export type { RpcServer } from './grpc/server.js';
export type { CallInfo, Method, MethodTable, RpcContext } from './grpc/service.js';
export { StatusError, statusNumbers } from './grpc/status.js';
export type { StatusCode } from './grpc/status.js';
export { createTransport } from './grpc/transport.js';
export type { ListenOptions, Listener } from './http/serve.js';
export { queueLength } from './subscription-service/checkpoint-queue.js';

/** Every method that is answered, by path. */
export const methods: MethodTable = {
  ...ledgerService,
  ...stateService,
  ...executionService,
  ...packageService,
  ...subscriptionService,
  ...nameService,
  ...signatureService,
  ...forkingService,
};

/** What `createRpc` may be told beside the ledger. */
export interface RpcOptions {
  /** Human-readable name of the chain. Default 'devnet'. */
  readonly chain?: string;
  /**
   * Transactions that one call of a `List...` method looks at before it ends with SCAN_LIMIT. Default 20,000.
   */
  readonly scanLimit?: number;
}

/** A server of Sui's gRPC services over `ledger`. */
export function createRpc(ledger: Ledger, options: RpcOptions = {}): RpcServer {
  const { chain = 'devnet', scanLimit = 20_000 } = options;
  return createRpcServer({ ledger, index: new ChainIndex(ledger), chain, scanLimit }, methods);
}
