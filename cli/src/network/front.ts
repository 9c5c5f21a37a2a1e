import { randomInt } from 'node:crypto';
import { createServer, type IncomingMessage, type RequestListener, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { codeOf } from '@haulout/sdk/base';
import { falseAnswer, type Served } from './false-answer.js';
import type { Fault } from './faults.js';

/** Lets the node itself answer a GET, as if a client had sent it. */
type Ask = (path: string) => Promise<Served>;

/**
 * The public address of one storage node of a test network, and whatever stands between it and its clients.
 */
export interface Front {
  /** Port on the loopback interface. */
  readonly port: number;
  /** Base url, without a trailing slash. */
  readonly url: string;
  /** Undefined makes the node honest again. Open connections of a node that dies are cut. */
  setFault(fault: Fault | undefined): Promise<void>;
  /** Which node answers; changes when it is restarted. Undefined: none, and connections are refused. */
  setNode(
    node:
      | {
          /** Answers requests as the node does. */
          readonly handle: RequestListener;
          /** What the node itself answers to a GET of a path. */
          readonly ask: Ask;
        }
      | undefined,
  ): Promise<void>;
  /** Stops to listen and cuts open connections. */
  close(): Promise<void>;
}

/** Lets pages in browsers read an answer: nodes send it with every one, and so do nodes that misbehave. */
const ANY_ORIGIN = { 'access-control-allow-origin': '*' };

/**
 * Ports that systems do not give to connections by themselves (Linux: from 32768 on, others higher). A node
 * that was down has to get its port back, which is on chain: a connection of anybody may have one of those.
 */
const PORTS = { least: 10_240, end: 32_768 };
/** Ports of these that are tried; then any will do. */
const TRIES = 100;

/** Listens on one of these ports that is free. */
async function listenSomewhere(listen: (port: number) => Promise<void>): Promise<void> {
  for (let tries = 0; tries < TRIES; tries++) {
    try {
      return await listen(randomInt(PORTS.least, PORTS.end));
    } catch (error) {
      if (codeOf(error) !== 'EADDRINUSE') throw error;
    }
  }
  await listen(0);
}

/**
 * Listens on a port of the loopback interface, by default a free one, and keeps that port for as long as it
 * lives.
 */
export async function openFront(portWanted?: number): Promise<Front> {
  let fault: Fault | undefined;
  let node: { readonly handle: RequestListener; readonly ask: Ask } | undefined;
  /** Paths of slivers and metadata that were stored here: a lying node answers with what lies there. */
  const stored = new Set<string>();

  const server = createServer((request, response) => {
    void answer(request, response).catch(() => response.destroy());
  });
  const listen = (port: number) =>
    new Promise<void>((resolve, reject) => {
      server.once('error', reject);
      server.listen(port, '127.0.0.1', () => {
        server.off('error', reject);
        resolve();
      });
    });
  const unlisten = () =>
    new Promise<void>((resolve) => {
      server.close(() => resolve());
      server.closeAllConnections();
    });

  async function answer(request: IncomingMessage, response: ServerResponse) {
    const current = node;
    if (!current) return void response.destroy();
    const path = request.url ?? '/';
    if (request.method === 'PUT') stored.add(path);
    switch (fault?.kind) {
      case 'dead':
        return void response.destroy();
      case 'silent':
        return;
      case 'refusing':
        response.writeHead(500, { 'content-type': 'application/json', ...ANY_ORIGIN });
        return void response.end('{"error":{"code":500,"message":"refused"}}');
      case 'slow': {
        const { ms } = fault;
        return void setTimeout(() => current.handle(request, response), ms).unref();
      }
      case 'lying': {
        const served =
          request.method === 'GET'
            ? await falseAnswer({ lie: fault.lie, path, stored, ask: current.ask })
            : undefined;
        if (!served) break;
        response.writeHead(served.status, { 'content-type': served.contentType, ...ANY_ORIGIN });
        return void response.end(served.body);
      }
    }
    current.handle(request, response);
  }

  await (portWanted === undefined ? listenSomewhere(listen) : listen(portWanted));
  const { port } = server.address() as AddressInfo;
  const refuseOrListen = async () => {
    const wanted = node !== undefined && fault?.kind !== 'dead';
    if (server.listening && !wanted) await unlisten();
    if (!server.listening && wanted) await listen(port);
  };

  return {
    port,
    url: `http://127.0.0.1:${port}`,
    async setFault(next) {
      fault = next;
      await refuseOrListen();
      server.closeAllConnections();
    },
    async setNode(next) {
      node = next;
      await refuseOrListen();
    },
    async close() {
      if (server.listening) await unlisten();
    },
  };
}
