/** Answers in the forms of the storage node API: bytes, and the JSON envelope of a success. */
import type { FastifyReply } from 'fastify';

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

/** What was to be stored, and what else is said about it. */
interface Stored {
  readonly isNew: boolean;
  readonly what: string;
  readonly more?: Readonly<Record<string, unknown>>;
}

/** Says that something is stored, and whether it was new. */
export function sendStored(reply: FastifyReply, { isNew, what, more }: Stored): FastifyReply {
  const answer = isNew ? success(`${what} successfully stored`, 201) : success(`${what} already stored`);
  return reply.code(answer.success.code).send({ success: { ...answer.success, ...more } });
}
