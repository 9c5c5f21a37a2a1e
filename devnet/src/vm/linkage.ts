/**
 * Linking: which stored package a name in bytecode stands for, seen from one root package.
 *
 * Bytecode names packages by their original ids. The root's linkage table gives for each the version to run,
 * and that holds for everything that the root calls, however deep. The type origins of that version tell the
 * defining package of each datatype, which is its identity.
 */
import type { Token } from './bytecode/tokens.js';
import type { CallSite, Lowered, PackSite } from './code/operations.js';
import { ExecutionFailure } from './errors.js';
import type { LoadedFunction, LoadedModule, LoadedPackage, PackageLoader } from './package-loader.js';
import type { Native } from './natives/native.js';
import { primitiveTypes, shortAddress, typeToString } from './types.js';
import type { Address, DatatypeType, SignatureType, Type } from './types.js';

/** Sui's limit on the parts of all type arguments in play when types are instantiated. */
const maxTypeNodes = 128;

/** Instances that a linkage keeps before it starts afresh. */
const maxInstances = 20_000;

/** A function with its type arguments, ready to run: what frames hold and calls lead to. */
export class Instance {
  readonly linkage: Linkage;
  readonly function: LoadedFunction;
  readonly typeArguments: readonly Type[];
  readonly isNative: boolean;
  readonly parameterCount: number;
  readonly returnCount: number;
  readonly localCount: number;
  /** Its code; of a native, none. */
  readonly lowered: Lowered;
  /** Where each call site leads, once it has been followed. */
  readonly callees: (Instance | undefined)[] = [];
  /** Nonzero for each pack site whose type has been found within limits. */
  readonly packable: Uint8Array;
  native: Native | undefined;

  constructor(linkage: Linkage, loaded: LoadedFunction, typeArguments: readonly Type[]) {
    this.linkage = linkage;
    this.function = loaded;
    this.typeArguments = typeArguments;
    this.isNative = loaded.definition.code === undefined;
    this.parameterCount = loaded.parameterCount;
    this.returnCount = loaded.returnCount;
    this.localCount = loaded.localCount;
    this.lowered = this.isNative ? noCode : loaded.lowered;
    for (let i = 0; i < this.lowered.calls.length; i++) this.callees.push(undefined);
    this.packable = new Uint8Array(this.lowered.packs.length);
  }

  /** The function that a call site of this one leads to. */
  callee(site: number): Instance {
    return (this.callees[site] ??= this.linkage.callee(this, this.lowered.calls[site]!));
  }
}

/**
 * A root package and, for all names in bytecode, the packages, modules, functions and types that they stand
 * for.
 */
export class Linkage {
  readonly root: LoadedPackage;
  readonly #loader: PackageLoader;
  readonly #instances = new Map<LoadedFunction, Map<string, Instance>>();
  readonly #types = new Map<string, Type>();
  #instanceCount = 0;

  constructor(loader: PackageLoader, root: LoadedPackage) {
    this.#loader = loader;
    this.root = root;
  }

  /** The module that bytecode of this program means by an original id and a name. */
  module(original: Address, name: string): LoadedModule {
    return this.package(original).module(name);
  }

  package(original: Address): LoadedPackage {
    const { id, originalId, linkage } = this.root.stored;
    if (original === originalId || original === id) return this.root;
    return this.#loader.package(linkage.get(original)?.id ?? original);
  }

  /** @throws ExecutionFailure FUNCTION_NOT_FOUND */
  function(module: LoadedModule, name: string): LoadedFunction {
    const found = module.functions.get(name);
    if (found === undefined) {
      throw new ExecutionFailure(
        'FUNCTION_NOT_FOUND',
        `${shortAddress(module.package.stored.id)}::${module.name} has no function ${name}`,
      );
    }
    return found;
  }

  instance(loaded: LoadedFunction, typeArguments: readonly Type[]): Instance {
    let known = this.#instances.get(loaded);
    if (known === undefined) this.#instances.set(loaded, (known = new Map<string, Instance>()));
    const key = typeArguments.map(typeToString).join();
    let instance = known.get(key);
    if (instance === undefined) {
      if (++this.#instanceCount > maxInstances) {
        this.#instances.clear();
        this.#types.clear();
        this.#instanceCount = 1;
        this.#instances.set(loaded, (known = new Map<string, Instance>()));
      }
      instance = new Instance(this, loaded, typeArguments);
      known.set(key, instance);
    }
    return instance;
  }

  callee(caller: Instance, site: CallSite): Instance {
    const { module } = caller.function;
    const handle = module.compiled.functionHandles[site.handle]!;
    const { address, name } = module.compiled.moduleHandles[handle.module]!;
    const target = handle.module === module.compiled.selfHandle ? module : this.module(address, name);
    const typeArguments = site.typeArguments.map((token) => this.type(module, token, caller.typeArguments));
    limitNodes([...caller.typeArguments, ...typeArguments]);
    const found = this.function(target, handle.name);
    if (found.parameterCount !== handle.parameters.length || found.returnCount !== handle.returns.length) {
      throw new ExecutionFailure(
        'TYPE_MISMATCH',
        `${name}::${handle.name} has another signature than its caller expects`,
      );
    }
    return this.instance(found, typeArguments);
  }

  /** The type that a pack site packs, within Sui's limit on instantiation. */
  packed(instance: Instance, site: PackSite): Type {
    const { module } = instance.function;
    const type = this.type(module, site.type, instance.typeArguments);
    if (type.kind === 'datatype' && type.typeArguments.length > 0) {
      limitNodes([...instance.typeArguments, ...type.typeArguments]);
    }
    return type;
  }

  /**
   * A token of a module as a type, its type parameters replaced. References have no type: not allowed here.
   */
  type(module: LoadedModule, token: Token, typeArguments: readonly Type[]): Type {
    switch (token.kind) {
      case 'vector':
        return this.#intern({ kind: 'vector', element: this.type(module, token.element, typeArguments) });
      case 'datatype':
        return this.#intern({
          ...this.#named(module, token.handle),
          typeArguments: token.typeArguments.map((argument) => this.type(module, argument, typeArguments)),
        });
      case 'parameter':
        return (
          typeArguments[token.index] ??
          fail('NUMBER_OF_TYPE_ARGUMENTS_MISMATCH', 'a type argument is missing')
        );
      case 'reference':
        return fail('TYPE_MISMATCH', 'a reference where a value is needed');
      default:
        return primitiveTypes[token.kind];
    }
  }

  /** A token as part of a signature, type parameters left open. */
  signatureType(module: LoadedModule, token: Token): SignatureType {
    switch (token.kind) {
      case 'vector':
        return { kind: 'vector', element: this.signatureType(module, token.element) };
      case 'datatype':
        return {
          ...this.#named(module, token.handle),
          typeArguments: token.typeArguments.map((argument) => this.signatureType(module, argument)),
        };
      case 'parameter':
        return { kind: 'parameter', index: token.index };
      case 'reference':
        return { kind: 'reference', mutable: token.mutable, to: this.signatureType(module, token.to) };
      default:
        return primitiveTypes[token.kind];
    }
  }

  #named(module: LoadedModule, handleIndex: number): Omit<DatatypeType, 'typeArguments'> {
    const { datatypeHandles, moduleHandles, selfHandle } = module.compiled;
    const handle = datatypeHandles[handleIndex]!;
    const home = moduleHandles[handle.module]!;
    const { stored, origin } =
      handle.module === selfHandle
        ? { stored: module.package.stored, origin: module.package.origin(home.name, handle.name) }
        : this.#originOf(home.address, home.name, handle.name);
    if (origin === undefined) {
      return fail('TYPE_NOT_FOUND', `${shortAddress(stored.id)}::${home.name} defines no ${handle.name}`);
    }
    return { kind: 'datatype', address: origin, module: home.name, name: handle.name };
  }

  #originOf(original: Address, module: string, name: string) {
    const home = this.package(original);
    return { stored: home.stored, origin: home.origin(module, name) };
  }

  #intern(type: Type): Type {
    const text = typeToString(type);
    const known = this.#types.get(text);
    if (known !== undefined) return known;
    this.#types.set(text, type);
    return type;
  }
}

const noCode: Lowered = {
  code: new Int32Array(),
  pool: [],
  calls: [],
  packs: [],
  jumpTables: [],
  depths: new Uint16Array(),
  maxDepth: 0,
};

function limitNodes(types: readonly Type[]): void {
  let nodes = 1;
  const count = (type: Type): void => {
    if (++nodes > maxTypeNodes)
      fail('TOO_MANY_TYPE_NODES', `more than ${maxTypeNodes} parts in type arguments`);
    if (type.kind === 'vector') count(type.element);
    else if (type.kind === 'datatype') type.typeArguments.forEach(count);
  };
  types.forEach(count);
}

function fail(code: ConstructorParameters<typeof ExecutionFailure>[0], message: string): never {
  throw new ExecutionFailure(code, message);
}
