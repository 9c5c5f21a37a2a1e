import { isIP, isIPv4 } from 'node:net';
import { normalizeIP } from '@fastify/rate-limit';
import type { FastifyRequest } from 'fastify';

/**
 * Who asks: the address from which a request comes, or that a trusted proxy names; of IPv6 the network of 64
 * bits, of which one party has all addresses. Whose address is not known, also as a proxy passes on what a
 * client has made up, is the empty peer with all others of the kind.
 */
export function peerOf(request: Pick<FastifyRequest, 'ip'>): string {
  // A connection that is gone has no address any more.
  const ip: string | undefined = request.ip;
  return ip === undefined || isIP(ip) === 0 ? '' : normalizeIP(ip);
}

/**
 * Whether a peer is this machine. Peers are networks where they are IPv6, and that of `::1` has nobody else.
 */
export function isLoopback(peer: string): boolean {
  return peer === '::' || (isIPv4(peer) && peer.startsWith('127.'));
}
