/**
 * Types as one module's bytecode writes them. Tokens of a module are interned, so that within a module equal
 * types are the same object, comparing is `===`, and a type that repeats takes its memory once.
 */
import { ExecutionFailure } from '../errors.js';
import type { PrimitiveName } from '../types.js';

/** A type in the bytecode of one module. Datatypes are named by their handle in that module. */
export type Token =
  | { readonly id: number; readonly kind: PrimitiveName }
  | { readonly id: number; readonly kind: 'vector'; readonly element: Token }
  | {
      readonly id: number;
      readonly kind: 'datatype';
      /** Index of the datatype handle. */
      readonly handle: number;
      readonly typeArguments: readonly Token[];
    }
  | { readonly id: number; readonly kind: 'reference'; readonly mutable: boolean; readonly to: Token }
  | { readonly id: number; readonly kind: 'parameter'; readonly index: number };

/**
 * Distinct types that one module may come to mention, written or by instantiation: far above real modules.
 */
const maxTokens = 100_000;

/** Makes tokens; the only way to get one. */
export class TokenTable {
  readonly #known = new Map<string, Token>();
  readonly #substitutions = new Map<Token, Map<string, Token>>();

  primitive(kind: PrimitiveName): Token {
    return this.#intern(kind, (id) => ({ id, kind }));
  }

  vector(element: Token): Token {
    return this.#intern(`v${element.id}`, (id) => ({ id, kind: 'vector', element }));
  }

  datatype(handle: number, typeArguments: readonly Token[]): Token {
    const key = `d${handle}<${typeArguments.map((token) => token.id).join()}`;
    return this.#intern(key, (id) => ({ id, kind: 'datatype', handle, typeArguments }));
  }

  reference(mutable: boolean, to: Token): Token {
    return this.#intern(`${mutable ? 'm' : 'i'}${to.id}`, (id) => ({ id, kind: 'reference', mutable, to }));
  }

  parameter(index: number): Token {
    return this.#intern(`p${index}`, (id) => ({ id, kind: 'parameter', index }));
  }

  /** `token` with each type parameter replaced by the argument at its index. */
  substitute(token: Token, typeArguments: readonly Token[]): Token {
    if (typeArguments.length === 0) return token;
    switch (token.kind) {
      case 'parameter': {
        const argument = typeArguments[token.index];
        if (argument === undefined)
          throw new ExecutionFailure('MALFORMED_BYTECODE', 'type parameter out of range');
        return argument;
      }
      case 'vector':
      case 'reference':
      case 'datatype': {
        const key = typeArguments.map((argument) => argument.id).join();
        let known = this.#substitutions.get(token);
        if (known === undefined) this.#substitutions.set(token, (known = new Map<string, Token>()));
        let result = known.get(key);
        if (result === undefined) {
          result =
            token.kind === 'vector'
              ? this.vector(this.substitute(token.element, typeArguments))
              : token.kind === 'reference'
                ? this.reference(token.mutable, this.substitute(token.to, typeArguments))
                : this.datatype(
                    token.handle,
                    token.typeArguments.map((argument) => this.substitute(argument, typeArguments)),
                  );
          known.set(key, result);
        }
        return result;
      }
      default:
        return token;
    }
  }

  #intern(key: string, make: (id: number) => Token): Token {
    let token = this.#known.get(key);
    if (token === undefined) {
      if (this.#known.size >= maxTokens)
        throw new ExecutionFailure('MALFORMED_BYTECODE', 'too many distinct types');
      token = make(this.#known.size);
      this.#known.set(key, token);
    }
    return token;
  }
}
