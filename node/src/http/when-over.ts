import type { Socket } from 'node:net';
import type { FastifyReply, FastifyRequest } from 'fastify';

/** What is to be called when a connection closes; one listener on it, however many requests it carries. */
const ofConnections = new WeakMap<Socket, Set<() => void>>();

/**
 * Calls once when an answer is out, or its client is gone. An answer that waits behind others on its
 * connection is never told that the connection has closed: the connection is asked, too.
 */
export function whenOver(
  { raw: { socket } }: Pick<FastifyRequest, 'raw'>,
  { raw: answer }: Pick<FastifyReply, 'raw'>,
  call: () => void,
): void {
  const calls = callsAtClose(socket);
  const over = (): void => {
    if (calls.delete(over)) call();
  };
  calls.add(over);
  answer.once('finish', over);
  answer.once('close', over);
  if (socket.destroyed) over();
}

function callsAtClose(socket: Socket): Set<() => void> {
  const known = ofConnections.get(socket);
  if (known !== undefined) return known;
  const calls = new Set<() => void>();
  ofConnections.set(socket, calls);
  socket.once('close', () => {
    for (const call of calls) call();
  });
  return calls;
}
