/** From a function's bytecode to what the interpreter runs: verified, lowered, fused. */
import type { Code, CompiledModule, FunctionDefinition } from '../bytecode/module.js';
import { fuse } from './fuse.js';
import { lowerCode } from './lower.js';
import type { Lowered } from './operations.js';
import { verifyFunction } from './verify.js';

/** By code, which belongs to one module; operations do not depend on where that module is. */
const prepared = new WeakMap<Code, Lowered>();

/**
 * The operations of a function.
 * @throws ExecutionFailure MALFORMED_BYTECODE when the code breaks a rule of verify.ts
 */
export function prepareFunction(
  module: CompiledModule,
  definition: FunctionDefinition & { readonly code: Code },
): Lowered {
  const known = prepared.get(definition.code);
  if (known !== undefined) return known;
  const verified = verifyFunction(module, definition);
  const lowered = lowerCode(module, definition.code, verified);
  fuse(lowered.code, verified.blocks);
  prepared.set(definition.code, lowered);
  return lowered;
}
