/**
 * The dApp's role: store blobs and read them back.
 */
export * from './committee.js';
export * from './conduct.js';
export * from './errors.js';
export * from './gather/plan.js';
export * from './gather/run.js';
export * from './node-request.js';
export * from './storage-node.js';
export * from './timers.js';
