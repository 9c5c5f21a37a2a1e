// SPDX-License-Identifier: Apache-2.0

/// The state of a bucket, version 1: its storage pool.
module blob_bucket::blob_bucket_inner_v1;

use walrus::{storage_pool::StoragePool, storage_resource::Storage, system::System};

// === Errors ===

/// The storage pool of the bucket has ended; what is left is to burn its blobs and destroy it.
const EBlobBucketStorageExpired: u64 = 0;

// === Structs ===

/// The state of a `BlobBucket`.
public struct BlobBucketInnerV1 has store {
    storage_pool: StoragePool,
}

// === Public-Package Functions ===

/// A bucket with this pool.
public(package) fun new(storage_pool: StoragePool): BlobBucketInnerV1 {
    BlobBucketInnerV1 { storage_pool }
}

/// The pool.
public(package) fun storage_pool(self: &BlobBucketInnerV1): &StoragePool {
    &self.storage_pool
}

/// The pool, to change it.
public(package) fun storage_pool_mut(self: &mut BlobBucketInnerV1): &mut StoragePool {
    &mut self.storage_pool
}

/// The pool, to change it while it has not ended.
public(package) fun living_pool_mut(
    self: &mut BlobBucketInnerV1,
    system: &System,
): &mut StoragePool {
    assert!(self.storage_pool.end_epoch() > system.epoch(), EBlobBucketStorageExpired);
    &mut self.storage_pool
}

/// Ends a bucket that has no blobs, and returns its storage.
public(package) fun destroy(self: BlobBucketInnerV1): Storage {
    let BlobBucketInnerV1 { storage_pool } = self;
    storage_pool.destroy()
}
