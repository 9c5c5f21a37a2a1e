import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { seededRandom } from './random.js';

/**
 * Flips bits in the tables of a closed store, at places that follow from a seed.
 *
 * @param flips how many bytes are hit
 */
export async function rotTables(folder: string, seed: number, flips: number): Promise<void> {
  const names = (await readdir(folder)).filter((name) => name.endsWith('.ldb')).toSorted();
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
