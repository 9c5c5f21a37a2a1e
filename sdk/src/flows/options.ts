import type { Cancellable } from '../client/connection.js';
import type { FileToStore } from '../client/quilt/store-files.js';
import type { StoreOptions, StoreProgress } from '../client/write/store-options.js';
import type { StoreFlowState } from './state.js';

/** How far a flow has come: as `store`, and while it waits for a transaction of the wallet. */
export type FlowProgress =
  | StoreProgress
  | {
      /** The full node does not know the transaction yet: it is waited for, half a minute at most. */
      readonly phase: 'waiting';
      /** Digest of the transaction, as it was given. */
      readonly digest: string;
    };

/** What flows have in common. */
export interface FlowOptions extends Cancellable {
  /** Told how far it has come. */
  readonly onProgress?: ((progress: FlowProgress) => void) | undefined;
  /** Told of the state each time that it changes, to save it. */
  readonly onState?: ((state: StoreFlowState) => void) | undefined;
}

/** What to store, and for whom; as for `store`. */
export interface StoreFlowOptions
  extends FlowOptions, Omit<StoreOptions, 'signer' | 'signal' | 'onProgress'> {
  /** Address that pays and executes the transactions, and owns the blob unless `owner` says otherwise. */
  readonly sender: string;
}

/** Which files to store as one blob, and for whom; as for `storeFiles`. */
export interface StoreFilesFlowOptions extends Omit<StoreFlowOptions, 'bytes'> {
  /** The files to store. */
  readonly files: readonly FileToStore[];
}

/** A flow that was begun before. */
export interface ResumedFlow extends FlowOptions {
  /** Its state as it was saved. */
  readonly state: StoreFlowState;
  /** What is to be stored; not needed once it is registered and a quorum of nodes has all of it. */
  readonly bytes?: StoreOptions['bytes'] | undefined;
}

/** A flow of files that was begun before. */
export interface ResumedFilesFlow extends Omit<ResumedFlow, 'bytes'> {
  /** The files to store; not needed once they are registered and a quorum of nodes has all of them. */
  readonly files?: readonly FileToStore[] | undefined;
}
