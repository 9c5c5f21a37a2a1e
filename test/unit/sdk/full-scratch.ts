/** Fills the disk in a folder while a temporary file there grows, and tells what became of it. */
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileScratch } from '@haulout/sdk/files';

const folder = process.argv[2]!;
const scratch = await fileScratch({ folder })(800_000);
await writeFile(join(folder, 'other'), new Uint8Array(500_000));
let code: unknown;
try {
  await scratch.write(0, new Uint8Array(800_000));
} catch (error) {
  ({ code } = error as { readonly code?: unknown });
}
await scratch.close();
const left = (await readdir(folder)).filter((name) => name !== 'other');
process.send!({ code, left });
process.disconnect();
