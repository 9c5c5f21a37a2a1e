/**
 * Storing with a wallet that signs elsewhere, one click for each transaction: a flow hands out transactions,
 * is told their digests, and does everything in between as `store` does it. Its state is JSON, so that it
 * goes on after a reload, or in another process.
 *
 * @example
 * const flow = storeFlow(client.haulout, { bytes, epochs: 3, deletable: true, sender });
 * for (let step = await flow.next(); step.kind === 'sign';) {
 *   const { digest } = await wallet.signAndExecuteTransaction({ transaction: step.transaction });
 *   step = await flow.next({ digest });
 * }
 *
 * @experimental
 * @module @haulout/sdk/flows
 */
export { storeFilesFlow, storeFlow } from './start.js';
export type {
  FlowOptions,
  FlowProgress,
  ResumedFilesFlow,
  ResumedFlow,
  StoreFilesFlowOptions,
  StoreFlowOptions,
} from './options.js';
export type { FlowFile, StoreFlowState } from './state.js';
export { StoreFlow, type FlowStep, type SignStep, type StoredStep } from './store-flow.js';
