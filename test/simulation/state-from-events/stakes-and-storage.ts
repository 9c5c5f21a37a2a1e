/** Stakes and storage, which are objects that one can own, cut and join. */
import { stakedWal, storageResource } from '@haulout/sdk/contracts';
import { difference, type Changed, type StatePart, type Handlers } from './state-part.js';

interface StakeFacts {
  readonly amount: string;
  readonly activation: number;
  readonly withdraw: number | undefined;
}

export interface StorageFacts {
  readonly size: string;
  readonly start: number;
  readonly end: number;
}

export class StakesAndStorage implements StatePart {
  readonly #stakes = new Map<string, StakeFacts>();
  /** Storage that somebody owns. */
  readonly #storage = new Map<string, StorageFacts>();
  /** Storage that blobs are registered on, which lies inside of them. */
  readonly #attached = new Map<string, StorageFacts>();

  readonly handlers: Handlers = {
    StakeAdded: ({ object_id, amount, activation_epoch }) =>
      void this.#stakes.set(object_id, { amount, activation: activation_epoch, withdraw: undefined }),
    StakeSplit: ({ object_id, amount, new_object_id, new_amount }) => {
      const known = this.#stakes.get(object_id)!;
      this.#stakes.set(object_id, { ...known, amount });
      this.#stakes.set(new_object_id, { ...known, amount: new_amount });
    },
    StakeJoined: ({ object_id, amount, joined_object_id }) => {
      this.#stakes.set(object_id, { ...this.#stakes.get(object_id)!, amount });
      this.#stakes.delete(joined_object_id);
    },
    StakeWithdrawalRequested: ({ object_id, withdraw_epoch }) =>
      void this.#stakes.set(object_id, { ...this.#stakes.get(object_id)!, withdraw: withdraw_epoch }),
    StakeWithdrawn: ({ object_id }) => void this.#stakes.delete(object_id),

    StorageReserved: ({ object_id, storage_size, start_epoch, end_epoch }) =>
      void this.#storage.set(object_id, { size: storage_size, start: start_epoch, end: end_epoch }),
    StorageSplit: (event) => {
      // A pool gives away a part of the storage that lies inside of it.
      const where = this.#whereIs(event.object_id);
      const known = where.get(event.object_id)!;
      where.set(event.object_id, { ...known, size: event.storage_size, end: event.end_epoch });
      this.#storage.set(event.new_object_id, {
        size: event.new_storage_size,
        start: event.new_start_epoch,
        end: event.new_end_epoch,
      });
    },
    StorageFused: ({ object_id, storage_size, start_epoch, end_epoch, fused_object_id }) => {
      const where = this.#whereIs(object_id);
      where.set(object_id, { size: storage_size, start: start_epoch, end: end_epoch });
      this.#storage.delete(fused_object_id);
    },
    StorageExtended: ({ object_id, end_epoch }) => {
      const where = this.#whereIs(object_id);
      where.set(object_id, { ...where.get(object_id)!, end: end_epoch });
    },
    StorageIncreased: ({ object_id, storage_size }) => {
      const where = this.#whereIs(object_id);
      where.set(object_id, { ...where.get(object_id)!, size: storage_size });
    },
    StorageDestroyed: ({ object_id }) => void this.#whereIs(object_id).delete(object_id),
    StorageAttached: ({ object_id }) => move(object_id, this.#storage, this.#attached),
    StorageDetached: ({ object_id }) => move(object_id, this.#attached, this.#storage),
  };

  /** Storage that lies inside of a blob, or that somebody owns. */
  storage(id: string): StorageFacts | undefined {
    return this.#whereIs(id).get(id);
  }

  differencesOf({ type, id, contents }: Changed): readonly string[] {
    switch (type) {
      case 'staked_wal::StakedWal':
        return difference(`stake ${id}`, this.#stakes.get(id), contents && stakeOf(contents));
      case 'storage_resource::Storage':
        return difference(
          `storage ${id}`,
          this.#storage.get(id),
          contents && storageOf(storageResource.Storage.parse(contents)),
        );
      default:
        return [];
    }
  }

  #whereIs(storageId: string): Map<string, StorageFacts> {
    return this.#attached.has(storageId) ? this.#attached : this.#storage;
  }
}

/** A `Storage` as events would say it. */
export function storageOf({
  storage_size: size,
  start_epoch: start,
  end_epoch: end,
}: ReturnType<typeof storageResource.Storage.parse>): StorageFacts {
  return { size, start, end };
}

function stakeOf(contents: Uint8Array): StakeFacts {
  const { principal, activation_epoch, state } = stakedWal.StakedWal.parse(contents);
  const withdraw = state.$kind === 'Withdrawing' ? state.Withdrawing.withdraw_epoch : undefined;
  return { amount: principal.value, activation: activation_epoch, withdraw };
}

function move<T>(id: string, from: Map<string, T>, to: Map<string, T>): void {
  to.set(id, from.get(id)!);
  from.delete(id);
}
