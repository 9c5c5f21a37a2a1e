import { open, type FileHandle } from 'node:fs/promises';
import { Readable } from 'node:stream';
import type { HauloutClient } from '@haulout/sdk/client';
import { fileScratch } from '@haulout/sdk/files';
import { InvalidArgument } from '@haulout/sdk/base';
import type { Command } from 'commander';
import { writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import { count, size } from '../format.js';
import { connect, located, type Located } from '../located.js';
import { Bars, hasTerminal } from './bars.js';
import { writeFolder } from './quilt-folder.js';
import { blobOrPatchIdOf, PATCH_ID_LENGTH } from './text.js';

interface ReadFlags extends Located {
  readonly output?: string;
  readonly file?: string;
  readonly folder?: string;
  readonly json: boolean;
}

/** `haulout read ID` */
export function readCommand(): Command {
  return located('read')
    .argument('<id>', 'blob id or quilt patch id, as store printed it', blobOrPatchIdOf)
    .option('--file <name>', 'which file of the quilt that the blob is')
    .option('-o, --output <file>', 'where to write it; default: standard output')
    .option('--folder <folder>', 'write all files of a quilt there; must be missing or empty')
    .option('--json', 'one JSON object when it is written; needs --output or --folder', false)
    .addHelpText(
      'after',
      examples(
        'haulout read BLOB_ID -o photo.jpg',
        'haulout read BLOB_ID --file a.txt',
        'haulout read PATCH_ID',
        'haulout read BLOB_ID --folder photos',
      ),
    )
    .action(async (id: string, flags: ReadFlags) => {
      const { output, folder, json } = flags;
      checkFlags(id, flags);
      const { haulout } = await connect(flags);
      if (folder !== undefined) return readIntoFolder(haulout, id, { folder, json });
      const bytes = await contentOf(haulout, id, flags);
      if (output === undefined) return print(bytes);
      const written = await write(bytes, output);
      const what = id.length === PATCH_ID_LENGTH ? { patchId: id } : { blobId: id, file: flags.file };
      if (json) writeJson({ kind: 'read', ...what, bytes: written, output });
      else console.error(`${size(written)} written to ${output}`);
    });
}

function checkFlags(id: string, { output, file, folder, json }: ReadFlags): void {
  const isPatch = id.length === PATCH_ID_LENGTH;
  if (isPatch && file !== undefined)
    throw new InvalidArgument('--file goes with a blob id: a quilt patch id is the id of one file already');
  if (folder !== undefined && (isPatch || file !== undefined || output !== undefined))
    throw new InvalidArgument('--folder is for all files of a quilt: give the blob id of the quilt alone');
  if (json && output === undefined && folder === undefined)
    throw new InvalidArgument('--json needs --output: the bytes of the blob take standard output');
}

async function readIntoFolder(
  haulout: HauloutClient,
  blobId: string,
  { folder, json }: { readonly folder: string; readonly json: boolean },
): Promise<void> {
  const files = await haulout.readFiles({ blobId });
  await writeFolder(folder, files);
  const bytes = files.reduce((sum, file) => sum + file.bytes.length, 0);
  const names = files.map(({ identifier, patchId, tags }) => ({ identifier, patchId, tags }));
  if (json) return writeJson({ kind: 'read', blobId, bytes, folder, files: names });
  console.error(`${count(files.length, 'file')}, ${size(bytes)}, written to ${folder}`);
}

/** The bytes, all of them checked before the first one comes. */
async function contentOf(
  haulout: HauloutClient,
  id: string,
  { file, output, json }: ReadFlags,
): Promise<AsyncIterable<Uint8Array>> {
  if (id.length !== PATCH_ID_LENGTH && file === undefined) return readBlob(haulout, id, { output, json });
  const [found] = await haulout.readFiles(
    file === undefined ? { patchIds: [id] } : { blobId: id, identifiers: [file] },
  );
  return Readable.from([found!.bytes]);
}

/** A blob, which is kept in a temporary file meanwhile if it is large. */
async function* readBlob(
  haulout: HauloutClient,
  blobId: string,
  { output, json }: Pick<ReadFlags, 'output' | 'json'>,
): AsyncGenerator<Uint8Array, void> {
  const isSeen = hasTerminal() && (output !== undefined || !process.stdout.isTTY);
  const bars = isSeen && !json ? new Bars() : undefined;
  try {
    const stream = haulout.readStream({
      blobId,
      consistency: 'strict',
      scratch: fileScratch(),
      onProgress: ({ phase, bytesDone, bytesTotal }) =>
        bars?.show({ label: phase, done: bytesDone, total: bytesTotal, unit: 'bytes' }),
    });
    for await (const chunk of stream) {
      bars?.end();
      yield chunk;
    }
  } finally {
    bars?.end();
  }
}

/** Writes a file, which is touched only when there is something to write. Returns the number of bytes. */
async function write(bytes: AsyncIterable<Uint8Array>, path: string): Promise<number> {
  let file: FileHandle | undefined;
  let written = 0;
  try {
    for await (const chunk of bytes) {
      file ??= await open(path, 'w');
      await file.writeFile(chunk);
      written += chunk.length;
    }
    file ??= await open(path, 'w');
    return written;
  } finally {
    await file?.close();
  }
}

async function print(bytes: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const chunk of bytes) await printChunk(chunk);
}

function printChunk(bytes: Uint8Array): Promise<void> {
  return new Promise((resolve, reject) =>
    process.stdout.write(bytes, (error) => (error ? reject(error) : resolve())),
  );
}
