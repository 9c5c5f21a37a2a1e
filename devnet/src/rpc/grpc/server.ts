/**
 * Dispatch: (method path, request bytes) to response bytes or a stream of them.
 *
 * It speaks bytes only, so that whatever carries them can stand in front: the in-process transport of this
 * folder, or an HTTP server. Every failure is a `StatusError`.
 */
import type { IMessageType } from '@protobuf-ts/runtime';
import type { MethodTable, Method, RpcContext, CallInfo } from './service.js';
import { StatusError, invalidArgument, statusOf } from './status.js';

/** The largest request that is read, as in Sui's nodes. */
export const maxRequestBytes = 4 * 1024 * 1024;

/** The services, called with bytes. */
export interface RpcServer {
  /**
   * What `path` (`sui.rpc.v2.LedgerService/GetObject`) is; undefined for a method that is not implemented.
   */
  kind(path: string): Method['kind'] | undefined;
  /** Calls a method that answers once. Throws StatusError, and only that. */
  unary(path: string, request: Uint8Array, call?: Partial<CallInfo>): Promise<Uint8Array>;
  /**
   * Calls a method that answers with a stream. The method starts at once; frames are made as they are read,
   * and ending the iteration ends the method. The iteration throws StatusError, and only that.
   */
  stream(path: string, request: Uint8Array, call?: Partial<CallInfo>): AsyncIterable<Uint8Array>;
  /** Ends every stream, and refuses calls from now on, with UNAVAILABLE. */
  close(): void;
}

/** A server of these methods. */
export function createRpcServer(context: RpcContext, methods: MethodTable): RpcServer {
  const method = (path: string): Method => {
    if (!Object.hasOwn(methods, path))
      throw new StatusError('UNIMPLEMENTED', `method ${clip(path)} is not implemented`);
    return methods[path]!;
  };
  const streams = new Set<AbortController>();
  let closed = false;
  const checkOpen = (): void => {
    if (closed) throw new StatusError('UNAVAILABLE', 'the server is closed');
  };
  return {
    kind: (path) => (Object.hasOwn(methods, path) ? methods[path]!.kind : undefined),
    async unary(path, request, call) {
      try {
        checkOpen();
        const { kind, input, output, handle } = method(path);
        if (kind !== 'unary') throw new StatusError('UNIMPLEMENTED', `method ${path} answers with a stream`);
        const info = callInfo(call);
        checkAlive(info.signal);
        const response = await handle(context, parse(input, request), info);
        checkAlive(info.signal);
        return output.toBinary(response);
      } catch (error) {
        throw statusOf(error);
      }
    },
    stream(path, request, call) {
      try {
        checkOpen();
        const { kind, input, output, handle } = method(path);
        if (kind !== 'stream') throw new StatusError('UNIMPLEMENTED', `method ${path} answers once`);
        const { signal } = callInfo(call);
        checkAlive(signal);
        const controller = new AbortController();
        const cancel = (): void => controller.abort(signal.reason);
        signal.addEventListener('abort', cancel, { once: true });
        const end = (): void => {
          streams.delete(controller);
          signal.removeEventListener('abort', cancel);
        };
        const info = { signal: controller.signal };
        const messages = handle(context, parse(input, request), info);
        streams.add(controller);
        return encoded(output, messages, { signal: info.signal, end });
      } catch (error) {
        return failing(statusOf(error));
      }
    },
    close() {
      closed = true;
      for (const controller of streams)
        controller.abort(new StatusError('UNAVAILABLE', 'the server is closed'));
      streams.clear();
    },
  };
}

/** Throws when a call has been given up. */
function checkAlive(signal: AbortSignal): void {
  if (!signal.aborted) return;
  const { reason } = signal as { reason: unknown };
  if (reason instanceof StatusError) throw reason;
  throw new StatusError('CANCELLED', 'the call was cancelled', { cause: reason });
}

function callInfo(call: Partial<CallInfo> | undefined): CallInfo {
  return { signal: call?.signal ?? new AbortController().signal };
}

function parse<T extends object>(type: IMessageType<T>, bytes: Uint8Array): T {
  if (bytes.length > maxRequestBytes) {
    throw new StatusError(
      'RESOURCE_EXHAUSTED',
      `a request of ${bytes.length} bytes; at most ${maxRequestBytes}`,
    );
  }
  try {
    return type.fromBinary(bytes, { readUnknownField: false });
  } catch (cause) {
    throw invalidArgument('request', `the bytes are no ${type.typeName}`, cause);
  }
}

async function* encoded(
  type: IMessageType<object>,
  messages: AsyncIterable<object>,
  { signal, end }: { readonly signal: AbortSignal; readonly end: () => void },
): AsyncGenerator<Uint8Array> {
  try {
    for await (const message of messages) {
      checkAlive(signal);
      yield type.toBinary(message);
    }
    checkAlive(signal);
  } catch (error) {
    throw statusOf(error);
  } finally {
    end();
  }
}

async function* failing(error: StatusError): AsyncGenerator<Uint8Array> {
  throw error;
}

function clip(text: string): string {
  return JSON.stringify(text.length > 120 ? `${text.slice(0, 120)}...` : text);
}
