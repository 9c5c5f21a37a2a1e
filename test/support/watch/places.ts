/** Names of events by which those of a watch and of a ledger are compared. */
import type { ContractEvent } from '@haulout/sdk/watch';

/** What identifies an event of a watch and one of the ledger in the same way. */
export function placeOf(event: {
  readonly checkpoint: bigint;
  readonly transactionDigest: string;
  readonly transactionIndex: number;
  readonly eventIndex: number;
}): string {
  return `${event.checkpoint}/${event.transactionIndex}/${event.transactionDigest}/${event.eventIndex}`;
}

/** Last part of its type. */
export const nameOf = (event: ContractEvent): string =>
  event.kind === 'unknown' ? event.type.split('::').at(-1)! : event.kind;
