/** Our packages as npm would install them: packed, and unpacked beside everything that is none of ours. */
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { mkdir, readdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';

const run = promisify(execFile);
const root = fileURLToPath(new URL('../..', import.meta.url));

/** All packages that are published. */
export const PUBLISHED = [
  'haulout',
  '@haulout/bls',
  '@haulout/sdk',
  '@haulout/node',
  '@haulout/devnet',
  '@haulout/move',
];

/** Packs packages into a folder. Resolves to the path of each tarball, by the name of its package. */
export async function pack(folder: string, packages: readonly string[]): Promise<Map<string, string>> {
  const workspaces = packages.flatMap((name) => ['-w', name]);
  const args = ['pack', '--json', '--ignore-scripts', ...workspaces, '--pack-destination', folder];
  const { stdout } = await run('npm', args, { cwd: root });
  const packed = Object.values(JSON.parse(stdout) as { name: string; filename: string }[]);
  assert.equal(packed.length, packages.length);
  return new Map(packed.map(({ name, filename }) => [name, join(folder, filename)]));
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
