/** What tests of epoch changes ask of a network. */
import { events } from '@haulout/sdk/contracts';
import { blobIdFromString, blobLayout, pairOfShard, sliverSize } from '@haulout/sdk/encoding';
import type { Network, NetworkNode } from 'haulout';

/** Impatient enough for tests, patient enough for a busy machine. */
export const settings = {
  hedgeAfterMs: 100,
  doubtAfterMs: 400,
  requestMs: 20_000,
  uploadAttempts: 3,
  backoffMs: 20,
  uploadGraceMs: 60_000,
};

/** Shards by node id in a committee that the chain names. */
export type Holdings = ReadonlyMap<string, readonly number[]>;

/** Shards that have another owner in the second committee. */
export function movedShards(before: Holdings, after: Holdings): number {
  let moved = 0;
  for (const [nodeId, shards] of after) {
    const had = before.get(nodeId) ?? [];
    moved += shards.filter((shard) => !had.includes(shard)).length;
  }
  return moved;
}

/** Bytes of both slivers that one shard holds of a blob. */
export function bytesPerShard(nShards: number, length: number): number {
  const layout = blobLayout(nShards, length);
  return sliverSize(layout, 'primary') + sliverSize(layout, 'secondary');
}

/** Sum of a metric over the nodes that run. */
export async function metric({ nodes }: Pick<Network, 'nodes'>, name: string): Promise<number> {
  let sum = 0;
  for (const node of nodes.filter(({ isRunning }) => isRunning)) {
    const text = await (await fetch(`${node.front.url}/metrics`)).text();
    const line = text.split('\n').find((it) => it.startsWith(`haulout_node_${name} `));
    sum += Number(line?.split(' ')[1] ?? 0);
  }
  return sum;
}

/** Whether a node serves both slivers of a blob for each of some shards. */
export async function serves(
  node: NetworkNode,
  blobId: string,
  shards: readonly number[],
  nShards: number,
): Promise<boolean> {
  for (const shard of shards) {
    const pair = pairOfShard(blobIdFromString(blobId), shard, nShards);
    for (const axis of ['primary', 'secondary']) {
      const answer = await fetch(`${node.front.url}/v1/blobs/${blobId}/slivers/${pair}/${axis}`);
      await answer.arrayBuffer();
      if (!answer.ok) return false;
    }
  }
  return true;
}

/** Shards that new owners have reported to have recovered, by the old owner that did not deliver them. */
export async function accusations({ devnet, deployment }: Network, epoch: number) {
  const { events: found } = await devnet.client.core.listEvents({
    filter: { eventType: `${deployment.packageId}::events::ShardsRecovered` },
  });
  const byOwner = new Map<string, number[]>();
  for (const { bcs } of found) {
    const event = events.ShardsRecovered.parse(bcs);
    if (event.epoch !== epoch) continue;
    byOwner.set(
      event.from,
      [...(byOwner.get(event.from) ?? []), ...event.shards].sort((a, b) => a - b),
    );
  }
  return byOwner;
}
