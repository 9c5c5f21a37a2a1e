/**
 * The one family of errors of Haulout: SDK, node and command line. Each error has a stable `code` for
 * programs, a message and advice for people, and the values that failed.
 */
import { jsonValue } from './json.js';

/** What a {@link HauloutError} is made from. */
export interface HauloutErrorFacts<Code extends string = string> {
  /** Stable name of the failure, in capitals; safe to switch on. */
  readonly code: Code;
  /** One line: what failed, with its values and the rule. Without a full stop. */
  readonly message: string;
  /** The values that failed, by name. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  /** What the caller can do about it. */
  readonly advice?: string | undefined;
  /** The error behind this one. */
  readonly cause?: unknown;
}

/** Marks the errors of the family across copies of this module: an app may have two versions of the SDK. */
const FAMILY = Symbol.for('@haulout/error');

/** The base of every error that Haulout throws on purpose. */
export class HauloutError<Code extends string = string> extends Error {
  /** Stable name of the failure, in capitals; safe to switch on. */
  readonly code: Code;
  /** The values that failed, by name. */
  readonly values: Readonly<Record<string, unknown>>;
  /** What the caller can do about it; part of `message`, too. */
  readonly advice: string | undefined;

  constructor({ code, message, values, advice, cause }: HauloutErrorFacts<Code>) {
    super(
      advice === undefined ? message : `${message}. ${advice}`,
      cause === undefined ? undefined : { cause },
    );
    this.name = classNameOf(code);
    this.code = code;
    this.values = values ?? {};
    this.advice = advice;
    Object.defineProperty(this, FAMILY, { value: true });
  }

  /** The error as data: name, code, message, advice, values and causes. See {@link jsonValue}. */
  toJSON(): Readonly<Record<string, unknown>> {
    const { name, code, message, advice, values, cause } = this;
    return jsonValue({ name, code, message, advice, values, cause }) as Readonly<Record<string, unknown>>;
  }
}

/**
 * True for an error of Haulout; of the given code if one is given. The one guard for all packages, also for
 * errors of another copy of the SDK in the same app, for which `instanceof` is false.
 *
 * @example
 * try {
 *   await client.haulout.read({ blobId });
 * } catch (error) {
 *   if (!isHauloutError(error, 'BLOB_EXPIRED')) throw error;
 * }
 */
export function isHauloutError<Code extends string = string>(
  error: unknown,
  code?: Code,
): error is HauloutError<Code> {
  const isOurs = typeof error === 'object' && error !== null && FAMILY in error;
  return isOurs && (code === undefined || codeOf(error) === code);
}

/** The `code` of whatever was thrown, if it has one: errors of Haulout, of gRPC and of the system do. */
export function codeOf(error: unknown): string | undefined {
  const code = (error as { readonly code?: unknown } | null | undefined)?.code;
  return typeof code === 'string' ? code : undefined;
}

/** What was thrown, in words. */
export function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}

/** An error that needs no advice: the class of a subpath says by its codes what can be wrong there. */
export class CodedError<Code extends string = string> extends HauloutError<Code> {
  /** @param details the values that failed, by name; `cause` is the error behind it */
  constructor(
    code: Code,
    message: string,
    {
      cause,
      ...values
    }: Readonly<Record<string, unknown>> & {
      /** The error behind it. */
      readonly cause?: unknown;
    } = {},
  ) {
    super({ code, message, values, cause });
  }
}

/** An argument that can never work, refused before anything is sent. */
export class InvalidArgument extends HauloutError<'INVALID_ARGUMENT'> {
  constructor(message: string, values?: Readonly<Record<string, unknown>>) {
    super({ code: 'INVALID_ARGUMENT', message, values });
  }
}

/** BLOB_NOT_FOUND is `BlobNotFound`, also in a bundle whose minifier has given the class another name. */
function classNameOf(code: string): string {
  return code.toLowerCase().replace(/(?:^|_)([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
