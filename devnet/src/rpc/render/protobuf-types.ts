/**
 * Google's own protobuf messages, which `GrpcTypes` uses but does not export: taken from the fields that hold
 * them.
 */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { IMessageType } from '@protobuf-ts/runtime';

type Required<T> = Exclude<T, undefined>;

/** `google.protobuf.Value`: any JSON. */
export type Value = Required<GrpcTypes.Object['json']>;
/** `google.protobuf.Timestamp`. */
export type Timestamp = Required<GrpcTypes.ExecutedTransaction['timestamp']>;

/** The message type of `google.protobuf.Value`. */
export const Value: IMessageType<Value> = messageOf<Value>(GrpcTypes.Object, 'json');

/** A time in ms since 1970. */
export function timestamp(ms: bigint): Timestamp {
  return { seconds: ms / 1000n, nanos: Number(ms % 1000n) * 1_000_000 };
}

/** A timestamp in ms since 1970, rounded down. */
export function timestampMs({ seconds, nanos }: Timestamp): bigint {
  return seconds * 1000n + BigInt(Math.floor(nanos / 1_000_000));
}

function messageOf<T extends object>(
  holder: Pick<IMessageType<object>, 'fields' | 'typeName'>,
  name: string,
): IMessageType<T> {
  const field = holder.fields.find((candidate) => candidate.name === name);
  if (field?.kind !== 'message') throw new TypeError(`${holder.typeName} has no message field ${name}`);
  return field.T() as IMessageType<T>;
}
