/** What a method of a service is: types of its messages and a function. The unit that dispatch works with. */
import type { IMessageType } from '@protobuf-ts/runtime';
import type { Ledger } from '../../ledger/api.js';
import type { ChainIndex } from '../chain-index.js';

/** What handlers answer from. */
export interface RpcContext {
  readonly ledger: Ledger;
  readonly index: ChainIndex;
  /** Human-readable name of the chain. */
  readonly chain: string;
  /** Transactions that one query looks at before it says how far it came. */
  readonly scanLimit: number;
}

/** One call. */
export interface CallInfo {
  /** Ends when the client gives up or its deadline passes. */
  readonly signal: AbortSignal;
}

/** A method that answers once. Bytes in, bytes out: its messages stay inside. */
export interface UnaryMethod {
  readonly kind: 'unary';
  readonly input: IMessageType<object>;
  readonly output: IMessageType<object>;
  readonly handle: (context: RpcContext, request: object, call: CallInfo) => object | Promise<object>;
}

/** A method that answers with a stream of messages, made as they are asked for. */
export interface StreamMethod {
  readonly kind: 'stream';
  readonly input: IMessageType<object>;
  readonly output: IMessageType<object>;
  readonly handle: (context: RpcContext, request: object, call: CallInfo) => AsyncIterable<object>;
}

/** A method of a service. */
export type Method = UnaryMethod | StreamMethod;

/** Methods by path, `package.Service/Method`. */
export type MethodTable = Readonly<Record<string, Method>>;

/** Declares a method that answers once. */
export function unary<I extends object, O extends object>(
  input: IMessageType<I>,
  output: IMessageType<O>,
  handle: (context: RpcContext, request: I, call: CallInfo) => O | Promise<O>,
): UnaryMethod {
  return { kind: 'unary', input, output, handle: handle as UnaryMethod['handle'] } as UnaryMethod;
}

/** Declares a method that answers with a stream. */
export function stream<I extends object, O extends object>(
  input: IMessageType<I>,
  output: IMessageType<O>,
  handle: (context: RpcContext, request: I, call: CallInfo) => AsyncIterable<O>,
): StreamMethod {
  return { kind: 'stream', input, output, handle: handle as StreamMethod['handle'] } as StreamMethod;
}
