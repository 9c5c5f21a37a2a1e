/**
 * Typed bindings to the Move packages, a namespace for each module: layouts of objects and events, and
 * builders of calls; and the meaning of abort codes. All of `generated/` comes from the compiled packages by
 * `npm run codegen`. Bundlers keep the whole of a namespace that is exported again, so what pages load
 * imports modules of `generated/` one by one.
 *
 * @experimental
 * @module @haulout/sdk/contracts
 */
export type { AbortExplanation } from './abort-meaning.js';
export { explainAbort } from './explain-abort.js';
export { abortTable, type AbortMeaning } from './generated/aborts.js';
export * from './generated/index.js';
