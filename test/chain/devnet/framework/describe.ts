/**
 * The interface of a framework as plain data: what other code can depend on. Bytecode tells datatypes and
 * functions, sources tell macros and abort codes, which bytecode does not keep.
 */
import { readModule, type CompiledModule, type Token } from '@haulout/devnet/vm';

/** By `std::vector` and the like, each entry by its name; texts in a fixed form. */
export type FrameworkInterface = Record<string, ModuleInterface>;

export interface ModuleInterface {
  /** `[abilities] <parameters> { field: type, ... }` */
  readonly datatypes: Record<string, string>;
  /** `public entry native <constraints>(types): types`. Private functions only if they are native. */
  readonly functions: Record<string, string>;
  readonly macros: Record<string, string>;
  /** `EName`: value; for `#[error]` constants the message. */
  readonly errors: Record<string, string>;
  /** `Type.method`: the function that `public use fun` gives this name. */
  readonly methods: Record<string, string>;
}

/** Describes compiled modules (test code included) and the sources they come from. */
export function describeFramework(
  modules: readonly Uint8Array[],
  sources: Readonly<Record<string, string>>,
): FrameworkInterface {
  const result: FrameworkInterface = {};
  for (const bytes of modules) {
    const module = readModule(bytes, { allowTestMode: true });
    result[moduleName(module.self)] = {
      datatypes: sorted(datatypes(module)),
      functions: sorted(functions(module)),
      macros: {},
      errors: {},
      methods: {},
    };
  }
  for (const text of Object.values(sources)) {
    const name = /^module (\w+::\w+)/m.exec(text)?.[1];
    const entry = name === undefined ? undefined : result[name];
    if (entry)
      result[name!] = { ...entry, macros: macros(text), errors: errors(text), methods: methods(text) };
  }
  return sorted(result);
}

function datatypes(module: CompiledModule): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { handle, fields } of module.structs) {
    const { name, abilities, typeParameters } = module.datatypeHandles[handle]!;
    const parameters = typeParameters.map(
      ({ constraints, isPhantom }, index) =>
        `${isPhantom ? 'phantom ' : ''}T${index}${constrained(constraints)}`,
    );
    const body = fields.map((field) => `${field.name}: ${typeText(module, field.type)}`).join(', ');
    found[name] = `[${abilityNames(abilities).join(' ')}] <${parameters.join(', ')}> { ${body} }`;
  }
  return found;
}

function functions(module: CompiledModule): Record<string, string> {
  const found: Record<string, string> = {};
  for (const { handle, visibility, isEntry, code } of module.functions) {
    const { name, parameters, returns, typeParameters } = module.functionHandles[handle]!;
    if (visibility === 'private' && code) continue;
    const types = (tokens: readonly Token[]): string =>
      tokens.map((token) => typeText(module, token)).join(', ');
    const words = [visibility, ...(isEntry ? ['entry'] : []), ...(code ? [] : ['native'])].join(' ');
    const constraints = typeParameters.map((set, index) => `T${index}${constrained(set)}`).join(', ');
    found[name] = `${words} <${constraints}>(${types(parameters)}): (${types(returns)})`;
  }
  return found;
}

function macros(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  const text = source.replace(/\/\/[^\n]*/g, '');
  for (const match of text.matchAll(/(public(?:\(package\))? macro fun )(\w+)([^{]*)\{/g)) {
    found[match[2]!] = `${match[1]}${match[3]}`
      .replace(/\s+/g, ' ')
      .replace(/,? ([)>])/g, '$1')
      .replace(/([(<]) /g, '$1')
      .trim();
  }
  return sorted(found);
}

function errors(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  const text = source.replace(/^\s*\/\/.*$/gm, '');
  for (const match of text.matchAll(/const (E\w+): (?:u64|vector<u8>)\s*=\s*([^;]+);/g)) {
    const value = match[2]!.trim();
    found[match[1]!] = /^[0-9]/.test(value) ? BigInt(value.replaceAll('_', '')).toString() : value;
  }
  return sorted(found);
}

function methods(source: string): Record<string, string> {
  const found: Record<string, string> = {};
  for (const match of source.matchAll(/^public use fun ([\w:]+) as (\w+\.\w+);/gm))
    found[match[2]!] = match[1]!;
  return sorted(found);
}

function typeText(module: CompiledModule, token: Token): string {
  switch (token.kind) {
    case 'vector':
      return `vector<${typeText(module, token.element)}>`;
    case 'reference':
      return `${token.mutable ? '&mut ' : '&'}${typeText(module, token.to)}`;
    case 'parameter':
      return `T${token.index}`;
    case 'datatype': {
      const handle = module.datatypeHandles[token.handle]!;
      const inner = token.typeArguments.map((argument) => typeText(module, argument)).join(', ');
      return `${moduleName(module.moduleHandles[handle.module]!)}::${handle.name}${inner && `<${inner}>`}`;
    }
    default:
      return token.kind;
  }
}

function moduleName({ address, name }: { address: string; name: string }): string {
  return `${({ 1: 'std', 2: 'sui' } as Record<string, string>)[String(BigInt(address))] ?? address}::${name}`;
}

function abilityNames(set: number): string[] {
  return ['copy', 'drop', 'store', 'key'].filter((_, bit) => set & (1 << bit));
}

function constrained(set: number): string {
  const names = abilityNames(set);
  return names.length > 0 ? `: ${names.join(' + ')}` : '';
}

function sorted<T>(record: Record<string, T>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}
