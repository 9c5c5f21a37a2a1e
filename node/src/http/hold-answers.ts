import type { FastifyInstance } from 'fastify';
import type { HoldBody } from './held-bodies.js';
import { peerOf } from './peer.js';
import { whenOver } from './when-over.js';

/**
 * Bounds what waits in memory until clients take it: bytes that are sent count until they are out. When there
 * is no room, the peer with the most loses the answer that was sent last, or is told to come back for the one
 * that it has just asked for.
 */
export function holdAnswers(app: FastifyInstance, hold: HoldBody): void {
  app.addHook('onSend', async (request, reply, payload) => {
    if (!Buffer.isBuffer(payload)) return payload; // text is short
    let isSent = false;
    const held = hold(peerOf(request), () => {
      if (isSent) request.raw.socket.destroy();
    });
    held.grow(payload.length);
    isSent = true;
    whenOver(request, reply, () => held.release());
    return payload;
  });
}
