/** A programmable transaction as plain data: its inputs, its commands, and who pays for it. */
import type { Address, Type } from '../vm/types.js';
import type { Digest } from './digests.js';

/** A reference to an object: id, version, digest. */
export interface ObjectReference {
  readonly id: Address;
  readonly version: bigint;
  readonly digest: Digest;
}

/** One argument of a command. */
export type Argument =
  | { readonly kind: 'gas' }
  | { readonly kind: 'input'; readonly index: number }
  | { readonly kind: 'result'; readonly index: number }
  | { readonly kind: 'nested'; readonly index: number; readonly inner: number };

/** One input of a transaction. */
export type Input =
  | { readonly kind: 'pure'; readonly bytes: Uint8Array }
  | { readonly kind: 'owned'; readonly reference: ObjectReference }
  | {
      readonly kind: 'shared';
      readonly id: Address;
      readonly initialSharedVersion: bigint;
      readonly mutable: boolean;
    }
  | { readonly kind: 'receiving'; readonly reference: ObjectReference };

/** A call of a Move function. */
export interface MoveCall {
  readonly kind: 'move-call';
  readonly package: Address;
  readonly module: string;
  readonly function: string;
  readonly typeArguments: readonly Type[];
  readonly arguments: readonly Argument[];
}

/** One command of a programmable transaction. */
export type Command =
  | MoveCall
  | { readonly kind: 'transfer-objects'; readonly objects: readonly Argument[]; readonly address: Argument }
  | { readonly kind: 'split-coins'; readonly coin: Argument; readonly amounts: readonly Argument[] }
  | { readonly kind: 'merge-coins'; readonly destination: Argument; readonly sources: readonly Argument[] }
  | {
      readonly kind: 'make-move-vec';
      readonly type: Type | undefined;
      readonly elements: readonly Argument[];
    }
  | {
      readonly kind: 'publish';
      readonly modules: readonly Uint8Array[];
      readonly dependencies: readonly Address[];
    }
  | {
      readonly kind: 'upgrade';
      readonly modules: readonly Uint8Array[];
      readonly dependencies: readonly Address[];
      readonly package: Address;
      readonly ticket: Argument;
    };

/** Until when a transaction may be executed. */
export type Expiration =
  | { readonly kind: 'none' }
  | { readonly kind: 'epoch'; readonly epoch: bigint }
  | {
      readonly kind: 'valid-during';
      readonly minEpoch: bigint | undefined;
      readonly maxEpoch: bigint | undefined;
      readonly minTimestamp: bigint | undefined;
      readonly maxTimestamp: bigint | undefined;
      readonly chain: Digest;
    };

/** A programmable transaction and who pays for it. */
export interface Transaction {
  readonly bytes: Uint8Array;
  readonly digest: Digest;
  readonly digestBytes: Uint8Array;
  readonly sender: Address;
  readonly gas: {
    readonly payment: readonly ObjectReference[];
    readonly owner: Address;
    readonly price: bigint;
    readonly budget: bigint;
  };
  readonly expiration: Expiration;
  readonly inputs: readonly Input[];
  readonly commands: readonly Command[];
}
