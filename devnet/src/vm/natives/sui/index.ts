/** Natives of the sui framework that touch objects and the running transaction. */
import { accumulatorNatives } from './accumulator.js';
import { configNatives } from './config.js';
import { dynamicFieldNatives } from './dynamic-field.js';
import { eventNatives } from './event.js';
import { objectNatives } from './object.js';
import type { ObjectNatives } from './object-context.js';
import { testingNatives } from './testing.js';
import { transferNatives } from './transfer.js';
import { txContextNatives } from './tx-context.js';

export type { ObjectNatives } from './object-context.js';

/** All of them, by `0x2::module::function`. They need a `TransactionRuntime` as the machine's runtime. */
export const objectNativeTable: ObjectNatives = {
  ...accumulatorNatives,
  ...configNatives,
  ...dynamicFieldNatives,
  ...eventNatives,
  ...objectNatives,
  ...testingNatives,
  ...transferNatives,
  ...txContextNatives,
};
