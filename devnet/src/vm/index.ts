/**
 * Move bytecode: reading, checking and running it.
 *
 * @module @haulout/devnet/vm
 */
export * from './types.js';
export * from './package.js';
export * from './errors.js';
export * from './machine.js';
export * from './layout.js';
export * from './values.js';
export { createMachine } from './create-machine.js';
export type { MachineOptions } from './create-machine.js';
export { pureNatives } from './natives/index.js';
export { readModule, maxModuleSize } from './bytecode/reader.js';
export type * from './bytecode/module.js';
export type { Token } from './bytecode/tokens.js';
export { opcodes } from './bytecode/opcodes.js';
export { abort, nativeFailure, NativeAbort } from './natives/native.js';
export type { Native, NativeContext, NativeTable } from './natives/native.js';
export { describeAbort } from './describe-abort.js';
export type { AbortDescription } from './describe-abort.js';
