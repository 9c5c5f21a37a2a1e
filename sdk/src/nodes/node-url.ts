import type { NodeInfo } from '../chain/node-state.js';

/**
 * Where a node is spoken to, without a trailing slash: in HTTPS, but in HTTP at an address of this machine
 * (127.0.0.0/8, `::1`, `localhost`), for which nobody has a certificate, and whose bytes pass no wire.
 *
 * Addresses come from the chain, where anybody writes what he likes. No address of another machine may look
 * like one of this: the address is read as `fetch` will read it.
 */
export function defaultNodeUrl({ networkAddress }: Pick<NodeInfo, 'networkAddress'>): string {
  return `${isLoopback(networkAddress) ? 'http' : 'https'}://${networkAddress}`;
}

const LOOPBACK = /^(localhost|127\.\d{1,3}\.\d{1,3}\.\d{1,3}|\[::1\])$/;
/** A host and a port, and nothing else: no user, no path. */
const HOST_AND_PORT = /^(?:[a-zA-Z0-9.-]+|\[[0-9a-fA-F:.]+\])(?::\d{1,5})?$/;

function isLoopback(networkAddress: string): boolean {
  const url = `http://${networkAddress}`;
  return HOST_AND_PORT.test(networkAddress) && URL.canParse(url) && LOOPBACK.test(new URL(url).hostname);
}
