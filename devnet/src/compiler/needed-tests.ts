/**
 * The test files of dependencies that the tests of a package need. In its test mode the compiler is given all
 * test files of all local packages, so tests may use modules in the `tests` of a dependency. Most need none,
 * and compiling them takes long: here those come along that something names.
 */
import { pathNames } from './module-names.js';
import { scan } from './move-scan.js';
import type { PackageFiles } from './package-files.js';
import type { PackageGraph, PackageNode } from './package-graph.js';

/** The same graph, in which dependencies have the test files that are needed. */
export function withNeededTests({ root, ordered }: PackageGraph): PackageGraph {
  const needed = neededTests(ordered);
  const nodes = ordered.map((node) => {
    const tests = Object.entries(node.modeFiles).filter(([, text]) => needed.has(text));
    return tests.length === 0 ? node : { ...node, files: { ...node.files, ...Object.fromEntries(tests) } };
  });
  const byPath = new Map(nodes.map((node) => [node.path, node]));
  return { root: byPath.get(root.path)!, ordered: nodes, byPath };
}

/** A module in a test file. */
interface TestModule {
  /** As written. */
  readonly address: string;
  /** The text of the file. */
  readonly text: string;
}

/** The texts of those files. */
function neededTests(nodes: readonly PackageNode[]): ReadonlySet<string> {
  const byName = new Map<string, TestModule[]>();
  for (const text of nodes.flatMap(({ modeFiles }) => moveTexts(modeFiles)))
    for (const { name, address } of scan(text).modules)
      byName.set(name, [...(byName.get(name) ?? []), { address, text }]);
  const needed = new Set<string>();
  if (byName.size === 0) return needed;
  const look = (source: string): void => {
    const { modules, heads } = pathNames(source);
    for (const name of modules) {
      for (const { address, text } of byName.get(name) ?? []) {
        if (needed.has(text) || !heads.has(address)) continue;
        needed.add(text);
        look(text);
      }
    }
  };
  nodes.flatMap(({ files }) => moveTexts(files)).forEach(look);
  return needed;
}

function moveTexts(files: PackageFiles): string[] {
  return Object.entries(files).flatMap(([path, text]) => (path.endsWith('.move') ? [text] : []));
}
