/**
 * Compiles the Move packages into `dist/prebuilt`, where `haulout network` and `haulout deploy` find them.
 * `npm run build` runs this after the TypeScript compiler. What is compiled already costs nothing; results of
 * other sources are removed.
 */
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { compiled, packageNames } from './dist/deploy/publication.js';

const cache = join(import.meta.dirname, 'dist/prebuilt');
mkdirSync(cache, { recursive: true });
// Where others are on chain is filled in when a package is published. The compiler sorts by addresses, so
// what uses two packages is compiled for either order of theirs; anything else has one result, which is kept.
const ascending = packageNames.map((name, index) => [name, `0x${`1${index}`.repeat(32)}`]);
const descending = packageNames.map((name, index) => [name, ascending.at(-1 - index)[1]]);
for (const name of packageNames) {
  for (const addresses of [ascending, descending]) {
    const published = Object.fromEntries(addresses.filter(([other]) => other !== name));
    await compiled(name, { published, cache });
  }
}

/** How many results a package has. */
const orders = (name) => (['walrus', 'evidence'].includes(name) ? 2 : 1);
const results = readdirSync(cache).map((file) => {
  const path = join(cache, file);
  return { path, name: JSON.parse(readFileSync(path, 'utf8')).name, time: statSync(path).mtimeMs };
});
for (const name of packageNames) {
  const own = results.filter((result) => result.name === name).sort((a, b) => b.time - a.time);
  if (own.length < orders(name)) throw new Error(`${name}, compiled, could not be written to ${cache}`);
  for (const { path } of own.slice(orders(name))) rmSync(path);
}
