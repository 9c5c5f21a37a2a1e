import { InvalidArgument } from '@haulout/sdk/base';
import type { HauloutClient } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { objectIds, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';

interface BurnFlags extends Signed {
  readonly ended: boolean;
}

/** Objects that one transaction destroys. */
const AT_ONCE = 100;

/** `haulout burn OBJECT_ID...` */
export function burnCommand(): Command {
  return signed('burn')
    .argument('[object-ids...]', 'of the blobs, as list shows them', objectIds)
    .option('--ended', 'all blobs of the key that have ended', false)
    .addHelpText('after', examples('haulout burn OBJECT_ID OTHER_ID', 'haulout burn --ended'))
    .action(async (given: readonly string[], flags: BurnFlags) => {
      if ((given.length === 0) !== flags.ended)
        throw new InvalidArgument('give the ids of objects, or --ended for those that have ended');
      const { haulout, signer, owner, epochs } = await openSigned(flags);
      const ids = flags.ended ? await endedOf(haulout, owner, epochs.epoch) : given;
      const digests: string[] = [];
      for (let first = 0; first < ids.length; first += AT_ONCE) {
        const blobObjectIds = ids.slice(first, first + AT_ONCE);
        const what = `burn ${count(blobObjectIds.length, 'blob object')}`;
        const transaction = () => haulout.blobs.burnTransaction({ blobObjectIds });
        digests.push((await haulout.execute({ what, transaction, signer })).digest);
      }
      if (flags.json) return writeJson({ kind: 'burned', blobObjectIds: ids, digests });
      console.log(`${count(ids.length, 'blob object')} destroyed`);
    });
}

async function endedOf(haulout: HauloutClient, owner: string, epoch: number): Promise<string[]> {
  const ended: string[] = [];
  for await (const { blobObjectId, endEpoch } of haulout.blobs.list({ owner }))
    if (endEpoch <= epoch) ended.push(blobObjectId);
  return ended;
}
