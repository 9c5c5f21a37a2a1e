/**
 * A client of the chain that says which full node did not answer, and why. The official clients throw
 * whatever came up on the way: a gRPC status, `fetch failed`, or a TypeError about a missing field.
 */
import type { ClientWithCoreApi } from '@mysten/sui/client';
import { codeOf, isHauloutError } from '../base/errors.js';
import { checkAddress } from './addresses.js';
import { ChainUnreachable } from './errors.js';

/** How failures are told. */
export interface ChainClientOptions {
  /** Address of the full node. Default: what the client says of itself. */
  readonly url?: string | undefined;
  /** What the caller can do. Default: check that it runs, or use another. */
  readonly advice?: string | undefined;
}

/** gRPC codes of failures on the way, which say nothing of the chain. */
const CODES_OF_THE_WAY = new Set([
  'UNAVAILABLE',
  'DEADLINE_EXCEEDED',
  'CANCELLED',
  'ABORTED',
  'UNKNOWN',
  'INTERNAL',
  'RESOURCE_EXHAUSTED',
  'DATA_LOSS',
]);

/**
 * Whether an error is of the way to the chain and says nothing of the chain: whether a transaction was
 * executed, an object is there.
 */
export function isUncertain(error: unknown): boolean {
  if (isHauloutError(error, 'CHAIN_UNREACHABLE') || error instanceof TypeError) return true;
  const code = codeOf(error);
  return code !== undefined && CODES_OF_THE_WAY.has(code);
}

/**
 * The same client, but what it asks through its core API fails with {@link ChainUnreachable} when the full
 * node does not answer, or not in the agreed form, and with InvalidArgument for what is no address. What the
 * chain itself says stays as it is.
 */
export function chainClient<C extends ClientWithCoreApi>(client: C, options: ChainClientOptions = {}): C {
  const url = options.url ?? urlOf(client) ?? `the network ${client.network}`;
  const core = new Proxy(client.core, {
    get(target, name) {
      const value: unknown = Reflect.get(target, name);
      return typeof value === 'function' ? guarded(value.bind(target) as Method, told) : value;
    },
  });
  return new Proxy(client, {
    get(target, name, receiver) {
      if (name === 'core') return core;
      const value: unknown = Reflect.get(target, name);
      if (typeof value !== 'function') return value;
      // An extension is told of the client as it is seen from outside.
      return value.bind(name === '$extend' ? receiver : target) as unknown;
    },
  });

  function told(error: unknown, failureOf: FailureOf): unknown {
    const kind = isHauloutError(error) ? undefined : failureOf(error);
    return kind === undefined ? error : new ChainUnreachable({ ...options, url, kind, cause: error });
  }
}

type Method = (...args: readonly unknown[]) => unknown;
/** How a full node failed; undefined: it did not, and the error is what the chain or the client says. */
type FailureOf = (error: unknown) => 'unreachable' | 'malformed' | undefined;

/** A method of the core API, with its rejections as `told` makes them. */
function guarded(method: Method, told: (error: unknown, failureOf: FailureOf) => unknown): Method {
  return (...args) => {
    const refused = refusal((args[0] ?? {}) as Asked);
    if (refused !== undefined) return Promise.reject(refused);
    const answer = method(...args);
    if (typeof answer === 'function') {
      // A step of building a transaction, which asks the full node by itself, and has errors of its own.
      return async (...more: readonly unknown[]): Promise<unknown> => {
        try {
          return await (answer as Method)(...more);
        } catch (error) {
          throw told(error, failureOfWay);
        }
      };
    }
    if (!(answer instanceof Promise)) return answer;
    const asked = (args[0] ?? {}) as Asked;
    return answer
      .then((value) => sound(value, asked))
      .catch((error: unknown) => {
        throw asked.signal?.aborted ? error : told(error, failureOfAnswer);
      });
  };
}

/** What questions may have in common. */
interface Asked {
  readonly signal?: AbortSignal;
  readonly objectIds?: readonly string[];
  readonly objectId?: string;
  readonly parentId?: string;
  readonly owner?: string;
  readonly include?: { readonly content?: boolean };
}

/** What is wrong with the addresses in a question; undefined: nothing. */
function refusal(asked: Asked): Error | undefined {
  try {
    for (const name of ['owner', 'objectId', 'parentId'] as const)
      if (Object.hasOwn(asked, name)) checkAddress(name, asked[name]);
    for (const objectId of asked.objectIds ?? []) checkAddress('objectId', objectId);
    return undefined;
  } catch (error) {
    return error as Error;
  }
}

/** An answer that has not the form that was agreed on. */
class MalformedAnswer extends Error {}

/** What the official client says of an object, and of a simulation, whose answer is empty. */
const EMPTY_OBJECT = 'Unexpected result type';
const EMPTY_SIMULATION = 'simulateTransaction did not return resolved transaction data';

/** The type of a package, the one object that has no contents. */
const PACKAGE = 'package';

/** An answer about objects has all that were asked for, with their contents; undefined entries are none. */
function sound(answer: unknown, { objectIds, objectId, include }: Asked): unknown {
  if (objectIds === undefined && (objectId === undefined || include?.content !== true)) return answer;
  const { objects, object } = (answer ?? {}) as { objects?: readonly unknown[]; object?: unknown };
  const found = objectIds === undefined ? [object] : (objects ?? []);
  const isWhole = (one: unknown): boolean =>
    one instanceof Error
      ? one.message !== EMPTY_OBJECT
      : typeof one === 'object' &&
        (include?.content !== true || hasContent(one as Readonly<Record<string, unknown>>));
  const missing = (objectIds?.length ?? 1) - found.filter(isWhole).length;
  if (missing === 0) return answer;
  throw new MalformedAnswer(`its answer lacks ${missing} of ${objectIds?.length ?? 1} objects`);
}

function hasContent({ content, type }: Readonly<Record<string, unknown>>): boolean {
  return content instanceof Uint8Array || type === PACKAGE;
}

function failureOfAnswer(error: unknown): ReturnType<FailureOf> {
  if (error instanceof MalformedAnswer || error instanceof RangeError) return 'malformed';
  const { name, message, cause } = error as Error;
  if (message === EMPTY_OBJECT) return 'malformed';
  // Bytes of another format, and fields that are not there, end in plain errors.
  if (name === 'Error' && codeOf(error) === undefined && cause === undefined) return 'malformed';
  return failureOfWay(error);
}

function failureOfWay(error: unknown): ReturnType<FailureOf> {
  const { message, cause } = error as Error;
  if (error instanceof TypeError || message === EMPTY_SIMULATION) return 'malformed';
  return isUncertain(error) || isUncertain(cause) ? 'unreachable' : undefined;
}

/** Where a gRPC client sends its requests; undefined when it does not say. */
function urlOf(client: object): string | undefined {
  try {
    const { ledgerService } = client as {
      readonly ledgerService: { readonly _transport: { mergeOptions(options: object): object } };
    };
    const { baseUrl } = ledgerService._transport.mergeOptions({}) as { readonly baseUrl?: unknown };
    return typeof baseUrl === 'string' ? baseUrl : undefined;
  } catch {
    return undefined;
  }
}
