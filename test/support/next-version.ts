/** The next version of a Move package, which differs in the version of its shared objects alone. */
import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { compilePackage, type CompiledPackage } from '@haulout/devnet/compiler';
import { publishedPackages, type Deployment } from 'haulout';
import { MOVE } from './move-packages.js';

/** Sources that have the version. */
const VERSIONED = {
  walrus: ['sources/system.move', 'sources/staking.move'],
  evidence: ['sources/shared/evidence.move'],
} as const;

/** Compiles the next version of a package for a network. Takes real time. */
export async function compileNextVersion(
  name: keyof typeof VERSIONED,
  deployment: Deployment,
): Promise<CompiledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-next-version-'));
  try {
    await cp(MOVE, folder, { recursive: true });
    for (const source of VERSIONED[name]) {
      const path = join(folder, name, source);
      const text = await readFile(path, 'utf8');
      if (!text.includes('const VERSION: u64 = 1;')) throw new Error(`${source} has no version`);
      await writeFile(path, text.replace('const VERSION: u64 = 1;', 'const VERSION: u64 = 2;'));
    }
    const published = publishedPackages(deployment);
    return await compilePackage(
      { directory: join(folder, name) },
      { published: name === 'walrus' ? published : { ...published, walrus: deployment.packageId } },
    );
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
