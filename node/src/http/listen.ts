import { Server as HttpsServer } from 'node:https';
import type { AddressInfo } from 'node:net';
import type { FastifyInstance } from 'fastify';

/** Where to listen. */
export interface Address {
  /** Interface to listen on; default: `127.0.0.1`. */
  readonly host?: string | undefined;
  /** Port to listen on; default 0, which takes a free one. */
  readonly port?: number | undefined;
}

/** Where a server listens. */
export interface Listening {
  /** Base url, without a trailing slash. */
  readonly url: string;
  /** Port on which it listens. */
  readonly port: number;
}

/** Starts to listen. Rejects with the system's error. */
export async function listenOn(
  api: FastifyInstance,
  { host = '127.0.0.1', port: wanted = 0 }: Address = {},
): Promise<Listening> {
  const listenTextResolver = (address: string): string => `listening at ${address}`;
  await api.listen({ host, port: wanted, listenTextResolver });
  const { port } = api.server.address() as AddressInfo;
  const scheme = api.server instanceof HttpsServer ? 'https' : 'http';
  return { url: `${scheme}://${host.includes(':') ? `[${host}]` : host}:${port}`, port };
}
