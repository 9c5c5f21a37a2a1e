/** Blobs that belong to nobody: share one, and put WAL into it. */
import type { Command } from 'commander';
import { objectId, walAmount, writeJson } from '../command-line.js';
import { epochText } from '../epoch/begin.js';
import { examples } from '../examples.js';
import { wal } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';

interface ShareFlags extends Signed {
  readonly wal?: bigint;
}

/** `haulout share OBJECT_ID` */
export function shareCommand(): Command {
  return signed('share')
    .argument('<object-id>', 'of the blob, as list shows it', objectId)
    .option('--wal <n>', 'WAL to put into it (default: none)', walAmount)
    .addHelpText('after', examples('haulout share OBJECT_ID --wal 0.5'))
    .action(async (blobObjectId: string, flags: ShareFlags) => {
      const { haulout, signer, owner } = await openSigned(flags);
      const funds = flags.wal ?? 0n;
      await haulout.checkFunds({ owner, amount: funds });
      const { digest, sharedBlobId } = await haulout.sharedBlobs.share({ blobObjectId, funds, signer });
      if (flags.json) return writeJson({ kind: 'shared', blobObjectId, sharedBlobId, funds, digest });
      console.error(`shared, with ${wal(funds)} WAL in it, as`);
      console.log(sharedBlobId);
    });
}

/** `haulout fund SHARED_ID WAL` */
export function fundCommand(): Command {
  return signed('fund')
    .argument('<shared-id>', 'object id of the shared blob', objectId)
    .argument('<wal>', 'how much', walAmount)
    .addHelpText('after', examples('haulout fund OBJECT_ID 0.5'))
    .action(async (sharedBlobId: string, amount: bigint, flags: Signed) => {
      const { haulout, signer, owner, epochs } = await openSigned(flags);
      await haulout.checkFunds({ owner, amount });
      const { digest } = await haulout.sharedBlobs.fund({ sharedBlobId, amount, signer });
      const { funds, endEpoch } = await haulout.sharedBlobs.get({ sharedBlobId });
      if (flags.json) return writeJson({ kind: 'funded', sharedBlobId, amount, funds, endEpoch, digest });
      console.log(`${wal(funds)} WAL are in it; stored until ${epochText(epochs, endEpoch)}`);
    });
}
