import { readEpochState } from '@haulout/sdk/chain';
import { buildQuilt, type BlobContent } from '@haulout/sdk/encoding';
import type { Command } from 'commander';
import { readKeystore } from '../deploy/keystore.js';
import { examples } from '../examples.js';
import { connect } from '../located.js';
import { signed, type Signed } from '../signed.js';
import { filesOf, withContents, type Contents } from './content.js';
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
      const isTogether = (sources: readonly unknown[]): boolean => sources.length > 1 || flags.quilt;
      await withContents(paths, { haulout, isTogether }, async (opened) => {
        const bytes = await bytesOf(opened);
        const state = await readEpochState(client, record.stakingObjectId);
        const progress = progressOf(json);
        const storing = haulout.resume({ bytes, signer, onProgress: progress.report });
        reportStored([await progress.during(storing)], opened.contents, { state, json });
      });
    });
}

async function bytesOf({ contents, nShards, isTogether }: Contents): Promise<BlobContent> {
  if (!isTogether) return contents[0]!.source;
  return buildQuilt(await filesOf(contents), { nShards }).bytes;
}
