import { HauloutError, isHauloutError } from '../base/errors.js';
import type { StorageNode } from '../chain/committee.js';

/**
 * What a storage node did instead of what it was asked.
 *
 * - `silent`: no answer within the deadline
 * - `unreachable`: the connection failed
 * - `blocked`: the operator refuses to serve the blob for legal reasons (451)
 * - `refused`: any other 4xx answer, and that the node is full (507)
 * - `failed`: any other 5xx answer
 * - `oversized`: more bytes than the answer can have
 * - `malformed`: an answer that is not in the agreed format
 * - `wrong-bytes`: right form, but the bytes do not hash to what the blob id commits to
 * - `wrong-index`: another sliver of the same blob
 * - `other-blob`: the answer belongs to another blob
 * - `wrong-message`: a signed message that is not the one asked for
 * - `bad-signature`: a signature that does not verify under the node's key
 * - `slow`: still running when the operation ended without it
 */
export type ConductKind =
  | 'silent'
  | 'unreachable'
  | 'blocked'
  | 'refused'
  | 'failed'
  | 'oversized'
  | 'malformed'
  | 'wrong-bytes'
  | 'wrong-index'
  | 'other-blob'
  | 'wrong-message'
  | 'bad-signature'
  | 'slow';

/** One thing that a node did instead of what it was asked. */
export interface Conduct {
  /** What it did, for programs. */
  readonly kind: ConductKind;
  /** One line: path, status, what was wrong. */
  readonly detail: string;
  /** The shard concerned, where the request was about one. */
  readonly shard?: number | undefined;
}

/** A node and everything it did wrong during one operation. */
export interface NodeReport {
  /** The node. */
  readonly node: StorageNode;
  /** In the order in which it happened; empty when it did nothing wrong. */
  readonly conduct: readonly Conduct[];
}

/** A request to a storage node that failed, or an answer that did not hold up. */
export class NodeFault extends HauloutError {
  /** What the node did. */
  readonly kind: ConductKind;
  /** Base url of the node, without a trailing slash. */
  readonly nodeUrl: string;
  /** Path of the request, without the node's url. */
  readonly path: string;
  /** HTTP status, when there was an answer. */
  readonly status: number | undefined;
  /** The node's own word for its refusal (`NOT_REGISTERED`, ...), when it gave one. */
  readonly reason: string | undefined;
  /** When the node has asked to come back, ms from then. */
  readonly comeBackMs: number | undefined;
  constructor(
    kind: ConductKind,
    detail: string,
    request: NodeRequestFacts & {
      /** The error behind it. */
      readonly cause?: unknown;
    },
  ) {
    const { nodeUrl, path, status, reason, comeBackMs, cause } = request;
    super({
      code: 'NODE_REQUEST_FAILED',
      message: `${nodeUrl}${path}: ${kind}: ${detail}`,
      values: { kind, nodeUrl, path, status, reason, comeBackMs },
      cause,
    });
    this.name = 'NodeFault';
    this.kind = kind;
    this.nodeUrl = nodeUrl;
    this.path = path;
    this.status = status;
    this.reason = reason;
    this.comeBackMs = comeBackMs;
  }
}

/**
 * What a node did whose answer the encoding refuses: bytes of another form, or of other content.
 *
 * @throws the error itself, if it is no refusal of the encoding
 */
export function refusedAnswer(error: unknown, request: NodeRequestFacts): NodeFault {
  if (error instanceof NodeFault || !isHauloutError(error)) throw error;
  const kind = error.code === 'MALFORMED_BYTES' ? 'malformed' : 'wrong-bytes';
  return new NodeFault(kind, error.message, { ...request, cause: error });
}

/** Which request went wrong, and how it was answered. */
export interface NodeRequestFacts {
  /** Base url of the node, without a trailing slash. */
  readonly nodeUrl: string;
  /** Path of the request, without the node's url. */
  readonly path: string;
  /** HTTP status, when there was an answer. */
  readonly status?: number | undefined;
  /** The node's own word for its refusal, when it gave one. */
  readonly reason?: string | undefined;
  /** When the node has asked to come back, ms from then. */
  readonly comeBackMs?: number | undefined;
}
