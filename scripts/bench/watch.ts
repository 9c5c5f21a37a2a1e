/** How fast a watch turns what a full node sends into typed events, against the bare decoding of the same bytes. */
import { GrpcTypes, RpcError, SuiGrpcClient } from '@mysten/sui/grpc';
import type { RpcTransport } from '@mysten/sui/grpc';
import { UnaryCall, mergeRpcOptions, type MethodInfo, type RpcOptions } from '@protobuf-ts/runtime-rpc';
import { events } from '@haulout/sdk/contracts';
import { watchEvents } from '@haulout/sdk/watch';
import { best, table } from './measure.js';

const PACKAGE = `0x${'ab'.repeat(32)}`;
const DIGEST = '1'.repeat(32);
const CHECKPOINTS = 1_000;
const PER_CHECKPOINT = 40;
const TOTAL = CHECKPOINTS * PER_CHECKPOINT;

/** A table of events per second. */
export async function benchWatch(): Promise<string> {
  const contents = Array.from({ length: TOTAL }, (_, index) => registered(index));
  const messages = Array.from({ length: CHECKPOINTS }, (_, number) => checkpoint(number, contents));
  const bytes = messages.reduce((sum, message) => sum + message.length, 0);
  const bare = await best('`@mysten/bcs` on the contents alone', () => {
    for (const item of contents) events.BlobRegistered.parse(item);
  });
  const whole = await best(
    '`watchEvents`: from the bytes of the answers to events with cursors',
    async () => {
      const client = new SuiGrpcClient({ network: 'custom', transport: served(messages) });
      let seen = 0;
      for await (const event of watchEvents({ client, packageId: PACKAGE, from: { checkpoint: 0n } })) {
        if (event.kind !== 'BlobRegistered') throw new Error(`${event.kind} came out`);
        if (++seen === TOTAL) break;
      }
    },
  );
  const rows = [bare, whole].map(({ what, ms }) => [
    what,
    Math.round((TOTAL / ms) * 1000).toLocaleString('en-US'),
    (ms / bare.ms).toFixed(2),
  ]);
  const size = `${TOTAL.toLocaleString('en-US')} events in ${CHECKPOINTS} checkpoints, ${Math.round(bytes / 1024)} KiB.`;
  return `${size}\n\n${table(['one core', 'events/s', 'time, to the bare decoding'], rows)}`;
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

/** A checkpoint in which each transaction has one event, as the bytes of an answer. */
function checkpoint(number: number, contents: readonly Uint8Array[]): Uint8Array {
  const from = number * PER_CHECKPOINT;
  const transactions = contents.slice(from, from + PER_CHECKPOINT).map((value) => ({
    digest: DIGEST,
    events: {
      events: [{ eventType: `${PACKAGE}::events::BlobRegistered`, sender: PACKAGE, contents: { value } }],
    },
  }));
  const summary = { previousDigest: number === 0 ? undefined : DIGEST, timestamp: { seconds: 1n, nanos: 0 } };
  const message = { sequenceNumber: BigInt(number), digest: DIGEST, summary, transactions };
  return GrpcTypes.GetCheckpointResponse.toBinary(
    GrpcTypes.GetCheckpointResponse.create({ checkpoint: message as unknown as GrpcTypes.Checkpoint }),
  );
}

/** A full node that has these answers ready. */
function served(answers: readonly Uint8Array[]): RpcTransport {
  const none = Promise.resolve({});
  const ok = Promise.resolve({ code: 'OK', detail: '' });
  const refuse = (): never => {
    throw new RpcError('not in this API', 'UNIMPLEMENTED');
  };
  return {
    mergeOptions: (options) => mergeRpcOptions({}, options),
    unary<I extends object, O extends object>(method: MethodInfo<I, O>, input: I, options: RpcOptions) {
      const answer = async (): Promise<O> => {
        if (method.name === 'GetServiceInfo') {
          return { chainId: DIGEST, checkpointHeight: BigInt(answers.length - 1) } as O;
        }
        if (method.name === 'ListPackageVersions') return { versions: [] } as unknown as O;
        const { checkpointId } = input as GrpcTypes.GetCheckpointRequest;
        if (checkpointId.oneofKind !== 'sequenceNumber') return refuse();
        return method.O.fromBinary(answers[Number(checkpointId.sequenceNumber)]!);
      };
      return new UnaryCall(method, options.meta ?? {}, input, none, answer(), ok, none);
    },
    serverStreaming: refuse,
    clientStreaming: refuse,
    duplex: refuse,
  };
}
