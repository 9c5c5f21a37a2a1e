import type { ClientWithCoreApi, SuiClientTypes } from '@mysten/sui/client';
import { withJson } from '../base/json.js';
import { stakedWal } from '../contracts/index.js';

/** Stake that somebody owns: a `StakedWal`. */
export interface Stake {
  /** Object id of the `StakedWal`. */
  readonly stakedWalId: string;
  /** The node with which it is staked. */
  readonly nodeId: string;
  /** FROST, without rewards. */
  readonly principal: bigint;
  /** The first epoch in which it counts. */
  readonly activationEpoch: number;
  /** It has been asked for, and is free from this epoch on. */
  readonly withdrawEpoch: number | undefined;
}

/** Nobody has more pages of stake. */
const MAX_PAGES = 1000;

/**
 * All stake of an owner.
 *
 * @param packageId first version of the walrus package
 */
export async function listStakes(
  client: ClientWithCoreApi,
  {
    owner,
    packageId,
    signal,
  }: {
    /** Address. */
    readonly owner: string;
    /** First version of the package, which is in the names of types. */
    readonly packageId: string;
    /** Aborts the call. */
    readonly signal?: AbortSignal;
  },
): Promise<readonly Stake[]> {
  const stakes: Stake[] = [];
  let cursor: string | null = null;
  for (let page = 0; page < MAX_PAGES; page++) {
    const type = `${packageId}::staked_wal::StakedWal`;
    const listed: SuiClientTypes.ListOwnedObjectsResponse<{ content: true }> =
      await client.core.listOwnedObjects({
        owner,
        type,
        cursor,
        include: { content: true },
        signal,
      });
    for (const { objectId, content } of listed.objects) {
      const { node_id, principal, activation_epoch, state } = stakedWal.StakedWal.parse(content);
      stakes.push({
        stakedWalId: objectId,
        nodeId: node_id,
        principal: BigInt(principal.value),
        activationEpoch: activation_epoch,
        withdrawEpoch: state.Withdrawing?.withdraw_epoch,
      });
    }
    cursor = listed.cursor;
    if (!listed.hasNextPage) break;
  }
  return withJson(stakes);
}
