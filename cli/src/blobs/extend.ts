import type { Command } from 'commander';
import { beginOfEpoch } from '@haulout/sdk/chain';
import { objectId, wholeNumber, writeJson } from '../command-line.js';
import { epochText } from '../epoch/begin.js';
import { examples } from '../examples.js';
import { wal } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';

interface ExtendFlags extends Signed {
  readonly epochs: number;
  readonly shared: boolean;
}

/** `haulout extend OBJECT_ID` */
export function extendCommand(): Command {
  return signed('extend')
    .argument('<object-id>', 'of the blob, as list shows it', objectId)
    .requiredOption('--epochs <n>', 'epochs to add to its end', wholeNumber(1, 1000))
    .option('--shared', 'it is a shared blob, which pays with what is in it', false)
    .addHelpText('after', examples('haulout extend OBJECT_ID --epochs 5'))
    .action(async (id: string, flags: ExtendFlags) => {
      const { haulout, signer, epochs: state } = await openSigned(flags);
      const { epochs } = flags;
      const extended = flags.shared
        ? await extendShared(haulout.sharedBlobs, { sharedBlobId: id, epochs, signer })
        : await haulout.blobs.extend({ blobObjectId: id, epochs, signer });
      const { endEpoch, cost, digest } = extended;
      if (flags.json) {
        const endMs = beginOfEpoch(state, endEpoch);
        return writeJson({ kind: 'extended', objectId: id, endEpoch, endMs, cost, digest });
      }
      console.log(`stored until ${epochText(state, endEpoch)}`);
      console.log(`${wal(cost)} WAL paid${flags.shared ? ' from what is in it' : ''}`);
    });
}

type SharedBlobs = Awaited<ReturnType<typeof openSigned>>['haulout']['sharedBlobs'];

async function extendShared(sharedBlobs: SharedBlobs, options: Parameters<SharedBlobs['extend']>[0]) {
  const before = await sharedBlobs.get(options);
  const { digest } = await sharedBlobs.extend(options);
  const { endEpoch, funds } = await sharedBlobs.get(options);
  return { digest, endEpoch, cost: before.funds - funds };
}
