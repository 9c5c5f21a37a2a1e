import type { FastifyReply, FastifyRequest } from 'fastify';
import type { Gate } from '../challenges/gate.js';

/**
 * Guards paths that give data: while a round of challenges is open nothing passes, and what is under way when
 * one opens is cut off.
 */
export function gated(gate: Gate | undefined) {
  if (gate === undefined) return {};
  return {
    async onRequest(_request: FastifyRequest, reply: FastifyReply): Promise<void> {
      const ended = await gate.pass(reply.raw);
      reply.raw.once('finish', ended);
      reply.raw.once('close', ended);
    },
  };
}
