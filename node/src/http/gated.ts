import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gate } from '../challenges/gate.js';
import { whenOver } from './when-over.js';

/**
 * Guards paths that give data: while a round of challenges is open nothing passes, and what is under way when
 * one opens is cut off. A client that accepts JSON is told at once when to come back. One that accepts
 * nothing but bytes, as the official client, is kept waiting for a while.
 */
export function gated(gate: Gate | undefined) {
  if (gate === undefined) return {};
  return {
    async onRequest(request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const isKept = request.headers.accept === 'application/octet-stream';
      whenOver(request, reply, await gate.pass(reply.raw, isKept));
    },
  };
}
