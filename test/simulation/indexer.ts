/** What somebody knows of stakes, storage and prices who has seen the events alone. */
import { events, stakedWal, storageResource } from '@haulout/sdk/contracts';

/** Objects as events tell them, by id: a line of text for each, to be compared with the object. */
export class Indexer {
  readonly #stakes = new Map<string, { amount: string; activation: number; withdraw: number | undefined }>();
  readonly #storage = new Map<string, { size: string; start: number; end: number }>();
  /** Storage that blobs are registered on, out of sight. */
  readonly #attached = new Map<string, { size: string; start: number; end: number }>();
  #prices: string | undefined;

  apply(name: string, contents: Uint8Array): void {
    const stakes = this.#stakes;
    const storage = this.#storage;
    switch (name) {
      case 'StakeAdded': {
        const { object_id, amount, activation_epoch } = events.StakeAdded.parse(contents);
        stakes.set(object_id, { amount, activation: activation_epoch, withdraw: undefined });
        return;
      }
      case 'StakeSplit': {
        const { object_id, amount, new_object_id, new_amount } = events.StakeSplit.parse(contents);
        const known = stakes.get(object_id)!;
        stakes.set(object_id, { ...known, amount });
        stakes.set(new_object_id, { ...known, amount: new_amount });
        return;
      }
      case 'StakeJoined': {
        const { object_id, amount, joined_object_id } = events.StakeJoined.parse(contents);
        stakes.set(object_id, { ...stakes.get(object_id)!, amount });
        stakes.delete(joined_object_id);
        return;
      }
      case 'StakeWithdrawalRequested': {
        const { object_id, withdraw_epoch } = events.StakeWithdrawalRequested.parse(contents);
        stakes.set(object_id, { ...stakes.get(object_id)!, withdraw: withdraw_epoch });
        return;
      }
      case 'StakeWithdrawn':
        stakes.delete(events.StakeWithdrawn.parse(contents).object_id);
        return;
      case 'StorageReserved': {
        const { object_id, storage_size, start_epoch, end_epoch } = events.StorageReserved.parse(contents);
        storage.set(object_id, { size: storage_size, start: start_epoch, end: end_epoch });
        return;
      }
      case 'StorageSplit': {
        const event = events.StorageSplit.parse(contents);
        const known = storage.get(event.object_id)!;
        storage.set(event.object_id, { ...known, size: event.storage_size, end: event.end_epoch });
        storage.set(event.new_object_id, {
          size: event.new_storage_size,
          start: event.new_start_epoch,
          end: event.new_end_epoch,
        });
        return;
      }
      case 'StorageExtended': {
        const { object_id, end_epoch } = events.StorageExtended.parse(contents);
        const where = storage.has(object_id) ? storage : this.#attached;
        where.set(object_id, { ...where.get(object_id)!, end: end_epoch });
        return;
      }
      case 'StorageDestroyed':
        storage.delete(events.StorageDestroyed.parse(contents).object_id);
        return;
      case 'StorageAttached':
        move(events.StorageAttached.parse(contents).object_id, storage, this.#attached);
        return;
      case 'StorageDetached':
        move(events.StorageDetached.parse(contents).object_id, this.#attached, storage);
        return;
      case 'PricesUpdated': {
        const { storage_price, write_price } = events.PricesUpdated.parse(contents);
        this.#prices = `${storage_price} and ${write_price}`;
        return;
      }
      default:
    }
  }

  /** How an object of `module::Name` differs from what its events say; `contents` undefined: it is gone. */
  differenceOf(type: string, id: string, contents: Uint8Array | undefined): string | undefined {
    switch (type) {
      case 'staked_wal::StakedWal':
        return difference(`stake ${id}`, this.#stakes.get(id), contents && stakeOf(contents));
      case 'storage_resource::Storage':
        return difference(`storage ${id}`, this.#storage.get(id), contents && storageOf(contents));
      default:
        return undefined;
    }
  }

  /** How prices differ from what events say. */
  differenceOfPrices(storagePrice: string, writePrice: string): string | undefined {
    const prices = `${storagePrice} and ${writePrice}`;
    return this.#prices === undefined || this.#prices === prices
      ? undefined
      : `prices are ${prices}; their events say ${this.#prices}`;
  }
}

function stakeOf(contents: Uint8Array) {
  const { principal, activation_epoch, state } = stakedWal.StakedWal.parse(contents);
  const withdraw = state.$kind === 'Withdrawing' ? state.Withdrawing.withdraw_epoch : undefined;
  return { amount: principal.value, activation: activation_epoch, withdraw };
}

function storageOf(contents: Uint8Array) {
  const { storage_size, start_epoch, end_epoch } = storageResource.Storage.parse(contents);
  return { size: storage_size, start: start_epoch, end: end_epoch };
}

function difference(what: string, told: object | undefined, is: object | undefined): string | undefined {
  const [said, found] = [told, is].map((facts) => (facts ? JSON.stringify(facts) : 'nothing'));
  return said === found ? undefined : `${what} is ${found}; its events say ${said}`;
}

function move<T>(id: string, from: Map<string, T>, to: Map<string, T>): void {
  to.set(id, from.get(id)!);
  from.delete(id);
}
