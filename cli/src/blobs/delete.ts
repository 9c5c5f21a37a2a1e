import type { BlobObject, HauloutClient } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { objectId, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { size } from '../format.js';
import { openSigned, signed, type Signed } from '../signed.js';

/** `haulout delete OBJECT_ID` */
export function deleteCommand(): Command {
  return signed('delete')
    .argument('<object-id>', 'of the blob, as list shows it', objectId)
    .addHelpText('after', examples('haulout delete OBJECT_ID'))
    .action(async (blobObjectId: string, flags: Signed) => {
      const { haulout, signer, owner, epochs } = await openSigned(flags);
      const { blobId, storageSize, endEpoch } = await haulout.blobs.get({ blobObjectId });
      const { digest, storageObjectId } = await haulout.blobs.delete({ blobObjectId, signer });
      const keptBy = await othersOf(haulout, { owner, blobId, epoch: epochs.epoch });
      if (flags.json)
        return writeJson({ kind: 'deleted', blobObjectId, blobId, storageObjectId, keptBy, digest });
      console.log(`deleted; ${size(storageSize)} of storage until epoch ${endEpoch} are yours to use again`);
      for (const id of keptBy) console.log(`blob ${blobId} lives on, by your object\n  ${id}`);
    });
}

/** Other objects of an owner that keep a blob alive. */
async function othersOf(
  haulout: HauloutClient,
  { owner, blobId, epoch }: Pick<BlobObject, 'blobId'> & { readonly owner: string; readonly epoch: number },
): Promise<string[]> {
  const found: string[] = [];
  for await (const blob of haulout.blobs.list({ owner })) {
    const isAlive = blob.certifiedEpoch !== undefined && blob.endEpoch > epoch;
    if (blob.blobId === blobId && isAlive) found.push(blob.blobObjectId);
  }
  return found;
}
