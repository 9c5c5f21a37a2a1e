/** Chains of ownership among the objects that a transaction leaves behind. */
import type { Address } from '../types.js';
import type { RuntimeOutcome } from './types.js';

/**
 * An object that would own itself through others, or undefined. A transaction that makes one fails
 * (`CircularObjectOwnership` on Sui).
 */
export function findOwnershipCycle(outcome: Pick<RuntimeOutcome, 'children'>): Address | undefined {
  const parents = new Map<Address, Address>();
  for (const { id, after } of outcome.children) if (after) parents.set(id, after.parent);
  const settled = new Set<Address>();
  for (const start of parents.keys()) {
    const walk = new Set<Address>();
    for (let at: Address | undefined = start; at !== undefined && !settled.has(at); at = parents.get(at)) {
      if (walk.has(at)) return at;
      walk.add(at);
    }
    for (const id of walk) settled.add(id);
  }
  return undefined;
}
