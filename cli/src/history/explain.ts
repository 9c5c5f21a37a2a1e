/** `haulout explain ...`: what happened to a blob, to a node or in an epoch, and by whose word. */
import { readStory, verifyStory, writeStory, type Subject } from '@haulout/sdk/history';
import { Command } from 'commander';
import { blobIdOf } from '../blobs/text.js';
import { fileName, objectId, wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { writeSmallFile } from '../small-file.js';
import { inColour } from '../table.js';
import { tell } from './tell.js';

/** `haulout explain` */
export function explainCommand(): Command {
  return new Command('explain')
    .addCommand(
      explaining('blob', 'what happened to a blob', 'haulout explain blob BLOB_ID')
        .argument('<blob-id>', 'as store printed it', blobIdOf)
        .action((blobId: string, flags: Flags) => explain({ kind: 'blob', blobId }, flags)),
    )
    .addCommand(
      explaining('node', 'what a storage node did, and what became of it', 'haulout explain node NODE_ID')
        .argument('<node-id>', 'object id of the node', objectId)
        .action((nodeId: string, flags: Flags) => explain({ kind: 'node', nodeId }, flags)),
    )
    .addCommand(
      explaining('epoch', 'what happened in an epoch', 'haulout explain epoch 7')
        .argument('<epoch>', 'its number', wholeNumber(0, 2 ** 32 - 1))
        .action((epoch: number, flags: Flags) => explain({ kind: 'epoch', epoch }, flags)),
    );
}

interface Flags extends Located {
  readonly json: boolean;
  readonly export?: string;
}

function explaining(name: string, description: string, example: string): Command {
  return located(name, description)
    .option('--export <file>', 'also write the story to a file, for haulout verify', fileName)
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples(example, `${example} --export story.json`));
}

async function explain(about: Subject, flags: Flags): Promise<void> {
  const { client, record } = await connect(flags);
  const story = await readStory({ client, contracts: record, about });
  const verified = await verifyStory(story);
  if (flags.export !== undefined) await writeSmallFile(flags.export, writeStory(story));
  const { happenings, restsOn, counts } = verified;
  const { fromEpoch, until } = story;
  if (flags.json) return writeJson({ kind: 'story', about, fromEpoch, until, happenings, restsOn, counts });
  console.log(tell(verified, inColour()));
}
