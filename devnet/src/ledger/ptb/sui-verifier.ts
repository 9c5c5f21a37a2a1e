/**
 * What Sui asks of modules beyond what Move does, as far as the rest of the ledger relies on it: the
 * signature of `init`, and that every object begins with its id. (Sui's verifier has more rules, on generic
 * calls into `sui::transfer` and `sui::event` and on one-time witnesses; the compiler checks those.)
 */
import type { CompiledModule, FunctionDefinition, Token } from '../../vm/index.js';
import { CommandFailure } from '../command-failure.js';
import { wellKnown } from '../type-tags.js';

/** Checks a module that is to be published. Throws `CommandFailure` SuiMoveVerificationError. */
export function checkModuleRules(module: CompiledModule): void {
  const init = initOf(module);
  if (init !== undefined) checkInit(module, init);
  checkObjects(module);
}

/** The `init` function of a module. */
export function initOf(module: CompiledModule): FunctionDefinition | undefined {
  return module.functions.find(({ handle }) => module.functionHandles[handle]!.name === 'init');
}

/**
 * `init` is private, not entry, not generic, returns nothing and takes `(TxContext)` or `(witness,
 * TxContext)`.
 */
function checkInit(module: CompiledModule, { handle, visibility, isEntry }: FunctionDefinition): void {
  const { parameters, returns, typeParameters } = module.functionHandles[handle]!;
  const [first] = parameters;
  const takesWitness =
    parameters.length === 2 &&
    first?.kind === 'datatype' &&
    module.datatypeHandles[first.handle]!.module === module.selfHandle &&
    module.datatypeHandles[first.handle]!.name === module.self.name.toUpperCase();
  const fits =
    visibility === 'private' &&
    !isEntry &&
    typeParameters.length === 0 &&
    returns.length === 0 &&
    isContext(module, parameters.at(-1)) &&
    (parameters.length === 1 || takesWitness);
  if (!fits) throw refusal(module, 'init', 'has not the signature of an init');
}

const keyAbility = 0x8;

/** A struct with `key` begins with a field `id: 0x2::object::UID`; an enum never has `key`. */
function checkObjects(module: CompiledModule): void {
  for (const { handle, fields } of module.structs) {
    const { abilities, name } = module.datatypeHandles[handle]!;
    if ((abilities & keyAbility) === 0) continue;
    const [first] = fields;
    const fits = first?.name === 'id' && isFramework(module, first.type, 'object::UID');
    if (!fits) throw refusal(module, name, 'has key and must begin with `id: UID`');
  }
  for (const { handle } of module.enums) {
    const { abilities, name } = module.datatypeHandles[handle]!;
    if ((abilities & keyAbility) !== 0) throw refusal(module, name, 'is an enum and cannot have key');
  }
}

function isContext(module: CompiledModule, token: Token | undefined): boolean {
  return token?.kind === 'reference' && isFramework(module, token.to, 'tx_context::TxContext');
}

/** Whether a type is the one of this name in `0x2`, such as `object::UID`. */
function isFramework(module: CompiledModule, token: Token, name: string): boolean {
  if (token.kind !== 'datatype') return false;
  const handle = module.datatypeHandles[token.handle]!;
  const { address, name: home } = module.moduleHandles[handle.module]!;
  return address === wellKnown.suiAddress && `${home}::${handle.name}` === name;
}

function refusal(module: CompiledModule, name: string, rule: string): CommandFailure {
  return new CommandFailure({ SuiMoveVerificationError: true }, `${module.self.name}::${name} ${rule}`);
}
