/**
 * Results of the compiler, kept so that nothing is compiled twice. A result depends on nothing but sources,
 * options and the compiler: a digest of all three is its name. Results are kept in memory and, as JSON, in a
 * folder. Results that come with this package, or with the sources (`prebuilt`), are read from their folders.
 *
 * A folder that cannot be read or written, or holds damaged files, costs time and nothing else.
 */
import { COMPILER_VERSION } from './builder.js';
import type { CompiledModule, CompiledPackage } from './compiled-package.js';
import { CompileError } from './errors.js';
import { moduleName } from './module-name.js';
import { digestOf } from './text-digest.js';

/**
 * Folder for the cache; null: none. Default: `build/` of this package, after the results that come with the
 * package in `dist/prebuilt`.
 */
export type CacheFolder = string | null | undefined;

/** Files kept in a folder; the least recently written are removed first. */
const MAX_FILES = 64;
/** Results kept in memory. */
const MAX_IN_MEMORY = 16;
/** Changes whenever the shape of a cached file does. */
const FORMAT = '2';

const inMemory = new Map<string, Promise<unknown>>();

/** What a result is made of, and where it is kept. */
export interface BuildKey {
  /** First part of the file's name. */
  readonly kind: 'package' | 'framework';
  /** All texts that the result depends on, beside the compiler. */
  readonly parts: readonly string[];
  readonly folder: CacheFolder;
  /** A folder of results to read before anything is made. */
  readonly prebuilt?: string | undefined;
}

/** How a result becomes plain JSON, and back. */
export interface BuildCodec<T> {
  print(value: T): unknown;
  /** Throws for what is damaged. */
  parse(json: unknown): T;
}

/** The result of `make`, or the one that was kept for the same key. */
export async function cached<T>(key: BuildKey, make: () => Promise<T>, codec: BuildCodec<T>): Promise<T> {
  const name = buildFileName(key);
  const id = `${key.folder}/${name}`;
  const known = inMemory.get(id) as Promise<T> | undefined;
  if (known) return known;
  const result = readOrMake(name, key, { make, codec });
  inMemory.set(id, result);
  result.catch(() => inMemory.delete(id));
  if (inMemory.size > MAX_IN_MEMORY) inMemory.delete(inMemory.keys().next().value!);
  return result;
}

/** Name of the file that a result is kept in: it follows from the parts. */
export function buildFileName({ kind, parts }: Pick<BuildKey, 'kind' | 'parts'>): string {
  return `${kind}-${digestOf([COMPILER_VERSION, FORMAT, ...parts])}.json`;
}

/** Modules in JSON: name, and bytecode in base64. */
export const modulesCodec: BuildCodec<readonly CompiledModule[]> = {
  print: (modules) =>
    modules.map(({ name, bytecode }) => ({ name, bytecode: Buffer.from(bytecode).toString('base64') })),
  parse: (json) =>
    (json as { name: string; bytecode: string }[]).map(({ name, bytecode }) => {
      const bytes = Uint8Array.from(Buffer.from(bytecode, 'base64'));
      if (moduleName(bytes).name !== name) {
        throw new CompileError('COMPILER_BROKEN', `the kept bytecode of module ${name} is damaged`);
      }
      return { name, bytecode: bytes };
    }),
};

/** A compiled package in JSON. */
export const packageCodec: BuildCodec<CompiledPackage> = {
  print: (item) => ({ ...item, modules: modulesCodec.print(item.modules), digest: [...item.digest] }),
  parse: (json) => {
    const item = json as CompiledPackage & { readonly digest: readonly number[] };
    return {
      ...item,
      modules: modulesCodec.parse(item.modules),
      digest: Uint8Array.from(item.digest),
      warnings: item.warnings,
    };
  },
};

async function readOrMake<T>(
  name: string,
  { folder: option, prebuilt }: BuildKey,
  { make, codec }: { readonly make: () => Promise<T>; readonly codec: BuildCodec<T> },
): Promise<T> {
  const folder = option === undefined ? await folderOfThisPackage('build') : option;
  const shipped = option === undefined ? await folderOfThisPackage('dist/prebuilt') : undefined;
  for (const place of [prebuilt, shipped, folder]) {
    const text = place ? await readBuild(place, name) : undefined;
    if (text === undefined) continue;
    try {
      return codec.parse(JSON.parse(text));
    } catch {
      // Damaged: looked for elsewhere, or made again and overwritten.
    }
  }
  const made = await make();
  if (folder !== null) await writeBuild(folder, name, JSON.stringify(codec.print(made)));
  return made;
}

/** A folder of this package, which has the same place seen from src/ and from dist/; null outside of Node. */
async function folderOfThisPackage(folder: string): Promise<string | null> {
  if (typeof process === 'undefined' || !process.versions?.node) return null;
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(new URL(`../../${folder}`, import.meta.url));
}

async function readBuild(folder: string, name: string): Promise<string | undefined> {
  const { readFile } = await import('node:fs/promises');
  return readFile(`${folder}/${name}`, 'utf8').catch(() => undefined);
}

/**
 * Writes beside and renames, so that another process never reads half a file. A folder that cannot be written
 * is no failure.
 */
async function writeBuild(folder: string, name: string, text: string): Promise<void> {
  const { mkdir, rename, writeFile } = await import('node:fs/promises');
  const temporary = `${folder}/${name}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, text);
    await rename(temporary, `${folder}/${name}`);
    await removeOldest(folder);
  } catch {
    return;
  }
}

async function removeOldest(folder: string): Promise<void> {
  const { readdir, stat, rm } = await import('node:fs/promises');
  const names = (await readdir(folder)).filter((name) => /^\w+-[0-9a-f]{32}\.json$/.test(name));
  if (names.length <= MAX_FILES) return;
  const written = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(`${folder}/${name}`)).mtimeMs })),
  );
  const oldest = written.sort((a, b) => a.at - b.at).slice(0, names.length - MAX_FILES);
  await Promise.all(oldest.map(({ name }) => rm(`${folder}/${name}`, { force: true })));
}
