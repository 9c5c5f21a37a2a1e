import type { Command } from 'commander';
import { objectId } from '../command-line.js';
import { withContents } from '../blobs/content.js';
import { progressOf } from '../blobs/store-progress.js';
import { reportStored } from '../blobs/store-report.js';
import type { StoredBlob } from '@haulout/sdk/client';
import { examples } from '../examples.js';
import { openSigned, signed, type Signed } from '../signed.js';
import { bucketOf, withCap, type CapFlags } from './bucket.js';

interface StoreFlags extends Signed, CapFlags {
  readonly permanent: boolean;
}

/** `haulout pool store POOL_ID FILE...` */
export function storeInPoolCommand(): Command {
  return withCap(signed('store', 'store files in a pool, a blob each'))
    .argument('<pool-id>', 'of the pool', objectId)
    .argument('<files...>', 'files, folders, or - for standard input')
    .option('--permanent', 'give up the right to delete them before the pool ends', false)
    .addHelpText('after', examples('haulout pool store POOL_ID photo.jpg'))
    .action(async (poolId: string, paths: string[], flags: StoreFlags) => {
      const opened = await openSigned(flags);
      const { haulout, signer, epochs: state } = opened;
      const bucket = await bucketOf(poolId, flags, opened);
      const { json } = flags;
      const deletable = !flags.permanent;
      await withContents(paths, { haulout, isTogether: () => false }, async ({ contents }) => {
        const stored: StoredBlob[] = [];
        for (const { source: bytes } of contents) {
          const progress = progressOf(json);
          const options = { poolId, bucket, bytes, deletable, signer, onProgress: progress.report };
          stored.push(await progress.during(haulout.pools.store(options)));
        }
        reportStored(stored, contents, { state, json });
      });
    });
}
