/**
 * What a storage node answers when it does not do what was asked. The statuses, reasons and JSON envelope
 * are those of the Walrus storage node API, so that existing clients understand them.
 */
import { HauloutError } from '@haulout/sdk/base';

/** gRPC-style status words and the HTTP code that each one travels with. */
const HTTP_CODES = {
  INVALID_ARGUMENT: 400,
  FAILED_PRECONDITION: 400,
  UNAUTHENTICATED: 401,
  PAYMENT_REQUIRED: 402,
  PERMISSION_DENIED: 403,
  NOT_FOUND: 404,
  PAYLOAD_TOO_LARGE: 413,
  UNSUPPORTED_MEDIA_TYPE: 415,
  RANGE_NOT_SATISFIABLE: 416,
  RESOURCE_EXHAUSTED: 429,
  UNAVAILABLE_FOR_LEGAL_REASONS: 451,
  INTERNAL: 500,
  UNAVAILABLE: 503,
  DEADLINE_EXCEEDED: 504,
  INSUFFICIENT_STORAGE: 507,
} as const;

/** How a request was refused: the words that the APIs of Walrus have for HTTP codes. */
export type ServiceStatus = keyof typeof HTTP_CODES;

/** Why a storage node has refused a request, in one word that programs can act on. */
export type RefusalReason =
  | 'NOT_REGISTERED'
  | 'INVALID_BLOB'
  | 'INVALID_BLOB_ID'
  | 'INVALID_OBJECT_ID'
  | 'INVALID_METADATA'
  | 'INVALID_SLIVER'
  | 'INVALID_SLIVER_TYPE'
  | 'INDEX_OUT_OF_RANGE'
  | 'SLIVER_INDEX_MISMATCH'
  | 'SHARD_NOT_ASSIGNED'
  | 'METADATA_NOT_FOUND'
  | 'SLIVER_NOT_FOUND'
  | 'FORBIDDEN_BLOB'
  | 'LOST_BLOB'
  | 'NOT_REFUSED'
  | 'NOT_UNRECOVERABLE'
  | 'MISSING_SLIVERS'
  | 'INVALID_PROOF'
  | 'STORAGE_FULL'
  | 'TOO_MANY_REQUESTS'
  | 'STORAGE_FAILED'
  | 'BODY_TOO_LARGE'
  | 'UNSUPPORTED_CONTENT'
  | 'MALFORMED_REQUEST'
  | 'UNKNOWN_PATH'
  | 'NOT_IN_COMMITTEE'
  | 'NOT_AUTHORIZED'
  | 'WRONG_EPOCH'
  | 'INVALID_SIGNATURE'
  | 'CHALLENGE_IN_PROGRESS'
  | 'NO_SUCH_ROUND'
  | 'UNAVAILABLE'
  | 'INTERNAL';

/** Facts that travel with a refusal. */
export interface RefusalFacts {
  /** The round of challenges that is in the way. */
  readonly round?: number;
  /** When to come back, ms from now. */
  readonly comeBackMs?: number;
}

/**
 * A refusal with its HTTP code, reason and a sentence that names the value and the rule.
 *
 * @typeParam Reason words of the API that refuses; default: those of storage nodes
 */
export class ServiceError<Reason extends string = RefusalReason> extends HauloutError<Reason> {
  /** Name of the class. */
  override readonly name: string = 'ServiceError';
  /** How the request was refused. */
  readonly status: ServiceStatus;
  /** What else programs may want to know; travels with the answer. */
  readonly facts: RefusalFacts | undefined;

  constructor({
    status,
    reason,
    message,
    facts,
    cause,
  }: {
    /** How the request was refused. */
    readonly status: ServiceStatus;
    /** Why, for programs. */
    readonly reason: Reason;
    /** Why, for people. */
    readonly message: string;
    /** What else programs may want to know. */
    readonly facts?: RefusalFacts | undefined;
    /** The error behind it. */
    readonly cause?: unknown;
  }) {
    super({ code: reason, message, values: { status, ...facts }, cause });
    this.status = status;
    this.facts = facts;
  }

  /** HTTP code of the answer. */
  get httpCode(): number {
    return HTTP_CODES[this.status];
  }

  /**
   * The JSON body of the answer: the error envelope of the Walrus APIs.
   *
   * @param domain whose words the reason is one of
   */
  envelope(domain = 'storage.walrus.space'): unknown {
    const metadata = this.facts && { metadata: this.facts };
    return {
      error: {
        status: this.status,
        code: this.httpCode,
        message: this.message,
        details: [{ '@type': 'ErrorInfo', reason: this.code, domain, ...metadata }],
      },
    };
  }
}
