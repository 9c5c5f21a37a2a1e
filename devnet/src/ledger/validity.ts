/**
 * What makes a transaction invalid whatever the state of the ledger: sizes, counts, empty commands, duplicate
 * inputs, and commands after the use of randomness. Rules and limits as in Sui's `validity_check`.
 */
import type { Type } from '../vm/types.js';
import { TransactionRejected, ensure } from './rejection.js';
import { limits } from './limits.js';
import { systemObjects } from './system-objects.js';
import type { Argument, Command, Transaction } from './transaction.js';

/**
 * @param options.gas whether gas payment is checked too (not for a dry run, which may bring its own coin)
 * @throws TransactionRejected
 */
export function checkValidity(transaction: Transaction, options: { readonly gas: boolean }): void {
  const { inputs, commands, gas } = transaction;
  if (options.gas) {
    ensure(gas.payment.length > 0, 'MISSING_GAS_PAYMENT', 'no gas coin; a transaction needs at least one');
  }
  below('gas coins', gas.payment.length, limits.maxGasPaymentObjects);
  below('commands', commands.length, limits.maxProgrammableTxCommands);
  const packages = packagesUsed(commands);
  const objects = inputs.filter((input) => input.kind !== 'pure');
  atMost('input objects', objects.length + packages.size, limits.maxInputObjects);
  checkDuplicates(transaction);
  for (const input of inputs) {
    if (input.kind === 'pure')
      below('bytes of a pure argument', input.bytes.length, limits.maxPureArgumentSize);
  }
  const publishes = commands.filter(({ kind }) => kind === 'publish' || kind === 'upgrade').length;
  atMost('publish and upgrade commands', publishes, limits.maxPublishOrUpgradePerPtb);
  commands.forEach(checkCommand);
  checkRandomness(transaction);
}

/** Ids of the packages that commands name: what is called, where type arguments come from, dependencies. */
export function packagesUsed(commands: readonly Command[]): ReadonlySet<string> {
  const packages = new Set<string>();
  const fromType = (type: Type): void => {
    if (type.kind === 'vector') fromType(type.element);
    else if (type.kind === 'datatype') {
      packages.add(type.address);
      type.typeArguments.forEach(fromType);
    }
  };
  for (const command of commands) {
    if (command.kind === 'move-call') {
      packages.add(command.package);
      command.typeArguments.forEach(fromType);
    } else if (command.kind === 'make-move-vec') {
      if (command.type !== undefined) fromType(command.type);
    } else if (command.kind === 'publish' || command.kind === 'upgrade') {
      command.dependencies.forEach((id) => packages.add(id));
      if (command.kind === 'upgrade') packages.add(command.package);
    }
  }
  return packages;
}

function checkDuplicates({ inputs, gas }: Transaction): void {
  const seen = new Set<string>();
  const use = (id: string): void => {
    ensure(!seen.has(id), 'DUPLICATE_INPUT', `object ${id} appears more than once; each input once`, { id });
    seen.add(id);
  };
  for (const input of inputs) {
    if (input.kind === 'shared') use(input.id);
    else if (input.kind !== 'pure') use(input.reference.id);
  }
  for (const coin of gas.payment) use(coin.id);
}

function checkCommand(command: Command, index: number): void {
  switch (command.kind) {
    case 'move-call':
      checkTypes(command.typeArguments);
      below('arguments of a call', command.arguments.length, limits.maxArguments);
      return;
    case 'transfer-objects':
      return checkArguments(command.objects, index, 'TransferObjects');
    case 'split-coins':
      return checkArguments(command.amounts, index, 'SplitCoins');
    case 'merge-coins':
      return checkArguments(command.sources, index, 'MergeCoins');
    case 'make-move-vec':
      if (command.type === undefined) notEmpty(command.elements, index, 'MakeMoveVec without a type');
      else checkTypes([command.type]);
      below('elements of a vector', command.elements.length, limits.maxArguments);
      return;
    case 'publish':
    case 'upgrade':
      notEmpty(command.modules, index, command.kind === 'publish' ? 'Publish' : 'Upgrade');
      below('modules', command.modules.length, limits.maxModulesInPublish);
      below('dependencies', command.dependencies.length, limits.maxPackageDependencies);
      return;
  }
}

function checkArguments(items: readonly Argument[], index: number, name: string): void {
  notEmpty(items, index, name);
  below('arguments of a command', items.length, limits.maxArguments);
}

function checkTypes(types: readonly Type[]): void {
  let count = 0;
  const visit = (type: Type, depth: number): void => {
    count++;
    below('type arguments, nested ones included', count, limits.maxTypeArguments);
    below('levels of a type argument', depth, limits.maxTypeArgumentDepth);
    if (type.kind === 'vector') visit(type.element, depth + 1);
    else if (type.kind === 'datatype') type.typeArguments.forEach((inner) => visit(inner, depth + 1));
  };
  types.forEach((type) => visit(type, 1));
}

/**
 * After a command that uses Random (0x8) only transfers and merges may follow: nothing that can undo a bad
 * draw.
 */
function checkRandomness({ inputs, commands }: Transaction): void {
  const random = inputs.findIndex((input) => input.kind === 'shared' && input.id === systemObjects.random);
  if (random < 0) return;
  const use = commands.findIndex(
    (command) =>
      command.kind === 'move-call' &&
      command.arguments.some((argument) => argument.kind === 'input' && argument.index === random),
  );
  if (use < 0) return;
  for (const [offset, { kind }] of commands.slice(use + 1).entries()) {
    if (kind === 'transfer-objects' || kind === 'merge-coins') continue;
    throw new TransactionRejected(
      'POST_RANDOM_COMMAND',
      `command ${use + 1 + offset} follows a use of Random: only TransferObjects and MergeCoins may`,
      { command: use + 1 + offset },
    );
  }
}

function below(what: string, value: number, limit: number): void {
  bound(value < limit, { what, value, limit: limit - 1 });
}

function atMost(what: string, value: number, limit: number): void {
  bound(value <= limit, { what, value, limit });
}

function bound(
  holds: boolean,
  values: { readonly what: string; readonly value: number; readonly limit: number },
): void {
  const { what, value, limit } = values;
  ensure(holds, 'SIZE_LIMIT_EXCEEDED', `${value} ${what}; at most ${limit}`, values);
}

function notEmpty(items: readonly unknown[], command: number, name: string): void {
  ensure(items.length > 0, 'EMPTY_COMMAND_INPUT', `command ${command}: ${name} without arguments`, {
    command,
  });
}
