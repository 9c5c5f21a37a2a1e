/**
 * Compiles the Move packages into `dist/prebuilt`, where `haulout network` and `haulout deploy` find them.
 * `npm run build` runs this after the TypeScript compiler. What is compiled already costs nothing; results of
 * other sources are removed.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compiled } from './dist/deploy/publication.js';

const cache = join(import.meta.dirname, 'dist/prebuilt');
mkdirSync(cache, { recursive: true });
// Where WAL is on chain is filled in when a package is published: the result is the same for any address.
const published = { wal: `0x${'1a'.repeat(32)}` };
await compiled('wal', { published: {}, cache });
await compiled('walrus', { published, cache });
await compiled('wal_exchange', { published, cache });

const results = readdirSync(cache).map((name) => {
  const file = join(cache, name);
  return { file, name: JSON.parse(readFileSync(file, 'utf8')).name, time: statSync(file).mtimeMs };
});
const newest = new Map(results.sort((a, b) => a.time - b.time).map((result) => [result.name, result]));
if (newest.size !== 3) throw new Error(`the compiled Move packages could not be written to ${cache}`);
for (const result of results) if (newest.get(result.name) !== result) rmSync(result.file);
