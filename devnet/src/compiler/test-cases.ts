/** The unit tests of a package, as their attributes describe them. */
import { addressOf, expectedFailure, numeric, type Names, type PlacedModule } from './expected-failure.js';
import type { MoveTest } from '../vm/unit-test/plan.js';
import { scan } from './move-scan.js';
import type { PackageFiles } from './package-files.js';

/** Modules by `address::name`. */
export type PlacedModules = ReadonlyMap<string, PlacedModule>;

/** The modules of a package, in the order of files. `folder` comes before the paths of its files. */
export function placeModules(
  files: PackageFiles,
  addresses: ReadonlyMap<string, string>,
  folder = '',
): PlacedModules {
  const placed = new Map<string, PlacedModule>();
  for (const file of Object.keys(files).sort()) {
    if (!file.endsWith('.move')) continue;
    const source = files[file]!;
    for (const scanned of scan(source).modules) {
      const address = addresses.get(scanned.address) ?? numeric(scanned.address);
      placed.set(`${address}::${scanned.name}`, { file: folder + file, source, scanned });
    }
  }
  return placed;
}

/**
 * Finds the tests of the modules of `root`, in their order and that of functions. `modules` has those of
 * every package, for the constants that tests name. Throws `BAD_PACKAGE` when an attribute cannot be
 * understood.
 */
export function findTests(
  root: PlacedModules,
  modules: PlacedModules,
  addresses: ReadonlyMap<string, string>,
): MoveTest[] {
  const names: Names = { addresses, modules };
  const tests: MoveTest[] = [];
  for (const { file, scanned } of root.values()) {
    for (const item of scanned.functions) {
      const attributes = item.attributes.flatMap((list) => list.entries);
      const has = (wanted: string): boolean => attributes.some((entry) => entry.name === wanted);
      const isRandom = has('random_test') || has('rand_test');
      // A plain test gets no arguments (any longer): one that wants some is not run.
      if (!isRandom && !(has('test') && item.parameters.length === 0)) continue;
      const name = `${scanned.address}::${scanned.name}::${item.name}`;
      const where = { file, test: name };
      const failure = attributes.find((entry) => entry.name === 'expected_failure');
      tests.push({
        name,
        module: { address: addressOf(scanned.address, names, where), name: scanned.name },
        function: item.name,
        ...(isRandom && { isRandom: true as const }),
        ...(failure && { expectedFailure: expectedFailure(failure, { module: scanned, names, where }) }),
      });
    }
  }
  return tests;
}
