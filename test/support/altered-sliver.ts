import type { OpenSliver } from '@haulout/sdk/evidence';
import { naiveLeaf } from './naive-merkle.js';

/**
 * What a liar answers with: a sliver whose cells from the third on are others than those committed to. The
 * first cell still opens, so that its leaves can be made.
 */
export function altered(sliver: OpenSliver): OpenSliver {
  const { symbols, symbolSize, tree } = sliver;
  const changed = symbols.slice();
  const leaves = tree.levels[0]!.slice();
  for (let cell = 2; cell < tree.leafCount; cell++) {
    const symbol = changed.subarray(cell * symbolSize, (cell + 1) * symbolSize);
    symbol[0]! ^= 1;
    leaves.set(naiveLeaf(symbol), cell * 32);
  }
  return { ...sliver, symbols: changed, tree: { ...tree, levels: [leaves, ...tree.levels.slice(1)] } };
}
