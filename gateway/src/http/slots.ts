/** How many requests are under way at one time, so that memory, sockets and nodes have a bound. */
import { isLoopback, PeerCounts, peerOf, whenOver } from '@haulout/node/http';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { refusal } from '../refusal.js';

/**
 * Lets so many requests in at one time, and of one address half of them; programs of this machine are not
 * counted by address. A request counts until its answer is out, or its client is gone.
 *
 * @param most at least 1
 * @returns `take`, a hook that refuses with TOO_MANY_REQUESTS: 429 to an address that has too many, else 503
 */
export function slots(most: number): {
  readonly inUse: () => number;
  readonly take: (request: FastifyRequest, reply: FastifyReply) => Promise<void>;
} {
  const ofPeers = new PeerCounts();
  let inUse = 0;
  return {
    inUse: () => inUse,
    async take(request, reply) {
      const peer = peerOf(request);
      const own = ofPeers.of(peer);
      const mostOfOne = isLoopback(peer) ? most : Math.ceil(most / 2);
      if (own >= mostOfOne)
        throw refusal(
          isLoopback(peer) ? 'UNAVAILABLE TOO_MANY_REQUESTS' : 'RESOURCE_EXHAUSTED TOO_MANY_REQUESTS',
          `${own} requests of this address are under way already, which is the most: come back later`,
          { comeBack: true },
        );
      if (inUse >= most)
        throw refusal(
          'UNAVAILABLE TOO_MANY_REQUESTS',
          `${most} requests are under way already, which is the most: come back later`,
          { comeBack: true },
        );
      inUse++;
      ofPeers.add(peer);
      whenOver(request, reply, () => {
        inUse--;
        ofPeers.remove(peer);
      });
    },
  };
}
