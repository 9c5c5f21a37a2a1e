/** Packages, datatypes and functions as messages. */
import { GrpcTypes } from '@mysten/sui/grpc';
import type { Ledger } from '../../ledger/api.js';
import { moduleOf } from '../../vm/bytecode/known-modules.js';
import type { CompiledModule, DatatypeHandle, FieldDefinition } from '../../vm/bytecode/module.js';
import { ability } from '../../vm/bytecode/opcodes.js';
import type { Token } from '../../vm/bytecode/tokens.js';
import type { Package } from '../../vm/package.js';
import type { Abilities, Address, FunctionSignature, SignatureType } from '../../vm/types.js';

const { Ability, OpenSignatureBody_Type: BodyType } = GrpcTypes;

/** A package as part of its object: its modules by name and bytecode only. */
export function packageMessage(item: Package): GrpcTypes.Package {
  return {
    storageId: item.id,
    originalId: item.originalId,
    version: item.version,
    modules: [...item.modules].map(([name, contents]) => ({ name, contents, datatypes: [], functions: [] })),
    typeOrigins: item.typeOrigins.map((origin) => ({
      moduleName: origin.module,
      datatypeName: origin.datatype,
      packageId: origin.package,
    })),
    linkage: [...item.linkage].map(([originalId, { id, version }]) => ({
      originalId,
      upgradedId: id,
      upgradedVersion: version,
    })),
  };
}

/** A package with everything that its modules define. */
export function describedPackage(ledger: Ledger, item: Package): GrpcTypes.Package {
  return {
    ...packageMessage(item),
    modules: [...item.modules].map(([name, contents]) => {
      const module = compiled(contents);
      return {
        name,
        contents,
        datatypes: datatypeNames(module).map((datatype) =>
          datatypeMessage({ ledger, item, module }, datatype)!,
        ),
        functions: module.functions.flatMap(({ handle }) => {
          const { name: functionName } = module.functionHandles[handle]!;
          const signature = ledger.getFunction(item.id, name, functionName);
          return signature === undefined ? [] : [functionMessage(functionName, signature)];
        }),
      };
    }),
  };
}

/** A function. */
export function functionMessage(name: string, signature: FunctionSignature): GrpcTypes.FunctionDescriptor {
  const { PRIVATE, PUBLIC, FRIEND } = GrpcTypes.FunctionDescriptor_Visibility;
  return {
    name,
    visibility: { private: PRIVATE, public: PUBLIC, friend: FRIEND }[signature.visibility],
    isEntry: signature.isEntry,
    typeParameters: signature.typeParameters.map((constraints) => ({
      constraints: abilityMessages(constraints),
    })),
    parameters: signature.parameters.map(openSignature),
    returns: signature.returns.map(openSignature),
  };
}

/** A module, and the package and ledger that it is in. */
interface ModuleInPackage {
  readonly ledger: Ledger;
  readonly item: Package;
  readonly module: CompiledModule;
}

/** A struct or enum that a module of a package defines; undefined when it defines none of that name. */
export function datatypeMessage(
  home: ModuleInPackage,
  name: string,
): GrpcTypes.DatatypeDescriptor | undefined {
  const { module } = home;
  const isNamed = ({ handle }: { readonly handle: number }): boolean =>
    module.datatypeHandles[handle]!.name === name;
  const struct = module.structs.find(isNamed);
  const definition = struct ?? module.enums.find(isNamed);
  if (definition === undefined) return undefined;
  const handle = module.datatypeHandles[definition.handle]!;
  const fields = (definitions: readonly FieldDefinition[]): GrpcTypes.FieldDescriptor[] =>
    definitions.map((field, position) => ({
      name: field.name,
      position,
      type: tokenBody(home, field.type),
    }));
  const definingId = definingPackage(home, handle);
  return {
    typeName: `${definingId}::${module.self.name}::${name}`,
    definingId,
    module: module.self.name,
    name,
    abilities: abilityMessages(abilitiesOfBits(handle.abilities)),
    typeParameters: handle.typeParameters.map(({ constraints, isPhantom }) => ({
      constraints: abilityMessages(abilitiesOfBits(constraints)),
      isPhantom,
    })),
    kind:
      struct === undefined
        ? GrpcTypes.DatatypeDescriptor_DatatypeKind.ENUM
        : GrpcTypes.DatatypeDescriptor_DatatypeKind.STRUCT,
    fields: 'fields' in definition ? fields(definition.fields) : [],
    variants:
      'variants' in definition
        ? definition.variants.map((variant, position) => ({
            name: variant.name,
            position,
            fields: fields(variant.fields),
          }))
        : [],
  };
}

const modules = new WeakMap<Uint8Array, CompiledModule>();

/** A published module, read once. */
export function compiled(bytecode: Uint8Array): CompiledModule {
  let module = modules.get(bytecode);
  if (module === undefined) modules.set(bytecode, (module = moduleOf(bytecode)));
  return module;
}

/** The package with this storage id. */
export function packageOf(ledger: Ledger, id: Address): Package | undefined {
  const object = ledger.getObject(id);
  return object?.data.kind === 'package' ? object.data.package : undefined;
}

function datatypeNames(module: CompiledModule): readonly string[] {
  return [...module.structs, ...module.enums].map(({ handle }) => module.datatypeHandles[handle]!.name);
}

function openSignature(type: SignatureType): GrpcTypes.OpenSignature {
  if (type.kind !== 'reference') return { body: signatureBody(type) };
  const { MUTABLE, IMMUTABLE } = GrpcTypes.OpenSignature_Reference;
  return { reference: type.mutable ? MUTABLE : IMMUTABLE, body: signatureBody(type.to) };
}

function signatureBody(type: SignatureType): GrpcTypes.OpenSignatureBody {
  switch (type.kind) {
    case 'vector':
      return { type: BodyType.VECTOR, typeParameterInstantiation: [signatureBody(type.element)] };
    case 'datatype':
      return {
        type: BodyType.DATATYPE,
        typeName: `${type.address}::${type.module}::${type.name}`,
        typeParameterInstantiation: type.typeArguments.map(signatureBody),
      };
    case 'parameter':
      return { type: BodyType.TYPE_PARAMETER, typeParameterInstantiation: [], typeParameter: type.index };
    case 'reference':
      return signatureBody(type.to);
    default:
      return { type: primitiveBodies[type.kind], typeParameterInstantiation: [] };
  }
}

function tokenBody(home: ModuleInPackage, token: Token): GrpcTypes.OpenSignatureBody {
  const { module } = home;
  const inner = (argument: Token): GrpcTypes.OpenSignatureBody => tokenBody(home, argument);
  switch (token.kind) {
    case 'vector':
      return { type: BodyType.VECTOR, typeParameterInstantiation: [inner(token.element)] };
    case 'datatype': {
      const handle = module.datatypeHandles[token.handle]!;
      const definingId = definingPackage(home, handle);
      return {
        type: BodyType.DATATYPE,
        typeName: `${definingId}::${module.moduleHandles[handle.module]!.name}::${handle.name}`,
        typeParameterInstantiation: token.typeArguments.map(inner),
      };
    }
    case 'parameter':
      return { type: BodyType.TYPE_PARAMETER, typeParameterInstantiation: [], typeParameter: token.index };
    case 'reference':
      return inner(token.to);
    default:
      return { type: primitiveBodies[token.kind], typeParameterInstantiation: [] };
  }
}

/** Id of the package version that first had a datatype, as seen from `item`. */
function definingPackage({ ledger, item, module }: ModuleInPackage, handle: DatatypeHandle): Address {
  const { address, name } = module.moduleHandles[handle.module]!;
  const isOwn = handle.module === module.selfHandle || address === item.originalId;
  const home = isOwn ? item : packageOf(ledger, item.linkage.get(address)?.id ?? address);
  const origin = home?.typeOrigins.find((entry) => entry.module === name && entry.datatype === handle.name);
  return origin?.package ?? address;
}

const primitiveBodies = {
  bool: BodyType.BOOL,
  u8: BodyType.U8,
  u16: BodyType.U16,
  u32: BodyType.U32,
  u64: BodyType.U64,
  u128: BodyType.U128,
  u256: BodyType.U256,
  address: BodyType.ADDRESS,
  // No published signature holds one.
  signer: BodyType.TYPE_UNKNOWN,
} as const;

function abilityMessages({ copy, drop, store, key }: Abilities): GrpcTypes.Ability[] {
  const all = [copy && Ability.COPY, drop && Ability.DROP, store && Ability.STORE, key && Ability.KEY];
  return all.filter((one) => one !== false);
}

function abilitiesOfBits(bits: number): Abilities {
  const has = (bit: number): boolean => (bits & bit) !== 0;
  return {
    copy: has(ability.copy),
    drop: has(ability.drop),
    store: has(ability.store),
    key: has(ability.key),
  };
}
