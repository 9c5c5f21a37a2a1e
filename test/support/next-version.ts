/** Later versions of a Move package, which differ in the version of its shared objects alone. */
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

/** What marks the first version of a package that knows its own id so. */
const MARK = 'public struct Version1()';

/** Compiles the next version of a package for a network, or a later one. Takes real time. */
export async function compileNextVersion(
  name: keyof typeof VERSIONED,
  deployment: Deployment,
  {
    version = 2,
    edit = (text) => text,
  }: {
    readonly version?: number;
    /** What else is different in the sources that have the version. */
    readonly edit?: (text: string) => string;
  } = {},
): Promise<CompiledPackage> {
  const folder = await mkdtemp(join(tmpdir(), 'haulout-next-version-'));
  try {
    await cp(MOVE, folder, { recursive: true });
    for (const source of VERSIONED[name]) {
      const path = join(folder, name, source);
      const text = await readFile(path, 'utf8');
      if (!text.includes('const VERSION: u64 = 1;')) throw new Error(`${source} has no version`);
      await writeFile(path, edit(inVersion(text, version)));
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

/** A source of version 1 as it is in a later one, with the marks of those between. */
function inVersion(text: string, version: number): string {
  const marks = Array.from({ length: version }, (_, index) => MARK.replace('1', String(index + 1)));
  return text
    .replace('const VERSION: u64 = 1;', `const VERSION: u64 = ${version};`)
    .replace('with_defining_ids<Version1>', `with_defining_ids<Version${version}>`)
    .replace(MARK, marks.join('\n'));
}
