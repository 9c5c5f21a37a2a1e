/**
 * An in-process `RpcTransport` for the official client: `new SuiGrpcClient({ network, transport })`.
 *
 * Nothing crosses it but bytes: requests and responses are encoded and decoded as on a wire, so that clients
 * see exactly what they would see from a remote node. Abort signals and timeouts hold.
 */
import {
  ClientStreamingCall,
  Deferred,
  DuplexStreamingCall,
  RpcError,
  ServerStreamingCall,
  UnaryCall,
  mergeRpcOptions,
} from '@protobuf-ts/runtime-rpc';
import type { MethodInfo, RpcMetadata, RpcOptions, RpcStatus, RpcTransport } from '@protobuf-ts/runtime-rpc';
import { OutputStream } from './output-stream.js';
import type { RpcServer } from './server.js';
import { StatusError, statusOf } from './status.js';

/** A transport that answers from `server`. */
export function createTransport(server: RpcServer): RpcTransport {
  return {
    mergeOptions: (options) => mergeRpcOptions({}, options),

    unary<I extends object, O extends object>(method: MethodInfo<I, O>, input: I, options: RpcOptions) {
      const lifetime = lifetimeOf(options);
      const response = (async (): Promise<O> => {
        try {
          const answer = server.unary(pathOf(method), method.I.toBinary(input), lifetime);
          return method.O.fromBinary(await orEnd(answer, lifetime.signal));
        } catch (error) {
          throw rpcError(error, method);
        } finally {
          lifetime.end();
        }
      })();
      const [headers, status, trailers] = conclusion(response);
      return new UnaryCall(method, options.meta ?? {}, input, headers, response, status, trailers);
    },

    serverStreaming<I extends object, O extends object>(
      method: MethodInfo<I, O>,
      input: I,
      options: RpcOptions,
    ) {
      const lifetime = lifetimeOf(options);
      const done = new Deferred<void>();
      const frames = server.stream(pathOf(method), method.I.toBinary(input), lifetime);
      const messages = (async function* (): AsyncGenerator<O> {
        const iterator = frames[Symbol.asyncIterator]();
        try {
          for (;;) {
            const next = await orEnd(iterator.next(), lifetime.signal);
            if (next.done === true) break;
            yield method.O.fromBinary(next.value);
          }
          done.resolvePending(undefined);
        } catch (error) {
          const failure = rpcError(error, method);
          done.rejectPending(failure);
          throw failure;
        } finally {
          lifetime.end();
          done.resolvePending(undefined);
          // Not awaited: a method that waits for its next message ends when that wait does, by the signal.
          void iterator.return?.().catch(() => undefined);
        }
      })();
      const [headers, status, trailers] = conclusion(done.promise);
      return new ServerStreamingCall(
        method,
        options.meta ?? {},
        input,
        headers,
        new OutputStream(messages),
        status,
        trailers,
      );
    },

    // The services have no such methods; the interface asks for them.
    clientStreaming<I extends object, O extends object>(method: MethodInfo<I, O>): ClientStreamingCall<I, O> {
      throw rpcError(new StatusError('UNIMPLEMENTED', 'no method streams requests'), method);
    },
    duplex<I extends object, O extends object>(method: MethodInfo<I, O>): DuplexStreamingCall<I, O> {
      throw rpcError(new StatusError('UNIMPLEMENTED', 'no method streams requests'), method);
    },
  };
}

/** For what still runs; one for all calls, as nearly none has anything left to hear it. */
const hasEnded = new StatusError('CANCELLED', 'the call has ended');

interface Lifetime {
  /** Aborted with a StatusError when the call must end. */
  readonly signal: AbortSignal;
  /** Frees the timer and the listener; ends what still runs. */
  end(): void;
}

function lifetimeOf({ abort, timeout }: RpcOptions): Lifetime {
  const controller = new AbortController();
  const cancel = (): void => controller.abort(cancelled(abort?.reason));
  if (abort?.aborted === true) cancel();
  else abort?.addEventListener('abort', cancel, { once: true });
  let timer: ReturnType<typeof setTimeout> | undefined;
  if (timeout !== undefined) {
    const expire = (): void =>
      controller.abort(new StatusError('DEADLINE_EXCEEDED', 'the deadline has passed'));
    const left = timeout instanceof Date ? timeout.getTime() - Date.now() : timeout;
    if (left <= 0) expire();
    else if (left < 2 ** 31) timer = setTimeout(expire, left);
  }
  return {
    signal: controller.signal,
    end() {
      clearTimeout(timer);
      abort?.removeEventListener('abort', cancel);
      controller.abort(hasEnded);
    },
  };
}

/** As `GrpcWebFetchTransport` of @mysten/sui codes an aborted call: a timeout is a deadline. */
function cancelled(reason: unknown): StatusError {
  const timedOut = reason instanceof Error && reason.name === 'TimeoutError';
  const message = reason instanceof Error ? reason.message : 'the call was cancelled';
  return new StatusError(timedOut ? 'DEADLINE_EXCEEDED' : 'CANCELLED', message, { cause: reason });
}

/** The result of a promise, or the reason of the signal if that comes first. */
function orEnd<T>(promise: Promise<T>, signal: AbortSignal): Promise<T> {
  return new Promise((resolve, reject) => {
    const stop = (): void => reject(signal.reason as Error);
    if (signal.aborted) stop();
    signal.addEventListener('abort', stop, { once: true });
    promise.then(resolve, reject).finally(() => signal.removeEventListener('abort', stop));
  });
}

/** Headers, status and trailers of a call, given the promise that settles when it ends. */
function conclusion(end: Promise<unknown>): [Promise<RpcMetadata>, Promise<RpcStatus>, Promise<RpcMetadata>] {
  const status = end.then((): RpcStatus => ({ code: 'OK', detail: '' }));
  const trailers = end.then((): RpcMetadata => ({}));
  // Whoever awaits them sees a failure; nobody has to.
  for (const promise of [end, status, trailers]) promise.catch(() => undefined);
  return [Promise.resolve({}), status, trailers];
}

function rpcError(error: unknown, method: MethodInfo): RpcError {
  const { code, message } = statusOf(error);
  const failure = new RpcError(message, code, {});
  failure.cause = error;
  failure.methodName = method.name;
  failure.serviceName = method.service.typeName;
  return failure;
}

function pathOf(method: MethodInfo): string {
  return `${method.service.typeName}/${method.name}`;
}
