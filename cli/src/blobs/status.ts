import type { BlobState } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { blobIdOf } from './text.js';

/** `haulout status BLOB_ID` */
export function statusCommand(): Command {
  return located('status', 'what the network says about a blob')
    .argument('<blob-id>', 'as store printed it', blobIdOf)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout status BLOB_ID'))
    .action(async (blobId: string, flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      const { state, persistence, certifiedEpoch, endEpoch } = await haulout.blobStatus({ blobId });
      if (flags.json)
        return writeJson({ kind: 'status', blobId, state, persistence, certifiedEpoch, endEpoch });
      const words = [
        MEANINGS[state],
        persistence,
        certifiedEpoch !== undefined && `since epoch ${certifiedEpoch}`,
        endEpoch !== undefined && `stored until epoch ${endEpoch} begins`,
      ];
      console.log(words.filter(Boolean).join(', '));
    });
}

/** The states of a blob, with what they mean. */
const MEANINGS: Readonly<Record<BlobState, string>> = {
  nonexistent: 'nonexistent: no blob of this id is registered, or it has expired or been deleted',
  registered: 'registered, not certified yet: its writer has to upload and certify it',
  expired: 'expired: it was certified, and its last epoch is over',
  certified: 'certified',
  invalid: 'invalid: proven to be badly encoded, so nobody can read it',
  lost: 'lost: the network has declared that it cannot or will not serve it',
};
