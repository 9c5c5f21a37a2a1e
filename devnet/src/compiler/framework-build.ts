/**
 * The compiled framework for genesis: `MoveStdlib` at 0x1 and `Sui` at 0x2.
 *
 * Both are compiled at once, as one package without an address of its own, because the compiler puts the
 * modules of a package's own address at 0x0. The result depends on nothing but sources and compiler, so it
 * is kept in a build folder under a digest of both.
 */
import { blake2b } from '@noble/hashes/blake2.js';
import { bytesToHex, utf8ToBytes } from '@noble/hashes/utils.js';
import { COMPILER_VERSION, loadBuilder } from './builder.js';
import { compileGraph, type CompiledModule } from './compile.js';
import { CompileError } from './errors.js';
import { frameworkFiles, OWN_FRAMEWORK, type FrameworkFiles, type FrameworkSource } from './framework.js';
import { moduleName } from './module-name.js';
import { readManifest } from './manifest.js';

export interface CompiledFrameworkPackage {
  readonly name: 'MoveStdlib' | 'Sui';
  /** 0x1 or 0x2, in full. */
  readonly address: string;
  readonly modules: readonly CompiledModule[];
  readonly dependencies: readonly string[];
}

export interface FrameworkBuildOptions {
  readonly framework?: Exclude<FrameworkSource, { kind: 'download' }>;
  /** Folder for the cache; null: none. Default: `build/` beside the sources of this package. */
  readonly cache?: string | null;
}

export const STD_ADDRESS = `0x${'1'.padStart(64, '0')}`;
export const SUI_ADDRESS = `0x${'2'.padStart(64, '0')}`;

const inMemory = new Map<string, Promise<readonly CompiledFrameworkPackage[]>>();

/** The framework's packages, MoveStdlib first; about 5 ms from the cache. Throws `CompileError`. */
export async function compileFramework(
  options: FrameworkBuildOptions = {},
): Promise<readonly CompiledFrameworkPackage[]> {
  const files = (await frameworkFiles(options.framework ?? OWN_FRAMEWORK))!;
  return compileFrameworkFiles(files, { cache: options.cache });
}

/** Compiles given framework sources; `modes` for test builds. */
export async function compileFrameworkFiles(
  files: FrameworkFiles,
  options: { readonly modes?: readonly string[]; readonly cache?: string | null },
): Promise<readonly CompiledFrameworkPackage[]> {
  const key = digestOf(files, options.modes ?? []);
  let result = inMemory.get(key);
  if (!result) {
    result = readOrCompile(key, files, options);
    inMemory.set(key, result);
    result.catch(() => inMemory.delete(key));
  }
  return result;
}

async function readOrCompile(
  key: string,
  files: FrameworkFiles,
  options: { readonly modes?: readonly string[]; readonly cache?: string | null },
): Promise<readonly CompiledFrameworkPackage[]> {
  const folder = options.cache === undefined ? await defaultCache() : options.cache;
  const kept = folder === null ? undefined : await readCache(folder, key);
  if (kept) return kept;
  const compiled = await compileNow(files, options.modes ?? []);
  if (folder !== null) await writeCache(folder, key, compiled);
  return compiled;
}

async function compileNow(
  files: FrameworkFiles,
  modes: readonly string[],
): Promise<readonly CompiledFrameworkPackage[]> {
  const sources: Record<string, string> = { 'Move.toml': MANIFEST };
  for (const [folder, from] of [
    ['move-stdlib', files.std],
    ['sui-framework', files.sui],
  ] as const) {
    for (const [path, text] of Object.entries(from)) {
      if (path.startsWith('sources/')) sources[`sources/${folder}/${path.slice('sources/'.length)}`] = text;
    }
  }
  const node = { path: '', manifest: readManifest(sources), files: sources, dependencies: new Map() };
  const graph = { root: node, ordered: [node], byPath: new Map([['', node]]) };
  const compiled = await compileGraph(await loadBuilder(), graph, {
    framework: { kind: 'files', ...files },
    modes,
  });
  const at = (address: string): CompiledModule[] =>
    compiled.modules.filter((module) => moduleName(module.bytecode).address === address);
  return [
    { name: 'MoveStdlib', address: STD_ADDRESS, modules: at(STD_ADDRESS), dependencies: [] },
    { name: 'Sui', address: SUI_ADDRESS, modules: at(SUI_ADDRESS), dependencies: [STD_ADDRESS] },
  ];
}

const MANIFEST = `[package]
name = "Genesis"
edition = "2024"
implicit-dependencies = false
[addresses]
genesis = "0x0"
std = "0x1"
sui = "0x2"
`;

function digestOf(files: FrameworkFiles, modes: readonly string[]): string {
  const hash = blake2b.create({ dkLen: 16 });
  const add = (text: string): void => {
    const bytes = utf8ToBytes(text);
    hash.update(utf8ToBytes(`${bytes.length}:`)).update(bytes);
  };
  for (const text of [COMPILER_VERSION, CACHE_FORMAT, modes.join(',')]) add(text);
  for (const from of [files.std, files.sui]) {
    for (const path of Object.keys(from).sort()) {
      if (!path.startsWith('sources/')) continue;
      add(path);
      add(from[path]!);
    }
    add('');
  }
  return bytesToHex(hash.digest());
}

/** Changes whenever the shape of the cached file does. */
const CACHE_FORMAT = '1';

interface CacheFile {
  readonly packages: readonly {
    readonly name: CompiledFrameworkPackage['name'];
    readonly address: string;
    readonly dependencies: readonly string[];
    readonly modules: readonly { readonly name: string; readonly bytecode: string }[];
  }[];
}

async function defaultCache(): Promise<string | null> {
  if (typeof process === 'undefined' || !process.versions?.node) return null;
  const { fileURLToPath } = await import('node:url');
  return fileURLToPath(new URL('../../build', import.meta.url));
}

async function readCache(
  folder: string,
  key: string,
): Promise<readonly CompiledFrameworkPackage[] | undefined> {
  const { readFile } = await import('node:fs/promises');
  const text = await readFile(`${folder}/framework-${key}.json`, 'utf8').catch(() => undefined);
  if (text === undefined) return undefined;
  try {
    const { packages } = JSON.parse(text) as CacheFile;
    return packages.map((item) => ({
      ...item,
      modules: item.modules.map(({ name, bytecode }) => {
        const bytes = Uint8Array.from(Buffer.from(bytecode, 'base64'));
        if (moduleName(bytes).name !== name) throw new CompileError('COMPILER_BROKEN', 'damaged cache');
        return { name, bytecode: bytes };
      }),
    }));
  } catch {
    return undefined;
  }
}

/** Writes beside and renames, so that another process never reads half a file. A folder that cannot be written is no failure. */
async function writeCache(
  folder: string,
  key: string,
  compiled: readonly CompiledFrameworkPackage[],
): Promise<void> {
  const { mkdir, rename, writeFile } = await import('node:fs/promises');
  const content: CacheFile = {
    packages: compiled.map((item) => ({
      ...item,
      modules: item.modules.map(({ name, bytecode }) => ({
        name,
        bytecode: Buffer.from(bytecode).toString('base64'),
      })),
    })),
  };
  const path = `${folder}/framework-${key}.json`;
  const temporary = `${path}.${process.pid}`;
  try {
    await mkdir(folder, { recursive: true });
    await writeFile(temporary, JSON.stringify(content));
    await rename(temporary, path);
  } catch {
    return;
  }
}
