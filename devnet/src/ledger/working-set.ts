/**
 * What a running transaction would change: the objects that it writes and the ids that it makes or deletes.
 *
 * An object is *modified* if it existed before and is written, wrapped or deleted; *written* if it is there
 * afterwards. `before`, `after` and both sets of ids together say what became of it.
 */
import type { Package } from '../vm/package.js';
import type { Address, Type } from '../vm/types.js';
import type { GasMeter } from './gas.js';
import { makeObject, sizeForGas } from './objects.js';
import type { Digest, LedgerEvent, LedgerObject, ObjectChange, Owner } from './types.js';

/** An object as it will be written: version, digest and rebate follow at the end. */
export interface Written {
  readonly owner: Owner;
  readonly data: LedgerObject['data'];
}

/** The data of a Move object. */
export function moveData(type: Type, hasPublicTransfer: boolean, contents: Uint8Array): LedgerObject['data'] {
  return { kind: 'move', type, hasPublicTransfer, contents };
}

/** The changes of objects that a running transaction has made so far. */
export class WorkingSet {
  readonly written = new Map<Address, Written>();
  /** Objects before the transaction, by id. */
  readonly modified = new Map<Address, LedgerObject>();
  readonly created = new Set<Address>();
  readonly deleted = new Set<Address>();
  events: readonly LedgerEvent[] = [];

  /** Forgets everything. */
  clear(): void {
    this.written.clear();
    this.modified.clear();
    this.created.clear();
    this.deleted.clear();
    this.events = [];
  }

  /** Writes an object that existed before. */
  modify(before: LedgerObject, written: Written): void {
    this.modified.set(before.id, before);
    this.written.set(before.id, written);
  }

  /** Deletes an object that existed before. */
  delete(before: LedgerObject): void {
    this.modified.set(before.id, before);
    this.deleted.add(before.id);
  }

  /** Writes an object that did not exist. */
  create(id: Address, written: Written): void {
    this.created.add(id);
    this.written.set(id, written);
  }

  createPackage(item: Package): void {
    this.create(item.id, { owner: { kind: 'immutable' }, data: { kind: 'package', package: item } });
  }

  /** Bytes of everything written, as storage gas counts them. */
  writtenSize(): number {
    let size = 0;
    for (const written of this.written.values()) size += sizeForGas(written);
    return size;
  }

  /** What storing everything costs, and the rebates of everything modified. */
  storage(meter: GasMeter): { readonly cost: bigint; readonly rebate: bigint } {
    let cost = 0n;
    let rebate = 0n;
    for (const written of this.written.values()) cost += meter.storageCost(sizeForGas(written));
    for (const before of this.modified.values()) rebate += before.storageRebate;
    return { cost, rebate };
  }

  /**
   * The changes, in order of id, objects completed.
   * @param options.rebate the storage rebate of an object, given what is written and what was there before
   */
  changes(options: {
    readonly version: bigint;
    readonly transaction: Digest;
    readonly rebate: (written: Written, before: LedgerObject | undefined) => bigint;
  }): readonly ObjectChange[] {
    const ids = new Set([...this.created, ...this.deleted, ...this.modified.keys(), ...this.written.keys()]);
    return [...ids].sort().map((id) => {
      const before = this.modified.get(id);
      const written = this.written.get(id);
      const after =
        written === undefined
          ? undefined
          : makeObject({
              id,
              version: written.data.kind === 'package' ? written.data.package.version : options.version,
              owner: written.owner,
              previousTransaction: options.transaction,
              storageRebate: options.rebate(written, before),
              data: written.data,
            });
      const idOperation = this.created.has(id) ? 'created' : this.deleted.has(id) ? 'deleted' : 'none';
      return { id, before, after, idOperation };
    });
  }
}
