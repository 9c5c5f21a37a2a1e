/**
 * Bodies of requests, or of answers, that a node holds in memory, together at most so many bytes. When more
 * come, the peer that holds the most loses the body that it began last: what waits or stalls makes room for
 * what moves.
 */
import { ServiceError } from '../errors.js';

/** A body that is being read, or waits for its turn. */
export interface HeldBody {
  /**
   * Counts bytes that have arrived, and makes room for them.
   *
   * @throws ServiceError TOO_MANY_REQUESTS when there is no room, or this body had to make room for others
   */
  grow(bytes: number): void;
  /** All of it is here: it is not given up any more. */
  complete(): void;
  /** It is not held any more. */
  release(): void;
}

/** Begins to hold a body. `onGivenUp` is told when it has to make room: its bytes are let go at once. */
export type HoldBody = (peer: string, onGivenUp: () => void) => HeldBody;

/** When a peer whose body was refused may come back, in ms. */
const COME_BACK_MS = 1_000;

interface Held {
  readonly peer: string;
  readonly giveUp: () => void;
  bytes: number;
  state: 'arriving' | 'complete' | 'given up';
}

/** @param maxBytes most bytes of all bodies; a single one may have more */
export function heldBodies(maxBytes: number): HoldBody {
  /** In the order in which they began. */
  const all = new Set<Held>();
  let total = 0;

  const release = (held: Held): void => {
    if (all.delete(held)) total -= held.bytes;
  };

  /** The body that makes room for another one. */
  const nextToGo = (): Held | undefined => {
    const ofPeers = new Map<string, number>();
    for (const { peer, bytes } of all) ofPeers.set(peer, (ofPeers.get(peer) ?? 0) + bytes);
    const arriving = [...all].filter(({ state }) => state === 'arriving');
    const most = Math.max(...arriving.map(({ peer }) => ofPeers.get(peer)!));
    return arriving.findLast(({ peer }) => ofPeers.get(peer) === most);
  };

  const makeRoom = (): void => {
    while (total > maxBytes && all.size > 1) {
      const held = nextToGo();
      if (held === undefined) return;
      held.state = 'given up';
      release(held);
      held.giveUp();
    }
  };

  return (peer, onGivenUp) => {
    const held: Held = { peer, giveUp: onGivenUp, bytes: 0, state: 'arriving' };
    all.add(held);
    return {
      grow(bytes) {
        if (held.state !== 'given up') {
          held.bytes += bytes;
          total += bytes;
          makeRoom();
        }
        // By now it may have had to go itself.
        if ((held.state as Held['state']) === 'given up') throw noRoom(maxBytes);
      },
      complete() {
        held.state = 'complete';
      },
      release: () => release(held),
    };
  };
}

function noRoom(maxBytes: number): ServiceError {
  return new ServiceError({
    status: 'RESOURCE_EXHAUSTED',
    reason: 'TOO_MANY_REQUESTS',
    message: `bodies of ${maxBytes} bytes are held here already: come back later`,
    facts: { comeBackMs: COME_BACK_MS },
  });
}
