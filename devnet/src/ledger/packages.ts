/**
 * Packages as Sui makes them from the modules of a transaction: ids written into modules, type origins, and
 * the linkage table that says which version of each dependency runs.
 */
import { moduleOf, rememberModule } from '../vm/bytecode/known-modules.js';
import type { CompiledModule, ModuleHandle, Package, TypeOrigin } from '../vm/index.js';
import type { Address } from '../vm/types.js';
import { blake2b256 } from '../blake2b.js';
import { CommandFailure } from './command-failure.js';
import { limits } from './limits.js';
import { addressBytes, packageSize } from './objects.js';
import { systemAddress, systemPackages } from './system-objects.js';

/** A module, read, with its bytes. */
export interface ModuleFile {
  readonly bytes: Uint8Array;
  readonly module: CompiledModule;
}

/** Reads modules. Throws `ExecutionFailure` MALFORMED_BYTECODE, or `CommandFailure` for two of one name. */
export function readModules(modules: readonly Uint8Array[]): readonly ModuleFile[] {
  const names = new Set<string>();
  return modules.map((bytes) => {
    const module = moduleOf(bytes);
    if (names.has(module.self.name)) {
      throw new CommandFailure(
        { VMVerificationOrDeserializationError: true },
        `two modules are called ${module.self.name}`,
      );
    }
    names.add(module.self.name);
    return { bytes, module };
  });
}

/**
 * The modules with `id` in place of the zero address that they were compiled with.
 * @throws CommandFailure PublishErrorNonZeroAddress
 * @throws ExecutionFailure MALFORMED_BYTECODE for a module that names the address already
 */
export function withSelfAddress(files: readonly ModuleFile[], id: Address): readonly ModuleFile[] {
  return files.map(({ bytes, module }) => {
    if (module.self.address !== systemAddress) {
      throw new CommandFailure(
        { PublishErrorNonZeroAddress: true },
        `module ${module.self.name} is at ${module.self.address}; modules are published from address 0x0`,
      );
    }
    const patched = bytes.slice();
    patched.set(addressBytes(id), addressTable(bytes) + 32 * module.addresses.indexOf(systemAddress));
    // With that address in it already, the table would have it twice: that is refused where it is read.
    const isNew = !module.addresses.includes(id);
    return {
      bytes: patched,
      module: isNew ? rememberModule(patched, atAddress(module, id)) : moduleOf(patched),
    };
  });
}

/** A module that was read, as it is read with another address in place of its own. */
function atAddress(module: CompiledModule, id: Address): CompiledModule {
  const placed = (address: Address): Address => (address === module.self.address ? id : address);
  const handle = ({ address, name }: ModuleHandle): ModuleHandle => ({ address: placed(address), name });
  return {
    ...module,
    self: handle(module.self),
    moduleHandles: module.moduleHandles.map(handle),
    friends: module.friends.map(handle),
    addresses: module.addresses.map(placed),
  };
}

/** The first version of a package. */
export function newPackage(
  id: Address,
  files: readonly ModuleFile[],
  dependencies: readonly Package[],
): Package {
  const typeOrigins = datatypes(files).map((datatype) => ({ ...datatype, package: id }));
  return bounded({
    id,
    originalId: id,
    version: 1n,
    modules: moduleMap(files),
    typeOrigins,
    linkage: linkageOf(id, files, dependencies),
  });
}

/** The next version of a package. Throws `CommandFailure` when a type of the last version is missing. */
export function nextPackage(
  id: Address,
  current: Package,
  {
    files,
    dependencies,
  }: { readonly files: readonly ModuleFile[]; readonly dependencies: readonly Package[] },
): Package {
  const known = new Map(current.typeOrigins.map((origin) => [typeKey(origin), origin.package]));
  const typeOrigins = datatypes(files).map((datatype) => {
    const key = typeKey(datatype);
    const origin = known.get(key) ?? id;
    known.delete(key);
    return { ...datatype, package: origin };
  });
  const missing = known.keys().next();
  if (missing.done !== true) {
    throw new CommandFailure(
      { PackageUpgradeError: { upgradeError: { IncompatibleUpgrade: true } } },
      `the new version lacks the type ${missing.value}`,
    );
  }
  return bounded({
    id,
    originalId: current.originalId,
    version: current.version + 1n,
    modules: moduleMap(files),
    typeOrigins,
    linkage: linkageOf(current.originalId, files, dependencies),
  });
}

/** A package of the framework, at its fixed address, linked to others at theirs. */
export function systemPackage(
  id: Address,
  modules: readonly Uint8Array[],
  dependencies: readonly Address[],
): Package {
  const files = readModules(modules);
  return {
    id,
    originalId: id,
    version: 1n,
    modules: moduleMap(files),
    typeOrigins: datatypes(files).map((datatype) => ({ ...datatype, package: id })),
    // Only one version of a system package exists, so its linkage names version zero: any will do.
    linkage: new Map(
      [...dependencies].sort().map((dependency) => [dependency, { id: dependency, version: 0n }]),
    ),
  };
}

/** What an upgrade ticket carries: BLAKE2b-256 over the sorted hashes of modules and ids of dependencies. */
export function packageDigest(modules: readonly Uint8Array[], dependencies: readonly Address[]): Uint8Array {
  const hashes = modules.map((module) => blake2b256(module));
  return blake2b256(...[...hashes, ...dependencies.map(addressBytes)].sort(compareBytes));
}

function bounded(item: Package): Package {
  const objectSize = packageSize(item);
  if (objectSize > limits.maxMovePackageSize) {
    throw new CommandFailure(
      { MovePackageTooBig: { objectSize, maxObjectSize: limits.maxMovePackageSize } },
      `a package of ${objectSize} bytes; at most ${limits.maxMovePackageSize}`,
    );
  }
  return item;
}

/** By name, in order of the bytes of the names, as a package object keeps them. */
function moduleMap(files: readonly ModuleFile[]): ReadonlyMap<string, Uint8Array> {
  const entries = files.map(({ bytes, module }) => [module.self.name, bytes] as const);
  return new Map(entries.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function datatypes(files: readonly ModuleFile[]): readonly Omit<TypeOrigin, 'package'>[] {
  return files.flatMap(({ module }) =>
    [...module.structs, ...module.enums].map(({ handle }) => ({
      module: module.self.name,
      datatype: module.datatypeHandles[handle]!.name,
    })),
  );
}

function typeKey({ module, datatype }: Omit<TypeOrigin, 'package'>): string {
  return `${module}::${datatype}`;
}

function linkageOf(
  selfId: Address,
  files: readonly ModuleFile[],
  dependencies: readonly Package[],
): Package['linkage'] {
  const direct = new Set(files.flatMap(({ module }) => module.moduleHandles.map(({ address }) => address)));
  direct.delete(selfId);
  const linkage = new Map<Address, { readonly id: Address; readonly version: bigint }>();
  for (const { id, originalId, version } of dependencies) linkage.set(originalId, { id, version });
  for (const address of direct) if (!linkage.has(address)) throw missingDependency(address);
  for (const dependency of dependencies) {
    if (!direct.has(dependency.originalId)) continue;
    for (const [original, { version }] of dependency.linkage) {
      const ours = linkage.get(original);
      if (ours === undefined) throw missingDependency(original);
      if (ours.version < version) {
        throw new CommandFailure(
          { PublishUpgradeDependencyDowngrade: true },
          `dependency ${original} is given at version ${ours.version}; ${dependency.id} needs ${version}`,
        );
      }
    }
  }
  return new Map([...linkage].sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** The failure of a package that names another which is not among its dependencies, or not on chain. */
export function missingDependency(id: Address): CommandFailure {
  const hint = systemPackages.has(id) ? ' (a system package)' : '';
  return new CommandFailure(
    { PublishUpgradeMissingDependency: true },
    `dependency ${id}${hint} is not given or not on chain`,
  );
}

/** Offset of the table of addresses in a module that `readModule` accepted. */
function addressTable(bytes: Uint8Array): number {
  // Magic and version are eight bytes; then the number of tables, and for each its kind, offset and length.
  let at = 8;
  const uleb = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      const byte = bytes[at++]!;
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  let offset = 0;
  for (let tables = uleb(); tables > 0; tables--) {
    const kind = bytes[at++]!;
    const start = uleb();
    uleb();
    if (kind === addressTableKind) offset = start;
  }
  return at + offset;
}

const addressTableKind = 0x8;

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  for (let i = 0; i < a.length; i++) if (a[i] !== b[i]) return a[i]! - b[i]!;
  return 0;
}
