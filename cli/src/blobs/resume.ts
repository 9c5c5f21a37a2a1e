import { readEpochState } from '@haulout/sdk/chain';
import { buildQuilt, type BlobContent } from '@haulout/sdk/encoding';
import type { Command } from 'commander';
import { readKeystore } from '../deploy/keystore.js';
import { examples } from '../examples.js';
import { connect } from '../located.js';
import { signed, type Signed } from '../signed.js';
import { checkSizes, closeAll, contentsOf, filesOf, sourcesOf, type Content } from './content.js';
import { progressOf } from './store-progress.js';
import { reportStored } from './store-report.js';

interface ResumeFlags extends Signed {
  readonly quilt: boolean;
}

/** `haulout resume FILE...` */
export function resumeCommand(): Command {
  return signed('resume')
    .argument('<files...>', 'what was given to store: a file, or all files of a quilt')
    .option('--quilt', 'a single file was stored as a quilt', false)
    .addHelpText('after', examples('haulout resume photo.jpg', 'haulout resume a.txt b.txt'))
    .action(async (paths: string[], flags: ResumeFlags) => {
      const { json } = flags;
      const signer = await readKeystore(flags.keystore, flags.address);
      const { haulout, client, record } = await connect(flags);
      const sources = await sourcesOf(paths);
      const isQuilt = sources.length > 1 || flags.quilt;
      const { nShards } = await haulout.committee();
      await checkSizes(sources, { nShards, isTogether: isQuilt });
      const contents = await contentsOf(sources, nShards);
      try {
        const bytes = await bytesOf(contents, { nShards, isQuilt });
        const state = await readEpochState(client, record.stakingObjectId);
        const progress = progressOf(json);
        const storing = haulout.resume({ bytes, signer, onProgress: progress.report });
        reportStored([await progress.during(storing)], contents, { state, json });
      } finally {
        await closeAll(contents);
      }
    });
}

async function bytesOf(
  contents: readonly Content[],
  { nShards, isQuilt }: { readonly nShards: number; readonly isQuilt: boolean },
): Promise<BlobContent> {
  if (!isQuilt) return contents[0]!.source;
  return buildQuilt(await filesOf(contents), { nShards }).bytes;
}
