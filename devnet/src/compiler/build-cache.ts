/**
 * Compiling depends on nothing but sources, options and the compiler, so its results are kept: in memory, and as
 * JSON in a build folder under a digest of everything that they depend on. A cache that cannot be read or written,
 * or is damaged, costs time and nothing else.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { COMPILER_VERSION } from './builder.js';
import { CompileError } from './errors.js';
import { moduleName } from './module-name.js';

/** Folder for the cache; null: none. Default: `build/` beside the sources of this package. */
export type CacheFolder = string | null | undefined;

/** Files kept in a folder; the least recently written go first. */
const MAX_FILES = 64;
/** Results kept in memory. */
const MAX_IN_MEMORY = 16;
/** Changes whenever the shape of a cached file does. */
const FORMAT = '2';

const inMemory = new Map<string, Promise<unknown>>();

/**
 * What `make` gives, or gave before for the same parts.
 *
 * @param kind first part of the file's name
 * @param parts all texts that the result depends on, beside the compiler; joined without ambiguity
 * @param codec to plain JSON and back; `parse` throws for what is damaged
 */
export async function keep<T>(
  {
    kind,
    parts,
    folder,
  }: { readonly kind: string; readonly parts: readonly string[]; readonly folder: CacheFolder },
  make: () => Promise<T>,
  codec: { readonly print: (value: T) => unknown; readonly parse: (json: unknown) => T },
): Promise<T> {
  const name = `${kind}-${digestOf(parts)}.json`;
  const key = `${folder}/${name}`;
  const known = inMemory.get(key) as Promise<T> | undefined;
  if (known) return known;
  const result = readOrMake(name, folder, make, codec);
  inMemory.set(key, result);
  result.catch(() => inMemory.delete(key));
  if (inMemory.size > MAX_IN_MEMORY) inMemory.delete(inMemory.keys().next().value!);
  return result;
}

/** Modules in JSON: name and bytecode in base64. */
export const modulesCodec = {
  print: (modules: readonly { readonly name: string; readonly bytecode: Uint8Array }[]): unknown =>
    modules.map(({ name, bytecode }) => ({ name, bytecode: Buffer.from(bytecode).toString('base64') })),
  parse: (json: unknown): { readonly name: string; readonly bytecode: Uint8Array }[] =>
    (json as { name: string; bytecode: string }[]).map(({ name, bytecode }) => {
      const bytes = Uint8Array.from(Buffer.from(bytecode, 'base64'));
      if (moduleName(bytes).name !== name) throw new CompileError('COMPILER_BROKEN', 'damaged cache');
      return { name, bytecode: bytes };
    }),
};

async function readOrMake<T>(
  name: string,
  option: CacheFolder,
  make: () => Promise<T>,
  { print, parse }: { readonly print: (value: T) => unknown; readonly parse: (json: unknown) => T },
): Promise<T> {
  const folder = option === undefined ? await defaultFolder() : option;
  if (folder === null) return make();
  const text = await read(folder, name);
  if (text !== undefined) {
    try {
      return parse(JSON.parse(text));
    } catch {
      // Damaged: made anew and written over.
    }
  }
  const made = await make();
  await write(folder, name, JSON.stringify(print(made)));
  return made;
}

function digestOf(parts: readonly string[]): string {
  const hash = blake2b.create({ dkLen: 16 });
  for (const part of [COMPILER_VERSION, FORMAT, ...parts]) {
    const bytes = utf8ToBytes(part);
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  }
  return bytesToHex(hash.digest());
}

async function defaultFolder(): Promise<string | null> {
  if (typeof process === 'undefined' || !process.versions?.node) return null;
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(new URL('../../build', import.meta.url));
}

async function read(folder: string, name: string): Promise<string | undefined> {
  const { readFile } = await import('node:fs/promises');
  return readFile(`${folder}/${name}`, 'utf8').catch(() => undefined);
}

/** Writes beside and renames, so that another process never reads half a file. A folder that cannot be written is no failure. */
async function write(folder: string, name: string, text: string): Promise<void> {
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
