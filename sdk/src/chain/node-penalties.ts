import type { ClientWithCoreApi } from '@mysten/sui/client';
import { parseStructTag } from '@mysten/sui/utils';
import { withJson } from '../base/json.js';
import { stakingPool } from '../contracts/index.js';
import { loadField, loadObject, parseAs } from './objects.js';

/** What penalties take of a node. Amounts are FROST, parts are millionths. */
export interface NodePenalties {
  /** Taken of the stake at work when the epoch ends. */
  readonly due: bigint;
  /** Part of the rewards of the epoch that is taken. */
  readonly withheldPpm: number;
  /** Part of the rewards of the epoch that waits. */
  readonly heldPpm: number;
  /** Rewards of earlier epochs that wait for the node to pass a round. */
  readonly waiting: bigint;
  /** Parts of the stake that were taken in the last 26 epochs. */
  readonly taken: readonly {
    /** The epoch. */
    readonly epoch: number;
    /** The part. */
    readonly ppm: number;
  }[];
}

/** Reads what penalties take of a node. Throws ChainStateMissing; the client's errors. */
export async function readNodePenalties(
  client: ClientWithCoreApi,
  nodeId: string,
  signal?: AbortSignal,
): Promise<NodePenalties> {
  const what = `node ${nodeId}`;
  const { content, type } = await loadObject(client, { what, objectId: nodeId, signal });
  const pool = parseAs(what, () => stakingPool.StakingPool.parse(content));
  const { penalties } = await loadField(client, {
    what: `the records of ${what}`,
    parentId: pool.extra_fields.id,
    name: {
      type: `${parseStructTag(type).address}::staking_pool::RecordsKey`,
      bcs: stakingPool.RecordsKey.serialize({ dummy_field: false }).toBytes(),
    },
    parse: (bytes) => stakingPool.Records.parse(bytes),
    signal,
  });
  return withJson({
    due: BigInt(penalties.due),
    withheldPpm: penalties.withheld,
    heldPpm: penalties.held,
    waiting: BigInt(penalties.waiting.value),
    taken: penalties.taken.map(({ epoch, part }) => ({ epoch, ppm: part })),
  });
}
