import type { Command } from 'commander';
import { objectId, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';

/** `haulout burn OBJECT_ID...` */
export function burnCommand(): Command {
  return signed('burn')
    .argument('<object-ids...>', 'of the blobs, as list shows them')
    .addHelpText('after', examples('haulout burn OBJECT_ID OTHER_ID'))
    .action(async (ids: string[], flags: Signed) => {
      const blobObjectIds = ids.map(objectId);
      const { haulout, signer } = await openSigned(flags);
      const what = `burn ${count(ids.length, 'blob object')}`;
      const transaction = () => haulout.blobs.burnTransaction({ blobObjectIds });
      const { digest } = await haulout.execute({ what, transaction, signer });
      if (flags.json) return writeJson({ kind: 'burned', blobObjectIds, digest });
      console.log(`${count(ids.length, 'blob object')} destroyed`);
    });
}
