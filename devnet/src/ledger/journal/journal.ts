import { CodedError } from '../../coded-error.js';

/** What a ledger needs to outlive its process: a place for records, in order. */
export interface Journal {
  /** The records so far, oldest first; each call begins anew. Throws `JournalError`. */
  records(): Iterable<Uint8Array>;
  /**
   * Adds a record, which is kept for good when this returns. If it throws (`JournalError`), nothing has been
   * added.
   */
  append(record: Uint8Array): void;
}

/** Why a kept chain cannot be opened or go on; stable, for programs. */
export type JournalErrorCode =
  /** Written by a version of this package whose format this one does not read. */
  | 'JOURNAL_VERSION'
  /** Not what a ledger has written. The journal is left as it is. */
  | 'JOURNAL_DAMAGED'
  /** Of another chain than was asked for. */
  | 'JOURNAL_MISMATCH'
  /** Open already, here or in another process. */
  | 'JOURNAL_IN_USE'
  /** A record could not be written; the chain has not moved. */
  | 'JOURNAL_WRITE';

/** A kept chain cannot be opened, or cannot go on. */
export class JournalError extends CodedError<JournalErrorCode> {
  override readonly name = 'JournalError';
}
