/**
 * Packages as the machine keeps them: modules are read when they are first needed, functions checked and
 * lowered when they are first called, and both shared by every program that links to them.
 */
import type { CompiledModule, FunctionDefinition, FunctionHandle } from './bytecode/module.js';
import { moduleOf } from './bytecode/known-modules.js';
import { prepareFunction } from './code/prepare.js';
import type { Lowered } from './code/operations.js';
import { ExecutionFailure } from './errors.js';
import type { Package, PackageStore } from './package.js';
import type { Address } from './types.js';
import { shortAddress } from './types.js';

/** A function of a stored package, before linking. */
export class LoadedFunction {
  readonly module: LoadedModule;
  readonly index: number;
  readonly definition: FunctionDefinition;
  readonly handle: FunctionHandle;
  readonly name: string;
  readonly parameterCount: number;
  readonly returnCount: number;
  /** Parameters included. */
  readonly localCount: number;
  #lowered: Lowered | undefined;

  constructor(module: LoadedModule, index: number) {
    this.module = module;
    this.index = index;
    this.definition = module.compiled.functions[index]!;
    this.handle = module.compiled.functionHandles[this.definition.handle]!;
    this.name = this.handle.name;
    this.parameterCount = this.handle.parameters.length;
    this.returnCount = this.handle.returns.length;
    this.localCount = this.parameterCount + (this.definition.code?.locals.length ?? 0);
  }

  /** Key in the table of natives. */
  get nativeKey(): string {
    return `${shortAddress(this.module.compiled.self.address)}::${this.module.name}::${this.name}`;
  }

  get lowered(): Lowered {
    const { code } = this.definition;
    if (code === undefined) throw new ExecutionFailure('MISSING_NATIVE', `${this.nativeKey} has no code`);
    return (this.#lowered ??= prepareFunction(this.module.compiled, { ...this.definition, code }));
  }
}

/** A module of a stored package, read, with its members by name. */
export class LoadedModule {
  readonly package: LoadedPackage;
  readonly name: string;
  readonly compiled: CompiledModule;
  readonly functions: ReadonlyMap<string, LoadedFunction>;
  /** Struct and enum definitions by name. */
  readonly datatypes: ReadonlyMap<string, { readonly kind: 'struct' | 'enum'; readonly index: number }>;

  constructor(home: LoadedPackage, name: string, bytes: Uint8Array) {
    this.package = home;
    this.name = name;
    this.compiled = moduleOf(bytes, { allowTestMode: true });
    const { functions, structs, enums, datatypeHandles, self } = this.compiled;
    if (self.name !== name) {
      throw new ExecutionFailure('MALFORMED_BYTECODE', `module ${name} calls itself ${self.name}`);
    }
    const loaded = functions.map((_, index) => new LoadedFunction(this, index));
    this.functions = new Map(loaded.map((each) => [each.name, each]));
    const datatypes = new Map<string, { kind: 'struct' | 'enum'; index: number }>();
    structs.forEach(({ handle }, index) =>
      datatypes.set(datatypeHandles[handle]!.name, { kind: 'struct', index }),
    );
    enums.forEach(({ handle }, index) =>
      datatypes.set(datatypeHandles[handle]!.name, { kind: 'enum', index }),
    );
    this.datatypes = datatypes;
  }
}

/** A stored package; its modules are read when they are first needed. */
export class LoadedPackage {
  readonly stored: Package;
  readonly #modules = new Map<string, LoadedModule>();
  readonly #origins: ReadonlyMap<string, Address>;

  constructor(stored: Package) {
    this.stored = stored;
    this.#origins = new Map(
      stored.typeOrigins.map((origin) => [`${origin.module}::${origin.datatype}`, origin.package]),
    );
  }

  /** @throws ExecutionFailure MODULE_NOT_FOUND, MALFORMED_BYTECODE */
  module(name: string): LoadedModule {
    let module = this.#modules.get(name);
    if (module === undefined) {
      const bytes = this.stored.modules.get(name);
      if (bytes === undefined) {
        throw new ExecutionFailure(
          'MODULE_NOT_FOUND',
          `${shortAddress(this.stored.id)} has no module ${name}`,
        );
      }
      module = new LoadedModule(this, name, bytes);
      this.#modules.set(name, module);
    }
    return module;
  }

  /** The package that first defined a datatype of this one. */
  origin(module: string, datatype: string): Address | undefined {
    return this.#origins.get(`${module}::${datatype}`);
  }
}

/** The packages of a store, each loaded once. */
export class PackageLoader {
  readonly #store: PackageStore;
  readonly #loaded = new Map<Address, LoadedPackage>();
  /**
   * Goes up whenever a package turns out to have been replaced: whoever remembers linked things starts
   * afresh.
   */
  generation = 0;

  constructor(store: PackageStore) {
    this.#store = store;
  }

  /** @throws ExecutionFailure MODULE_NOT_FOUND when there is no such package */
  package(id: Address): LoadedPackage {
    const stored = this.#store.getPackage(id);
    if (stored === undefined) throw new ExecutionFailure('MODULE_NOT_FOUND', `no package ${id}`);
    let loaded = this.#loaded.get(id);
    // A package never changes under its id, but a store may be rolled back, or replace a system package.
    if (loaded === undefined || loaded.stored.modules !== stored.modules) {
      if (loaded !== undefined) this.generation++;
      loaded = new LoadedPackage(stored);
      this.#loaded.set(id, loaded);
    }
    return loaded;
  }
}
