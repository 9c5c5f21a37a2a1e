/**
 * docs/promises.md says what the tests hold, and the names of the tests say what docs/promises.md explains.
 */
import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const page = text('docs/promises.md');

/** Links to test files by promise, as the page has them. */
const explained = new Map(
  page.split(/^## (?=R\d+: )/m).flatMap((section): [string, string[]][] => {
    const id = /^R\d+/.exec(section)?.[0];
    const links = [...section.matchAll(/\]\(\.\.\/(test\/[^)]+)\)/g)].map(([, path]) => path!);
    return id === undefined ? [] : [[id, links]];
  }),
);

/** Of a test or suite whose name begins with promises: `'R4: ...'`, `'R1, R5: ...'`. */
const NAME = /\b(?:test|it|describe)\b[^'"`]*\(\s*['"`](R\d+(?:,? R\d+)*): /g;
/** The same, or of a table whose entries become names. */
const NAME_OR_ENTRY = /['"`](R\d+(?:,? R\d+)*): /g;

/** The promises that names of tests and suites in a file begin with. */
function named(path: string, pattern = NAME_OR_ENTRY): Set<string> {
  const names = text(path).matchAll(pattern);
  return new Set([...names].flatMap(([, ids]) => ids!.match(/R\d+/g)!));
}

const testFiles = readdirSync(join(root, 'test'), { recursive: true, encoding: 'utf8' })
  .map((path) => `test/${path.replaceAll('\\', '/')}`)
  .filter((path) => path.endsWith('.test.ts'));

test('every promise from R1 to R25 is explained, in its order', () => {
  const all = Array.from({ length: 25 }, (_, index) => `R${index + 1}`);
  assert.deepEqual([...explained.keys()], all);
});

test('a promise that the name of a test gives is explained', () => {
  let seen = 0;
  for (const path of testFiles)
    for (const id of named(path)) {
      seen++;
      assert.ok(explained.has(id), `${path} names ${id}, which docs/promises.md does not explain`);
    }
  assert.ok(seen > 50, `${seen} names`);
});

test('a file that holds a promise has a test that names it', () => {
  for (const [id, paths] of explained)
    for (const path of paths)
      assert.ok(named(path).has(id), `docs/promises.md: no test in ${path} begins with ${id}`);
});

test('a file with a test that names a promise is listed under it', () => {
  const missing = testFiles.flatMap((path) =>
    [...named(path, NAME)].filter((id) => !explained.get(id)!.includes(path)).map((id) => `${id}: ${path}`),
  );
  assert.deepEqual(missing, []);
});

test('a promise that no file holds is said not to be held', () => {
  for (const [id, paths] of explained) {
    const section = page.slice(page.indexOf(`## ${id}: `)).split(/^## /m)[1]!;
    assert.equal(section.includes('No test holds it yet.'), paths.length === 0, id);
  }
});
