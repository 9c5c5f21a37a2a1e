/** Our packages as npm would install them: packed, and unpacked beside everything that is none of ours. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, readFile, rename, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { inject } from 'vitest';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** All packages that are published. */
export const PUBLISHED = [
  'haulout',
  '@haulout/bls',
  '@haulout/sdk',
  '@haulout/node',
  '@haulout/gateway',
  '@haulout/devnet',
  '@haulout/move',
];

/**
 * The tarballs of all published packages, by name. They are packed once, by the first that asks, in whichever
 * process that is; the others wait for it.
 */
export async function packed(): Promise<ReadonlyMap<string, string>> {
  const folder = join(inject('temporaryFolder'), 'packed');
  const result = join(folder, 'result.json');
  const isFirst = await mkdir(folder).then(
    () => true,
    () => false,
  );
  if (isFirst) {
    const said = await packInto(folder).catch((error: unknown) => ({ failure: String(error) }));
    await writeFile(`${result}.new`, JSON.stringify(said));
    await rename(`${result}.new`, result);
  }
  for (;;) {
    const text = await readFile(result, 'utf8').catch(() => undefined);
    if (text === undefined) await pause(100);
    else {
      const { failure, tarballs } = JSON.parse(text) as { failure?: string; tarballs: [string, string][] };
      assert.equal(failure, undefined);
      return new Map(tarballs);
    }
  }
}

async function packInto(folder: string): Promise<{ readonly tarballs: readonly [string, string][] }> {
  const workspaces = PUBLISHED.flatMap((name) => ['-w', name]);
  const args = ['pack', '--json', '--ignore-scripts', ...workspaces, '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: root });
  const made = Object.values(JSON.parse(stdout) as { name: string; filename: string }[]);
  assert.equal(made.length, PUBLISHED.length);
  return { tarballs: made.map(({ name, filename }) => [name, join(folder, filename)]) };
}

/**
 * Unpacks tarballs into the `node_modules` of an application. Everything else there leads to what is
 * installed in the repository; `replaced` says which package of it takes the place of another.
 */
export async function installPacked(
  application: string,
  tarballs: ReadonlyMap<string, string>,
  replaced: Readonly<Record<string, string>> = {},
): Promise<string> {
  const modules = join(application, 'node_modules');
  for (const [name, tarball] of tarballs) {
    const target = join(modules, name);
    await mkdir(target, { recursive: true });
    await run('tar', ['-xzf', tarball, '--strip-components=1', '-C', target]);
  }
  const present = join(root, 'node_modules');
  for (const name of await packagesIn(present)) {
    if (tarballs.has(name) || name.startsWith('@haulout/')) continue;
    await mkdir(join(modules, name, '..'), { recursive: true });
    await symlink(join(present, replaced[name] ?? name), join(modules, name));
  }
  return modules;
}

/** Names of the packages in a `node_modules`, with their scopes. */
async function packagesIn(modules: string): Promise<string[]> {
  const names: string[] = [];
  for (const name of await readdir(modules)) {
    if (name.startsWith('.')) continue;
    if (!name.startsWith('@')) names.push(name);
    else for (const inner of await readdir(join(modules, name))) names.push(`${name}/${inner}`);
  }
  return names;
}
