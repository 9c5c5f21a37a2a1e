/**
 * Checks each published package as npm would install it: what its package.json names is there (publint), and
 * its types are found wherever its code is, by Node and by bundlers (Are the types wrong).
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { checkPackage, createPackageFromTarballData, type Problem } from '@arethetypeswrong/core';
import { publint } from 'publint';
import { formatMessage } from 'publint/utils';

const WORKSPACES = ['bls', 'sdk', 'node', 'gateway', 'devnet', 'cli'];

/** The packages are ES modules: how `require` and the resolution of old TypeScript fare does not count. */
const IGNORED = new Set(['node10', 'node16-cjs']);

const folder = await mkdtemp(join(tmpdir(), 'haulout-packages-'));
try {
  const args = ['pack', '--json', '--ignore-scripts', '--pack-destination', folder];
  const { stdout } = await promisify(execFile)('npm', [
    ...args,
    ...WORKSPACES.flatMap((name) => ['-w', name]),
  ]);
  const packed = Object.values(JSON.parse(stdout) as { name: string; filename: string }[]);
  const found = await Promise.all(packed.map(({ name, filename }) => check(name, join(folder, filename))));
  for (const line of found.flat()) console.error(line);
  if (found.flat().length > 0) process.exitCode = 1;
} finally {
  await rm(folder, { recursive: true, force: true });
}

async function check(name: string, tarball: string): Promise<string[]> {
  const data = new Uint8Array(await readFile(tarball));
  const { messages, pkg } = await publint({ pack: { tarball: data.buffer }, strict: true });
  const types = await checkPackage(createPackageFromTarballData(data));
  return [
    ...messages.map((message) => `${name}: ${formatMessage(message, pkg, { color: false })}`),
    ...(types.types === false ? [`${name}: has no types`] : types.problems.filter(counts).map(describe)),
  ];

  function describe(problem: Problem): string {
    return `${name}: ${JSON.stringify(problem)}`;
  }
}

function counts(problem: Problem): boolean {
  return !('resolutionKind' in problem && IGNORED.has(problem.resolutionKind));
}
