/**
 * Checks a package before it may be published: its modules can be read, their code obeys the rules of
 * code/verify.ts, and everything that they name in other packages exists there, declared as they declare it.
 */
import { malformed } from './bytecode/cursor.js';
import { constantValue } from './code/constants.js';
import type { Budget } from './code/locals.js';
import { verifyFunction } from './code/verify.js';
import { Linkage } from './linkage.js';
import { LoadedPackage, PackageLoader } from './package-loader.js';
import type { LoadedModule } from './package-loader.js';
import { moduleOf } from './bytecode/known-modules.js';
import type { CompiledModule } from './bytecode/module.js';
import type { Token } from './bytecode/tokens.js';
import { ExecutionFailure } from './errors.js';
import type { Package, PackageStore } from './package.js';

/** Sui's limits on a package. */
const maxModules = 64;
const maxPackageSize = 100 * 1024;
/** Steps of data flow over the code of one module. */
const maxSteps = 20_000_000;

/**
 * Sui's own packages live at small addresses; only they may declare natives, and size limits are not for
 * them.
 */
const systemAddress = /^0x0{60}/;

/**
 * Checks a package that is about to be published; `store` has those that it links against.
 * @throws ExecutionFailure MALFORMED_BYTECODE
 */
export function checkPackage(candidate: Package, store: PackageStore): void {
  if (candidate.modules.size === 0) malformed('a package without modules');
  const isSystem = systemAddress.test(candidate.originalId);
  if (!isSystem && candidate.modules.size > maxModules)
    malformed(`a package of more than ${maxModules} modules`);
  const size = [...candidate.modules.values()].reduce((sum, bytes) => sum + bytes.length, 0);
  if (!isSystem && size > maxPackageSize) malformed(`a package of ${size} bytes; at most ${maxPackageSize}`);
  // Test mode is refused here: the loader must take it.
  for (const bytes of candidate.modules.values()) moduleOf(bytes);
  const home = new LoadedPackage(candidate);
  const linkage = new Linkage(new PackageLoader(store), home);
  try {
    for (const name of candidate.modules.keys()) checkOne(linkage, home.module(name));
  } catch (error) {
    if (error instanceof ExecutionFailure && error.code !== 'MALFORMED_BYTECODE') malformed(error.message);
    if (error instanceof RangeError || error instanceof TypeError) malformed(error.message);
    throw error;
  }
}

function checkOne(linkage: Linkage, module: LoadedModule): void {
  const { compiled } = module;
  if (compiled.self.address !== linkage.root.stored.originalId) {
    malformed(`module ${module.name} is not of this package`);
  }
  for (const { type, bytes } of compiled.constants) constantValue(type, bytes);
  const budget: Budget = { steps: maxSteps };
  for (const definition of compiled.functions) {
    const { code } = definition;
    if (code !== undefined) verifyFunction(compiled, { ...definition, code }, budget);
    else if (!systemAddress.test(compiled.self.address))
      malformed('a native function outside of the framework');
  }
  checkImports(linkage, module);
}

/** Every datatype and function of another module must be there, declared as this module has it. */
function checkImports(linkage: Linkage, { compiled }: LoadedModule): void {
  for (const handle of compiled.datatypeHandles) {
    if (handle.module === compiled.selfHandle) continue;
    const { address, name } = compiled.moduleHandles[handle.module]!;
    const home = linkage.module(address, name);
    const theirs = home.compiled.datatypeHandles.find(
      (other) => other.module === home.compiled.selfHandle && other.name === handle.name,
    );
    if (theirs === undefined) return malformed(`${name} defines no ${handle.name}`);
    const sameParameters =
      theirs.typeParameters.length === handle.typeParameters.length &&
      theirs.typeParameters.every(({ constraints, isPhantom }, i) => {
        const ours = handle.typeParameters[i]!;
        return (constraints & ~ours.constraints) === 0 && (isPhantom || !ours.isPhantom);
      });
    if (theirs.abilities !== handle.abilities || !sameParameters)
      malformed(`${name}::${handle.name} is declared otherwise`);
  }
  for (const handle of compiled.functionHandles) {
    if (handle.module === compiled.selfHandle) continue;
    const { address, name } = compiled.moduleHandles[handle.module]!;
    const home = linkage.module(address, name);
    const theirs = linkage.function(home, handle.name);
    const called = `${name}::${handle.name}`;
    if (theirs.definition.visibility === 'private') malformed(`${called} is private`);
    if (theirs.definition.visibility === 'friend') {
      const isFriend = home.compiled.friends.some(
        (friend) => friend.address === compiled.self.address && friend.name === compiled.self.name,
      );
      if (!isFriend) malformed(`${called} is for friends of its module`);
    }
    const sameTypes = (ours: readonly Token[], other: readonly Token[]): boolean =>
      ours.length === other.length &&
      ours.every((token, i) => tokenText(compiled, token) === tokenText(home.compiled, other[i]!));
    const constraints = theirs.handle.typeParameters;
    if (
      !sameTypes(handle.parameters, theirs.handle.parameters) ||
      !sameTypes(handle.returns, theirs.handle.returns) ||
      constraints.length !== handle.typeParameters.length ||
      constraints.some((needed, i) => (needed & ~handle.typeParameters[i]!) !== 0)
    ) {
      malformed(`${called} has another signature`);
    }
  }
}

/** A token by original ids, the same in every module. */
function tokenText(module: CompiledModule, token: Token): string {
  switch (token.kind) {
    case 'vector':
      return `vector<${tokenText(module, token.element)}>`;
    case 'reference':
      return `${token.mutable ? '&mut ' : '&'}${tokenText(module, token.to)}`;
    case 'parameter':
      return `T${token.index}`;
    case 'datatype': {
      const handle = module.datatypeHandles[token.handle]!;
      const { address, name } = module.moduleHandles[handle.module]!;
      const args = token.typeArguments.map((argument) => tokenText(module, argument)).join();
      return `${address}::${name}::${handle.name}<${args}>`;
    }
    default:
      return token.kind;
  }
}
