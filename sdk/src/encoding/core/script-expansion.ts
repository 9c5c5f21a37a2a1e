/** The tasks of an expansion in JavaScript, on words. */
import type { BlobLayout } from '../layout.js';
import { symbolsToWords, wordsToSymbols } from '../words.js';
import {
  bufferBytes,
  columnsOutput,
  groupOf,
  type Expansion,
  type ExpansionSetting,
  type ExpansionTask,
} from './expansion.js';
import { DIGEST_BYTES } from './hashing.js';
import { extendWords } from './script-coding.js';
import { scriptHashing } from './script-hashing.js';

/** Makes room for the tasks of an expansion in JavaScript. */
export async function startScriptExpansion(setting: ExpansionSetting): Promise<Expansion> {
  return new ScriptExpansion(setting);
}

class ScriptExpansion implements Expansion {
  readonly buffer: Uint8Array;
  readonly #setting: ExpansionSetting;
  readonly #layout: BlobLayout;

  constructor(setting: ExpansionSetting) {
    this.buffer = new Uint8Array(bufferBytes(setting));
    this.#setting = setting;
    this.#layout = setting.layout;
  }

  perform(task: ExpansionTask): void {
    if (task.kind === 'rows') this.#expandRows(task);
    else this.#expandColumns(task);
  }

  #expandRows({ count, input }: ExpansionTask): void {
    const { nShards, columns, symbolSize } = this.#layout;
    const width = symbolSize / 2;
    const vector = count * width;
    const sources = new Uint16Array(columns * vector);
    for (let row = 0; row < count; row++)
      for (let column = 0; column < columns; column++) {
        const from = (row * columns + column) * symbolSize;
        symbolsToWords(this.buffer, from, symbolSize, 1, sources, column * vector + row * width);
      }
    const recovery = new Uint16Array((nShards - columns) * vector);
    extendWords(this.#setting.rowCode, sources, vector, recovery);
    wordsToSymbols(recovery, 0, symbolSize, (nShards - columns) * count, this.buffer, input);
  }

  #expandColumns(task: ExpansionTask): void {
    const { nShards, rows, symbolSize } = this.#layout;
    const { below, nodes, recovered } = columnsOutput(this.#setting, task);
    const out = this.buffer.subarray(task.input, task.input + task.output);
    const symbols = this.#symbolsOf(task, below);
    // Row after row, and each row is a line of `count` symbols.
    const hashes = scriptHashing.leaves(symbols, symbolSize);
    const line = task.count * DIGEST_BYTES;
    for (let i = 0; i < task.count; i++)
      out.set(scriptHashing.root(everyOther(hashes, i * DIGEST_BYTES, line)), i * DIGEST_BYTES);
    const levels = Math.log2(groupOf(this.#layout));
    for (let row = 0; row < nShards; row++) {
      let level = hashes.subarray(row * line, (row + 1) * line);
      for (let i = 0; i < levels; i++) level = scriptHashing.fold(level);
      out.set(level, nodes + row * DIGEST_BYTES);
    }
    if (!this.#setting.keepSlivers) return;
    const length = below * symbolSize;
    for (let row = rows, to = recovered; row < nShards; row++, to += length) {
      const from = row * task.count * symbolSize;
      out.set(symbols.subarray(from, from + length), to);
    }
  }

  /** All n symbols of the columns of a task, row after row. */
  #symbolsOf({ count }: ExpansionTask, below: number): Uint8Array {
    const { nShards, rows, symbolSize } = this.#layout;
    const width = symbolSize / 2;
    const vector = count * width;
    const sources = new Uint16Array(rows * vector);
    for (let row = 0; row < rows; row++)
      for (let i = 0; i < count; i++) {
        const cell = i < below ? row * below + i : rows * below + (i - below) * rows + row;
        symbolsToWords(this.buffer, cell * symbolSize, symbolSize, 1, sources, row * vector + i * width);
      }
    const recovery = new Uint16Array((nShards - rows) * vector);
    extendWords(this.#setting.columnCode, sources, vector, recovery);
    const symbols = new Uint8Array(nShards * count * symbolSize);
    wordsToSymbols(sources, 0, symbolSize, rows * count, symbols, 0);
    wordsToSymbols(recovery, 0, symbolSize, (nShards - rows) * count, symbols, rows * count * symbolSize);
    return symbols;
  }
}

/** The digests that are `step` bytes apart from `at` on. */
function everyOther(digests: Uint8Array, at: number, step: number): Uint8Array {
  const found = new Uint8Array((digests.length / step) * DIGEST_BYTES);
  for (let to = 0, from = at; to < found.length; to += DIGEST_BYTES, from += step)
    found.set(digests.subarray(from, from + DIGEST_BYTES), to);
  return found;
}
