/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A storage pool: storage of one period for many blobs. All of them end with the
 * pool. A blob that is deleted leaves its room to the next one.
 * 
 * Whoever can use a pool as `&mut` can use its room, delete what is deletable in
 * it, and take free room out as storage. So it is not shared by itself: a contract
 * that lets many use it keeps it in an object of its own. Its state is a dynamic
 * field, so that a later version of the package can change the layout.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as storage_resource from './storage_resource.js';
import * as object_table from './deps/sui/object_table.js';
const $moduleName = '@local-pkg/walrus::storage_pool';
export const StoragePool = new MoveStruct({ name: `${$moduleName}::StoragePool`, fields: {
        id: bcs.Address,
        version: bcs.u64()
    } });
export const StoragePoolInnerV1 = new MoveStruct({ name: `${$moduleName}::StoragePoolInnerV1`, fields: {
        storage: storage_resource.Storage,
        /** Bytes of encoded data of all blobs. */
        used_encoded_bytes: bcs.u64(),
        blob_count: bcs.u64(),
        /** By blob id. */
        blobs: object_table.ObjectTable
    } });
export const PooledBlob = new MoveStruct({ name: `${$moduleName}::PooledBlob`, fields: {
        id: bcs.Address,
        registered_epoch: bcs.u32(),
        blob_id: bcs.u256(),
        /** Bytes before encoding. */
        unencoded_size: bcs.u64(),
        encoding_type: bcs.u8(),
        /** The epoch in which it was certified. */
        certified_epoch: bcs.option(bcs.u32()),
        storage_pool_id: bcs.Address,
        deletable: bcs.bool()
    } });
export interface ObjectIdArguments {
    self: RawTransactionArgument<string>;
}
export interface ObjectIdOptions {
    package?: string;
    arguments: ObjectIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The id of the pool. Never aborts. */
export function objectId(options: ObjectIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'object_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VersionArguments {
    self: RawTransactionArgument<string>;
}
export interface VersionOptions {
    package?: string;
    arguments: VersionArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The version of the inner state. Never aborts. */
export function version(options: VersionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'version',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StartEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface StartEpochOptions {
    package?: string;
    arguments: StartEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The first epoch.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function startEpoch(options: StartEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'start_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EndEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface EndEpochOptions {
    package?: string;
    arguments: EndEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The first epoch in which its blobs are no longer stored.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function endEpoch(options: EndEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'end_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReservedEncodedCapacityBytesArguments {
    self: RawTransactionArgument<string>;
}
export interface ReservedEncodedCapacityBytesOptions {
    package?: string;
    arguments: ReservedEncodedCapacityBytesArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Bytes of encoded data that it has room for.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function reservedEncodedCapacityBytes(options: ReservedEncodedCapacityBytesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'reserved_encoded_capacity_bytes',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UsedEncodedBytesArguments {
    self: RawTransactionArgument<string>;
}
export interface UsedEncodedBytesOptions {
    package?: string;
    arguments: UsedEncodedBytesArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Bytes of encoded data of all its blobs.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function usedEncodedBytes(options: UsedEncodedBytesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'used_encoded_bytes',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AvailableEncodedBytesArguments {
    self: RawTransactionArgument<string>;
}
export interface AvailableEncodedBytesOptions {
    package?: string;
    arguments: AvailableEncodedBytesArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Bytes of encoded data that there is still room for.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function availableEncodedBytes(options: AvailableEncodedBytesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'available_encoded_bytes',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StorageArguments {
    self: RawTransactionArgument<string>;
}
export interface StorageOptions {
    package?: string;
    arguments: StorageArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The storage that it uses.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function storage(options: StorageOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'storage',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobCountArguments {
    self: RawTransactionArgument<string>;
}
export interface BlobCountOptions {
    package?: string;
    arguments: BlobCountArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The number of its blobs.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function blobCount(options: BlobCountOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'blob_count',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobsArguments {
    self: RawTransactionArgument<string>;
}
export interface BlobsOptions {
    package?: string;
    arguments: BlobsArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Its blobs, by blob id.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function blobs(options: BlobsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'blobs',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ContainsBlobArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface ContainsBlobOptions {
    package?: string;
    arguments: ContainsBlobArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Is a blob in it?
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function containsBlob(options: ContainsBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'contains_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobObjectIdArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface BlobObjectIdOptions {
    package?: string;
    arguments: BlobObjectIdArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The id of the object that a blob is.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
 */
export function blobObjectId(options: BlobObjectIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'blob_object_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DestroyArguments {
    self: RawTransactionArgument<string>;
}
export interface DestroyOptions {
    package?: string;
    arguments: DestroyArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Gives a pool without blobs up, and returns its storage.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `EPoolNotEmpty` if it has blobs.
 */
export function destroy(options: DestroyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'destroy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddBlobMetadataArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    metadata: TransactionArgument;
}
export interface AddBlobMetadataOptions {
    package?: string;
    arguments: AddBlobMetadataArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        metadata: TransactionArgument
    ];
}
/**
 * Gives a blob its attributes; it must not have any.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it,
 * - `EDuplicateMetadata` if the blob has attributes.
 */
export function addBlobMetadata(options: AddBlobMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "metadata"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'add_blob_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddOrReplaceBlobMetadataArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    metadata: TransactionArgument;
}
export interface AddOrReplaceBlobMetadataOptions {
    package?: string;
    arguments: AddOrReplaceBlobMetadataArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        metadata: TransactionArgument
    ];
}
/**
 * Gives a blob its attributes, and returns those it had.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
 */
export function addOrReplaceBlobMetadata(options: AddOrReplaceBlobMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "metadata"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'add_or_replace_blob_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TakeBlobMetadataArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface TakeBlobMetadataOptions {
    package?: string;
    arguments: TakeBlobMetadataArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Removes all attributes of a blob, and returns them.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it,
 * - `EMissingMetadata` if the blob has no attributes.
 */
export function takeBlobMetadata(options: TakeBlobMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'take_blob_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InsertOrUpdateBlobMetadataPairArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    key: RawTransactionArgument<string>;
    value: RawTransactionArgument<string>;
}
export interface InsertOrUpdateBlobMetadataPairOptions {
    package?: string;
    arguments: InsertOrUpdateBlobMetadataPairArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        key: RawTransactionArgument<string>,
        value: RawTransactionArgument<string>
    ];
}
/**
 * Sets one attribute of a blob.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
 */
export function insertOrUpdateBlobMetadataPair(options: InsertOrUpdateBlobMetadataPairOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256',
        '0x1::string::String',
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "key", "value"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'insert_or_update_blob_metadata_pair',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveBlobMetadataPairArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    key: RawTransactionArgument<string>;
}
export interface RemoveBlobMetadataPairOptions {
    package?: string;
    arguments: RemoveBlobMetadataPairArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        key: RawTransactionArgument<string>
    ];
}
/**
 * Removes one attribute of a blob that is there, and returns its name and value.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it,
 * - `EMissingMetadata` if the blob has no attributes,
 * - `sui::vec_map::EKeyDoesNotExist` if it has none of this name.
 */
export function removeBlobMetadataPair(options: RemoveBlobMetadataPairOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256',
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "key"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'remove_blob_metadata_pair',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveBlobMetadataPairIfExistsArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    key: RawTransactionArgument<string>;
}
export interface RemoveBlobMetadataPairIfExistsOptions {
    package?: string;
    arguments: RemoveBlobMetadataPairIfExistsArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        key: RawTransactionArgument<string>
    ];
}
/**
 * Removes one attribute of a blob if it is there, and returns its value.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in it.
 */
export function removeBlobMetadataPairIfExists(options: RemoveBlobMetadataPairIfExistsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u256',
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "key"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_pool',
        function: 'remove_blob_metadata_pair_if_exists',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}