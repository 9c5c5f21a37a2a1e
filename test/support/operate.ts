import type { Network } from 'haulout';
import { operatorOf } from '../../cli/src/network/operators.js';

/**
 * Operators of the nodes that run look at the chain, one after the other, until nothing is left to do.
 *
 * @returns kinds of the duties that were done, in their order
 * @throws what a duty failed with
 */
export async function operate(network: Network): Promise<string[]> {
  const done: string[] = [];
  for (let isBusy = true; isBusy;) {
    isBusy = false;
    for (const node of network.nodes.filter(({ isRunning }) => isRunning)) {
      for (const { duty, kind, error } of await operatorOf(network, node).tick()) {
        if (kind === 'failed') throw error;
        if (kind !== 'done') continue;
        done.push(duty.kind);
        isBusy = true;
      }
    }
  }
  return done;
}
