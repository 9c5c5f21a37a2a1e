/**
 * Answers in the forms of the storage node API: bytes, the JSON envelope of a success, and that of an error.
 */
import type { FastifyError, FastifyReply } from 'fastify';
import { ServiceError } from '../errors.js';

/** The JSON envelope of a success. */
export interface Success {
  readonly success: { readonly code: number; readonly data: unknown };
}

/** Wraps what was asked for. */
export function success(data: unknown, code = 200): Success {
  return { success: { code, data } };
}

/** Sends bytes as they are. */
export function sendBytes(reply: FastifyReply, bytes: Uint8Array): FastifyReply {
  const buffer = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  return reply.type('application/octet-stream').send(buffer);
}

/** Says that something is stored, and whether it was new. */
export function sendStored(reply: FastifyReply, isNew: boolean, what: string): FastifyReply {
  const answer = isNew ? success(`${what} successfully stored`, 201) : success(`${what} already stored`);
  return reply.code(answer.success.code).send(answer);
}

/** Sends a refusal in the error envelope. */
export function sendRefusal(reply: FastifyReply, refusal: ServiceError): FastifyReply {
  const { comeBackMs } = refusal.facts ?? {};
  if (comeBackMs !== undefined) reply.header('retry-after', String(Math.ceil(comeBackMs / 1000)));
  return reply.code(refusal.httpCode).send(refusal.envelope());
}

/**
 * Fastify's own refusals (malformed requests) keep their 4xx; everything unforeseen is INTERNAL and says
 * nothing.
 */
export function asServiceError(error: FastifyError | ServiceError): ServiceError {
  if (error instanceof ServiceError) return error;
  const { message } = error;
  const code = error.statusCode ?? 500;
  if (code === 413)
    return new ServiceError({ status: 'PAYLOAD_TOO_LARGE', reason: 'BODY_TOO_LARGE', message });
  if (code === 415) {
    return new ServiceError({ status: 'UNSUPPORTED_MEDIA_TYPE', reason: 'UNSUPPORTED_CONTENT', message });
  }
  if (code >= 400 && code < 500) {
    return new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message });
  }
  return new ServiceError({
    status: 'INTERNAL',
    reason: 'INTERNAL',
    message: 'the node failed to answer; its log says why',
    cause: error,
  });
}
