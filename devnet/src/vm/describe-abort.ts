/**
 * Abort codes that say more than a number. For `assert!(condition)` without a code, and for constants marked
 * `#[error]`, the compiler makes a code whose parts point into the aborting module:
 *
 *     bit 63 is set | bit 62: a code is given | bits 48 to 55: that code
 *     bits 32 to 47: line | bits 16 to 31: identifier | bits 0 to 15: constant
 *
 * where all ones mean "none". Identifier and constant are both indices into the constant pool: the bytes of
 * the constant's name, and its value.
 */
import { constantLayout, constantValue } from './code/constants.js';
import type { CompiledModule } from './bytecode/module.js';
import type { MoveAbort } from './errors.js';
import { decodeUtf8 } from './natives/std/std-natives.js';
import { formatValue } from './natives/std/debug.js';
import { bytesOfVector } from './values.js';
import type { Machine } from './machine.js';

/** What an abort code that the compiler made says. */
export interface AbortDescription {
  /** Line of the source file, counted from 1. */
  readonly line: number;
  /** The code given in `#[error(code = ...)]`. */
  readonly code: number | undefined;
  /** The name of the error constant. */
  readonly name: string | undefined;
  /** The constant's value: text if it is UTF-8 bytes, else as `debug::print` would print it. */
  readonly message: string | undefined;
}

/** What an abort code of the compiler's making says, or undefined for a plain number. */
export function describeAbort(
  machine: Machine<never>,
  { abortCode, location }: MoveAbort,
): AbortDescription | undefined {
  if (abortCode >> 63n !== 1n || location === undefined) return undefined;
  const module = machine.module(location.address, location.module);
  const part = (from: bigint, bits: bigint): number | undefined => {
    const none = (1n << bits) - 1n;
    const value = (abortCode >> from) & none;
    return value === none ? undefined : Number(value);
  };
  const line = part(32n, 16n);
  if (module === undefined || line === undefined) return undefined;
  const identifier = part(16n, 16n);
  const constant = part(0n, 16n);
  return {
    line,
    code: (abortCode >> 62n) & 1n ? part(48n, 8n) : undefined,
    name: identifier === undefined ? undefined : textOf(module.constants[identifier]),
    message: constant === undefined ? undefined : textOf(module.constants[constant]),
  };
}

function textOf(constant: CompiledModule['constants'][number] | undefined): string | undefined {
  if (constant === undefined) return undefined;
  const { type, bytes } = constant;
  const value = constantValue(type, bytes);
  const isBytes = type.kind === 'vector' && type.element.kind === 'u8';
  return (isBytes ? decodeUtf8(bytesOfVector(value)) : undefined) ?? formatValue(constantLayout(type), value);
}
