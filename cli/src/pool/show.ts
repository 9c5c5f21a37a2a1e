import { beginOfEpoch, readEpochState } from '@haulout/sdk/chain';
import type { FoundBucket, PooledBlob, StoragePool } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { objectId, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { size } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { ofOwner, ownerOf, type OwnedFlags } from '../owned.js';
import { inColour, table } from '../table.js';
import { bucketsOf } from './bucket.js';
import { poolText, roomText } from './text.js';
import { sayAside } from '../say.js';

/** `haulout pool list [OWNER]` */
export function listPoolsCommand(): Command {
  return ofOwner('list', 'the pools of an address: room, blobs, end')
    .addHelpText('after', examples('haulout pool list ADDRESS'))
    .action(async (given: string | undefined, flags: OwnedFlags) => {
      const owner = await ownerOf(given, flags);
      const { client, haulout, record } = await connect(flags);
      const { epoch } = await readEpochState(client, record.stakingObjectId);
      const pools: StoragePool[] = [];
      for await (const pool of haulout.pools.list({ owner })) pools.push(pool);
      const buckets: (FoundBucket & { readonly pool: StoragePool })[] = [];
      for await (const found of bucketsOf(owner, { haulout, record }))
        buckets.push({ ...found, pool: await haulout.pools.get(found) });
      if (flags.json) return writeJson({ kind: 'pools', owner, epoch, pools, buckets });
      if (pools.length + buckets.length === 0) return sayAside(`${owner} has no storage pool`);
      const columns = [
        { header: 'room' },
        { header: 'blobs', right: true },
        { header: 'until' },
        { header: '' },
      ];
      const rows = [
        ...pools.map((pool) => ({ cells: cellsOf(pool, epoch), below: `pool ${pool.poolId}` })),
        ...buckets.map(({ pool, poolId, bucket }) => ({
          cells: cellsOf(pool, epoch),
          below: [`pool ${poolId}`, `cap  ${bucket.capId}`],
        })),
      ];
      console.log(table(columns, rows, inColour()));
    });
}

function cellsOf(pool: StoragePool, epoch: number): string[] {
  const state = pool.endEpoch <= epoch ? 'has ended' : '';
  return [roomText(pool), String(pool.blobCount), `epoch ${pool.endEpoch}`, state];
}

interface ShowFlags extends Located {
  readonly json: boolean;
}

/** `haulout pool show POOL_ID` */
export function showPoolCommand(): Command {
  return located('show', 'a pool and its blobs')
    .argument('<pool-id>', 'of the pool', objectId)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout pool show POOL_ID'))
    .action(async (poolId: string, flags: ShowFlags) => {
      const { client, haulout, record } = await connect(flags);
      const state = await readEpochState(client, record.stakingObjectId);
      const pool = await haulout.pools.get({ poolId });
      const blobs: PooledBlob[] = [];
      for await (const blob of haulout.pools.blobs({ poolId })) blobs.push(blob);
      if (flags.json) {
        const endMs = beginOfEpoch(state, pool.endEpoch);
        return writeJson({ kind: 'pool', pool: { ...pool, endMs }, blobs });
      }
      console.log(poolText({ pool }, state));
      if (blobs.length === 0) return;
      const columns = [
        { header: 'blob' },
        { header: 'size', right: true },
        { header: 'kind' },
        { header: '' },
      ];
      const rows = blobs.map((blob) => ({
        cells: [
          blob.blobId,
          size(blob.size),
          blob.deletable ? 'deletable' : 'permanent',
          blob.certifiedEpoch === undefined ? 'unfinished' : '',
        ],
      }));
      console.log(`\n${table(columns, rows, inColour())}`);
    });
}
