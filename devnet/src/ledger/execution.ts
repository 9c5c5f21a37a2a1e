/** A transaction that is ready to run, what it runs on, and what comes of it. */
import type { Machine } from '../vm/machine.js';
import type { PackageStore } from '../vm/package.js';
import type { TransactionRuntime } from '../vm/runtime/index.js';
import type { Address } from '../vm/types.js';
import type { GasMeter } from './gas.js';
import type { LoadedInputs } from './inputs.js';
import type { Mode } from './ptb/context.js';
import type { Transaction } from './transaction.js';
import type { ExecutedTransaction } from './types.js';

/** A machine whose packages follow the transaction that runs. */
export interface Engine {
  readonly machine: Machine<TransactionRuntime>;
  /** What the machine sees of packages; set by whoever uses it, before. */
  packages: PackageStore;
}

/** A transaction that is ready to run. */
export interface Execution {
  readonly mode: Mode;
  readonly transaction: Pick<Transaction, 'bytes' | 'digest' | 'sender' | 'inputs' | 'commands'> & {
    readonly gas: Pick<Transaction['gas'], 'owner' | 'price' | 'budget'> & {
      readonly payment: readonly { readonly id: Address }[];
    };
  };
  readonly signatures: readonly Uint8Array[];
  readonly inputs: LoadedInputs;
  readonly meter: GasMeter;
}

/** What came of a transaction, before it has a checkpoint. */
export type ExecutionResult = Omit<ExecutedTransaction, 'checkpoint' | 'timestampMs'>;
