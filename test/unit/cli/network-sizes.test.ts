/** A network that cannot be is refused before anything is started. */
import assert from 'node:assert/strict';
import { it } from 'vitest';
import { Network } from 'haulout';

it('a network has 4 to 1000 shards, and a node has at least one of them', async () => {
  for (const [nodes, shards, why] of [
    [4, 2, /a network of 2 shards: there have to be 4 to 1000/],
    [4, 1001, /1001 shards/],
    [4, 4.5, /4\.5 shards/],
    [0, 10, /0 storage nodes for 10 shards/],
    [11, 10, /11 storage nodes for 10 shards: each has at least one shard/],
    [Number.NaN, 10, /NaN storage nodes/],
  ] as const)
    await assert.rejects(Network.start({ nodes, shards }), { code: 'INVALID_ARGUMENT', message: why });
});
