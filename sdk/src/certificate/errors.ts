/**
 * Why a message, signature or certificate is refused, as one typed error with a stable code: everything that
 * the contracts would abort on, before any gas is spent.
 */
import { CodedError } from '../base/errors.js';

/**
 * Stable codes of {@link CertificateError}.
 *
 * Messages:
 * - `MESSAGE_TRUNCATED`, `MESSAGE_PADDED`: bytes are missing, or left over
 * - `UNKNOWN_MESSAGE_TYPE`: no message of this project has this type
 * - `WRONG_MESSAGE_TYPE`, `WRONG_INTENT_VERSION`, `WRONG_APP_ID`, `WRONG_EPOCH`, `WRONG_BLOB`,
 *   `WRONG_PERSISTENCE`, `WRONG_CONTENT`: a message, but not the one expected
 * - `MALFORMED_MESSAGE`: a field has an impossible value
 *
 * Keys and signatures:
 * - `INVALID_SECRET_KEY`, `INVALID_PUBLIC_KEY`, `INVALID_SIGNATURE`: the bytes are none (a signature's node
 *   is in `values`)
 * - `FORGED_SIGNATURE`: well formed, but not a signature of this message by these members (`values.nodeIds`)
 *
 * Signers:
 * - `UNKNOWN_SIGNER`: not a member of the committee
 * - `REPEATED_SIGNER`: counted twice
 * - `BITMAP_TOO_LONG`, `BITMAP_PAST_END`: a signer bitmap with bytes, or set bits, for nobody
 * - `SHORT_OF_WEIGHT`: the signers hold too few shards
 *
 * Others:
 * - `INVALID_COMMITTEE`: repeated members, or weights that do not add up to the number of shards
 * - `NOT_CERTIFIABLE`: messages of this type are signed by one node, not by a committee
 */
export type CertificateErrorCode =
  | 'MESSAGE_TRUNCATED'
  | 'MESSAGE_PADDED'
  | 'UNKNOWN_MESSAGE_TYPE'
  | 'WRONG_MESSAGE_TYPE'
  | 'WRONG_INTENT_VERSION'
  | 'WRONG_APP_ID'
  | 'WRONG_EPOCH'
  | 'WRONG_BLOB'
  | 'WRONG_PERSISTENCE'
  | 'WRONG_CONTENT'
  | 'MALFORMED_MESSAGE'
  | 'INVALID_SECRET_KEY'
  | 'INVALID_PUBLIC_KEY'
  | 'INVALID_SIGNATURE'
  | 'FORGED_SIGNATURE'
  | 'UNKNOWN_SIGNER'
  | 'REPEATED_SIGNER'
  | 'BITMAP_TOO_LONG'
  | 'BITMAP_PAST_END'
  | 'SHORT_OF_WEIGHT'
  | 'INVALID_COMMITTEE'
  | 'NOT_CERTIFIABLE';

/**
 * Every error of `@haulout/sdk/certificate`.
 *
 * `code` is stable and meant for programs, `message` names the value and the rule, `values` holds what
 * failed.
 */
export class CertificateError extends CodedError<CertificateErrorCode> {
  /** Name of the class. */
  override readonly name: string = 'CertificateError';
}
