/**
 * Compiles the Move packages into `dist/prebuilt`, where `haulout network` and `haulout deploy` find them.
 * `npm run build` runs this after the TypeScript compiler. What is compiled already costs nothing; results of
 * other sources are removed.
 */
import { once } from 'node:events';
import { mkdirSync, readdirSync, readFileSync, rmSync, statSync } from 'node:fs';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import { isMainThread, Worker, workerData } from 'node:worker_threads';
import { packageNames } from './dist/deploy/package-names.js';
import { compiled } from './dist/deploy/publication.js';

const cache = join(import.meta.dirname, 'dist/prebuilt');
mkdirSync(cache, { recursive: true });
// Where others are on chain is filled in when a package is published. The compiler sorts by addresses, so a
// package is compiled for each order in which those that it uses can be; whatever has no other one is kept.
const ALL = ['wal', 'walrus_core', 'walrus'];
const USES = {
  wal: [],
  walrus_core: [],
  walrus: ['wal', 'walrus_core'],
  wal_exchange: ['wal'],
  evidence: ALL,
  blob_bucket: ALL,
  subsidies: ALL,
  walrus_subsidies: ALL,
};

/** All orders of some names. */
function orders(names) {
  if (names.length < 2) return [names];
  return names.flatMap((first) =>
    orders(names.filter((name) => name !== first)).map((rest) => [first, ...rest]),
  );
}

/** A package, compiled for one order. Its result is kept in the folder. */
function build({ name, order }, onCompile) {
  const published = Object.fromEntries(order.map((other, index) => [other, `0x${`1${index}`.repeat(32)}`]));
  return compiled(name, { published, cache, onCompile });
}

if (isMainThread) await buildAll();
else for (const job of workerData) await build(job);

/** Builds what is not there, on all processors. */
async function buildAll() {
  const jobs = packageNames.flatMap((name) => orders(USES[name]).map((order) => ({ name, order })));
  const missing = [];
  for (const job of jobs) {
    let isMissing = false;
    const stop = () => {
      isMissing = true;
      throw new Error('it is compiled by another thread');
    };
    await build(job, stop).catch((error) => {
      if (!isMissing) throw error;
      missing.push(job);
    });
  }
  const threads = Math.min(availableParallelism(), missing.length);
  const ended = Array.from({ length: threads }, (_, thread) => {
    const share = missing.filter((_, i) => i % threads === thread);
    return once(new Worker(new URL(import.meta.url), { workerData: share }), 'exit');
  });
  for (const [code] of await Promise.all(ended))
    if (code !== 0) throw new Error(`a thread that compiled has ended with ${code}`);
  removeOthers();
}

/** Removes results of other sources. */
function removeOthers() {
  const results = readdirSync(cache).map((file) => {
    const path = join(cache, file);
    return { path, name: JSON.parse(readFileSync(path, 'utf8')).name, time: statSync(path).mtimeMs };
  });
  for (const name of packageNames) {
    const own = results.filter((result) => result.name === name).sort((a, b) => b.time - a.time);
    if (own.length < orders(USES[name]).length)
      throw new Error(`${name}, compiled, could not be written to ${cache}`);
    for (const { path } of own.slice(orders(USES[name]).length)) rmSync(path);
  }
}
