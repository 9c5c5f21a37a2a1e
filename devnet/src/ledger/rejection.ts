import { CodedError } from '../coded-error.js';

/** Why a transaction was refused before execution; names follow Sui's `UserInputError` and `SuiError`. */
export type RejectionCode =
  | 'TRANSACTION_TOO_LARGE'
  | 'MALFORMED_TRANSACTION'
  | 'UNSUPPORTED'
  | 'SIZE_LIMIT_EXCEEDED'
  | 'TRANSACTION_EXPIRED'
  | 'ALREADY_EXECUTED'
  | 'INVALID_SIGNATURE'
  | 'SIGNER_MISMATCH'
  | 'MISSING_GAS_PAYMENT'
  | 'GAS_OBJECT_NOT_OWNED'
  | 'INVALID_GAS_OBJECT'
  | 'GAS_BUDGET_TOO_HIGH'
  | 'GAS_BUDGET_TOO_LOW'
  | 'GAS_BALANCE_TOO_LOW'
  | 'GAS_PRICE_TOO_LOW'
  | 'GAS_PRICE_TOO_HIGH'
  | 'DUPLICATE_INPUT'
  | 'OBJECT_NOT_FOUND'
  | 'OBJECT_VERSION_UNAVAILABLE'
  | 'INVALID_OBJECT_DIGEST'
  | 'INCORRECT_OWNER'
  | 'CHILD_OBJECT_AS_INPUT'
  | 'NOT_SHARED_OBJECT'
  | 'NOT_OWNED_OBJECT'
  | 'SHARED_VERSION_MISMATCH'
  | 'PACKAGE_AS_OBJECT'
  | 'OBJECT_AS_PACKAGE'
  | 'PACKAGE_NOT_FOUND'
  | 'IMMUTABLE_PARAMETER_EXPECTED'
  | 'SYSTEM_OBJECT'
  | 'EMPTY_COMMAND_INPUT'
  | 'INVALID_IDENTIFIER'
  | 'POST_RANDOM_COMMAND';

/** What failed, by name. */
type RejectedValues = Readonly<Record<string, string | number | bigint>>;

/**
 * A transaction that Sui refuses before it runs: nothing changed and nothing was charged. The message names
 * the value and the rule.
 */
export class TransactionRejected extends CodedError<RejectionCode> {
  override readonly name = 'TransactionRejected';
  /** What failed, by name, as texts and numbers. */
  readonly values: RejectedValues;

  /** @param details the values that failed, by name; or the error behind it */
  constructor(
    code: RejectionCode,
    message: string,
    details: RejectedValues | { readonly cause: unknown } = {},
  ) {
    const { cause, ...values } = details as Readonly<Record<string, unknown>>;
    super(code, message, cause === undefined ? undefined : { cause });
    this.values = values as RejectedValues;
  }
}

/** Throws `TransactionRejected` unless the condition holds. */
// eslint-disable-next-line max-params -- reads as a sentence: that something holds, or else this error
export function ensure(
  condition: boolean,
  code: RejectionCode,
  message: string,
  values: RejectedValues = {},
): asserts condition {
  if (!condition) throw new TransactionRejected(code, message, values);
}
