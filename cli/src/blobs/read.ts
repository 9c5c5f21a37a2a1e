import { writeFile } from 'node:fs/promises';
import type { HauloutClient } from '@haulout/sdk/client';
import { quiltPatchIdFromString } from '@haulout/sdk/encoding';
import { InvalidArgument } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { size } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { blobIdOf } from './text.js';

interface ReadFlags extends Located {
  readonly output?: string;
  readonly file?: string;
  readonly json: boolean;
}

/** Characters of a quilt patch id; a blob id has 43. */
const PATCH_ID_LENGTH = 50;

/** `haulout read ID` */
export function readCommand(): Command {
  return located('read', 'read a blob, or a file of a quilt, and check every byte of it')
    .argument('<id>', 'blob id or quilt patch id, as store printed it', idOf)
    .option('--file <name>', 'which file of the quilt that the blob is')
    .option('-o, --output <file>', 'where to write it; default: standard output')
    .option('--json', 'print one JSON object when it is written; needs --output', false)
    .addHelpText(
      'after',
      examples(
        'haulout read BLOB_ID -o photo.jpg',
        'haulout read BLOB_ID --file a.txt',
        'haulout read PATCH_ID',
      ),
    )
    .action(async (id: string, flags: ReadFlags) => {
      const { output, json } = flags;
      if (json && output === undefined)
        throw new InvalidArgument('--json needs --output: the bytes of the blob take standard output');
      const bytes = await read((await connect(flags)).haulout, id, flags.file);
      if (output === undefined) return print(bytes);
      await writeFile(output, bytes);
      const what = id.length === PATCH_ID_LENGTH ? { patchId: id } : { blobId: id, file: flags.file };
      if (json) writeJson({ kind: 'read', ...what, bytes: bytes.length, output });
      else console.error(`${size(bytes.length)} written to ${output}`);
    });
}

async function read(haulout: HauloutClient, id: string, file: string | undefined): Promise<Uint8Array> {
  if (id.length !== PATCH_ID_LENGTH && file === undefined) return haulout.read({ blobId: id });
  if (id.length === PATCH_ID_LENGTH && file !== undefined)
    throw new InvalidArgument('--file goes with a blob id: a quilt patch id is the id of one file already');
  const [found] = await haulout.readFiles(
    file === undefined ? { patchIds: [id] } : { blobId: id, identifiers: [file] },
  );
  return found!.bytes;
}

function print(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())),
  );
}

/** Checks what was typed before anybody is asked. Throws EncodingError INVALID_BLOB_ID, INVALID_PATCH_ID. */
function idOf(text: string): string {
  if (text.length !== PATCH_ID_LENGTH) return blobIdOf(text);
  quiltPatchIdFromString(text);
  return text;
}
