import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { recordLine, statusLine } from './status-text.js';
import { blobIdOf } from './text.js';

/** `haulout status BLOB_ID` */
export function statusCommand(): Command {
  return located('status')
    .argument('<blob-id>', 'as store printed it', blobIdOf)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout status BLOB_ID'))
    .action(async (blobId: string, flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      const status = await haulout.blobStatus({ blobId });
      const { state, persistence, certifiedEpoch, endEpoch, record } = status;
      if (flags.json)
        return writeJson({ kind: 'status', blobId, state, persistence, certifiedEpoch, endEpoch, record });
      console.log(statusLine(status));
      if (record !== undefined) console.log(`record ${recordLine(record)}`);
    });
}
