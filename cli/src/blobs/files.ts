import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { blobIdOf, printable } from './text.js';

/** `haulout files BLOB_ID` */
export function filesCommand(): Command {
  return located('files')
    .argument('<blob-id>', 'of the quilt', blobIdOf)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText('after', examples('haulout files BLOB_ID'))
    .action(async (blobId: string, flags: Located & { readonly json: boolean }) => {
      const { haulout } = await connect(flags);
      for (const { patchId, identifier, tags } of await haulout.listFiles({ blobId })) {
        if (flags.json) writeJson({ kind: 'file', patchId, identifier, tags: [...tags] });
        else {
          const words = [...tags].map(([key, value]) => `${printable(key)}=${printable(value)}`);
          console.log([patchId, printable(identifier), ...words].join(' '));
        }
      }
    });
}
