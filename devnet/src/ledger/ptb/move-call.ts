/**
 * Calling Move functions from commands: visibility, arguments, results.
 *
 * May be called: public functions, and entry functions of any visibility. A private entry function must not
 * take values that went through a non-entry function in the same transaction, so that what its author saw
 * as the user's own choice is not made by other code.
 */
import { ExecutionFailure } from '../../vm/errors.js';
import type { Address, FunctionSignature, SignatureType, Type } from '../../vm/types.js';
import { CommandFailure, argumentFailure } from '../command-failure.js';
import type { MoveCall } from '../transaction.js';
import { isDatatype, wellKnown } from '../type-tags.js';
import { checkArgument } from './arguments.js';
import { bytesOf, definingType, valueOf } from './context.js';
import type { PtbContext } from './context.js';
import type { Slot, Value } from './values.js';

type FunctionKind = 'private-entry' | 'public-entry' | 'non-entry' | 'init';

/** Runs a MoveCall command; returns its results. Throws `CommandFailure` or `MoveError`. */
export function callFunction(context: PtbContext, call: MoveCall): readonly Value[] {
  const slots = call.arguments.map((argument, index) => context.slots.resolve(argument, index));
  const typeArguments = call.typeArguments.map((type, index) => loadTypeArgument(context, type, index));
  const signature = findFunction(context, call);
  const kind = kindOf(context, call, signature);
  checkTypeArguments(context, signature, typeArguments);
  checkReturns(context, signature);
  checkPrivateGenerics(context, call);

  const parameters = signature.parameters.map((type) => parameterOf(type, typeArguments));
  const takesContext = parameters.length > 0 && isContext(parameters.at(-1)!);
  const expected = parameters.length - (takesContext ? 1 : 0);
  if (slots.length !== expected) {
    throw new CommandFailure(
      { ArityMismatch: true },
      `${call.module}::${call.function} takes ${expected} arguments, not ${slots.length}`,
    );
  }
  const args = slots.map((slot, index) =>
    argumentBytes(context, { slot, index, parameter: parameters[index]!, kind }),
  );
  const result = context.machine.call(
    {
      package: call.package,
      module: call.module,
      function: call.function,
      typeArguments,
      arguments: takesContext ? [...args, 'context'] : args,
    },
    context,
  );
  takeEvents(context, call.package, call.module);

  slots.forEach((slot, index) => {
    const parameter = parameters[index]!;
    if (parameter.by !== 'mutable') return;
    const bytes = result.mutated[index];
    if (bytes === undefined) throw new TypeError('the machine lost a mutable argument');
    const { type } = parameter;
    const abilities = context.machine.abilities(type);
    const value = valueOf({ type, abilities, bytes, usedInNonEntryCall: kind === 'non-entry' });
    context.slots.restore(slot, value);
    context.mutated.push({ argument: call.arguments[index]!, type, bytes });
  });
  return result.returns.map(({ type, bytes }) =>
    valueOf({ type, abilities: context.machine.abilities(type), bytes, usedInNonEntryCall: true }),
  );
}

/** Runs the `init` of a module that is being published. */
export function callInit(context: PtbContext, packageId: Address, module: string): void {
  const signature = context.machine.signature(packageId, module, 'init');
  if (signature === undefined) return;
  const takesWitness = signature.parameters.length === 2;
  context.machine.call(
    {
      package: packageId,
      module,
      function: 'init',
      typeArguments: [],
      // A one-time witness is a struct whose one field is the bool true.
      arguments: takesWitness ? [Uint8Array.of(1), 'context'] : ['context'],
    },
    context,
  );
  takeEvents(context, packageId, module);
}

/** Tags the events since the last call with the module that the transaction called. */
function takeEvents(context: PtbContext, packageId: Address, module: string): void {
  for (const { type, contents } of context.runtime.events.slice(context.events.length)) {
    context.events.push({ packageId, module, sender: context.sender, type, contents });
  }
}

function loadTypeArgument(context: PtbContext, type: Type, argumentIdx: number): Type {
  try {
    const resolved = definingType(context.packages, type);
    context.machine.abilities(resolved);
    return resolved;
  } catch (error) {
    throw typeArgumentFailure(error, argumentIdx);
  }
}

/** What a type that cannot be had is as a failure of a type argument. */
export function typeArgumentFailure(error: unknown, argumentIdx: number): unknown {
  if (!(error instanceof ExecutionFailure)) return error;
  const failure = (kind: { TypeNotFound: true } | { ConstraintNotSatisfied: true }) =>
    new CommandFailure(
      { TypeArgumentError: { argumentIdx, kind } },
      `type argument ${argumentIdx}: ${error.message}`,
      { cause: error },
    );
  switch (error.code) {
    case 'TYPE_NOT_FOUND':
    case 'MODULE_NOT_FOUND':
      return failure({ TypeNotFound: true });
    case 'CONSTRAINT_NOT_SATISFIED':
      return failure({ ConstraintNotSatisfied: true });
    case 'NUMBER_OF_TYPE_ARGUMENTS_MISMATCH':
      return new CommandFailure({ TypeArityMismatch: true }, error.message, { cause: error });
    default:
      return error;
  }
}

function findFunction(context: PtbContext, call: MoveCall): FunctionSignature {
  const { package: id, module, function: name } = call;
  const home = context.packages.getPackage(id);
  if (home?.modules.has(module) !== true) {
    throw new CommandFailure({ VMVerificationOrDeserializationError: true }, `${id} has no module ${module}`);
  }
  const signature = context.machine.signature(id, module, name);
  if (signature === undefined) {
    throw new CommandFailure({ FunctionNotFound: true }, `${id}::${module} has no function ${name}`);
  }
  return signature;
}

function kindOf(context: PtbContext, call: MoveCall, signature: FunctionSignature): FunctionKind {
  if (call.function === 'init') {
    throw new CommandFailure(
      { NonEntryFunctionInvoked: true },
      'init runs when its package is published only',
    );
  }
  const { visibility, isEntry } = signature;
  if (isEntry) return visibility === 'public' ? 'public-entry' : 'private-entry';
  if (visibility === 'public' || context.mode !== 'user') return 'non-entry';
  throw new CommandFailure(
    { NonEntryFunctionInvoked: true },
    `${call.module}::${call.function} is neither public nor entry`,
  );
}

function checkTypeArguments(
  context: PtbContext,
  { typeParameters }: FunctionSignature,
  typeArguments: readonly Type[],
): void {
  if (typeParameters.length !== typeArguments.length) {
    throw new CommandFailure(
      { TypeArityMismatch: true },
      `${typeArguments.length} type arguments; the function has ${typeParameters.length} type parameters`,
    );
  }
  typeArguments.forEach((type, argumentIdx) => {
    const has = context.machine.abilities(type);
    const needs = typeParameters[argumentIdx]!;
    const missing = (['copy', 'drop', 'store', 'key'] as const).find((one) => needs[one] && !has[one]);
    if (missing === undefined) return;
    throw new CommandFailure(
      { TypeArgumentError: { argumentIdx, kind: { ConstraintNotSatisfied: true } } },
      `type argument ${argumentIdx} lacks the ability ${missing}`,
    );
  });
}

function checkReturns(context: PtbContext, { returns }: FunctionSignature): void {
  const idx = returns.findIndex(({ kind }) => kind === 'reference');
  if (idx < 0 || context.mode === 'inspect') return;
  throw new CommandFailure({ InvalidPublicFunctionReturnType: { idx } }, `result ${idx} is a reference`);
}

/** Functions of the framework that only the module which defines their type argument may call, and events. */
const privateTransfers = new Set(['transfer', 'freeze_object', 'share_object', 'receive', 'party_transfer']);

function checkPrivateGenerics(context: PtbContext, call: MoveCall): void {
  if (context.packages.getPackage(call.package)?.originalId !== wellKnown.suiAddress) return;
  const forbidden =
    call.module === 'event' || (call.module === 'transfer' && privateTransfers.has(call.function));
  if (!forbidden) return;
  throw new CommandFailure(
    { NonEntryFunctionInvoked: true },
    `sui::${call.module}::${call.function} cannot be called from a transaction directly`,
  );
}

interface Parameter {
  readonly by: 'value' | 'reference' | 'mutable';
  readonly type: Type;
}

function parameterOf(signature: SignatureType, typeArguments: readonly Type[]): Parameter {
  return signature.kind === 'reference'
    ? { by: signature.mutable ? 'mutable' : 'reference', type: substitute(signature.to, typeArguments) }
    : { by: 'value', type: substitute(signature, typeArguments) };
}

function substitute(type: SignatureType, typeArguments: readonly Type[]): Type {
  switch (type.kind) {
    case 'parameter':
      return typeArguments[type.index]!;
    case 'vector':
      return { kind: 'vector', element: substitute(type.element, typeArguments) };
    case 'datatype':
      return {
        ...type,
        typeArguments: type.typeArguments.map((argument) => substitute(argument, typeArguments)),
      };
    case 'reference':
      throw new TypeError('a reference inside of a type');
    default:
      return type;
  }
}

function isContext({ by, type }: Parameter): boolean {
  return (
    by !== 'value' &&
    isDatatype(type, { address: wellKnown.suiAddress, module: 'tx_context', name: 'TxContext' })
  );
}

/**
 * Takes or borrows argument `index` of a call from its slot, and gives its bytes. Throws `CommandFailure`.
 */
function argumentBytes(
  context: PtbContext,
  {
    slot,
    index,
    parameter: { by, type },
    kind,
  }: {
    readonly slot: Slot;
    readonly index: number;
    readonly parameter: Parameter;
    readonly kind: FunctionKind;
  },
): Uint8Array {
  const { slots } = context;
  const value =
    by === 'value'
      ? slots.take(slot, index)
      : by === 'mutable'
        ? slots.borrowMutable(slot, index)
        : slots.borrow(slot, index, type);
  const tainted = (value.kind === 'object' || value.kind === 'raw') && value.usedInNonEntryCall;
  if (tainted && kind === 'private-entry') {
    throw argumentFailure(
      index,
      { InvalidArgumentToPrivateEntryFunction: true },
      'a private entry function does not take what other Move functions gave or changed',
    );
  }
  checkArgument(context, { index, value, type });
  return bytesOf(value);
}
