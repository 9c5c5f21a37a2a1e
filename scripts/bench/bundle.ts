import { readFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { firstLoad } from '../../test/support/browser-bundle.js';
import { table } from './measure.js';
import type { Progress } from './progress.js';

const SUI = `export { SuiGrpcClient } from '@mysten/sui/grpc';`;
const OURS = `export { haulout } from '@haulout/sdk/client';`;
const THEIRS = `export { walrus } from '@mysten/walrus';`;
const ENCODING = `export { encodeBlob, decodeBlob } from '@haulout/sdk/encoding';`;

/** What a page that stores and reads blobs makes its visitors load, minified, next to the official client. */
export async function benchBundle(progress: Progress): Promise<string> {
  // The official client fetches its encoder when it is first used; ours is part of the script.
  const specifier = '@mysten/walrus-wasm/web/walrus_wasm_bg.wasm';
  const wasm = await readFile(fileURLToPath(import.meta.resolve(specifier)));
  const rows: [string, string, readonly Uint8Array[]][] = [
    ['@haulout/sdk/client', OURS, []],
    ['@mysten/walrus and its wasm', THEIRS, [wasm]],
    ['@mysten/sui client and @haulout/sdk/client', SUI + OURS, []],
    ['@mysten/sui client, @mysten/walrus and its wasm', SUI + THEIRS, [wasm]],
    ['@haulout/sdk/encoding alone', ENCODING, []],
  ];
  const measured: string[][] = [];
  progress.expect(rows.length);
  for (const [what, source, more] of rows) {
    progress.step(what);
    const files = [...(await firstLoad(source)), ...more];
    const kB = (sizes: readonly number[]) => (sizes.reduce((sum, size) => sum + size, 0) / 1000).toFixed(0);
    const gzipped = files.map((file) => gzipSync(file, { level: 9 }).length);
    measured.push([what, kB(files.map(({ length }) => length)), kB(gzipped)]);
  }
  return table(['a page with', 'minified, kB', 'gzip, kB'], measured);
}
