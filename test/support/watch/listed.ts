/** How a full node that has indexed its history lists checkpoints. */
import { GrpcTypes } from '@mysten/sui/grpc';
import { normalizeSuiAddress } from '@mysten/sui/utils';

/** A message of a list. */
export type ListMessage = Partial<GrpcTypes.ListCheckpointsResponse>;

/** The messages that answer a request, of a chain that goes so far. */
export function listed(
  chain: readonly GrpcTypes.Checkpoint[],
  { startCheckpoint = 0n, endCheckpoint, filter, options }: GrpcTypes.ListCheckpointsRequest,
  mostItems: number,
): ListMessage[] {
  const { ITEM_LIMIT, LEDGER_TIP, CHECKPOINT_BOUND } = GrpcTypes.QueryEndReason;
  const limit = Math.min(options?.limit ?? 10, mostItems);
  const bound = endCheckpoint !== undefined && endCheckpoint <= BigInt(chain.length);
  const range = chain.slice(Number(startCheckpoint), bound ? Number(endCheckpoint) : undefined);
  const packages = filter?.terms.map(({ literals: [literal] }) =>
    literal?.predicate.oneofKind === 'eventType' ? literal.predicate.eventType.eventType! : '',
  );
  const matches = (checkpoint: GrpcTypes.Checkpoint): boolean =>
    packages === undefined ||
    checkpoint.transactions.some(({ events }) =>
      events?.events.some(({ eventType }) =>
        packages.includes(normalizeSuiAddress(eventType!.split('::')[0]!)),
      ),
    );
  const messages: ListMessage[] = range.filter(matches).map((checkpoint) => ({
    checkpoint,
    watermark: { checkpoint: checkpoint.sequenceNumber },
  }));
  if (messages.length >= limit) {
    const last = messages[limit - 1]!;
    return [...messages.slice(0, limit - 1), { ...last, end: { reason: ITEM_LIMIT } }];
  }
  const reason = bound ? CHECKPOINT_BOUND : LEDGER_TIP;
  return [...messages, { watermark: { checkpoint: range.at(-1)?.sequenceNumber }, end: { reason } }];
}
