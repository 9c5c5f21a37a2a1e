/**
 * What the documentation shows is so: its code is compiled with the tests, its commands exist, its links lead
 * somewhere.
 */
import assert from 'node:assert/strict';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { test } from 'vitest';
import type { Command } from 'commander';
import { maxBlobSize, maxQuiltFiles } from '@haulout/sdk/encoding';
import { size } from '../../../cli/src/format.js';
import { createWholeProgram } from '../../../cli/src/program.js';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const text = (path: string): string => readFileSync(join(root, path), 'utf8');
const inFolder = (folder: string, end: string): string[] =>
  readdirSync(join(root, folder))
    .filter((name) => name.endsWith(end))
    .map((name) => join(folder, name));

const pages = [
  ...inFolder('.', '.md'),
  ...inFolder('docs', '.md'),
  ...['bls', 'sdk', 'node', 'gateway', 'devnet', 'cli', 'move'].map((folder) => join(folder, 'README.md')),
];
const blocks = (page: string, language: string): string[] =>
  [...text(page).matchAll(new RegExp(`^\`\`\`${language}\\n(.*?)^\`\`\`$`, 'gms'))].map(([, code]) => code!);

/** What a page may show: a whole program, with its imports. */
const examples = inFolder('examples', '.ts').map(text);

test('every TypeScript block is a whole example', () => {
  let seen = 0;
  for (const page of pages)
    for (const code of blocks(page, 'ts')) {
      seen++;
      assert.ok(examples.includes(code), `${page} shows what no file of examples has so:\n${code}`);
    }
  assert.ok(seen >= 10, `${seen} blocks`);
});

test('every command in a shell block exists, with the options that it is given', async () => {
  const program = await createWholeProgram();
  let seen = 0;
  for (const page of pages)
    for (const line of blocks(page, 'sh').flatMap((code) => code.split('\n'))) {
      const words = /^npx haulout (.*?)(?: +#.*)?$/.exec(line)?.[1]?.split(/ +/);
      if (words === undefined) continue;
      seen++;
      let command: Command = program;
      for (const word of words) {
        const next = command.commands.find((some) => some.name() === word);
        if (next === undefined) break;
        command = next;
      }
      assert.ok(command.parent !== null || words[0]!.startsWith('-'), `${page}: ${line}`);
      for (const flag of words.filter((word) => /^--?[a-z]/.test(word) && word !== '--help'))
        assert.ok(
          command.options.some(({ long, short }) => flag === long || flag === short),
          `${page}: ${command.name()} has no ${flag}`,
        );
    }
  assert.ok(seen >= 15, `${seen} commands`);
});

test('every script and every file that is named is there', () => {
  const { scripts } = JSON.parse(text('package.json')) as { scripts: Record<string, string> };
  for (const page of pages) {
    for (const [, name] of text(page).matchAll(/\bnpm run ([a-z]+)/g))
      assert.ok(scripts[name!], `${page}: npm run ${name}`);
    for (const [, link] of text(page).matchAll(/\]\((?!https?:|#)([^)#]+)/g))
      assert.ok(existsSync(join(root, dirname(page), link!)), `${page}: ${link}`);
    for (const [, path] of text(page).matchAll(/`((?:docs|test|scripts|move)\/[\w./-]*[\w])`/g))
      assert.ok(existsSync(join(root, path!)), `${page}: ${path}`);
  }
});

test('the table of the largest blobs has what so many shards hold', () => {
  const rows = [...text('docs/dapps.md').matchAll(/^\| ([\d,]+) +\| ([\d.]+ \wiB) +\| (\d+) +\|$/gm)];
  assert.ok(rows.length >= 5, `${rows.length} rows`);
  for (const [, shards, blob, files] of rows) {
    const nShards = Number(shards!.replace(',', ''));
    assert.deepEqual([blob, files], [size(maxBlobSize(nShards)), String(maxQuiltFiles(nShards))], shards);
  }
});
