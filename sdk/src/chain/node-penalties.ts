import type { ClientWithCoreApi } from '@mysten/sui/client';
import { parseStructTag } from '@mysten/sui/utils';
import { withJson } from '../base/json.js';
import * as stakingPool from '../contracts/generated/walrus/staking_pool.js';
import { ChainStateMissing } from './errors.js';
import { namedEntry, objectEntry, readEntries } from './table-entries.js';

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
  const penalties = (await readPenaltiesOf(client, [nodeId], signal)).get(nodeId);
  if (penalties === undefined) throw new ChainStateMissing(`node ${nodeId}`, { nodeId });
  return penalties;
}

/**
 * Reads what penalties take of nodes, in a few requests for all of them. Nodes that do not exist are left
 * out.
 *
 * @throws ChainStateMissing; the client's errors; the signal's reason
 */
export async function readPenaltiesOf(
  client: ClientWithCoreApi,
  nodeIds: readonly string[],
  signal?: AbortSignal,
): Promise<ReadonlyMap<string, NodePenalties>> {
  const pools = await readEntries(client, nodeIds.map(objectEntry), {
    what: 'the pool of a node',
    parse: (bytes, type) => ({
      parentId: stakingPool.StakingPool.parse(bytes).extra_fields.id,
      keyType: `${parseStructTag(type).address}::staking_pool::RecordsKey`,
    }),
    signal,
  });
  const key = stakingPool.RecordsKey.serialize({ dummy_field: false }).toBytes();
  const living = pools.flatMap((pool, index) => {
    if (pool === undefined) return [];
    return [{ nodeId: nodeIds[index]!, entry: namedEntry(pool.parentId, pool.keyType, key) }];
  });
  const found = await readEntries(
    client,
    living.map(({ entry }) => entry),
    {
      what: 'the records of a node',
      parse: (bytes) => penaltiesIn(stakingPool.Records.parse(bytes)),
      signal,
    },
  );
  const penalties = new Map<string, NodePenalties>();
  found.forEach((of, index) => {
    const { nodeId } = living[index]!;
    if (of === undefined) throw new ChainStateMissing(`the records of node ${nodeId}`, { nodeId });
    penalties.set(nodeId, of);
  });
  return withJson(penalties);
}

function penaltiesIn({ penalties }: ReturnType<typeof stakingPool.Records.parse>): NodePenalties {
  return {
    due: BigInt(penalties.due),
    withheldPpm: penalties.withheld,
    heldPpm: penalties.held,
    waiting: BigInt(penalties.waiting.value),
    taken: penalties.taken.map(({ epoch, part }) => ({ epoch, ppm: part })),
  };
}
