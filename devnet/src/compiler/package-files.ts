/**
 * The files of a Move package, in memory: what the compiler reads and nothing else.
 *
 * Paths are relative to the package, with forward slashes. Sizes are bounded before anything is read, and
 * links are not followed, so that a package cannot show the compiler a file from outside itself.
 */
import { CompileError } from './errors.js';

/** Path in the package to text. Always has `Move.toml`. */
export type PackageFiles = Readonly<Record<string, string>>;

/** A package to compile: a folder, or files in memory with those of its local dependencies. */
export type PackageSource =
  | {
      readonly directory: string;
      /**
       * Folder in which the repositories of git dependencies are checked out, as `NAME` or `OWNER/NAME`. What
       * is checked out there is used, whatever revision a manifest names.
       */
      readonly checkouts?: string | undefined;
    }
  | {
      readonly files: PackageFiles;
      /** Packages that `{ local = "../x" }` dependencies name, by path relative to this package. */
      readonly locals?: Readonly<Record<string, PackageFiles>>;
    };

/** Most files that one package may have. */
export const MAX_FILES = 2_000;
/** Most bytes in one file. */
export const MAX_FILE_BYTES = 4 * 1024 * 1024;
/** Most bytes in one package. */
export const MAX_PACKAGE_BYTES = 32 * 1024 * 1024;
/** Folders below the package folder that are looked into, and how deep. */
const MAX_DEPTH = 16;

const SOURCE_FOLDERS = ['sources', 'tests', 'examples', 'scripts'];

/** Keeps the files that the compiler reads. Throws `BAD_PACKAGE` for hostile paths and sizes. */
export function selectFiles(files: PackageFiles): Record<string, string> {
  const chosen: Record<string, string> = {};
  let bytes = 0;
  let count = 0;
  for (const [path, text] of Object.entries(files)) {
    if (!isPackageFile(path)) continue;
    if (typeof text !== 'string') throw new CompileError('BAD_PACKAGE', `${path} is not text`);
    if (text.length > MAX_FILE_BYTES) throw tooLarge(path, text.length, MAX_FILE_BYTES);
    bytes += text.length;
    if (bytes > MAX_PACKAGE_BYTES) throw tooLarge('the package', bytes, MAX_PACKAGE_BYTES);
    if (++count > MAX_FILES) throw new CompileError('BAD_PACKAGE', `more than ${MAX_FILES} files`);
    chosen[path] = withFinalNewline(path, text);
  }
  if (chosen['Move.toml'] === undefined) throw new CompileError('BAD_PACKAGE', 'no Move.toml');
  return chosen;
}

/** Reads a package folder. Throws `BAD_PACKAGE` when it has no Move.toml or is larger than the limits. */
export async function readPackageDirectory(directory: string): Promise<Record<string, string>> {
  const { readFile, readdir, lstat } = await import('node:fs/promises');
  const { join } = await import('node:path');
  const found: { path: string; size: number }[] = [];
  let bytes = 0;

  const consider = async (path: string): Promise<void> => {
    const info = await lstat(join(directory, path)).catch(() => undefined);
    if (!info?.isFile()) return;
    if (info.size > MAX_FILE_BYTES) throw tooLarge(path, info.size, MAX_FILE_BYTES);
    bytes += info.size;
    if (bytes > MAX_PACKAGE_BYTES) throw tooLarge(directory, bytes, MAX_PACKAGE_BYTES);
    if (found.length >= MAX_FILES) {
      throw new CompileError('BAD_PACKAGE', `${directory} has more than ${MAX_FILES} files`);
    }
    found.push({ path, size: info.size });
  };
  const walk = async (folder: string, depth: number): Promise<void> => {
    if (depth > MAX_DEPTH) throw new CompileError('BAD_PACKAGE', `${folder} is nested too deep`);
    const entries = await readdir(join(directory, folder), { withFileTypes: true });
    entries.sort((a, b) => (a.name < b.name ? -1 : 1));
    for (const entry of entries) {
      const path = `${folder}/${entry.name}`;
      if (entry.isDirectory()) await walk(path, depth + 1);
      else if (entry.isFile() && isPackageFile(path)) await consider(path);
    }
  };

  await consider('Move.toml');
  if (found.length === 0) throw new CompileError('BAD_PACKAGE', `${directory} has no Move.toml`);
  for (const folder of SOURCE_FOLDERS) {
    const info = await lstat(join(directory, folder)).catch(() => undefined);
    if (info?.isDirectory()) await walk(folder, 1);
  }
  const files: Record<string, string> = {};
  for (const { path } of found) {
    files[path] = withFinalNewline(path, await readFile(join(directory, path), 'utf8'));
  }
  return files;
}

/** The files of a package that another one uses: all but its tests and examples. */
export function sourcesOnly(files: PackageFiles): PackageFiles {
  return Object.fromEntries(Object.entries(files).filter(([path]) => !isModeFile(path)));
}

/** The tests and examples of a package. */
export function modeFilesOnly(files: PackageFiles): PackageFiles {
  return Object.fromEntries(Object.entries(files).filter(([path]) => isModeFile(path)));
}

/** Whether the compiler reads a file in its modes only. */
export function isModeFile(path: string): boolean {
  return /^(tests|examples)\//.test(path);
}

/**
 * Joins a package path and the relative path of a dependency: `joinPath('../b', '../x/c')` is `'../x/c'`.
 * The empty path is the root package.
 */
export function joinPath(base: string, relative: string): string {
  const parts: string[] = [];
  for (const part of `${base}/${relative}`.split('/')) {
    if (part === '' || part === '.') continue;
    if (part === '..' && parts.length > 0 && parts.at(-1) !== '..') parts.pop();
    else parts.push(part);
  }
  return parts.join('/');
}

/**
 * The compiler's lexer looks two bytes ahead: in a comment that is not closed it looks past the end of the
 * file, panics, and never comes back. A line end behind the last line keeps it inside.
 */
function withFinalNewline(path: string, text: string): string {
  return path.endsWith('.move') && !text.endsWith('\n') ? `${text}\n` : text;
}

function isPackageFile(path: string): boolean {
  if (path === 'Move.toml') return true;
  if (!path.endsWith('.move') || path.includes('\\') || path.includes('\0')) return false;
  const parts = path.split('/');
  if (parts.some((part) => part === '' || part === '.' || part === '..')) return false;
  return parts.length > 1 && SOURCE_FOLDERS.includes(parts[0]!);
}

function tooLarge(what: string, size: number, limit: number): CompileError {
  return new CompileError('BAD_PACKAGE', `${what} has ${size} bytes; the limit is ${limit}`);
}
