/**
 * The HTTP gateway of a Walrus-style storage network: an aggregator that reads blobs for whoever asks, a
 * publisher that stores them and pays, and an upload relay for browsers. Paths, queries and answers are those
 * of `walrus aggregator`, `walrus publisher` and `walrus-upload-relay`.
 *
 * @module @haulout/gateway
 */
export { openGateway, type Gateway, type GatewayOptions } from './gateway.js';
export type { AggregatorOptions } from './aggregator/routes.js';
export { ALLOWED_HEADERS } from './aggregator/attributes.js';
export type { PublisherOptions } from './publisher/routes.js';
export { JWT_ALGORITHMS, type JwtAlgorithm, type TokenOptions } from './publisher/tokens.js';
export type { RelayOptions } from './relay/routes.js';
export type { Tip, TipKind } from './relay/tip.js';
