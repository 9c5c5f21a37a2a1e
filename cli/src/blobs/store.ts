import { InvalidArgument } from '@haulout/sdk/base';
import type { Signer } from '@mysten/sui/cryptography';
import { readEpochState, type EpochState } from '@haulout/sdk/chain';
import type { HauloutClient, StoredBlob, StoredFiles, StoreOptions } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { wholeNumber, withKey, type KeyFlags } from '../command-line.js';
import { readKeystore } from '../deploy/keystore.js';
import { examples } from '../examples.js';
import { connect, located, type Located } from '../located.js';
import { filesOf, withContents, type Content, type Source } from './content.js';
import { previewOf } from './store-preview.js';
import { progressOf, progressOfMany } from './store-progress.js';
import { reportPreview, reportStored } from './store-report.js';

interface StoreFlags extends Located, KeyFlags {
  readonly epochs: number;
  readonly deletable: boolean;
  readonly quilt: boolean;
  readonly separate: boolean;
  readonly reuse: boolean;
  readonly ownedStorage: boolean;
  readonly dryRun: boolean;
  readonly json: boolean;
}

/** The rest of the running epoch, and a whole one. */
const DEFAULT_EPOCHS = 2;

/** `haulout store FILE...` */
export function storeCommand(): Command {
  const command = located('store');
  return withKey(command)
    .argument(
      '<files...>',
      'files, folders, or - for standard input; several are stored together, as a quilt',
    )
    .option(
      '--epochs <n>',
      'epochs to pay for, the rest of the current one included',
      wholeNumber(1, 1000),
      DEFAULT_EPOCHS,
    )
    .option('--deletable', 'keep the right to delete it', false)
    .option('--quilt', 'store a single file as a quilt, too', false)
    .option('--separate', 'store several files as a blob each', false)
    .option('--reuse', 'if the key has the same as a blob already, prolong that', false)
    .option('--no-owned-storage', 'buy all storage, and keep what the key owns')
    .option('--dry-run', 'say what it would cost, and store nothing', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      examples(
        'haulout store photo.jpg --epochs 3',
        'haulout store a.txt b.txt --deletable',
        'haulout store photos --separate --dry-run',
        'haulout store - --reuse',
      ),
    )
    .action(store);
}

async function store(paths: string[], flags: StoreFlags): Promise<void> {
  const signer = await readKeystore(flags.keystore, flags.address);
  const { haulout, client, record } = await connect(flags);
  const isTogether = (sources: readonly Source[]): boolean => {
    checkFlags(flags, sources);
    return !flags.separate && (sources.length > 1 || flags.quilt);
  };
  await withContents(paths, { haulout, isTogether }, async ({ contents, nShards, isTogether: isQuilt }) => {
    const state = await readEpochState(client, record.stakingObjectId);
    await storeContents(contents, { haulout, signer, nShards, isQuilt, flags, state });
  });
}

/** What to store, and how. */
interface Storing {
  readonly haulout: HauloutClient;
  readonly signer: Signer;
  readonly nShards: number;
  readonly isQuilt: boolean;
  readonly flags: StoreFlags;
  readonly state: EpochState;
}

async function storeContents(
  contents: readonly Content[],
  { haulout, signer, nShards, isQuilt, flags, state }: Storing,
): Promise<void> {
  const { epochs, deletable, json } = flags;
  const terms = { epochs, deletable, useStorage: flags.ownedStorage };
  if (flags.dryRun) {
    const sender = signer.toSuiAddress();
    const previews = await previewOf(haulout, contents, { ...terms, sender, nShards, isQuilt });
    return reportPreview(previews, { state, epochs, json });
  }
  const reuse = flags.reuse ? 'certified' : 'registered';
  const stored = await storeAs(haulout, contents, { ...terms, reuse, signer, isQuilt, json });
  reportStored(stored, contents, { state, json });
}

function checkFlags({ separate, quilt, reuse }: StoreFlags, sources: readonly Source[]): void {
  if (separate && quilt) throw new InvalidArgument('--separate and --quilt exclude one another');
  if (separate && reuse) throw new InvalidArgument('--reuse goes with one blob, and not with --separate');
  if (sources.filter(({ path }) => path === '-').length > 1)
    throw new InvalidArgument('standard input can be stored once: give - once');
}

/** Stores a blob, a quilt or many blobs. */
async function storeAs(
  haulout: HauloutClient,
  contents: readonly Content[],
  {
    isQuilt,
    json,
    ...terms
  }: Omit<StoreOptions, 'bytes' | 'onProgress'> & { readonly isQuilt: boolean; readonly json: boolean },
) {
  const [first] = contents;
  if (!isQuilt && contents.length > 1) {
    const progress = progressOfMany(json);
    const blobs = contents.map(({ source }) => source);
    return progress.during(haulout.storeMany({ blobs, ...terms, onProgress: progress.report }));
  }
  const progress = progressOf(json);
  const options = { ...terms, onProgress: progress.report };
  const storing: Promise<StoredBlob | StoredFiles> = isQuilt
    ? haulout.storeFiles({ files: await filesOf(contents), ...options })
    : haulout.store({ bytes: first!.source, ...options });
  return [await progress.during(storing)];
}
