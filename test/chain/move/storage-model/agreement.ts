/** Holds everything that the chain keeps of the storage market against the model. */
import assert from 'node:assert/strict';
import type { StorageChain } from './chain.js';
import type { ModelBlob, StorageModel } from './model.js';

/** @throws AssertionError that shows the first part in which they differ */
export function assertAgreement(model: StorageModel, chain: StorageChain): void {
  assert.deepEqual(marketOf(chain), {
    epoch: model.epoch,
    nShards: model.nShards,
    capacity: model.capacity,
    used: model.accounts[0]!.used,
    storagePrice: model.storagePrice,
    writePrice: model.writePrice,
    accounts: model.accounts,
  });
  assert.deepEqual(
    chain.coinIds.map((id) => chain.balance(id)),
    model.coins,
  );
  assert.deepEqual(
    chain.nodes.map(({ nodeId }) => chain.earned(nodeId)),
    chain.nodes.map(({ nodeId }) => model.nodes.get(nodeId)!.earned),
    'what the nodes have earned',
  );
  assert.deepEqual(
    new Set(chain.owned()),
    new Set([...chain.coinIds, ...model.storages.keys(), ...model.blobs.keys()]),
    'the objects that the user owns',
  );
  for (const [id, storage] of model.storages) assert.deepEqual(storageOf(chain.storage(id)), storage);
  for (const [id, blob] of model.blobs) assertBlob(chain, id, chain.blob(id), blob);
  for (const [id, { blobObjectId, blob, funds }] of model.shared) {
    const shared = chain.sharedBlob(id);
    assert.equal(BigInt(shared.funds.value), funds);
    assertBlob(chain, blobObjectId, shared.blob, blob);
  }
}

/** The market as the chain has it, the ring of accounts unrolled. */
function marketOf(chain: StorageChain) {
  const { committee, future_accounting: ring, ...state } = chain.system();
  const { current_index: now, ring_buffer: slots, length } = ring;
  assert.equal(slots.length, length);
  const accounts = [...slots.slice(now), ...slots.slice(0, now)];
  return {
    epoch: committee.epoch,
    nShards: committee.n_shards,
    capacity: BigInt(state.total_capacity_size),
    used: BigInt(state.used_capacity_size),
    storagePrice: BigInt(state.storage_price_per_unit_size),
    writePrice: BigInt(state.write_price_per_unit_size),
    accounts: accounts.map(({ epoch, used_capacity, rewards_to_distribute }) => ({
      epoch,
      used: BigInt(used_capacity),
      rewards: BigInt(rewards_to_distribute.value),
    })),
  };
}

type ChainStorage = ReturnType<StorageChain['storage']>;

function storageOf({ start_epoch: start, end_epoch: end, storage_size }: ChainStorage) {
  return { start, end, size: BigInt(storage_size) };
}

function assertBlob(
  chain: StorageChain,
  id: string,
  found: ReturnType<StorageChain['blob']>,
  blob: ModelBlob,
): void {
  assert.deepEqual(
    {
      id: found.id,
      blobId: BigInt(found.blob_id),
      size: BigInt(found.size),
      deletable: found.deletable,
      registered: found.registered_epoch,
      certified: found.certified_epoch ?? undefined,
      storageId: found.storage.id,
      storage: storageOf(found.storage),
      attributes: chain.attributes(id),
    },
    { ...blob, id, attributes: blob.attributes && [...blob.attributes] },
  );
}
