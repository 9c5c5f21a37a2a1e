/** Joins pairs of operations that often follow one another into one, which runs faster. */
import { operation } from './operations.js';

/**
 * Joins pairs in place. The second operation stays where it is, so that code offsets stay what they are; no
 * pair crosses the beginning of a basic block.
 *
 * @param code operations and operands, as in `Lowered.code`
 * @param blocks code offsets at which basic blocks begin
 */
export function fuse(code: Int32Array, blocks: ReadonlySet<number>): void {
  for (let at = 0; 2 * at + 2 < code.length; at++) {
    if (blocks.has(at + 1)) continue;
    if (code[2 * at] === operation.borrowFieldSlot && code[2 * at + 2] === operation.readSlot) {
      code[2 * at] = operation.readField;
    }
  }
}
