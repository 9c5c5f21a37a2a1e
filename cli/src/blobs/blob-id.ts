import { blobIdToString, encodeSource } from '@haulout/sdk/encoding';
import type { Command } from 'commander';
import { wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { openContent } from './content.js';

interface BlobIdFlags extends Located {
  readonly shards?: number;
  readonly json: boolean;
}

/** `haulout blob-id FILE` */
export function blobIdCommand(): Command {
  return located('blob-id')
    .argument('<file>', 'the file, or - for standard input')
    .option('--shards <n>', 'shards of the network (default: ask it)', wholeNumber(4, 1000))
    .option('--json', 'one JSON object, for machines', false)
    .addHelpText('after', examples('haulout blob-id photo.jpg', 'haulout blob-id photo.jpg --shards 1000'))
    .action(async (path: string, flags: BlobIdFlags) => {
      const nShards = flags.shards ?? (await (await connect(flags)).haulout.committee()).nShards;
      const content = await openContent(path, nShards);
      try {
        const blob = await encodeSource(content, { nShards });
        await blob.close();
        const blobId = blobIdToString(blob.blobId);
        if (flags.json) return writeJson({ kind: 'blob-id', blobId, bytes: content.size, nShards });
        console.log(blobId);
      } finally {
        await content.close();
      }
    });
}
