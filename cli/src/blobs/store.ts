import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import type { StoredBlob, StoredFiles, StoreProgress } from '@haulout/sdk/client';
import type { Command } from 'commander';
import { wholeNumber, withKey, writeJson, type KeyFlags } from '../command-line.js';
import { examples } from '../examples.js';
import { size, wal } from '../format.js';
import { readKeystore } from '../deploy/keystore.js';
import { connect, located, type Located } from '../located.js';
import { printable } from './text.js';

interface StoreFlags extends Located, KeyFlags {
  readonly epochs: number;
  readonly deletable: boolean;
  readonly quilt: boolean;
  readonly json: boolean;
}

/** `haulout store FILE...` */
export function storeCommand(): Command {
  const command = located('store', 'store files, paid by a key of a keystore of the Sui CLI');
  return withKey(command)
    .argument('<files...>', 'what to store; several are stored together, as a quilt, each under its own name')
    .option('--epochs <n>', 'epochs to pay for, the current one included', wholeNumber(1, 1000), 1)
    .option('--deletable', 'keep the right to delete it', false)
    .option('--quilt', 'store a single file as a quilt, too', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText(
      'after',
      examples('haulout store photo.jpg --epochs 3', 'haulout store a.txt b.txt --deletable'),
    )
    .action(async (paths: string[], flags: StoreFlags) => {
      const signer = await readKeystore(flags.keystore, flags.address);
      const files = await Promise.all(
        paths.map(async (path) => ({ identifier: basename(path), bytes: await contentOf(path) })),
      );
      const { haulout } = await connect(flags);
      const { epochs, deletable, json } = flags;
      const terms = { epochs, deletable, signer, onProgress: progressOf(json) };
      const isQuilt = files.length > 1 || flags.quilt;
      const stored = isQuilt
        ? await haulout.storeFiles({ files, ...terms })
        : await haulout.store({ bytes: files[0]!.bytes, ...terms });
      const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
      report(stored, bytes, flags);
    });
}

/** Ids on standard output, the rest for people on the other. */
function report(stored: StoredBlob | StoredFiles, bytes: number, { json }: StoreFlags): void {
  const { blobId, blobObjectId, endEpoch, cost } = stored;
  const files = 'files' in stored ? stored.files : undefined;
  if (json) {
    const patches = files?.map(({ identifier, patchId }) => ({ identifier, patchId }));
    return writeJson({ kind: 'stored', blobId, blobObjectId, endEpoch, bytes, cost, files: patches });
  }
  console.error(
    [
      `${size(bytes)} stored until epoch ${endEpoch} begins, for ${wal(cost.total)} WAL`,
      `object ${blobObjectId}`,
      ...(files ? [`quilt ${blobId}`] : []),
    ].join('\n'),
  );
  if (files === undefined) return console.log(blobId);
  for (const { patchId, identifier } of files) console.log(`${patchId} ${printable(identifier)}`);
}

/** Each phase once for people; for machines also each twentieth of it. */
function progressOf(json: boolean): (progress: StoreProgress) => void {
  let last: string | undefined;
  return (progress) => {
    const step = json ? `${progress.phase} ${Math.floor(20 * shareOf(progress))}` : progress.phase;
    if (step === last) return;
    last = step;
    if (json) writeJson({ kind: 'progress', ...progress });
    else console.error(`${progress.phase} ...`);
  };
}

/** How much of a phase is done, from 0 to 1. An upload is done when a quorum has confirmed it. */
function shareOf(progress: StoreProgress): number {
  if (progress.phase === 'encoding') return progress.bytesDone / Math.max(1, progress.bytesTotal);
  if (progress.phase !== 'uploading') return 0;
  const { bytesTaken, bytesTotal, confirmed, needed } = progress;
  return (bytesTaken / bytesTotal + Math.min(1, confirmed / needed)) / 2;
}

/** A file's bytes. Throws the system's error, with the path. */
async function contentOf(path: string): Promise<Uint8Array> {
  try {
    return new Uint8Array(await readFile(path));
  } catch (error) {
    throw Object.assign(error as Error, { path });
  }
}
