import { BodyTooLarge, discard, readBounded } from '../base/bounded-body.js';
import { withDeadline } from '../base/deadline.js';
import type { Timers } from '../base/time.js';
import { NodeFault, type ConductKind, type NodeRequestFacts } from './conduct.js';

/** The part of the Fetch API that the client uses; a test or an app with a proxy passes its own. */
export type Fetch = (url: string, init: RequestInit) => Promise<Response>;

/** What requests are made with. */
export interface NodeTransport {
  /** Sends a request. */
  readonly fetch: Fetch;
  /** Clock for deadlines. */
  readonly timers: Timers;
}

/** One request to one node. */
export interface NodeRequest {
  /** The node's base url, without a trailing slash. */
  readonly nodeUrl: string;
  /** Begins with a slash. */
  readonly path: string;
  /** HTTP method. */
  readonly method: 'GET' | 'PUT' | 'POST';
  /** Type of the answer. */
  readonly accept: 'application/octet-stream' | 'application/json';
  /** Who asks: the value of the `authorization` header. */
  readonly authorization?: string | undefined;
  /** Sent as an octet stream. */
  readonly body?: Uint8Array | undefined;
  /** Most bytes that a good answer can have. */
  readonly maxBytes: number;
  /** Time until the last byte of the answer, in ms. */
  readonly deadlineMs: number;
  /** Aborts the request. */
  readonly signal?: AbortSignal | undefined;
}

/** The answer of a node, within its bounds. */
export interface NodeAnswer {
  /** HTTP status. */
  readonly status: number;
  /** Bytes of the answer. */
  readonly body: Uint8Array;
}

const JSON_TYPE = 'application/json';

/** An error answer is read no further than this: it is for people and for one `reason` word. */
const MAX_ERROR_BYTES = 8 * 1024;

/**
 * Sends a request and reads its answer, both within the deadline, even if the fetch function ignores its
 * signal. Redirects are not followed: a node speaks for its own address only.
 *
 * @throws NodeFault for everything that the node or the network did
 * @throws the reason of `signal` when the caller aborted
 */
export async function sendToNode(transport: NodeTransport, request: NodeRequest): Promise<NodeAnswer> {
  const { nodeUrl, path, deadlineMs, signal } = request;
  const late = () =>
    new NodeFault('silent', `no complete answer within ${Math.round(deadlineMs)} ms`, { nodeUrl, path });
  return withDeadline({ timers: transport.timers, ms: deadlineMs, late, signal }, (ending) =>
    exchange(transport.fetch, request, ending),
  );
}

async function exchange(fetch: Fetch, request: NodeRequest, signal: AbortSignal): Promise<NodeAnswer> {
  const facts: NodeRequestFacts = { nodeUrl: request.nodeUrl, path: request.path };
  let response: Response;
  try {
    response = await fetch(request.nodeUrl + request.path, initOf(request, signal));
  } catch (error) {
    throw unreachable(error, facts, signal);
  }
  const { status } = response;
  if (!response.ok) throw await errorAnswer(response, { ...facts, status });
  try {
    return { status, body: await readBounded(response, request.maxBytes) };
  } catch (error) {
    if (error instanceof BodyTooLarge)
      throw new NodeFault('oversized', error.message, { ...facts, status, cause: error });
    throw unreachable(error, { ...facts, status }, signal);
  }
}

function initOf(request: NodeRequest, signal: AbortSignal): RequestInit {
  // An error comes as JSON. A node that is challenged tells only those who accept it when to come back.
  const { accept } = request;
  const headers: Record<string, string> = {
    accept: accept === JSON_TYPE ? accept : `${accept}, ${JSON_TYPE}`,
  };
  if (request.authorization !== undefined) headers['authorization'] = request.authorization;
  if (request.body !== undefined) headers['content-type'] = 'application/octet-stream';
  return {
    method: request.method,
    headers,
    body: request.body as Uint8Array<ArrayBuffer> | undefined,
    signal,
    redirect: 'error',
  };
}

function unreachable(error: unknown, facts: NodeRequestFacts, signal: AbortSignal): unknown {
  if (signal.aborted) return signal.reason;
  const cause = error instanceof Error && error.cause instanceof Error ? error.cause : error;
  const detail = cause instanceof Error ? cause.message || cause.name : String(cause);
  return new NodeFault('unreachable', detail, { ...facts, cause: error });
}

async function errorAnswer(response: Response, facts: NodeRequestFacts): Promise<NodeFault> {
  let text = '';
  try {
    text = new TextDecoder().decode(await readBounded(response, MAX_ERROR_BYTES));
  } catch {
    discard(response);
  }
  const { message, reason, comeBackMs } = explain(text);
  const said = message === '' ? 'no explanation' : message;
  return new NodeFault(kindOf(response.status), `status ${response.status}: ${said}`, {
    ...facts,
    reason,
    comeBackMs,
  });
}

function kindOf(status: number): ConductKind {
  if (status === 451) return 'blocked';
  // A node that is full can do what else is asked of it.
  if (status === 507) return 'refused';
  return status >= 500 ? 'failed' : 'refused';
}

/**
 * Reads the message and the machine-readable reason of the official error envelope, or takes text as it is.
 */
function explain(text: string): {
  message: string;
  reason: string | undefined;
  comeBackMs: number | undefined;
} {
  const line = (value: unknown) => String(value).replace(/\s+/g, ' ').trim().slice(0, 200);
  try {
    const parsed = JSON.parse(text) as {
      error?: {
        message?: unknown;
        details?: readonly { reason?: unknown; metadata?: { comeBackMs?: unknown } | null }[];
      };
    } | null;
    const [detail] = parsed?.error?.details ?? [];
    const reason = detail?.reason;
    const comeBackMs = detail?.metadata?.comeBackMs;
    return {
      message: line(parsed?.error?.message ?? text),
      reason: typeof reason === 'string' && /^[A-Z_]{1,64}$/.test(reason) ? reason : undefined,
      comeBackMs: typeof comeBackMs === 'number' && comeBackMs >= 0 ? comeBackMs : undefined,
    };
  } catch {
    return { message: line(text), reason: undefined, comeBackMs: undefined };
  }
}
