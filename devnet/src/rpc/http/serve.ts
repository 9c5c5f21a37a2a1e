/** The RPC server over HTTP: what clients in other processes and in browsers talk to, by gRPC-web. */
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { IncomingMessage, ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { RpcServer } from '../grpc/server.js';
import { StatusError, statusOf } from '../grpc/status.js';
import { bodyOf } from './body.js';
import { answerFaucet, faucetPath, type Give } from './faucet.js';
import {
  maxBodyBytes,
  mediaTypeOf,
  messageFrame,
  onWire,
  readRequest,
  timeoutOf,
  trailerFrame,
  wireFormatOf,
} from './grpc-web.js';
import type { WireFormat } from './grpc-web.js';

/** Where to listen. */
export interface ListenOptions {
  /** Default 0: one that is free. */
  readonly port?: number;
  /** Interface to listen on. Default 127.0.0.1: this machine only. */
  readonly host?: string;
}

/** A server that listens. */
export interface Listener {
  /** What clients take as `baseUrl`. */
  readonly url: string;
  readonly port: number;
  /** Ends open calls with UNAVAILABLE and frees the port. */
  close(): Promise<void>;
}

/** A client has this long, in ms, to send all of a request. */
const requestTimeoutMs = 60_000;

/**
 * How long a connection may be idle, in ms: longer than clients are busy with something else between two
 * calls.
 */
const keepAliveTimeoutMs = 120_000;

/**
 * Answers gRPC-web, binary and text, for any origin: unary calls and server streams.
 *
 * @param give what to do when the faucet is asked; without it there is none
 * @throws the system's error when the port cannot be had
 */
export async function listen(rpc: RpcServer, options: ListenOptions = {}, give?: Give): Promise<Listener> {
  const { port = 0, host = '127.0.0.1' } = options;
  const calls = new Map<ServerResponse, AbortController>();
  const server = createServer(
    { requestTimeout: requestTimeoutMs, keepAliveTimeout: keepAliveTimeoutMs },
    (request, response) => {
      allowEveryOrigin(response);
      if (request.method === 'OPTIONS') return refuse(response, 204);
      if (request.method !== 'POST') return refuse(response, 405);
      if (give !== undefined && request.url === faucetPath) {
        return void answerFaucet(give, request, response).catch(() => response.destroy());
      }
      const format = wireFormatOf(request.headers['content-type']);
      if (format === undefined) return refuse(response, 415);
      const call = new AbortController();
      calls.set(response, call);
      response.once('close', () => {
        calls.delete(response);
        call.abort(new StatusError('CANCELLED', 'the client has gone'));
      });
      void answer(rpc, { format, call, request, response }).catch(() => response.destroy());
    },
  );
  server.listen(port, host);
  await once(server, 'listening');
  const { port: actual } = server.address() as AddressInfo;
  return {
    url: `http://${host.includes(':') ? `[${host}]` : host}:${actual}`,
    port: actual,
    async close() {
      if (!server.listening) return;
      const closed = once(server, 'close');
      server.close();
      const answered = Promise.all([...calls.keys()].map((response) => once(response, 'close')));
      for (const call of calls.values()) call.abort(new StatusError('UNAVAILABLE', 'the server is closed'));
      // Calls write their status when they hear of it, a moment from now; whoever does not read it is cut
      // off.
      await Promise.race([answered, pause(graceMs)]);
      server.closeAllConnections();
      await closed;
    },
  };
}

/** What a call gets to write its last frame when the server closes, in ms. */
const graceMs = 200;

/** One call of a client over HTTP. */
interface HttpCall {
  readonly format: WireFormat;
  readonly call: AbortController;
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
}

async function answer(rpc: RpcServer, { format, call, request, response }: HttpCall): Promise<void> {
  const { signal } = call;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let started = false;
  const send = async (frames: readonly Uint8Array[]): Promise<void> => {
    if (!started) response.writeHead(200, { 'content-type': mediaTypeOf(format) });
    started = true;
    if (!response.write(onWire(frames, format)) && !response.destroyed) {
      // A client that reads slowly holds up its own stream and nothing else.
      await drained(response);
    }
  };
  const finish = (frames: readonly Uint8Array[]): void => {
    if (!started) response.writeHead(200, { 'content-type': mediaTypeOf(format) });
    response.end(onWire(frames, format));
  };
  try {
    const timeout = timeoutOf(request.headers['grpc-timeout'] as string | undefined);
    if (timeout !== undefined) {
      const expire = (): void => call.abort(new StatusError('DEADLINE_EXCEEDED', 'the deadline has passed'));
      timer = setTimeout(expire, Math.min(timeout, longestTimerMs));
    }
    const message = readRequest(await bodyOf(request, maxBodyBytes[format]), format);
    const path = pathOf(request);
    if (rpc.kind(path) === 'stream') {
      // Clients wait for the headers before they take a stream to be open.
      response.writeHead(200, { 'content-type': mediaTypeOf(format) });
      response.flushHeaders();
      started = true;
      for await (const frame of rpc.stream(path, message, { signal })) await send([messageFrame(frame)]);
      finish([trailerFrame(undefined)]);
    } else {
      const result = await rpc.unary(path, message, { signal });
      finish([messageFrame(result), trailerFrame(undefined)]);
    }
  } catch (error) {
    if (response.destroyed) return;
    // What is left of a request that is not read must not be taken for the next one.
    if (!request.complete) response.shouldKeepAlive = false;
    finish([trailerFrame(statusOf(error))]);
  } finally {
    clearTimeout(timer);
  }
}

/** Resolves when more can be written, or when nobody is left to read it. */
function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const go = (): void => {
      response.off('drain', go);
      response.off('close', go);
      resolve();
    };
    response.on('drain', go);
    response.on('close', go);
  });
}

const longestTimerMs = 2 ** 31 - 1;

/** `sui.rpc.v2.LedgerService/GetObject`, as the dispatcher has it. */
function pathOf(request: IncomingMessage): string {
  return (request.url ?? '/').split('?')[0]!.slice(1);
}

/** The chain has no secrets and no sessions: any page may use it. */
function allowEveryOrigin(response: ServerResponse): void {
  response.setHeader('access-control-allow-origin', '*');
  response.setHeader('access-control-allow-methods', 'POST, OPTIONS');
  response.setHeader('access-control-allow-headers', '*');
  response.setHeader('access-control-expose-headers', 'grpc-status, grpc-message');
  response.setHeader('access-control-allow-private-network', 'true');
  response.setHeader('access-control-max-age', '86400');
}

function refuse(response: ServerResponse, status: number): void {
  // The body of a request that is refused is not read.
  response.writeHead(status, { connection: status === 204 ? 'keep-alive' : 'close' }).end();
}

function pause(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms).unref());
}
