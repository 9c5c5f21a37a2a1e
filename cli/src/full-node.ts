import { GrpcWebFetchTransport, SuiGrpcClient } from '@mysten/sui/grpc';
import { codeOf, messageOf } from '@haulout/sdk/base';
import { InvalidArgumentError } from 'commander';
import { ofSystem } from './system-errors.js';

/** Reads an option that is the address of a full node. */
export function fullNodeUrl(text: string): string {
  if (URL.canParse(text) && /^https?:$/.test(new URL(text).protocol)) return text;
  throw new InvalidArgumentError(`'${text}' is not an http or https url such as http://127.0.0.1:9000.`);
}

/** How long a person waits for the beginning of an answer, in ms. */
const ANSWER_MS = 60_000;

/**
 * The official client on a full node. When nobody answers, the error's line says where, and why.
 *
 * @param answerMs how long to wait until an answer begins; subscriptions begin when there is something to
 *   tell
 */
export function fullNode(baseUrl: string, answerMs = ANSWER_MS): SuiGrpcClient {
  const ask: typeof fetch = async (input, init) => {
    const deadline = new AbortController();
    const timer = String(input).includes('/Subscribe')
      ? undefined
      : setTimeout(() => deadline.abort(new Error(`no answer within ${answerMs / 1000} s`)), answerMs);
    const signal = init?.signal ? AbortSignal.any([init.signal, deadline.signal]) : deadline.signal;
    try {
      return await fetch(input, { ...init, signal });
    } catch (error) {
      if (init?.signal?.aborted) throw error;
      throw new Error(
        `no full node answers at ${baseUrl}: ${reasonOf(error)}. ` +
          'Check that it runs, or name another with --rpc',
        { cause: error },
      );
    } finally {
      clearTimeout(timer);
    }
  };
  const transport = new GrpcWebFetchTransport({ baseUrl, fetch: ask });
  return new SuiGrpcClient({ network: 'custom', transport });
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
