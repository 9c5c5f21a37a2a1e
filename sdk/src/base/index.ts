/**
 * What every part of Haulout needs: the one family of errors, time that tests can hold, byte arrays,
 * deadlines.
 *
 * @experimental
 * @module @haulout/sdk/base
 */
export { lifetime, unlessAborted, type Lifetime } from './abort.js';
export { bitsOf, positionsIn } from './bit-set.js';
export { BodyTooLarge, discard, readBounded } from './bounded-body.js';
export { checkBytes, concatenate, equalBytes } from './bytes.js';
export { coinAmount } from './coin-amount.js';
export { withDeadline, type Deadline } from './deadline.js';
export {
  CodedError,
  codeOf,
  HauloutError,
  InvalidArgument,
  isHauloutError,
  messageOf,
  type HauloutErrorFacts,
} from './errors.js';
export { fieldOf, jsonValue, withJson } from './json.js';
export { MalformedBytes } from './bcs-reader.js';
export { shuffled } from './random.js';
export { sleep, systemTimers, type Timers } from './time.js';
