import type { ClientWithCoreApi } from '@mysten/sui/client';
import type { HauloutOptions } from './connection.js';
import { HauloutClient } from './haulout-client.js';

/**
 * Adds the dApp's role to a Sui client.
 *
 * @example
 * const ids = { systemObjectId, stakingObjectId };
 * const client = new SuiGrpcClient({ network, baseUrl }).$extend(haulout(ids));
 * const { blobId } = await client.haulout.store({ bytes, epochs: 1, deletable: true, signer });
 * const same = await client.haulout.read({ blobId });
 */
export function haulout<const Name extends string = 'haulout'>({
  name = 'haulout' as Name,
  ...options
}: HauloutOptions & {
  /** Property of the client under which it is found; default `haulout`. */
  readonly name?: Name | undefined;
}): {
  /** Property of the client under which it is found. */
  readonly name: Name;
  /** Makes the client of the network; `$extend` calls it. */
  readonly register: (client: ClientWithCoreApi) => HauloutClient;
} {
  return { name, register: (client) => new HauloutClient(client, options) };
}
