/** The constants of a module: vectors and values without parts, in BCS. */
import { malformed } from '../bytecode/cursor.js';
import type { Token } from '../bytecode/tokens.js';
import { ExecutionFailure } from '../errors.js';
import { deserializeValue } from '../layout.js';
import type { Layout } from '../layout.js';
import { primitiveTypes } from '../types.js';
import type { Value } from '../values.js';

/**
 * The value of a constant.
 * @throws ExecutionFailure MALFORMED_BYTECODE when its bytes are not of its type
 */
export function constantValue(type: Token, bytes: Uint8Array): Value {
  try {
    return deserializeValue(constantLayout(type), bytes);
  } catch (error) {
    if (error instanceof ExecutionFailure) malformed(`a constant that is not of its type: ${error.message}`);
    throw error;
  }
}

/**
 * The layout of a constant's type.
 * @throws ExecutionFailure MALFORMED_BYTECODE for a type that has no constants
 */
export function constantLayout(type: Token): Layout {
  if (type.kind === 'vector') return { kind: 'vector', element: constantLayout(type.element) };
  if (type.kind === 'datatype' || type.kind === 'reference' || type.kind === 'parameter') {
    return malformed('a constant of a type that has no constants');
  }
  return primitiveTypes[type.kind];
}
