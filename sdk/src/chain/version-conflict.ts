import type { Transaction } from '@mysten/sui/transactions';

/** Objects that a transaction names before it is built, in the order of its inputs. */
export interface NamedObjects {
  /** Those at a version that its maker chose; another one will not do. */
  readonly pinned: ReadonlySet<string>;
  /** All of them. Others are coins that are chosen when it is built. */
  readonly all: ReadonlySet<string>;
}

/** What a transaction names by itself; to be asked before it is built. */
export function namedObjects(transaction: Transaction): NamedObjects {
  const { inputs, gasData } = transaction.getData();
  const pinned = new Set((gasData.payment ?? []).map(({ objectId }) => objectId));
  const all = new Set(pinned);
  for (const { Object: resolved, UnresolvedObject: open } of inputs) {
    const reference = resolved?.ImmOrOwnedObject ?? resolved?.Receiving;
    if (reference !== undefined) pinned.add(reference.objectId);
    const named = reference?.objectId ?? resolved?.SharedObject?.objectId ?? open?.objectId;
    if (named !== undefined) all.add(named);
    if (typeof open?.version === 'string' || typeof open?.version === 'number') pinned.add(open.objectId);
  }
  return { pinned, all };
}

/**
 * How Sui says that an owned object was used up since it was chosen, or is promised to a transaction that has
 * not been executed yet.
 */
const USED =
  /(not |un)available for consumption|locked by a different transaction|because of locked objects/i;
/** How it says that there is no such object any more: coins that were joined to others are gone. */
const GONE = /could not find the referenced object/i;

/**
 * Whether the chain refused a transaction because another one of the same owner was faster and used a version
 * of an object. Such a transaction can succeed when it is built anew. False when its maker chose the version
 * that is used up, or an object that is gone.
 *
 * Sui has no code for it: what a client is told is a text, the same through all of its APIs.
 */
export function isVersionConflict(error: unknown, { pinned, all }: NamedObjects): boolean {
  const text = error instanceof Error ? error.message : String(error);
  const fixed = USED.test(text) ? pinned : GONE.test(text) ? all : undefined;
  if (fixed === undefined) return false;
  const mentioned = text.match(/0x[0-9a-f]{64}/gi) ?? [];
  return !mentioned.some((id) => fixed.has(id.toLowerCase()));
}
