/**
 * How fast a watch turns what a full node sends into typed events, against the bare decoding of the same
 * bytes; and what it costs to catch up on checkpoints in which little happened, with lists of checkpoints and
 * without.
 */
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import type { RpcTransport } from '@mysten/sui/grpc';
import { ServerStreamingCall, UnaryCall, mergeRpcOptions } from '@protobuf-ts/runtime-rpc';
import type { MethodInfo, RpcOptions } from '@protobuf-ts/runtime-rpc';
import { events } from '@haulout/sdk/contracts';
import { watchCheckpoints, watchEvents } from '@haulout/sdk/watch';
import { best, number, table } from './measure.js';
import type { Progress } from './progress.js';

const PACKAGE = `0x${'ab'.repeat(32)}`;
const CHAIN = '1'.repeat(32);
const CHECKPOINTS = 1_000;
const PER_CHECKPOINT = 40;
const TOTAL = CHECKPOINTS * PER_CHECKPOINT;
/** Of the other measurement: checkpoints, one in so many with events, time of a request. */
const PASSED = 4_000;
const ONE_IN = 200;
const ROUND_TRIP_MS = 5;

/** A table of events per second, and one of requests. */
export async function benchWatch(progress: Progress): Promise<string> {
  progress.expect(6);
  return [await benchDecoding(progress), await benchCatchingUp(progress)].join('\n\n');
}

async function benchDecoding(progress: Progress): Promise<string> {
  const contents = Array.from({ length: TOTAL }, (_, index) => registered(index));
  const messages = Array.from({ length: CHECKPOINTS }, (_, number) =>
    checkpoint(number, contents.slice(number * PER_CHECKPOINT, (number + 1) * PER_CHECKPOINT)),
  );
  const node = served(messages, { lists: false, roundTripMs: 0 });
  progress.step('decoding alone');
  const bare = await best('`@mysten/bcs` on the contents alone', () => {
    for (const item of contents) events.BlobRegistered.parse(item);
  });
  progress.step('watching');
  const whole = await best(
    '`watchEvents`: from the bytes of the answers to events with cursors',
    async () => {
      const { transport } = node;
      const client = new SuiGrpcClient({ network: 'custom', transport });
      let seen = 0;
      for await (const event of watchEvents({ client, packageId: PACKAGE, from: { checkpoint: 0n } })) {
        if (event.kind !== 'BlobRegistered') throw new Error(`${event.kind} came out`);
        if (++seen === TOTAL) break;
      }
    },
  );
  const rows = [bare, whole].map(({ what, ms }) => [
    what,
    number(Math.round((TOTAL / ms) * 1000)),
    (ms / bare.ms).toFixed(2),
  ]);
  const kib = Math.round(node.size / 1024);
  const size = `${number(TOTAL)} events in ${CHECKPOINTS} checkpoints, ${kib} KiB.`;
  return `${size}\n\n${table(['one core', 'events/s', 'time, to the bare decoding'], rows)}`;
}

async function benchCatchingUp(progress: Progress): Promise<string> {
  const has = (number: number): boolean => number % ONE_IN === ONE_IN - 1;
  const one = [registered(1)];
  const messages = Array.from({ length: PASSED }, (_, number) => checkpoint(number, has(number) ? one : []));
  const rows: string[][] = [];
  const measure = async (what: string, lists: boolean, every: boolean): Promise<void> => {
    progress.step(what);
    const { transport, traffic } = served(messages, { lists, roundTripMs: ROUND_TRIP_MS });
    const client = new SuiGrpcClient({ network: 'custom', transport });
    const options = { client, packageId: PACKAGE, from: { checkpoint: 0n } } as const;
    const { ms } = await best(
      what,
      async () => {
        let left = every ? PASSED : PASSED / ONE_IN;
        for await (const _ of every ? watchCheckpoints(options) : watchEvents(options))
          if (--left === 0) break;
      },
      1,
    );
    rows.push([
      what,
      String(traffic.requests),
      String(Math.round(traffic.bytes / 1024)),
      String(Math.round(ms)),
    ]);
  };
  await measure('events, an endpoint without lists', false, false);
  await measure('events, an endpoint with lists', true, false);
  await measure('every checkpoint, an endpoint without lists', false, true);
  await measure('every checkpoint, an endpoint with lists', true, true);
  const title =
    `Catching up on ${number(PASSED)} checkpoints, one in ${ONE_IN} with an event, ` +
    `${ROUND_TRIP_MS} ms a request.`;
  return `${title}\n\n${table(['', 'requests', 'KiB', 'ms'], rows)}`;
}

function registered(index: number): Uint8Array {
  return events.BlobRegistered.serialize({
    epoch: index,
    blob_id: (1n << 255n) + BigInt(index),
    size: String(index),
    encoding_type: 1,
    end_epoch: index + 1,
    deletable: index % 2 === 0,
    object_id: PACKAGE,
  }).toBytes();
}

const digestOf = (number: number): string => CHAIN + String(number).replaceAll('0', 'x');

/** A checkpoint in which each transaction has one of these events; or one without events. */
function checkpoint(number: number, contents: readonly Uint8Array[]): GrpcTypes.Checkpoint {
  const transactions = contents.map((value) =>
    GrpcTypes.ExecutedTransaction.create({
      digest: digestOf(number),
      effects: { eventsDigest: digestOf(number) },
      events: {
        events: [{ eventType: `${PACKAGE}::events::BlobRegistered`, sender: PACKAGE, contents: { value } }],
      },
    }),
  );
  if (transactions.length === 0)
    transactions.push(GrpcTypes.ExecutedTransaction.create({ digest: digestOf(number) }));
  return GrpcTypes.Checkpoint.create({
    sequenceNumber: BigInt(number),
    digest: digestOf(number),
    summary: {
      previousDigest: number === 0 ? undefined : digestOf(number - 1),
      totalNetworkTransactions: BigInt((number + 1) * transactions.length),
      timestamp: { seconds: 1n, nanos: 0 },
    },
    transactions,
  });
}

/**
 * A full node that has the answers ready: each with all that a watch asks for, or, where it asks for less,
 * without transactions.
 */
function served(
  checkpoints: readonly GrpcTypes.Checkpoint[],
  { lists, roundTripMs }: { readonly lists: boolean; readonly roundTripMs: number },
) {
  const traffic = { requests: 0, bytes: 0 };
  const encoded = (checkpoint: GrpcTypes.Checkpoint) =>
    GrpcTypes.GetCheckpointResponse.toBinary(GrpcTypes.GetCheckpointResponse.create({ checkpoint }));
  const whole = checkpoints.map(encoded);
  const headers = checkpoints.map((checkpoint) => encoded({ ...checkpoint, transactions: [] }));
  const none = Promise.resolve({});
  const ok = Promise.resolve({ code: 'OK', detail: '' });
  const refuse = (): never => {
    throw new RpcError('not in this API', 'UNIMPLEMENTED');
  };
  const trip = async (): Promise<void> => {
    traffic.requests++;
    if (roundTripMs > 0) await new Promise((resolve) => setTimeout(resolve, roundTripMs));
  };
  const read = (
    request: { readMask?: { paths: readonly string[] } },
    number: bigint,
  ): GrpcTypes.Checkpoint => {
    const all = request.readMask?.paths.some((path) => path.startsWith('transactions')) === true;
    const bytes = (all ? whole : headers)[Number(number)]!;
    traffic.bytes += bytes.length;
    return GrpcTypes.GetCheckpointResponse.fromBinary(bytes).checkpoint!;
  };
  const latest = BigInt(checkpoints.length - 1);
  async function* list(
    request: GrpcTypes.ListCheckpointsRequest,
  ): AsyncGenerator<GrpcTypes.ListCheckpointsResponse> {
    await trip();
    let left = request.options!.limit!;
    for (let number = request.startCheckpoint!; number < request.endCheckpoint!; number++) {
      const [transaction] = checkpoints[Number(number)]!.transactions;
      if (request.filter !== undefined && transaction!.events === undefined) continue;
      const end = --left === 0 ? {} : undefined;
      yield { checkpoint: read(request, number), watermark: { checkpoint: number }, end };
      if (end !== undefined) return;
    }
    yield { watermark: { checkpoint: request.endCheckpoint! - 1n }, end: {} };
  }
  const transport: RpcTransport = {
    mergeOptions: (options) => mergeRpcOptions({}, options),
    unary<I extends object, O extends object>(method: MethodInfo<I, O>, input: I, options: RpcOptions) {
      const answer = async (): Promise<object> => {
        await trip();
        if (method.name === 'GetServiceInfo') return { chainId: CHAIN, checkpointHeight: latest };
        if (method.name === 'ListPackageVersions') return { versions: [] };
        const request = input as GrpcTypes.GetCheckpointRequest;
        if (request.checkpointId.oneofKind !== 'sequenceNumber') return refuse();
        return { checkpoint: read(request, request.checkpointId.sequenceNumber) };
      };
      return new UnaryCall(method, options.meta ?? {}, input, none, answer() as Promise<O>, ok, none);
    },
    serverStreaming<I extends object, O extends object>(
      method: MethodInfo<I, O>,
      input: I,
      options: RpcOptions,
    ) {
      if (!lists || method.name !== 'ListCheckpoints') return refuse();
      const responses = list(input as GrpcTypes.ListCheckpointsRequest) as never;
      return new ServerStreamingCall(method, options.meta ?? {}, input, none, responses, ok, none);
    },
    clientStreaming: refuse,
    duplex: refuse,
  };
  return { transport, traffic, size: whole.reduce((sum, bytes) => sum + bytes.length, 0) };
}
