/**
 * A package in the form that `sui move summary` writes and @mysten/codegen reads, put together from bytecode
 * (what exists, and its types) and source text (docs and parameter names).
 */
import { readModule, type CompiledModule, type Token } from '@haulout/devnet/vm';
import type { DatatypeSource, ModuleSource } from './move-source.js';

/** Names for the packages that bytecode knows by address. */
export type PackageLabels = ReadonlyMap<string, string>;

/** The summary of one module, ready to be written as JSON. */
export function summarize(
  bytecode: Uint8Array,
  sourceOf: (module: string) => ModuleSource | undefined,
  labels: PackageLabels,
): { readonly name: string; readonly summary: object } {
  const module = readModule(bytecode);
  const { name } = module.self;
  const source = sourceOf(name);
  const idOf: IdOf = (handle) => {
    const { address, name } = module.moduleHandles[handle]!;
    return { address: labelOf(address, labels), name };
  };
  const context = { module, source, idOf };
  const summary = {
    id: idOf(module.selfHandle),
    doc: source?.doc ?? null,
    immediate_dependencies: module.moduleHandles
      .map((_, handle) => idOf(handle))
      .filter((_, handle) => handle !== module.selfHandle),
    attributes: [],
    functions: Object.fromEntries(module.functions.map((_, index) => functionOf(context, index))),
    structs: Object.fromEntries(module.structs.map((_, index) => structOf(context, index))),
    enums: Object.fromEntries(module.enums.map((_, index) => enumOf(context, index))),
  };
  return { name, summary };
}

type IdOf = (moduleHandle: number) => { readonly address: string; readonly name: string };

/** The module that is summarized. */
interface Context {
  readonly module: CompiledModule;
  readonly source: ModuleSource | undefined;
  readonly idOf: IdOf;
}

const VISIBILITY = { public: 'Public', private: 'Private', friend: 'Friend' } as const;
const ABILITIES = [
  [1, 'Copy'],
  [2, 'Drop'],
  [4, 'Store'],
  [8, 'Key'],
] as const;

function functionOf({ module, source, idOf }: Context, index: number) {
  const definition = module.functions[index]!;
  const handle = module.functionHandles[definition.handle]!;
  const written = source?.functions.get(handle.name);
  return [
    handle.name,
    {
      index,
      doc: written?.doc ?? null,
      attributes: [],
      visibility: VISIBILITY[definition.visibility],
      entry: definition.isEntry,
      macro_: false,
      type_parameters: handle.typeParameters.map((constraints) => ({
        phantom: false,
        constraints: abilitiesOf(constraints),
      })),
      parameters: handle.parameters.map((type, at) => ({
        name: parameterName(written?.parameters[at], at),
        type_: typeOf(module, type, idOf),
      })),
      return_: handle.returns.map((type) => typeOf(module, type, idOf)),
    },
  ] as const;
}

/** `_unused` parameters lose their underscore; two of a function never clash, since Move forbids it. */
function parameterName(written: string | undefined, index: number): string {
  const name = (written ?? '').replace(/^_+/, '');
  return name === '' ? `arg${index}` : name;
}

function structOf(context: Context, index: number) {
  const { module, source } = context;
  const { handle, fields } = module.structs[index]!;
  const written = source?.datatypes.get(module.datatypeHandles[handle]!.name);
  const shared = datatypeOf(module, { handle, index }, written);
  const docOf = (field: string) => written?.docs.get(field);
  return [shared.name, { ...shared.summary, fields: fieldsOf(context, fields, docOf) }] as const;
}

function enumOf(context: Context, index: number) {
  const { module, source } = context;
  const { handle, variants } = module.enums[index]!;
  const written = source?.datatypes.get(module.datatypeHandles[handle]!.name);
  const shared = datatypeOf(module, { handle, index }, written);
  const summaries = variants.map(({ name, fields }, tag) => [
    name,
    {
      index: tag,
      doc: written?.docs.get(name) ?? null,
      fields: fieldsOf(context, fields, (field) => written?.docs.get(`${name}.${field}`)),
    },
  ]);
  return [shared.name, { ...shared.summary, variants: Object.fromEntries(summaries) }] as const;
}

function datatypeOf(
  module: CompiledModule,
  definition: { readonly handle: number; readonly index: number },
  written: DatatypeSource | undefined,
) {
  const handle = module.datatypeHandles[definition.handle]!;
  return {
    name: handle.name,
    summary: {
      index: definition.index,
      doc: written?.doc ?? null,
      attributes: [],
      abilities: abilitiesOf(handle.abilities),
      type_parameters: handle.typeParameters.map(({ constraints, isPhantom }, at) => ({
        name: written?.typeParameters[at] ?? `T${at}`,
        phantom: isPhantom,
        constraints: abilitiesOf(constraints),
      })),
    },
  };
}

function fieldsOf(
  { module, idOf }: Context,
  fields: CompiledModule['structs'][number]['fields'],
  docOf: (field: string) => string | undefined,
) {
  return {
    positional_fields: fields.length > 0 && fields.every(({ name }, index) => name === `pos${index}`),
    fields: Object.fromEntries(
      fields.map(({ name, type }, index) => [
        name,
        { index, doc: docOf(name) ?? null, type_: typeOf(module, type, idOf) },
      ]),
    ),
  };
}

function typeOf(module: CompiledModule, token: Token, idOf: IdOf): unknown {
  switch (token.kind) {
    case 'vector':
      return { vector: typeOf(module, token.element, idOf) };
    case 'reference':
      return { Reference: [token.mutable, typeOf(module, token.to, idOf)] };
    case 'parameter':
      return { TypeParameter: token.index };
    case 'datatype': {
      const handle = module.datatypeHandles[token.handle]!;
      return {
        Datatype: {
          module: idOf(handle.module),
          name: handle.name,
          type_arguments: token.typeArguments.map((argument, index) => ({
            phantom: handle.typeParameters[index]!.isPhantom,
            argument: typeOf(module, argument, idOf),
          })),
        },
      };
    }
    default:
      return token.kind;
  }
}

function abilitiesOf(bits: number): string[] {
  return ABILITIES.filter(([bit]) => (bits & bit) !== 0).map(([, name]) => name);
}

function labelOf(address: string, labels: PackageLabels): string {
  const label = labels.get(address);
  if (label === undefined) throw new Error(`bytecode names package ${address}, which has no label`);
  return label;
}
