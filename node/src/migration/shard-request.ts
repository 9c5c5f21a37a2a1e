/**
 * How one node asks another for slivers of a shard that it takes over: a signed `syncShard` message, which no
 * client ever sees on chain. The body is BCS: the bytes of the message behind their length, then the
 * signature.
 */
import { isHauloutError, withJson } from '@haulout/sdk/base';
import {
  parseMessage,
  serializeMessage,
  signMessage,
  SIGNATURE_BYTES,
  type SyncShard,
} from '@haulout/sdk/certificate';
import { ServiceError } from '../errors.js';

/** A request as it came; the signature is not verified yet. */
export interface SignedShardRequest {
  /** Bytes that were signed. */
  readonly message: Uint8Array;
  /** What they say. */
  readonly request: SyncShard;
  /** BLS signature over `message`, 96 bytes when well formed. */
  readonly signature: Uint8Array;
}

/** Bytes of every `syncShard` message. */
const MESSAGE_BYTES = 55;
/** Bytes of every request. */
export const SHARD_REQUEST_BYTES = 1 + MESSAGE_BYTES + SIGNATURE_BYTES;

/** The body of a request. */
export function signShardRequest(secretKey: Uint8Array, request: Omit<SyncShard, 'type'>): Uint8Array {
  const message = serializeMessage({ type: 'syncShard', ...request });
  return Uint8Array.of(message.length, ...message, ...signMessage(secretKey, message));
}

/** Reads the body of a request. Throws ServiceError MALFORMED_REQUEST. */
export function parseShardRequest(body: Uint8Array): SignedShardRequest {
  if (body.length !== SHARD_REQUEST_BYTES || body[0] !== MESSAGE_BYTES) {
    throw malformed(`a request for a shard has ${SHARD_REQUEST_BYTES} bytes, this one ${body.length}`);
  }
  const message = body.slice(1, 1 + MESSAGE_BYTES);
  try {
    const request = parseMessage(message);
    if (request.type !== 'syncShard') throw malformed(`a ${request.type} message asks for no shard`);
    return withJson({ message, request, signature: body.slice(1 + MESSAGE_BYTES) });
  } catch (error) {
    if (!isHauloutError(error)) throw error;
    throw malformed(error.message, error);
  }
}

const malformed = (message: string, cause?: unknown) =>
  new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message, cause });
