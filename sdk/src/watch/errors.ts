import { CodedError } from '../base/errors.js';

/** Stable names of everything that ends a watch; safe to switch on. */
export type WatchErrorCode =
  /** The text is no cursor of this module. */
  | 'BAD_CURSOR'
  /**
   * The endpoint serves another chain than the cursor is from: a test network was wiped, or the address is
   * wrong.
   */
  | 'WRONG_CHAIN'
  /**
   * A checkpoint does not follow from the one before it: the chain was set back, or the endpoint tells two
   * stories.
   */
  | 'FORKED'
  /** The endpoint no longer has the checkpoint that comes next. */
  | 'PRUNED'
  /** What the endpoint gave for a checkpoint is not that checkpoint. */
  | 'BAD_CHECKPOINT'
  /**
   * A list of checkpoints contradicts itself or the chain. Told to `onTrouble`, never thrown: the list is not
   * used.
   */
  | 'BAD_LIST'
  /** A checkpoint has more events than any chain allows. */
  | 'OVERSIZED'
  /** The contents of an event are not in the layout of its type. */
  | 'UNDECODABLE';

/**
 * A watch cannot go on without a gap. Nothing after the last item was delivered: its cursor is still good.
 */
export class WatchError extends CodedError<WatchErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'WatchError';
}
