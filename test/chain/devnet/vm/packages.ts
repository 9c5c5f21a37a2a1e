/** Compiled Move for the tests of the machine: one small package, and std of our framework. */
import { compileFramework, compilePackage } from '@haulout/devnet/compiler';
import { createMachine, normalizeAddress, pureNatives } from '@haulout/devnet/vm';
import type { Machine, Meter, NativeTable, Package } from '@haulout/devnet/vm';
import { addPackage, limited, pureFramework } from '../../../support/both-vms.js';

export interface Compiled {
  readonly name: string;
  readonly bytecode: Uint8Array;
}

/** Modules of a package whose one file is `source`; its named address `app` is 0x0. */
export async function compile(source: string): Promise<readonly Compiled[]> {
  const manifest = '[package]\nname = "App"\nedition = "2024"\n\n[addresses]\napp = "0x0"\n';
  const files = { 'Move.toml': manifest, 'sources/app.move': source };
  return (await compilePackage({ files }, { framework: pureFramework() })).modules;
}

/** A store with std at 0x1. */
export async function storeWithStd(): Promise<Map<string, Package>> {
  const packages = new Map<string, Package>();
  for (const { address, modules, dependencies } of await compileFramework({
    framework: pureFramework(),
    cache: null,
  })) {
    addPackage(packages, address, modules, dependencies);
  }
  return packages;
}

export const app = normalizeAddress('0x0');

export interface Setup {
  readonly packages: Map<string, Package>;
  readonly machine: Machine<undefined>;
  readonly modules: readonly Compiled[];
}

/** A machine with std and the compiled source at 0x0. */
export async function setUp(source: string, natives: NativeTable<undefined> = pureNatives): Promise<Setup> {
  const [packages, modules] = [await storeWithStd(), await compile(source)];
  addPackage(packages, '0x0', modules, ['0x1', '0x2']);
  return { packages, modules, machine: machineOver(packages, natives) };
}

export function machineOver(
  packages: ReadonlyMap<string, Package>,
  natives: NativeTable<undefined> = pureNatives,
): Machine<undefined> {
  return createMachine<undefined>({ packages: { getPackage: (id) => packages.get(id) }, natives });
}

/** A context for calls with an instruction limit. */
export function context(limit = 10_000_000): { runtime: undefined; meter: Meter } {
  return { runtime: undefined, meter: limited(limit) };
}
