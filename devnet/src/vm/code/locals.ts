/**
 * Locals hold values only from their store to their move: following control flow to a fixed point, this
 * checks that no instruction reads a local that may be empty, none overwrites and no return drops a value
 * that may not be dropped.
 */
import { tokenAbilities } from '../bytecode/bounds.js';
import { malformed } from '../bytecode/cursor.js';
import type { Code, CompiledModule, FunctionHandle, Instruction } from '../bytecode/module.js';
import { ability, opcodes } from '../bytecode/opcodes.js';

/** On some path to here the local is empty, on some path it is full; together, either. */
const empty = 1;
const full = 2;

/** How much work following the control flow may still take; a module whose code uses it up is refused. */
export interface Budget {
  /** Instructions and locals still to be looked at. */
  steps: number;
}

/**
 * Checks the locals of a function.
 * @throws ExecutionFailure MALFORMED_BYTECODE
 */
export function checkLocals({
  module,
  handle,
  code,
  blocks,
  budget,
}: {
  readonly module: CompiledModule;
  readonly handle: FunctionHandle;
  readonly code: Code;
  /** Code offsets at which basic blocks begin, in ascending order. */
  readonly blocks: readonly number[];
  readonly budget: Budget;
}): void {
  const types = [...handle.parameters, ...code.locals];
  const droppable = types.map(
    (type) => (tokenAbilities(module, type, handle.typeParameters) & ability.drop) !== 0,
  );
  const entry = Uint8Array.from(types, (_, i) => (i < handle.parameters.length ? full : empty));
  const states = new Map<number, Uint8Array>([[0, entry]]);
  const ends = new Map(blocks.map((start, i) => [start, blocks[i + 1] ?? code.instructions.length]));
  const waiting = [0];
  for (let start = waiting.pop(); start !== undefined; start = waiting.pop()) {
    const state = states.get(start)!.slice();
    const end = ends.get(start)!;
    budget.steps -= end - start + state.length;
    if (budget.steps < 0)
      malformed('the control flow of a module takes too many steps to check: make its functions smaller');
    for (let at = start; at < end; at++) step(code.instructions[at]!, state, droppable);
    for (const next of successors(code, end - 1)) {
      const known = states.get(next);
      if (known === undefined) {
        states.set(next, state.slice());
        waiting.push(next);
      } else if (join(known, state) && !waiting.includes(next)) waiting.push(next);
    }
  }
}

function step({ opcode, index }: Instruction, state: Uint8Array, droppable: readonly boolean[]): void {
  switch (opcodes[opcode]!.name) {
    case 'CopyLoc':
    case 'ImmBorrowLoc':
    case 'MutBorrowLoc':
      if (state[index] !== full) malformed(`local ${index} is used while it may be empty`);
      break;
    case 'MoveLoc':
      if (state[index] !== full) malformed(`local ${index} is used while it may be empty`);
      state[index] = empty;
      break;
    case 'StLoc':
      if ((state[index]! & full) !== 0 && !droppable[index])
        malformed(`local ${index} is overwritten without drop`);
      state[index] = full;
      break;
    case 'Ret':
      for (let i = 0; i < state.length; i++) {
        if ((state[i]! & full) !== 0 && !droppable[i]) malformed(`local ${i} is left behind without drop`);
      }
      break;
    default:
  }
}

function successors(code: Code, last: number): readonly number[] {
  const { opcode, index } = code.instructions[last]!;
  switch (opcodes[opcode]!.name) {
    case 'Ret':
    case 'Abort':
      return [];
    case 'Branch':
      return [index];
    case 'BrTrue':
    case 'BrFalse':
      return last + 1 < code.instructions.length ? [last + 1, index] : [index];
    case 'VariantSwitch':
      return code.jumpTables[index]!.targets;
    default:
      return [last + 1];
  }
}

/** Adds `from` to `into`; whether that changed it. */
function join(into: Uint8Array, from: Uint8Array): boolean {
  let changed = false;
  for (let i = 0; i < into.length; i++) {
    const joined = into[i]! | from[i]!;
    if (joined !== into[i]) changed = true;
    into[i] = joined;
  }
  return changed;
}
