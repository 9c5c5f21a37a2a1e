import { GrpcWebFetchTransport, SuiGrpcClient } from '@mysten/sui/grpc';
import { codeOf, messageOf } from '@haulout/sdk/base';
import { chainClient } from '@haulout/sdk/chain';
import { ofSystem } from './system-errors.js';

/** How long a person waits for the beginning of an answer, in ms; and where others can be asked instead. */
const ANSWER_MS = { only: 60_000, oneOfSeveral: 10_000 };

/**
 * The official client on a full node, or on several, with commas between their addresses: what one does not
 * answer, the next is asked. A transaction that goes to two of them is the same bytes, which the chain
 * executes once. When nobody answers, the error (CHAIN_UNREACHABLE) says where, and why.
 *
 * @param answerMs how long to wait until an answer begins; subscriptions begin when there is something to
 *   tell
 */
export function fullNode(addresses: string, answerMs?: number): SuiGrpcClient {
  const urls = addresses.split(',').map((url) => url.replace(/\/+$/, ''));
  const baseUrl = urls[0]!;
  const isOnly = urls.length === 1;
  const patience = answerMs ?? (isOnly ? ANSWER_MS.only : ANSWER_MS.oneOfSeveral);
  /** The one that has answered last. */
  let preferred = 0;

  const ask: typeof fetch = async (input, init) => {
    const path = String(input).slice(baseUrl.length);
    const first = preferred;
    const reasons: string[] = [];
    for (let at = 0; at < urls.length; at++) {
      const index = (first + at) % urls.length;
      const url = urls[index]!;
      try {
        const answer = await askOne(url + path, { init, patience, isOnly });
        preferred = index;
        return answer;
      } catch (error) {
        if (init?.signal?.aborted) throw error;
        reasons.push(isOnly ? reasonOf(error) : `${url}: ${reasonOf(error)}`);
      }
    }
    throw new Error(reasons.join('; '));
  };
  const transport = new GrpcWebFetchTransport({ baseUrl, fetch: ask });
  const client = new SuiGrpcClient({ network: 'custom', transport });
  const advice = 'Check that it runs, or name another with --rpc';
  return chainClient(client, { url: urls.join(', '), advice });
}

/** Asks one full node; rejects with why another should be asked. */
async function askOne(
  url: string,
  {
    init,
    patience,
    isOnly,
  }: { readonly init: RequestInit | undefined; readonly patience: number; readonly isOnly: boolean },
): Promise<Response> {
  const deadline = new AbortController();
  const timer = url.includes('/Subscribe')
    ? undefined
    : setTimeout(() => deadline.abort(new Error(`no answer within ${patience / 1000} s`)), patience);
  try {
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline.signal]) : deadline.signal;
    const answer = await fetch(url, { ...init, signal });
    const why = whyNone(answer, isOnly);
    if (why !== undefined) {
      await answer.body?.cancel();
      throw new Error(why);
    }
    return NEVER_EMPTY.test(url) ? await withMessage(answer) : answer;
  } finally {
    clearTimeout(timer);
  }
}

/** gRPC's UNAVAILABLE: another one may do better. */
const UNAVAILABLE = '14';

/** Why an answer is none of a full node; undefined when it is one. */
function whyNone({ status, headers }: Response, isOnly: boolean): string | undefined {
  if (status !== 200) return `it answers with the HTTP status ${status}`;
  const type = headers.get('content-type');
  if (type?.startsWith('application/grpc-web') !== true)
    return `it answers with ${type === null ? 'something unnamed' : type.slice(0, 80)}, and not in gRPC-web`;
  if (!isOnly && headers.get('grpc-status') === UNAVAILABLE) return 'it says that it is not available';
  return undefined;
}

/** Calls whose answers have something in them; lists may find nothing, and a balance may be none. */
const NEVER_EMPTY =
  /\/((BatchGet|Execute|Simulate)[A-Za-z]+|Get(Object|Transaction|Epoch|Checkpoint|ServiceInfo))$/;
/** Of a frame of gRPC-web: a byte of flags, and four for the length of what follows. */
const FRAME_HEADER_BYTES = 5;

/** The same answer, if its message is not empty; rejects with why another should be asked. */
async function withMessage(answer: Response): Promise<Response> {
  const reader = answer.body?.getReader();
  const parts: Uint8Array[] = [];
  let size = 0;
  while (reader !== undefined && size < FRAME_HEADER_BYTES) {
    const { done, value } = await reader.read();
    if (done) break;
    parts.push(value);
    size += value.length;
  }
  const beginning = Buffer.concat(parts);
  // Flags 0: a message; other frames are trailers, which say how a call has failed.
  if (beginning.length >= FRAME_HEADER_BYTES && beginning.readUIntBE(0, FRAME_HEADER_BYTES) === 0) {
    await reader?.cancel();
    throw new Error('it answers with an empty message');
  }
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => controller.enqueue(new Uint8Array(beginning)),
    async pull(controller) {
      const { done, value } = (await reader?.read()) ?? { done: true, value: undefined };
      if (done) controller.close();
      else controller.enqueue(value!);
    },
    cancel: (reason) => reader?.cancel(reason),
  });
  const { status, headers } = answer;
  return new Response(body, { status, headers });
}

/** Why a request got no answer: `fetch` says it in the error behind its own. */
function reasonOf(error: unknown): string {
  const cause = (error as Error | undefined)?.cause ?? error;
  const message = messageOf(cause);
  if (message === 'bad port') return 'this port is reserved for something else than HTTP';
  if (codeOf(cause) === 'ERR_SSL_WRONG_VERSION_NUMBER')
    return 'it does not speak TLS: the address begins with http:';
  // OpenSSL's messages have line breaks.
  return ofSystem(cause) ?? message.trim().replace(/\s+/g, ' ');
}
