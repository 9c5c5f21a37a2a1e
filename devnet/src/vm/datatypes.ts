/**
 * What types mean, whoever asks: their layouts, abilities and depth. A datatype is looked up in the package
 * that defined it and seen through that package's linkage, so the answers are the same for every program,
 * and each is computed once.
 */
import { combineAbilities } from './bytecode/bounds.js';
import type { FieldDefinition } from './bytecode/module.js';
import { ability } from './bytecode/opcodes.js';
import { ExecutionFailure } from './errors.js';
import { maxValueDepth } from './layout.js';
import type { EnumLayout, FieldLayout, Layout, StructLayout } from './layout.js';
import { Linkage } from './linkage.js';
import type { LoadedModule, LoadedPackage, PackageLoader } from './package-loader.js';
import { shortAddress, typeToString } from './types.js';
import type { Abilities, Address, DatatypeType, Type } from './types.js';

/** Types that are remembered before the memory starts afresh. */
const maxRemembered = 50_000;

interface Definition {
  readonly module: LoadedModule;
  readonly linkage: Linkage;
  readonly abilities: number;
  readonly typeParameters: readonly { readonly constraints: number; readonly isPhantom: boolean }[];
  /** Fields of a struct, or of each variant. */
  readonly shape:
    | { readonly kind: 'struct'; readonly fields: readonly FieldDefinition[] }
    | {
        readonly kind: 'enum';
        readonly variants: readonly { readonly name: string; readonly fields: readonly FieldDefinition[] }[];
      };
}

/** Layouts, abilities and depths of types over the packages of a loader, each computed once. */
export class Datatypes {
  readonly #loader: PackageLoader;
  readonly #linkages = new Map<Address, Linkage>();
  readonly #layouts = new Map<string, Layout>();
  readonly #abilities = new Map<string, number>();
  readonly #depths = new Map<string, number>();
  #generation = 0;

  constructor(loader: PackageLoader) {
    this.#loader = loader;
  }

  /** The program that a package is the root of. */
  linkage(id: Address): Linkage {
    const root = this.#loader.package(id);
    let linkage = this.#linkages.get(id);
    if (this.#generation !== this.#loader.generation) {
      this.#forget();
      linkage = undefined;
    }
    if (linkage === undefined) {
      linkage = new Linkage(this.#loader, root);
      this.#linkages.set(id, linkage);
    }
    return linkage;
  }

  /** @throws ExecutionFailure TYPE_NOT_FOUND, MODULE_NOT_FOUND, VALUE_DEPTH_EXCEEDED, ... */
  layout(type: Type): Layout {
    return this.#layout(type, 0);
  }

  /** Ability bits. Checks that the type exists and that its arguments meet the constraints. */
  abilities(type: Type): number {
    switch (type.kind) {
      case 'signer':
        return ability.drop;
      case 'vector':
        return this.abilities(type.element) & (ability.copy | ability.drop | ability.store);
      case 'datatype': {
        const text = typeToString(type);
        let abilities = this.#abilities.get(text);
        if (abilities === undefined) {
          const definition = this.#definition(type);
          const given: number[] = [];
          type.typeArguments.forEach((argument, i) => {
            const { constraints, isPhantom } = definition.typeParameters[i]!;
            const carried = this.abilities(argument);
            if ((constraints & ~carried) !== 0) {
              throw new ExecutionFailure(
                'CONSTRAINT_NOT_SATISFIED',
                `${typeToString(argument)} lacks an ability that ${type.module}::${type.name} asks for`,
              );
            }
            if (!isPhantom) given.push(carried);
          });
          abilities = combineAbilities(definition.abilities, given);
          this.#remember(this.#abilities, text, abilities);
        }
        return abilities;
      }
      default:
        return ability.copy | ability.drop | ability.store;
    }
  }

  /** Levels of vectors, structs and enums that values of a type have, one for what has no parts. */
  depth(type: Type): number {
    return this.#depth(type, 0);
  }

  /** The same type named by the original ids of its packages. */
  originalType(type: Type): Type {
    if (type.kind === 'vector') return { kind: 'vector', element: this.originalType(type.element) };
    if (type.kind !== 'datatype') return type;
    return {
      ...type,
      address: this.#loader.package(type.address).stored.originalId,
      typeArguments: type.typeArguments.map((argument) => this.originalType(argument)),
    };
  }

  #layout(type: Type, depth: number): Layout {
    if (type.kind !== 'vector' && type.kind !== 'datatype') return type;
    if (depth > maxValueDepth) tooDeep(type);
    const text = typeToString(type);
    let layout = this.#layouts.get(text);
    if (layout === undefined) {
      layout =
        type.kind === 'vector'
          ? { kind: 'vector', element: this.#layout(type.element, depth + 1) }
          : this.#datatypeLayout(type, depth);
      this.#remember(this.#layouts, text, layout);
    }
    return layout;
  }

  #datatypeLayout(type: DatatypeType, depth: number): StructLayout | EnumLayout {
    const definition = this.#definition(type);
    const fieldsOf = (fields: readonly FieldDefinition[]): FieldLayout[] =>
      fields.map((field) => ({
        name: field.name,
        layout: this.#layout(this.#fieldType(definition, field, type), depth + 1),
      }));
    return definition.shape.kind === 'struct'
      ? { kind: 'struct', type, fields: fieldsOf(definition.shape.fields) }
      : {
          kind: 'enum',
          type,
          variants: definition.shape.variants.map(({ name, fields }) => ({ name, fields: fieldsOf(fields) })),
        };
  }

  #depth(type: Type, level: number): number {
    if (type.kind !== 'vector' && type.kind !== 'datatype') return 1;
    if (level > maxValueDepth) tooDeep(type);
    const text = typeToString(type);
    let depth = this.#depths.get(text);
    if (depth === undefined) {
      if (type.kind === 'vector') depth = 1 + this.#depth(type.element, level + 1);
      else {
        const definition = this.#definition(type);
        const fields =
          definition.shape.kind === 'struct'
            ? definition.shape.fields
            : definition.shape.variants.flatMap((variant) => variant.fields);
        const depths = fields.map((field) =>
          this.#depth(this.#fieldType(definition, field, type), level + 1),
        );
        depth = 1 + Math.max(0, ...depths);
      }
      this.#remember(this.#depths, text, depth);
    }
    return depth;
  }

  #fieldType({ linkage, module }: Definition, field: FieldDefinition, of: DatatypeType): Type {
    return linkage.type(module, field.type, of.typeArguments);
  }

  #definition(type: DatatypeType): Definition {
    const linkage = this.linkage(type.address);
    const home: LoadedPackage = linkage.root;
    const missing = (): never => {
      throw new ExecutionFailure(
        'TYPE_NOT_FOUND',
        `${shortAddress(type.address)}::${type.module}::${type.name} is not defined`,
      );
    };
    if (home.origin(type.module, type.name) !== type.address) missing();
    const module = home.module(type.module);
    const found = module.datatypes.get(type.name) ?? missing();
    const { structs, enums, datatypeHandles } = module.compiled;
    const { handle } = found.kind === 'struct' ? structs[found.index]! : enums[found.index]!;
    const { abilities, typeParameters } = datatypeHandles[handle]!;
    if (typeParameters.length !== type.typeArguments.length) {
      throw new ExecutionFailure(
        'NUMBER_OF_TYPE_ARGUMENTS_MISMATCH',
        `${type.module}::${type.name} takes ${typeParameters.length} type arguments, ` +
          `not ${type.typeArguments.length}`,
      );
    }
    const shape =
      found.kind === 'struct'
        ? { kind: 'struct' as const, fields: structs[found.index]!.fields }
        : { kind: 'enum' as const, variants: enums[found.index]!.variants };
    return { module, linkage, abilities, typeParameters, shape };
  }

  #remember<T>(memory: Map<string, T>, text: string, value: T): void {
    if (memory.size >= maxRemembered) memory.clear();
    memory.set(text, value);
  }

  #forget(): void {
    this.#generation = this.#loader.generation;
    this.#linkages.clear();
    this.#layouts.clear();
    this.#abilities.clear();
    this.#depths.clear();
  }
}

/** Ability bits as the plain record that drivers see. */
export function abilitiesOf(bits: number): Abilities {
  return {
    copy: (bits & ability.copy) !== 0,
    drop: (bits & ability.drop) !== 0,
    store: (bits & ability.store) !== 0,
    key: (bits & ability.key) !== 0,
  };
}

function tooDeep(type: Type): never {
  throw new ExecutionFailure(
    'VALUE_DEPTH_EXCEEDED',
    `values of ${typeToString(type)} nest more than ${maxValueDepth} levels`,
  );
}
