/**
 * A full node that plays back a real chain, as far as it has been revealed, and misbehaves on demand. What it
 * sends are the messages of the devnet; only when and whether they arrive is made up.
 */
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import type { RpcTransport } from '@mysten/sui/grpc';
import { Deferred, ServerStreamingCall, UnaryCall, mergeRpcOptions } from '@protobuf-ts/runtime-rpc';
import type { MethodInfo, RpcOptions } from '@protobuf-ts/runtime-rpc';

import { listed, type ListMessage } from './listed.js';

type Checkpoint = GrpcTypes.Checkpoint;
/** What to do with a call; `undefined`: answer it. */
type Fault = { readonly code: string } | 'hang' | undefined;

export interface ReplayFaults {
  /** For each unary call, by the name of its method. */
  unary?: (method: string, input: { checkpointId?: { sequenceNumber?: bigint } }) => Fault;
  /** For each new subscription. */
  subscribe?: () => Fault;
  /** What a subscriber gets instead of a new checkpoint; an error ends the stream, `end` does so politely. */
  deliver?: (checkpoint: Checkpoint) => readonly (Checkpoint | RpcError | 'end')[];
  /** What comes in place of a list; an error ends it, `hang` keeps it open. */
  list?: (
    messages: readonly ListMessage[],
    request: GrpcTypes.ListCheckpointsRequest,
  ) => readonly (ListMessage | RpcError | 'hang')[];
  /** What is given for a checkpoint that is asked for. */
  tamper?: (checkpoint: Checkpoint) => Checkpoint | undefined;
}

export class Replay {
  readonly client: SuiGrpcClient;
  /** Checkpoints that exist so far. */
  height: number;
  lowest = 0n;
  /** The latest checkpoint that it says it has, if that is not the one that it has. */
  claim: bigint | undefined;
  /** Whether it lists checkpoints, and how many at the most in one list. */
  listLimit: number | undefined;
  /** Checkpoints that came in lists. */
  listed = 0;
  /**
   * Whether it answers at once; otherwise it takes a turn of the event loop, and a virtual clock that runs
   * may overtake it.
   */
  prompt = false;
  faults: ReplayFaults = {};
  /** Calls of GetCheckpoint that were under way at one time. */
  mostAtOnce = 0;
  /** Calls by method. */
  readonly calls = new Map<string, number>();
  chainId: string;
  /** Can be replaced while it runs: then the chain was set back. */
  chain: readonly Checkpoint[];
  readonly #versions: readonly string[];
  readonly #subscribers = new Set<(checkpoint: Checkpoint) => void>();
  #running = 0;

  constructor(
    chain: readonly Checkpoint[],
    chainId: string,
    versions: readonly string[],
    height = chain.length,
  ) {
    this.chain = chain;
    this.#versions = versions;
    this.chainId = chainId;
    this.height = height;
    this.client = new SuiGrpcClient({ network: 'custom', transport: this.#transport() });
  }

  get subscribers(): number {
    return this.#subscribers.size;
  }

  /** Lets the chain grow. */
  reveal(count: number): void {
    for (let i = 0; i < count && this.height < this.chain.length; i++) {
      const checkpoint = this.chain[this.height++]!;
      for (const tell of [...this.#subscribers]) tell(checkpoint);
    }
  }

  #turn(): Promise<void> {
    return this.prompt ? Promise.resolve() : new Promise((resolve) => setImmediate(resolve));
  }

  #list(request: GrpcTypes.ListCheckpointsRequest): readonly (ListMessage | RpcError | 'hang')[] {
    if (this.listLimit === undefined) return [new RpcError('no lists', 'UNIMPLEMENTED')];
    if ((request.startCheckpoint ?? 0n) < this.lowest) return [new RpcError('pruned', 'OUT_OF_RANGE')];
    const messages = listed(this.chain.slice(0, this.height), request, this.listLimit);
    const given = this.faults.list?.(messages, request) ?? messages;
    this.listed += given.filter((it) => typeof it === 'object' && 'checkpoint' in it && it.checkpoint).length;
    return given;
  }

  #answer(method: string, input: { checkpointId?: { sequenceNumber?: bigint } }): object {
    switch (method) {
      case 'GetServiceInfo':
        return {
          chainId: this.chainId,
          checkpointHeight: this.claim ?? BigInt(this.height - 1),
          lowestAvailableCheckpoint: this.lowest,
        };
      case 'ListPackageVersions':
        return { versions: this.#versions.map((packageId, i) => ({ packageId, version: BigInt(i + 1) })) };
      case 'GetCheckpoint': {
        const number = input.checkpointId!.sequenceNumber!;
        if (number >= BigInt(this.height) || number < this.lowest)
          throw new RpcError('no such checkpoint', 'NOT_FOUND');
        const checkpoint = this.chain[Number(number)]!;
        return { checkpoint: this.faults.tamper ? this.faults.tamper(checkpoint) : checkpoint };
      }
      default:
        throw new RpcError(`${method} is not played back`, 'UNIMPLEMENTED');
    }
  }

  #transport(): RpcTransport {
    const unary = <I extends object, O extends object>(
      method: MethodInfo<I, O>,
      input: I,
      options: RpcOptions,
    ): UnaryCall<I, O> => {
      this.calls.set(method.name, (this.calls.get(method.name) ?? 0) + 1);
      const answer = async (): Promise<O> => {
        this.mostAtOnce = Math.max(this.mostAtOnce, ++this.#running);
        try {
          await this.#turn();
          const fault = this.faults.unary?.(method.name, input);
          // Hangs for good, whatever the signal says, as a call can whose transport does not listen.
          if (fault === 'hang') await new Promise(() => undefined);
          else if (fault !== undefined) throw new RpcError('made up', fault.code);
          return this.#answer(method.name, input) as O;
        } finally {
          this.#running--;
        }
      };
      const response = answer();
      response.catch(() => undefined);
      const none = Promise.resolve({});
      const status = Promise.resolve({ code: 'OK', detail: '' });
      return new UnaryCall(method, options.meta ?? {}, input, none, response, status, none);
    };
    const serverStreaming = <I extends object, O extends object>(
      method: MethodInfo<I, O>,
      input: I,
      options: RpcOptions,
    ): ServerStreamingCall<I, O> => {
      this.calls.set(method.name, (this.calls.get(method.name) ?? 0) + 1);
      const lists = method.name === 'ListCheckpoints';
      const fault = lists ? 'hang' : this.faults.subscribe?.();
      const queue: (O | Error | 'end')[] = [];
      let wake = new Deferred<void>();
      const push = (item: O | Error | 'end'): void => {
        queue.push(item);
        wake.resolvePending(undefined);
      };
      const tell = (checkpoint: Checkpoint): void => {
        for (const item of this.faults.deliver?.(checkpoint) ?? [checkpoint]) {
          if (item === 'end' || item instanceof Error) push(item);
          else push({ cursor: item.sequenceNumber, checkpoint: item } as O);
        }
      };
      if (lists) {
        void this.#turn().then(() => {
          const items = this.#list(input as GrpcTypes.ListCheckpointsRequest);
          for (const item of items) if (item !== 'hang') push(item as O | Error);
          if (items.at(-1) !== 'hang') push('end');
        });
      }
      const leave = (): void => void this.#subscribers.delete(tell);
      if (fault === undefined) this.#subscribers.add(tell);
      else if (fault !== 'hang') push(new RpcError('made up', fault.code));
      options.abort?.addEventListener('abort', () => {
        leave();
        push(new RpcError('aborted', 'CANCELLED'));
      });
      const responses = {
        async *[Symbol.asyncIterator]() {
          for (;;) {
            const item = queue.shift();
            if (item === undefined) {
              wake = new Deferred<void>();
              await wake.promise;
            } else if (item === 'end' || item instanceof Error) {
              leave();
              if (item === 'end') return;
              throw item;
            } else yield item;
          }
        },
      };
      const none = Promise.resolve({});
      const status = Promise.resolve({ code: 'OK', detail: '' });
      return new ServerStreamingCall(
        method,
        options.meta ?? {},
        input,
        none,
        responses as never,
        status,
        none,
      );
    };
    const refuse = (): never => {
      throw new RpcError('not in this API', 'UNIMPLEMENTED');
    };
    return {
      mergeOptions: (options) => mergeRpcOptions({}, options),
      unary,
      serverStreaming,
      clientStreaming: refuse,
      duplex: refuse,
    };
  }
}
