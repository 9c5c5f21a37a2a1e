/** `haulout store`, `haulout read`, `haulout status`: the SDK for people and scripts. */
import { readFile, writeFile } from 'node:fs/promises';
import type { StoreProgress } from '@haulout/sdk/client';
import { blobIdFromString, blobIdToString } from '@haulout/sdk/encoding';
import { InvalidArgumentError, type Command } from 'commander';
import { wal, wholeNumber, writeJson } from '../command-line.js';
import { readKeystore } from '../deploy/keystore.js';
import { connect, located, type Located } from '../located.js';

/** `haulout store FILE` */
export function storeCommand(): Command {
  return located('store', 'store a file, paid by a key of a keystore of the Sui CLI')
    .argument('<file>', 'what to store')
    .requiredOption('--keystore <file>', 'with the key that pays and signs')
    .option('--address <address>', 'which key of the keystore, if it has several')
    .option('--epochs <n>', 'how many to pay for, the current one included', wholeNumber(1, 1000), 1)
    .option('--deletable', 'keep the right to delete it', false)
    .option('--json', 'one JSON object a line, for machines', false)
    .action(async (file: string, flags: StoreFlags) => {
      const signer = await readKeystore(flags.keystore, flags.address);
      const bytes = new Uint8Array(await readFile(file));
      const { haulout } = await connect(flags);
      const stored = await haulout.store({
        bytes,
        epochs: flags.epochs,
        deletable: flags.deletable,
        signer,
        onProgress: progressOf(flags.json),
      });
      const { blobId, blobObjectId, endEpoch, cost } = stored;
      if (flags.json) {
        return writeJson({ kind: 'stored', blobId, blobObjectId, endEpoch, bytes: bytes.length, cost });
      }
      console.error(
        `${bytes.length} bytes until epoch ${endEpoch} for ${wal(cost.total)} WAL; object ${blobObjectId}`,
      );
      console.log(blobId);
    });
}

interface StoreFlags extends Located {
  readonly keystore: string;
  readonly address?: string;
  readonly epochs: number;
  readonly deletable: boolean;
  readonly json: boolean;
}

/** `haulout read BLOB_ID` */
export function readCommand(): Command {
  return located('read', 'read a blob and check every byte of it')
    .argument('<blob-id>', 'as store printed it', blobIdOf)
    .option('-o, --output <file>', 'where to write it; default: standard output')
    .option('--json', 'print one JSON object when it is written; needs --output', false)
    .action(async (blobId: string, flags: Located & { readonly output?: string; readonly json: boolean }) => {
      const { output, json } = flags;
      if (json && output === undefined) throw new InvalidArgumentError('--json needs --output');
      const { haulout } = await connect(flags);
      const bytes = await haulout.read({ blobId });
      if (output === undefined) {
        await new Promise<void>((resolve, reject) =>
          process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())),
        );
        return;
      }
      await writeFile(output, bytes);
      if (json) writeJson({ kind: 'read', blobId, bytes: bytes.length, output });
      else console.error(`${bytes.length} bytes written to ${output}`);
    });
}

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

/** Checks what was typed before anybody is asked. Throws EncodingError INVALID_BLOB_ID. */
function blobIdOf(text: string): string {
  return blobIdToString(blobIdFromString(text));
}

/** Each phase once for people, every step of it for machines. */
function progressOf(json: boolean): (progress: StoreProgress) => void {
  let last: string | undefined;
  return (progress) => {
    if (json) return writeJson({ kind: 'progress', ...progress });
    if (progress.phase !== last) console.error(`${progress.phase} ...`);
    last = progress.phase;
  };
}
