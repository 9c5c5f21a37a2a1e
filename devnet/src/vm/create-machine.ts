/**
 * The implementation of `Machine` (machine.ts): it finds functions, reads arguments and writes results. See
 * interpreter.ts for how code runs, and values.ts for how values are held.
 */
import type { CompiledModule } from './bytecode/module.js';
import { Datatypes, abilitiesOf } from './datatypes.js';
import { ExecutionFailure } from './errors.js';
import { Interpreter } from './interpreter.js';
import type { InterpreterContext } from './interpreter.js';
import { deserializeValue, serializeValue } from './layout.js';
import type { Layout } from './layout.js';
import type { Instance, Linkage } from './linkage.js';
import { PackageLoader } from './package-loader.js';
import type { LoadedFunction } from './package-loader.js';
import type { Native, NativeContext, NativeTable } from './natives/native.js';
import type { Package, PackageStore } from './package.js';
import { checkPackage } from './check-package.js';
import { datatypeType } from './types.js';
import type { Abilities, Address, FunctionSignature, Type } from './types.js';
import { Slot, follow } from './values.js';
import type { Value } from './values.js';
import type { CallRequest, CallResult, Machine, MachineContext } from './machine.js';

/** What `createMachine` makes a machine of. */
export interface MachineOptions<Runtime> {
  readonly packages: PackageStore;
  readonly natives: NativeTable<Runtime>;
  /**
   * Called before every instruction, for coverage; the machine runs several times slower with it. `offset`
   * counts instructions of the function, `address` is its module's.
   */
  readonly trace?: (module: string, functionIndex: number, offset: number, address: Address) => void;
}

/** A machine over a store of packages, whose natives are those of the table. */
export function createMachine<Runtime>(options: MachineOptions<Runtime>): Machine<Runtime> {
  return new LinkedMachine(options);
}

const contextType = datatypeType('0x2', 'tx_context', 'TxContext');

class LinkedMachine<Runtime> implements Machine<Runtime> {
  readonly #options: MachineOptions<Runtime>;
  readonly #datatypes: Datatypes;

  constructor(options: MachineOptions<Runtime>) {
    this.#options = options;
    this.#datatypes = new Datatypes(new PackageLoader(options.packages));
  }

  call(request: CallRequest, context: MachineContext<Runtime>): CallResult {
    const { linkage, loaded } = this.#find(request.package, request.module, request.function);
    this.#checkTypeArguments(loaded, request.typeArguments);
    const instance = linkage.instance(loaded, request.typeArguments);
    const parameters = loaded.handle.parameters;
    if (request.arguments.length !== parameters.length) {
      throw new ExecutionFailure(
        'NUMBER_OF_ARGUMENTS_MISMATCH',
        `${request.module}::${request.function} takes ${parameters.length} arguments, ` +
          `not ${request.arguments.length}`,
      );
    }
    const type = (token: (typeof parameters)[number]): Type =>
      linkage.type(loaded.module, token.kind === 'reference' ? token.to : token, request.typeArguments);
    const args = request.arguments.map((bytes, i): Value => {
      const token = parameters[i]!;
      const value =
        bytes === 'context'
          ? this.#context(type(token), context)
          : deserializeValue(this.#datatypes.layout(type(token)), bytes);
      if (token.kind !== 'reference') return value;
      return typeof value === 'object' ? value : new Slot([value], 0);
    });
    const returned = this.#run(instance, args, context);
    return {
      returns: returned.map((value, i) => {
        const resultType = type(loaded.handle.returns[i]!);
        return { type: resultType, bytes: serializeValue(this.#datatypes.layout(resultType), follow(value)) };
      }),
      mutated: parameters.map((token, i) =>
        token.kind === 'reference' && token.mutable
          ? serializeValue(this.#datatypes.layout(type(token)), follow(args[i]!))
          : undefined,
      ),
    };
  }

  signature(packageId: Address, module: string, name: string): FunctionSignature | undefined {
    let found;
    try {
      found = this.#find(packageId, module, name);
    } catch (error) {
      if (error instanceof ExecutionFailure && notThere.has(error.code)) return undefined;
      throw error;
    }
    const { linkage, loaded } = found;
    return {
      visibility: loaded.definition.visibility,
      isEntry: loaded.definition.isEntry,
      isNative: loaded.definition.code === undefined,
      typeParameters: loaded.handle.typeParameters.map(abilitiesOf),
      parameters: loaded.handle.parameters.map((token) => linkage.signatureType(loaded.module, token)),
      returns: loaded.handle.returns.map((token) => linkage.signatureType(loaded.module, token)),
    };
  }

  module(packageId: Address, name: string): CompiledModule | undefined {
    try {
      return this.#datatypes.linkage(packageId).root.module(name).compiled;
    } catch (error) {
      if (error instanceof ExecutionFailure && notThere.has(error.code)) return undefined;
      throw error;
    }
  }

  abilities(type: Type): Abilities {
    return abilitiesOf(this.#datatypes.abilities(type));
  }

  layout(type: Type): Layout {
    this.#datatypes.abilities(type);
    return this.#datatypes.layout(type);
  }

  isValue(type: Type, bytes: Uint8Array): boolean {
    try {
      deserializeValue(this.layout(type), bytes);
      return true;
    } catch (error) {
      if (error instanceof ExecutionFailure) return false;
      throw error;
    }
  }

  checkPackage(candidate: Package, store: PackageStore): void {
    checkPackage(candidate, store);
  }

  #find(packageId: Address, module: string, name: string): { linkage: Linkage; loaded: LoadedFunction } {
    const linkage = this.#datatypes.linkage(packageId);
    return { linkage, loaded: linkage.function(linkage.root.module(module), name) };
  }

  #checkTypeArguments({ handle, name }: LoadedFunction, typeArguments: readonly Type[]): void {
    if (handle.typeParameters.length !== typeArguments.length) {
      throw new ExecutionFailure(
        'NUMBER_OF_TYPE_ARGUMENTS_MISMATCH',
        `${name} takes ${handle.typeParameters.length} type arguments, not ${typeArguments.length}`,
      );
    }
    typeArguments.forEach((argument, i) => {
      if ((handle.typeParameters[i]! & ~this.#datatypes.abilities(argument)) !== 0) {
        throw new ExecutionFailure(
          'CONSTRAINT_NOT_SATISFIED',
          `type argument ${i} of ${name} lacks an ability`,
        );
      }
    });
  }

  #context(type: Type, { transactionContext }: MachineContext<Runtime>): Value {
    const layout = this.#datatypes.layout(contextType);
    if (type.kind !== 'datatype' || type.module !== 'tx_context' || type.address !== contextType.address) {
      throw new ExecutionFailure('TYPE_MISMATCH', 'only a TxContext parameter takes the transaction context');
    }
    return transactionContext === undefined
      ? zeroValue(layout)
      : deserializeValue(layout, transactionContext);
  }

  #run(instance: Instance, args: readonly Value[], context: MachineContext<Runtime>): Value[] {
    const { natives, trace } = this.#options;
    const datatypes = this.#datatypes;
    const nativeContext: NativeContext<Runtime> = {
      runtime: context.runtime,
      meter: context.meter,
      layout: (type) => datatypes.layout(type),
      abilities: (type) => abilitiesOf(datatypes.abilities(type)),
      originalType: (type) => datatypes.originalType(type),
      serialize: (type, value) => serializeValue(datatypes.layout(type), follow(value)),
      deserialize: (type, bytes) => deserializeValue(datatypes.layout(type), bytes),
      print: context.print,
      stackTrace: () => interpreter.stackTrace(),
    };
    const interpreterContext: InterpreterContext = {
      meter: context.meter,
      natives: nativeContext as NativeContext,
      findNative: ({ function: { nativeKey } }) => {
        if (!Object.hasOwn(natives, nativeKey)) {
          throw new ExecutionFailure('MISSING_NATIVE', `this machine has no native ${nativeKey}`);
        }
        return natives[nativeKey]! as Native;
      },
      checkDepth: (type) => {
        const depth = datatypes.depth(type);
        if (depth > 128) throw new ExecutionFailure('VALUE_DEPTH_EXCEEDED', `a value nested ${depth} levels`);
      },
      trace:
        trace === undefined
          ? undefined
          : ({ function: { module, index } }, offset) =>
              trace(module.name, index, offset, module.compiled.self.address),
    };
    const interpreter = new Interpreter(interpreterContext);
    return interpreter.run(instance, args);
  }
}

const notThere = new Set<string>(['MODULE_NOT_FOUND', 'FUNCTION_NOT_FOUND']);

/** The value of a layout whose integers, addresses and vectors are all zero or empty. */
function zeroValue(layout: Layout): Value {
  switch (layout.kind) {
    case 'bool':
      return false;
    case 'address':
    case 'signer':
      return `0x${'0'.repeat(64)}`;
    case 'vector':
      return [];
    case 'struct':
      return layout.fields.map((field) => zeroValue(field.layout));
    case 'enum':
      throw new ExecutionFailure('TYPE_MISMATCH', 'an enum has no zero');
    default:
      return 0;
  }
}
