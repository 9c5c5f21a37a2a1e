import type { ClientWithCoreApi } from '@mysten/sui/client';

/** Which event of which transaction. */
export interface EventQuery<T> {
  readonly digest: string;
  /** Module and name of its type, such as `events::StakeWithdrawn`. */
  readonly name: string;
  readonly event: { parse(bytes: Uint8Array): T };
}

/**
 * Reads an event of a transaction that was executed.
 *
 * @throws Error when the transaction has no such event; the client's errors
 */
export async function eventOf<T>(
  client: ClientWithCoreApi,
  { digest, name, event }: EventQuery<T>,
): Promise<T> {
  const { Transaction: found } = await client.core.getTransaction({ digest, include: { events: true } });
  const emitted = found?.events.find(({ eventType }) => eventType.endsWith(`::${name}`));
  if (emitted === undefined) throw new Error(`transaction ${digest} has no event ${name}`);
  return event.parse(emitted.bcs);
}
