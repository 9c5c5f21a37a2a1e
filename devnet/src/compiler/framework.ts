/**
 * Where `MoveStdlib` (0x1) and `Sui` (0x2) come from: our own sources in devnet/framework, a folder, or
 * GitHub through the compiler's own downloader.
 */
import { CompileError } from './errors.js';
import { digestOf } from './text-digest.js';
import { readPackageDirectory, selectFiles, sourcesOnly, type PackageFiles } from './package-files.js';

/** Where the framework packages come from. */
export type FrameworkSource =
  /** The sources that come with this package (default). */
  | { readonly kind: 'haulout' }
  /**
   * A folder with `move-stdlib` and `sui-framework`, such as `crates/sui-framework/packages` of a sui
   * checkout.
   */
  | { readonly kind: 'directory'; readonly path: string }
  /** Sources already in memory. */
  | { readonly kind: 'files'; readonly std: PackageFiles; readonly sui: PackageFiles }
  /**
   * GitHub, at the revision that the compiler or the manifest names. Other git dependencies come from there,
   * too.
   */
  | { readonly kind: 'download'; readonly githubToken?: string };

/** Files of the two framework packages, without their tests. */
export interface FrameworkFiles {
  readonly std: PackageFiles;
  readonly sui: PackageFiles;
}

/** The sources that come with this package. */
export const OWN_FRAMEWORK: FrameworkSource = { kind: 'haulout' };

const read = new Map<string, Promise<FrameworkFiles>>();

/**
 * Files of a framework; undefined when the compiler downloads it. A folder is read once in a process. Tests
 * are left out: in its test mode the compiler would compile those of dependencies, too.
 */
export async function frameworkFiles(source: FrameworkSource): Promise<FrameworkFiles | undefined> {
  if (source.kind === 'download') return undefined;
  if (source.kind === 'files') return onlySources(selectFiles(source.std), selectFiles(source.sui));
  const path = source.kind === 'haulout' ? await ownDirectory() : source.path;
  let files = read.get(path);
  if (!files) {
    files = readFramework(path);
    read.set(path, files);
    files.catch(() => read.delete(path));
  }
  return files;
}

const digests = new WeakMap<FrameworkFiles, string>();

/**
 * A digest of a framework's sources, with their paths: what a build against it depends on. It is made once
 * for the files of a folder.
 */
export function frameworkDigest(files: FrameworkFiles): string {
  const known = digests.get(files);
  if (known !== undefined) return known;
  const digest = digestOf(
    [files.std, files.sui].flatMap((from) => [
      ...Object.keys(from)
        .sort()
        .filter((path) => path.startsWith('sources/'))
        .flatMap((path) => [path, from[path]!]),
      '',
    ]),
  );
  digests.set(files, digest);
  return digest;
}

async function readFramework(path: string): Promise<FrameworkFiles> {
  const { join } = await import('node:path');
  const [std, sui] = await Promise.all([
    readPackageDirectory(join(path, 'move-stdlib')),
    readPackageDirectory(join(path, 'sui-framework')),
  ]).catch((cause: unknown) => {
    const reason = cause instanceof Error ? cause.message : String(cause);
    throw new CompileError('BAD_DEPENDENCY', `no framework in ${path}: ${reason}`, { cause });
  });
  return onlySources(std, sui);
}

function onlySources(std: PackageFiles, sui: PackageFiles): FrameworkFiles {
  return { std: sourcesOnly(std), sui: sourcesOnly(sui) };
}

async function ownDirectory(): Promise<string> {
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(new URL('../../framework', import.meta.url));
}
