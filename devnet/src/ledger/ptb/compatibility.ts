/**
 * Whether one version of a package may follow another under an upgrade policy.
 *
 * - compatible: every type stays exactly as it is; every public function stays public, with the same
 *   parameters and results and no stronger constraints on its type parameters;
 * - additive: besides, no function changes at all; new modules, types and functions may come;
 * - dependencies-only: nothing changes but what the package links to.
 *
 * That the code of a function is unchanged is judged by its instructions and literals, not by what the
 * indices in them name; Sui compares those too.
 */
import { moduleOf } from '../../vm/bytecode/known-modules.js';
import type { CompiledModule, FunctionDefinition, Package, Token } from '../../vm/index.js';

/** Which changes of a package an upgrade policy allows. */
export type UpgradeRule = 'compatible' | 'additive' | 'dependencies-only';

/** Why `next` must not follow `current`; undefined if it may. */
export function incompatibility(current: Package, next: Package, rule: UpgradeRule): string | undefined {
  if (rule === 'dependencies-only' && current.modules.size !== next.modules.size) {
    return `the package had ${current.modules.size} modules and now has ${next.modules.size}`;
  }
  for (const [name, bytes] of current.modules) {
    const replacement = next.modules.get(name);
    if (replacement === undefined) return `module ${name} is missing`;
    const reason = compareModules(moduleOf(bytes), moduleOf(replacement), rule);
    if (reason !== undefined) return `module ${name}: ${reason}`;
  }
  return undefined;
}

function compareModules(
  current: CompiledModule,
  next: CompiledModule,
  rule: UpgradeRule,
): string | undefined {
  const types = datatypes(next);
  for (const [name, text] of datatypes(current)) {
    if (types.get(name) !== text) return `type ${name} is missing or changed`;
  }
  const known = functions(current);
  const replacements = functions(next);
  for (const [name, definition] of known) {
    const replacement = replacements.get(name);
    const matters = rule !== 'compatible' || definition.visibility === 'public';
    if (!matters) continue;
    if (replacement === undefined) return `function ${name} is missing`;
    const same =
      rule === 'compatible'
        ? replacement.visibility === 'public' &&
          signature(current, definition) === signature(next, replacement) &&
          constraintsRelaxed(typeParameters(current, definition), typeParameters(next, replacement))
        : frozen(current, definition) === frozen(next, replacement);
    if (!same) return `function ${name} is changed`;
  }
  if (rule === 'dependencies-only') {
    if (types.size !== datatypes(current).size) return 'there are new types';
    if (replacements.size !== known.size) return 'there are new functions';
  }
  return undefined;
}

/** Every type of a module as a text of everything that must stay. */
function datatypes(module: CompiledModule): ReadonlyMap<string, string> {
  const all = new Map<string, string>();
  const describe = (handle: number, body: unknown): void => {
    const { name, abilities, typeParameters } = module.datatypeHandles[handle]!;
    all.set(name, JSON.stringify([abilities, typeParameters, body]));
  };
  const fields = (items: readonly { readonly name: string; readonly type: Token }[]): unknown =>
    items.map(({ name, type }) => [name, typeText(module, type)]);
  for (const { handle, fields: items } of module.structs) describe(handle, fields(items));
  for (const { handle, variants } of module.enums) {
    describe(
      handle,
      variants.map((variant) => [variant.name, fields(variant.fields)]),
    );
  }
  return all;
}

function functions(module: CompiledModule): ReadonlyMap<string, FunctionDefinition> {
  return new Map(
    module.functions.map((definition) => [module.functionHandles[definition.handle]!.name, definition]),
  );
}

function signature(module: CompiledModule, { handle }: FunctionDefinition): string {
  const { parameters, returns, typeParameters } = module.functionHandles[handle]!;
  const texts = (tokens: readonly Token[]): string => tokens.map((token) => typeText(module, token)).join();
  return `${typeParameters.length}(${texts(parameters)}):${texts(returns)}`;
}

function typeParameters(module: CompiledModule, { handle }: FunctionDefinition): readonly number[] {
  return module.functionHandles[handle]!.typeParameters;
}

function constraintsRelaxed(before: readonly number[], after: readonly number[]): boolean {
  return after.every((constraints, index) => (constraints & ~(before[index] ?? 0)) === 0);
}

function frozen(module: CompiledModule, definition: FunctionDefinition): string {
  const { visibility, isEntry, handle, code } = definition;
  const instructions = code?.instructions.map(({ opcode, literal }) => `${opcode}:${literal}`).join();
  const constraints = module.functionHandles[handle]!.typeParameters.join();
  return [visibility, isEntry, signature(module, definition), constraints, instructions].join(';');
}

/** A type by the names in it, packages by their original ids. */
function typeText(module: CompiledModule, token: Token): string {
  switch (token.kind) {
    case 'vector':
      return `vector<${typeText(module, token.element)}>`;
    case 'reference':
      return `${token.mutable ? '&mut ' : '&'}${typeText(module, token.to)}`;
    case 'parameter':
      return `#${token.index}`;
    case 'datatype': {
      const handle = module.datatypeHandles[token.handle]!;
      const home = module.moduleHandles[handle.module]!;
      const inner = token.typeArguments.map((argument) => typeText(module, argument)).join();
      return `${home.address}::${home.name}::${handle.name}<${inner}>`;
    }
    default:
      return token.kind;
  }
}
