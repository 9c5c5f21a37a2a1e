/** The Publish command: a new package, its `init` functions, and the capability to upgrade it. */
import type { CompiledModule, Package } from '../../vm/index.js';
import { readModule } from '../../vm/index.js';
import type { Address } from '../../vm/types.js';
import { CommandFailure } from '../failure.js';
import { addressBytes } from '../objects.js';
import { missingDependency, newPackage, readModules, withSelfAddress } from '../packages.js';
import type { Command } from '../transaction.js';
import { wellKnown } from '../type-tags.js';
import type { PtbContext } from './context.js';
import { callInit } from './move-call.js';
import type { Value } from './values.js';

/** Runs a Publish command; returns the `UpgradeCap`. Throws `CommandFailure` or `MoveError`. */
export function publish(
  context: PtbContext,
  command: Extract<Command, { kind: 'publish' }>,
): readonly Value[] {
  context.meter.chargePublish(command.modules.reduce((sum, { length }) => sum + length, 0));
  const compiled = readModules(command.modules);
  const id = context.runtime.freshId();
  const files = withSelfAddress(compiled, id);
  const item = newPackage(id, files, dependenciesOf(context, command.dependencies));
  context.packages.add(item);
  try {
    checkModules(context, item);
    for (const { module } of files) if (hasInit(module)) callInit(context, id, module.self.name);
  } catch (error) {
    context.packages.remove(id);
    throw error;
  }
  return [upgradeCap(context, id)];
}

/** The packages with these storage ids. Throws `CommandFailure` PublishUpgradeMissingDependency. */
export function dependenciesOf(context: PtbContext, ids: readonly Address[]): readonly Package[] {
  return [...new Set(ids)].sort().map((id) => {
    const item = context.packages.getPackage(id);
    if (item === undefined) throw missingDependency(id);
    return item;
  });
}

/** Checks the modules of a package against the rules of bytecode and those that Sui adds. */
export function checkModules(context: PtbContext, item: Package): void {
  context.machine.checkPackage(item, context.packages);
  for (const [name, bytes] of item.modules) {
    const module = readModule(bytes);
    if (hasInit(module)) checkInit(context, item.id, name);
    checkKeyStructs(module);
  }
}

function hasInit(module: CompiledModule): boolean {
  return module.functions.some(({ handle }) => module.functionHandles[handle]!.name === 'init');
}

/** `init` is private, not entry, not generic, returns nothing and takes `(TxContext)` or `(witness, TxContext)`. */
function checkInit(context: PtbContext, id: Address, name: string): void {
  const init = context.machine.signature(id, name, 'init');
  const last = init?.parameters.at(-1);
  const takesContext =
    last?.kind === 'reference' &&
    last.to.kind === 'datatype' &&
    last.to.address === wellKnown.suiAddress &&
    last.to.module === 'tx_context' &&
    last.to.name === 'TxContext';
  const first = init?.parameters[0];
  const takesWitness =
    first?.kind === 'datatype' && first.module === name && first.name === name.toUpperCase();
  const fits =
    init !== undefined &&
    init.visibility === 'private' &&
    !init.isEntry &&
    init.typeParameters.length === 0 &&
    init.returns.length === 0 &&
    takesContext &&
    (init.parameters.length === 1 || (init.parameters.length === 2 && takesWitness));
  if (!fits) {
    throw new CommandFailure(
      { SuiMoveVerificationError: true },
      `${name}::init has not the signature of an init`,
    );
  }
}

const keyAbility = 0x8;

/** A struct with `key` begins with a field `id: 0x2::object::UID`; an enum never has `key`. */
function checkKeyStructs(module: CompiledModule): void {
  const refuse = (name: string, rule: string): never => {
    throw new CommandFailure({ SuiMoveVerificationError: true }, `${module.self.name}::${name} ${rule}`);
  };
  for (const { handle, fields } of module.structs) {
    const { abilities, name } = module.datatypeHandles[handle]!;
    if ((abilities & keyAbility) === 0) continue;
    const first = fields[0];
    if (first?.name !== 'id' || first.type.kind !== 'datatype') {
      refuse(name, 'has key and must begin with `id: UID`');
      continue;
    }
    const type = module.datatypeHandles[first.type.handle]!;
    const home = module.moduleHandles[type.module]!;
    if (home.address !== wellKnown.suiAddress || home.name !== 'object' || type.name !== 'UID') {
      refuse(name, 'has key and must begin with `id: UID`');
    }
  }
  for (const { handle } of module.enums) {
    const { abilities, name } = module.datatypeHandles[handle]!;
    if ((abilities & keyAbility) !== 0) refuse(name, 'is an enum and cannot have key');
  }
}

/** `UpgradeCap { id, package, version: 1, policy: 0 (compatible) }`. */
function upgradeCap(context: PtbContext, id: Address): Value {
  const contents = new Uint8Array(73);
  contents.set(addressBytes(context.runtime.freshId()));
  contents.set(addressBytes(id), 32);
  contents[64] = 1;
  return {
    kind: 'object',
    type: wellKnown.upgradeCap,
    hasPublicTransfer: true,
    usedInNonEntryCall: false,
    contents,
  };
}
