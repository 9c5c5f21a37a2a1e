import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from './random.js';

const isTable = (name: string) => name.endsWith('.ldb');

/**
 * Flips bits in the tables of a closed store, at places that follow from a seed.
 *
 * @param flips how many bytes are hit
 */
export async function rotTables(folder: string, seed: number, flips: number): Promise<void> {
  const names = (await readdir(folder)).filter(isTable).toSorted();
  const tables = await Promise.all(names.map((name) => readFile(join(folder, name))));
  const size = tables.reduce((sum, { length }) => sum + length, 0);
  const random = seededRandom(seed);
  for (let flip = 0; flip < flips; flip++) {
    let at = Math.floor(random() * size);
    const table = tables.find(({ length }) => at < length || ((at -= length), false))!;
    table[at]! ^= 1 << Math.floor(random() * 8);
  }
  await Promise.all(names.map((name, index) => writeFile(join(folder, name), tables[index]!)));
}

/**
 * Damages the tables of a closed store so that LevelDB notices: of each table, one block in some is one that
 * cannot be parsed. And flips a bit in some values, which nothing notices until they are verified.
 *
 * @param values what is stored; random bytes, which are not compressed
 * @param some one block, and one value, of so many
 */
export async function breakTables(
  folder: string,
  values: readonly Uint8Array[],
  { seed, some }: { readonly seed: number; readonly some: number },
): Promise<void> {
  const random = seededRandom(seed);
  const isHit = () => random() * some < 1;
  for (const name of (await readdir(folder)).filter(isTable).toSorted()) {
    const table = await readFile(join(folder, name));
    for (const value of values) {
      const at = table.indexOf(value.subarray(0, 32));
      if (at >= 0 && isHit()) table[at + 16]! ^= 1;
    }
    // Before a key that stands in full is the length of its value: it runs into the key and past the block.
    for (let at = table.indexOf(KEY); at >= 0; at = table.indexOf(KEY, at + 1)) {
      if (isHit()) table[at - 1]! |= 0x80;
    }
    await writeFile(join(folder, name), table);
  }
}

/** What the keys of slivers begin with. */
const KEY = 'sliver/';
