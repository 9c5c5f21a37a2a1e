/** The Publish command: a new package, its `init` functions, and the capability to upgrade it. */
import type { Package } from '../../vm/package.js';
import type { Address } from '../../vm/types.js';
import { addressBytes } from '../objects.js';
import { missingDependency, newPackage, readModules, withSelfAddress } from '../packages.js';
import type { ModuleFile } from '../packages.js';
import type { Command } from '../transaction.js';
import { wellKnown } from '../type-tags.js';
import type { PtbContext } from './context.js';
import { checkModuleRules, initOf } from './sui-verifier.js';
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
    checkModules(context, item, files);
    for (const { module } of files) if (initOf(module) !== undefined) callInit(context, id, module.self.name);
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
export function checkModules(context: PtbContext, item: Package, files: readonly ModuleFile[]): void {
  context.machine.checkPackage(item, context.packages);
  for (const { module } of files) checkModuleRules(module);
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
