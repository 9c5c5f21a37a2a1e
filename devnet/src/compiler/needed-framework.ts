/**
 * The part of the framework that a package needs. The compiler parses and types all that it is given, so a
 * small package compiles several times faster against the few modules that it uses, and against signatures
 * where nothing runs (signatures.ts).
 *
 * A module is needed when something that is needed names it, or when the compiler itself may want it. Names
 * are taken generously: a file too many costs time and nothing else. What does not compile against a part is
 * compiled against the whole framework, so that the compiler says what it has always said.
 */
import type { FrameworkFiles } from './framework.js';
import { scan } from './move-scan.js';
import { pathNames } from './module-names.js';
import type { PackageFiles } from './package-files.js';
import { withoutBodies } from './signatures.js';

/** How much of the framework, and of the packages that a package uses, the compiler is given. */
export type Part =
  | 'whole'
  /** Of the framework the modules that are needed. */
  | 'modules'
  /** Of these modules, and of dependencies, types, signatures and macros. */
  | 'signatures';

/**
 * Modules that are wanted without being named: those of the implicit aliases of Move 2024, the types of
 * literals, and what test builds link to.
 */
const ALWAYS_NEEDED: readonly string[] = [
  ...['vector', 'option', 'string', 'ascii', 'internal', 'unit_test'],
  ...['object', 'transfer', 'tx_context'],
];

/**
 * The files of the framework that sources need.
 *
 * @param sources texts of all Move files that are compiled against the framework
 */
export function neededFramework(
  framework: FrameworkFiles,
  sources: Iterable<string>,
  part: Part,
): FrameworkFiles {
  if (part === 'whole') return framework;
  const files = filesOf(framework, part);
  const byModule = new Map<string, FrameworkFile[]>();
  for (const file of files)
    for (const name of file.modules) byModule.set(name, [...(byModule.get(name) ?? []), file]);
  const needed = new Set<FrameworkFile>();
  const need = (file: FrameworkFile): void => {
    if (needed.has(file)) return;
    needed.add(file);
    needAll(file.names);
  };
  const needAll = (names: Iterable<string>): void => {
    for (const name of names) byModule.get(name)?.forEach(need);
  };
  files.filter(({ isAlwaysNeeded }) => isAlwaysNeeded).forEach(need);
  for (const text of sources) needAll(pathNames(text).modules);
  // The compiler takes no package without sources.
  for (const folder of ['sui', 'std'] as const)
    if (![...needed].some((file) => file.folder === folder))
      files.filter((file) => file.folder === folder).forEach(need);
  const partOf = (folder: keyof FrameworkFiles): PackageFiles => ({
    'Move.toml': framework[folder]['Move.toml']!,
    ...Object.fromEntries([...needed].filter((file) => file.folder === folder).map(pathAndText)),
  });
  return { std: partOf('std'), sui: partOf('sui') };
}

/** A source file of the framework. */
interface FrameworkFile {
  readonly folder: keyof FrameworkFiles;
  readonly path: string;
  readonly text: string;
  /** The modules in it. */
  readonly modules: readonly string[];
  /** The modules that it may name. */
  readonly names: ReadonlySet<string>;
  /** Whether the compiler may want it though nothing names it. */
  readonly isAlwaysNeeded: boolean;
}

const pathAndText = ({ path, text }: FrameworkFile): [string, string] => [path, text];

/** What was found in the files of a framework, which are many and stay the same. */
const found = {
  modules: new WeakMap<FrameworkFiles, readonly FrameworkFile[]>(),
  signatures: new WeakMap<FrameworkFiles, readonly FrameworkFile[]>(),
};

function filesOf(framework: FrameworkFiles, part: keyof typeof found): readonly FrameworkFile[] {
  const known = found[part].get(framework);
  if (known !== undefined) return known;
  const files = (['std', 'sui'] as const).flatMap((folder) =>
    Object.entries(framework[folder])
      .filter(([path]) => path.endsWith('.move'))
      .map(([path, text]) => ({
        folder,
        path,
        ...frameworkFile(part === 'signatures' ? withoutBodies(text) : text),
      })),
  );
  found[part].set(framework, files);
  return files;
}

function frameworkFile(text: string): Omit<FrameworkFile, 'folder' | 'path'> {
  const { modules } = scan(text);
  // Primitive types have the methods of the module that defines them.
  const isWanted = modules.some(
    ({ name, attributes }) =>
      ALWAYS_NEEDED.includes(name) ||
      attributes.some(({ entries }) => entries.some((entry) => entry.name === 'defines_primitive')),
  );
  return {
    text,
    modules: modules.map(({ name }) => name),
    names: pathNames(text).modules,
    // A file in which no module is seen has something that is not understood here.
    isAlwaysNeeded: isWanted || modules.length === 0,
  };
}
