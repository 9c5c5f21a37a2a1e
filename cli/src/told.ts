import type { ClientWithCoreApi } from '@mysten/sui/client';

/**
 * What an event of a transaction says, such as `events::StakeWithdrawn`.
 *
 * @throws Error when the transaction has none; the client's errors
 */
export async function toldBy<T>(
  client: ClientWithCoreApi,
  digest: string,
  name: string,
  event: { parse(bytes: Uint8Array): T },
): Promise<T> {
  const { Transaction: found } = await client.core.getTransaction({ digest, include: { events: true } });
  const told = found?.events.find(({ eventType }) => eventType.endsWith(`::${name}`));
  if (told === undefined) throw new Error(`transaction ${digest} tells no ${name}`);
  return event.parse(told.bcs);
}
