/**
 * Abort codes of `#[error]` constants. The compiler packs them: bit 63 is set, then from bit 48 (8 bits) the
 * user's code if any, from bit 32 the source line, from bit 16 the constant that holds the name and from bit
 * 0 the constant that holds the value; 0xffff stands for no constant.
 */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { MoveError } from '../../vm/errors.js';
import type { CompiledModule } from '../../vm/bytecode/module.js';
import { deserializeValue } from '../../vm/layout.js';
import type { Layout } from '../../vm/layout.js';
import { bytesOfVector } from '../../vm/values.js';
import type { Token } from '../../vm/bytecode/tokens.js';
import { compiled, packageOf } from './packages.js';

interface Place {
  readonly module: { readonly address: string; readonly name: string };
}

/** What the module says about an abort code; undefined for a plain code. */
export function cleverError(ledger: Ledger, place: Place, code: bigint): GrpcTypes.CleverError | undefined {
  if (code >> 63n === 0n) return undefined;
  const bytecode = packageOf(ledger, place.module.address)?.modules.get(place.module.name);
  if (bytecode === undefined) return undefined;
  const module = compiled(bytecode);
  const message: GrpcTypes.CleverError = {
    lineNumber: (code >> 32n) & 0xffffn,
    value: { oneofKind: undefined },
  };
  const name = constantBytes(module, Number((code >> 16n) & 0xffffn));
  if (name !== undefined) message.constantName = new TextDecoder().decode(name);
  const constant = module.constants[Number(code & 0xffffn)];
  if (constant !== undefined) {
    message.constantType = typeText(constant.type);
    const rendered = renderConstant(constant);
    message.value =
      rendered === undefined
        ? { oneofKind: 'raw', raw: constant.bytes }
        : { oneofKind: 'rendered', rendered };
  }
  // Whether there is a user's code is said by the next highest bit; without one the bits are zero or ones.
  if ((code >> 62n) & 1n) message.errorCode = (code >> 48n) & 0xffn;
  return message;
}

/** A constant of bytes; the name of the error constant is kept as one. */
function constantBytes(module: CompiledModule, index: number): Uint8Array | undefined {
  const constant = module.constants[index];
  if (constant?.type.kind !== 'vector' || constant.type.element.kind !== 'u8') return undefined;
  return decoded(constant.type, constant.bytes, (value) => bytesOfVector(value as never));
}

function renderConstant({ type, bytes }: CompiledModule['constants'][number]): string | undefined {
  return decoded(type, bytes, (value, layout) => {
    if (layout.kind !== 'vector') return String(value);
    if (layout.element.kind !== 'u8') return undefined;
    try {
      return new TextDecoder('utf-8', { fatal: true }).decode(bytesOfVector(value as never));
    } catch {
      return undefined;
    }
  });
}

function decoded<T>(
  type: Token,
  bytes: Uint8Array,
  read: (value: unknown, layout: Layout) => T,
): T | undefined {
  const layout = constantLayout(type);
  if (layout === undefined) return undefined;
  try {
    return read(deserializeValue(layout, bytes), layout);
  } catch (error) {
    if (error instanceof MoveError) return undefined;
    throw error;
  }
}

/** Constants are of primitive types and vectors of them. */
function constantLayout(type: Token): Layout | undefined {
  if (type.kind === 'vector') {
    const element = constantLayout(type.element);
    return element === undefined ? undefined : { kind: 'vector', element };
  }
  if (type.kind === 'datatype' || type.kind === 'reference' || type.kind === 'parameter') return undefined;
  return { kind: type.kind };
}

function typeText(type: Token): string {
  return type.kind === 'vector' ? `vector<${typeText(type.element)}>` : type.kind;
}
