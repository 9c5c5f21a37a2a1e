import type { Server } from 'node:net';
import { isLoopback, peerOf } from './peer.js';
import { PeerCounts } from './peer-counts.js';

/**
 * Closes what one address opens beyond so many connections at one time: each takes a file and memory, whether
 * or not anything is asked over it. Programs of this machine are not counted.
 */
export function limitConnections(server: Server, most: number, isExempt = isLoopback): void {
  const counts = new PeerCounts();
  server.on('connection', (socket) => {
    const peer = peerOf({ ip: socket.remoteAddress ?? '' });
    if (isExempt(peer)) return;
    if (counts.of(peer) >= most) {
      socket.destroy();
      return;
    }
    counts.add(peer);
    socket.once('close', () => counts.remove(peer));
  });
}
