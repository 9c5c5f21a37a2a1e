import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { connect, located, type Located } from '../located.js';
import { blobIdOf } from './text.js';

/** `haulout status BLOB_ID` */
export function statusCommand(): Command {
  return located('status', 'what the network says about a blob')
    .argument('<blob-id>', 'as store printed it', blobIdOf)
    .option('--json', 'one JSON object, for machines', false)
    .action(async (blobId: string, flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      const { state, persistence, certifiedEpoch, endEpoch } = await haulout.blobStatus({ blobId });
      if (flags.json)
        return writeJson({ kind: 'status', blobId, state, persistence, certifiedEpoch, endEpoch });
      const words = [
        state,
        persistence,
        certifiedEpoch !== undefined && `certified in epoch ${certifiedEpoch}`,
        endEpoch !== undefined && `until epoch ${endEpoch}`,
      ];
      console.log(words.filter(Boolean).join(', '));
    });
}
