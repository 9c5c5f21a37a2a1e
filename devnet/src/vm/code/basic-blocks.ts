/** Basic blocks: runs of instructions that control enters only at the first. */
import { malformed } from '../bytecode/cursor.js';
import type { Code } from '../bytecode/module.js';
import { opcodes } from '../bytecode/opcodes.js';

/** Sui's limit on the basic blocks of one function. */
const maxBlocks = 1024;

/** Instructions after which control never goes on to the next one. */
const unconditional = new Set(['Ret', 'Abort', 'Branch', 'VariantSwitch']);
/** Instructions that end a basic block. */
const endsBlock = new Set([...unconditional, 'BrTrue', 'BrFalse']);

/**
 * The code offsets at which basic blocks begin, in ascending order.
 * @throws ExecutionFailure MALFORMED_BYTECODE when there are too many, or when control can run off the end
 */
export function basicBlocks(code: Code): readonly number[] {
  const starts = new Set([0]);
  code.instructions.forEach(({ opcode, index }, at) => {
    const name = opcodes[opcode]!.name;
    if (name === 'BrTrue' || name === 'BrFalse' || name === 'Branch') starts.add(index);
    if (name === 'VariantSwitch') for (const target of code.jumpTables[index]!.targets) starts.add(target);
    if (endsBlock.has(name) && at + 1 < code.instructions.length) starts.add(at + 1);
  });
  if (starts.size > maxBlocks) malformed(`a function has ${starts.size} basic blocks; at most ${maxBlocks}`);
  if (!unconditional.has(opcodes[code.instructions.at(-1)!.opcode]!.name)) {
    malformed('the code of a function runs off its end: the last instruction must be an unconditional jump');
  }
  return [...starts].sort((a, b) => a - b);
}
