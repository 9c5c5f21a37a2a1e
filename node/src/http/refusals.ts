/** Refusals of an HTTP API, in the error envelope of the Walrus APIs. */
import type { FastifyError, FastifyReply } from 'fastify';
import { ServiceError } from '../errors.js';

/** What an API says of its refusals. */
export interface RefusalOptions {
  /** What answers, for people: `the node`. */
  readonly name: string;
  /** Whose words the reasons are; default: those of storage nodes. */
  readonly domain?: string | undefined;
  /** The refusal for an error of what is behind the API; undefined when it has none. */
  readonly refusalOf?: ((error: unknown) => ServiceError<string> | undefined) | undefined;
}

/** Sends a refusal in the error envelope. */
export function sendRefusal(
  reply: FastifyReply,
  refusal: ServiceError<string>,
  { domain }: RefusalOptions,
): FastifyReply {
  const { comeBackMs } = refusal.facts ?? {};
  if (comeBackMs !== undefined) reply.header('retry-after', String(Math.ceil(comeBackMs / 1000)));
  // It may not hold any more a moment later.
  return reply.header('cache-control', 'no-store').code(refusal.httpCode).send(refusal.envelope(domain));
}

/**
 * Fastify's own refusals (malformed requests) keep their 4xx, and what the API knows has a refusal of its
 * own; everything unforeseen is INTERNAL and says nothing.
 */
export function asServiceError(
  error: FastifyError | ServiceError<string>,
  { name, refusalOf }: RefusalOptions,
): ServiceError<string> {
  if (error instanceof ServiceError) return error;
  const refusal = refusalOf?.(error);
  if (refusal) return refusal;
  const { message } = error;
  const code = error.statusCode ?? 500;
  if (code === 413)
    return new ServiceError({ status: 'PAYLOAD_TOO_LARGE', reason: 'BODY_TOO_LARGE', message });
  if (code === 415)
    return new ServiceError({
      status: 'UNSUPPORTED_MEDIA_TYPE',
      reason: 'UNSUPPORTED_CONTENT',
      message,
    });
  if (code >= 400 && code < 500)
    return new ServiceError({ status: 'INVALID_ARGUMENT', reason: 'MALFORMED_REQUEST', message });
  return new ServiceError({
    status: 'INTERNAL',
    reason: 'INTERNAL',
    message: `${name} failed to answer; its log says why`,
    cause: error,
  });
}
