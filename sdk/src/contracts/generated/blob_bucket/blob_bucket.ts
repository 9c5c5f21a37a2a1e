/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A bucket: a shared storage pool that a capability governs.
 * 
 * A storage pool belongs to one owner, whose every transaction with it needs the
 * owner's signature and waits for the one before. A bucket is a shared object.
 * Whoever holds its capability registers and deletes blobs in it, buys time and
 * room for it, and ends it. Anyone can read it, and anyone can certify a blob in
 * it, as a certificate says all that there is to say. The capability can be given
 * to somebody else, or be kept in an object of another contract.
 * 
 * Its state is a dynamic field, so that a later version of the package can change
 * the layout.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/blob_bucket::blob_bucket';
export const BlobBucket = new MoveStruct({ name: `${$moduleName}::BlobBucket`, fields: {
        id: bcs.Address,
        version: bcs.u64()
    } });
export const BlobBucketCap = new MoveStruct({ name: `${$moduleName}::BlobBucketCap`, fields: {
        id: bcs.Address,
        bucket_id: bcs.Address
    } });
export const BlobBucketCreated = new MoveStruct({ name: `${$moduleName}::BlobBucketCreated`, fields: {
        epoch: bcs.u32(),
        bucket_id: bcs.Address,
        cap_id: bcs.Address,
        storage_pool_id: bcs.Address
    } });
export const BlobBucketDestroyed = new MoveStruct({ name: `${$moduleName}::BlobBucketDestroyed`, fields: {
        bucket_id: bcs.Address,
        cap_id: bcs.Address,
        storage_pool_id: bcs.Address
    } });
export interface NewArguments {
    system: RawTransactionArgument<string>;
    reservedEncodedCapacityBytes: RawTransactionArgument<number | bigint>;
    epochsAhead: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        system: RawTransactionArgument<string>,
        reservedEncodedCapacityBytes: RawTransactionArgument<number | bigint>,
        epochsAhead: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys storage from the current epoch on, and shares a bucket with it. Anyone may
 * call it. Returns the capability that governs the bucket.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
 * - `system_state_inner::EInvalidResourceSize` if
 *   `reserved_encoded_capacity_bytes` is 0,
 * - `system_state_inner::EInvalidEpochsAhead` if the period is empty, or reaches
 *   farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        'u64',
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["system", "reservedEncodedCapacityBytes", "epochsAhead", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RegisterBlobArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    rootHash: RawTransactionArgument<number | bigint>;
    unencodedSize: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    deletable: RawTransactionArgument<boolean>;
    writePayment: RawTransactionArgument<string>;
}
export interface RegisterBlobOptions {
    package?: string;
    arguments: RegisterBlobArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        rootHash: RawTransactionArgument<number | bigint>,
        unencodedSize: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        deletable: RawTransactionArgument<boolean>,
        writePayment: RawTransactionArgument<string>
    ];
}
/**
 * Registers a blob, as `system::register_pooled_blob` does. The holder of the
 * capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
 * - `encoding::EInvalidEncodingType` if the encoding type is unknown,
 * - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
 * - `storage_pool::EInsufficientCapacity` if the bucket has no room for the
 *   encoded blob,
 * - `storage_pool::EInvalidBlobId` if the blob id is not that of the root hash,
 *   encoding type and size,
 * - `sui::dynamic_field::EFieldAlreadyExists` if the bucket has the blob already,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function registerBlob(options: RegisterBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256',
        'u256',
        'u64',
        'u8',
        'bool',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "system", "blobId", "rootHash", "unencodedSize", "encodingType", "deletable", "writePayment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'register_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CertifyBlobArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface CertifyBlobOptions {
    package?: string;
    arguments: CertifyBlobArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Certifies a blob, as `system::certify_pooled_blob` does. Anyone may call it.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message is not a blob certificate of the
 *   current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the
 *   shards,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers,
 * - `messages::EInvalidBlobPersistenceType` if the tag of its persistence type is
 *   unknown,
 * - `storage_pool::EInvalidBlobId` if the certificate is for another blob id,
 * - `storage_pool::EInvalidBlobPersistenceType` or
 *   `storage_pool::EInvalidBlobObject` if the certificate is for a blob of the
 *   other persistence type, or for another object,
 * - `storage_pool::EAlreadyCertified` if the blob is certified already.
 */
export function certifyBlob(options: CertifyBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        'u256',
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "blobId", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'certify_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DeleteBlobArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface DeleteBlobOptions {
    package?: string;
    arguments: DeleteBlobArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Deletes a deletable blob, whose room the bucket has again. The holder of the
 * capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
 * - `storage_pool::EBlobNotDeletable` if the blob is permanent.
 */
export function deleteBlob(options: DeleteBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "system", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'delete_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnExpiredBlobArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface BurnExpiredBlobOptions {
    package?: string;
    arguments: BurnExpiredBlobArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Destroys a blob of a bucket whose storage has ended, even a permanent one. The
 * holder of the capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
 * - `storage_pool::EResourceBounds` if the storage has not ended.
 */
export function burnExpiredBlob(options: BurnExpiredBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "system", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'burn_expired_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReleaseLostBlobArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface ReleaseLostBlobOptions {
    package?: string;
    arguments: ReleaseLostBlobArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Ends a blob that is lost, even a permanent one; the bucket has its room again.
 * The holder of the capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the bucket,
 * - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
 * - `system::ENotLost` if no record of a loss covers the epoch in which the blob
 *   was certified, or it is not certified.
 */
export function releaseLostBlob(options: ReleaseLostBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "system", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'release_lost_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtendStoragePoolArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    extendedEpochs: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ExtendStoragePoolOptions {
    package?: string;
    arguments: ExtendStoragePoolArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        extendedEpochs: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Extends the storage, and all blobs in it, by `extended_epochs` epochs at the
 * current price. The holder of the capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
 * - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the
 *   new end is farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the added epochs has less
 *   capacity left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function extendStoragePool(options: ExtendStoragePoolOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        null,
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "system", "extendedEpochs", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'extend_storage_pool',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IncreaseStoragePoolCapacityArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    additionalEncodedCapacityBytes: RawTransactionArgument<number | bigint>;
    payment: RawTransactionArgument<string>;
}
export interface IncreaseStoragePoolCapacityOptions {
    package?: string;
    arguments: IncreaseStoragePoolCapacityArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        additionalEncodedCapacityBytes: RawTransactionArgument<number | bigint>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys more room, from the current epoch to the end of the storage. The holder of
 * the capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `system::EWrongVersion` or `storage_pool::EWrongVersion` if an object belongs
 *   to another version of `walrus`,
 * - `blob_bucket_inner_v1::EBlobBucketStorageExpired` if the storage has ended,
 * - `system_state_inner::EInvalidResourceSize` if
 *   `additional_encoded_capacity_bytes` is 0,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function increaseStoragePoolCapacity(options: IncreaseStoragePoolCapacityOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null,
        null,
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "system", "additionalEncodedCapacityBytes", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'increase_storage_pool_capacity',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DestroyArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface DestroyOptions {
    package?: string;
    arguments: DestroyArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * Ends a bucket that has no blobs, and its capability, and returns its storage.
 * The holder of the capability may.
 *
 * Aborts with:
 *
 * - `EInvalidBlobBucketCap` if the capability is that of another bucket,
 * - `EWrongVersion` if the bucket belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if its pool belongs to another version of
 *   `walrus`,
 * - `storage_pool::EPoolNotEmpty` if it has blobs.
 */
export function destroy(options: DestroyOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'destroy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BucketIdArguments {
    self: RawTransactionArgument<string>;
}
export interface BucketIdOptions {
    package?: string;
    arguments: BucketIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The bucket that a capability governs. Never aborts. */
export function bucketId(options: BucketIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'bucket_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StoragePoolArguments {
    self: RawTransactionArgument<string>;
}
export interface StoragePoolOptions {
    package?: string;
    arguments: StoragePoolArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The storage pool of a bucket, to read it.
 *
 * Aborts with `EWrongVersion` if the bucket belongs to another version of the
 * package.
 */
export function storagePool(options: StoragePoolOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'storage_pool',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StoragePoolIdArguments {
    self: RawTransactionArgument<string>;
}
export interface StoragePoolIdOptions {
    package?: string;
    arguments: StoragePoolIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The id of that pool, which its blobs and its events name.
 *
 * Aborts with `EWrongVersion` if the bucket belongs to another version of the
 * package.
 */
export function storagePoolId(options: StoragePoolIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/blob_bucket';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob_bucket',
        function: 'storage_pool_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}