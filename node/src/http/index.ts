/**
 * What every HTTP API of Haulout is made of: a server that meets strangers, refusals in the envelope of the
 * Walrus APIs, fair queues, and an end that breaks nothing off.
 *
 * @experimental
 * @module @haulout/node/http
 */
export { createShell, type AnsweredRequest, type HttpOptions, type ShellOptions } from './shell.js';
export { drainable } from './drain.js';
export { listenOn, type Address, type Listening } from './listen.js';
export { isLoopback, peerOf } from './peer.js';
export { PeerCounts } from './peer-counts.js';
export type { RefusalOptions } from './refusals.js';
export { requestMetrics, type RequestMetricsOptions } from './request-metrics.js';
export { openTls, TlsError, type TlsErrorCode, type TlsFiles, type TlsInForce } from './tls.js';
export { whenOver } from './when-over.js';
export { exclusive, type Exclusive } from '../store/serial.js';
export { ServiceError, type RefusalFacts, type RefusalReason, type ServiceStatus } from '../errors.js';
