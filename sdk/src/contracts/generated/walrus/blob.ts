/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A blob object: the blob id, the storage it uses, and when it was registered and
 * certified.
 * 
 * A blob id is the hash of the encoding type, the size, and the root of the Merkle
 * tree over the slivers. So all nodes and readers know which bytes are meant. A
 * blob is certified when a quorum has signed that it holds the slivers. From then
 * on the network is responsible for the blob, and no longer the writer, until its
 * storage ends or, if the blob is deletable, until its owner deletes it.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as storage_resource from './storage_resource.js';
const $moduleName = '@local-pkg/walrus::blob';
export const Blob = new MoveStruct({ name: `${$moduleName}::Blob`, fields: {
        id: bcs.Address,
        registered_epoch: bcs.u32(),
        blob_id: bcs.u256(),
        /** Bytes before encoding. */
        size: bcs.u64(),
        encoding_type: bcs.u8(),
        /** The epoch in which it was first certified. */
        certified_epoch: bcs.option(bcs.u32()),
        storage: storage_resource.Storage,
        deletable: bcs.bool()
    } });
export const BlobIdDerivation = new MoveStruct({ name: `${$moduleName}::BlobIdDerivation`, fields: {
        encoding_type: bcs.u8(),
        size: bcs.u64(),
        root_hash: bcs.u256()
    } });
export interface DeriveBlobIdArguments {
    rootHash: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    size: RawTransactionArgument<number | bigint>;
}
export interface DeriveBlobIdOptions {
    package?: string;
    arguments: DeriveBlobIdArguments | [
        rootHash: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        size: RawTransactionArgument<number | bigint>
    ];
}
/**
 * BLAKE2b-256 of encoding type, size and root hash, read as a little-endian
 * integer. Never aborts.
 */
export function deriveBlobId(options: DeriveBlobIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        'u256',
        'u8',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["rootHash", "encodingType", "size"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'derive_blob_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnArguments {
    self: RawTransactionArgument<string>;
}
export interface BurnOptions {
    package?: string;
    arguments: BurnArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Destroys the object and its storage. The network stores a certified blob until
 * its end all the same. Never aborts.
 */
export function burn(options: BurnOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'burn',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ObjectIdArguments {
    self: RawTransactionArgument<string>;
}
export interface ObjectIdOptions {
    package?: string;
    arguments: ObjectIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The id of the object, as opposed to that of its content. Never aborts. */
export function objectId(options: ObjectIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'object_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RegisteredEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface RegisteredEpochOptions {
    package?: string;
    arguments: RegisteredEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The epoch in which it was registered. Never aborts. */
export function registeredEpoch(options: RegisteredEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'registered_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobIdArguments {
    self: RawTransactionArgument<string>;
}
export interface BlobIdOptions {
    package?: string;
    arguments: BlobIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The id of the content. Never aborts. */
export function blobId(options: BlobIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'blob_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SizeArguments {
    self: RawTransactionArgument<string>;
}
export interface SizeOptions {
    package?: string;
    arguments: SizeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** Bytes before encoding. Never aborts. */
export function size(options: SizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EncodingTypeArguments {
    self: RawTransactionArgument<string>;
}
export interface EncodingTypeOptions {
    package?: string;
    arguments: EncodingTypeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The number of the erasure code. Never aborts. */
export function encodingType(options: EncodingTypeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'encoding_type',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CertifiedEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface CertifiedEpochOptions {
    package?: string;
    arguments: CertifiedEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The epoch in which it was first certified, if it was. Never aborts. */
export function certifiedEpoch(options: CertifiedEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'certified_epoch',
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
/** The storage that it uses. Never aborts. */
export function storage(options: StorageOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'storage',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsDeletableArguments {
    self: RawTransactionArgument<string>;
}
export interface IsDeletableOptions {
    package?: string;
    arguments: IsDeletableArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** Can its owner delete it before its end? Never aborts. */
export function isDeletable(options: IsDeletableOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'is_deletable',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EncodedSizeArguments {
    self: RawTransactionArgument<string>;
    nShards: RawTransactionArgument<number>;
}
export interface EncodedSizeOptions {
    package?: string;
    arguments: EncodedSizeArguments | [
        self: RawTransactionArgument<string>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * Bytes that it takes on `n_shards` shards.
 *
 * Aborts with:
 *
 * - `redstuff::ENoShards` if `n_shards` is 0,
 * - `redstuff::EBlobTooLarge` if the blob is too large for `n_shards` shards.
 */
export function encodedSize(options: EncodedSizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'encoded_size',
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
/** The first epoch in which it is no longer stored. Never aborts. */
export function endEpoch(options: EndEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'end_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddMetadataArguments {
    self: RawTransactionArgument<string>;
    metadata: TransactionArgument;
}
export interface AddMetadataOptions {
    package?: string;
    arguments: AddMetadataArguments | [
        self: RawTransactionArgument<string>,
        metadata: TransactionArgument
    ];
}
/**
 * Gives the blob its attributes; it must not have any.
 *
 * Aborts with `EDuplicateMetadata` if the blob has attributes.
 */
export function addMetadata(options: AddMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "metadata"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'add_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddOrReplaceMetadataArguments {
    self: RawTransactionArgument<string>;
    metadata: TransactionArgument;
}
export interface AddOrReplaceMetadataOptions {
    package?: string;
    arguments: AddOrReplaceMetadataArguments | [
        self: RawTransactionArgument<string>,
        metadata: TransactionArgument
    ];
}
/** Gives the blob its attributes, and returns those it had. Never aborts. */
export function addOrReplaceMetadata(options: AddOrReplaceMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "metadata"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'add_or_replace_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TakeMetadataArguments {
    self: RawTransactionArgument<string>;
}
export interface TakeMetadataOptions {
    package?: string;
    arguments: TakeMetadataArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Removes all attributes, and returns them.
 *
 * Aborts with `EMissingMetadata` if the blob has no attributes.
 */
export function takeMetadata(options: TakeMetadataOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'take_metadata',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InsertOrUpdateMetadataPairArguments {
    self: RawTransactionArgument<string>;
    key: RawTransactionArgument<string>;
    value: RawTransactionArgument<string>;
}
export interface InsertOrUpdateMetadataPairOptions {
    package?: string;
    arguments: InsertOrUpdateMetadataPairArguments | [
        self: RawTransactionArgument<string>,
        key: RawTransactionArgument<string>,
        value: RawTransactionArgument<string>
    ];
}
/** Sets one attribute. Never aborts. */
export function insertOrUpdateMetadataPair(options: InsertOrUpdateMetadataPairOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String',
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "key", "value"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'insert_or_update_metadata_pair',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveMetadataPairArguments {
    self: RawTransactionArgument<string>;
    key: RawTransactionArgument<string>;
}
export interface RemoveMetadataPairOptions {
    package?: string;
    arguments: RemoveMetadataPairArguments | [
        self: RawTransactionArgument<string>,
        key: RawTransactionArgument<string>
    ];
}
/**
 * Removes one attribute that is there, and returns its name and value.
 *
 * Aborts with:
 *
 * - `EMissingMetadata` if the blob has no attributes,
 * - `sui::vec_map::EKeyDoesNotExist` if it has none of this name.
 */
export function removeMetadataPair(options: RemoveMetadataPairOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "key"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'remove_metadata_pair',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveMetadataPairIfExistsArguments {
    self: RawTransactionArgument<string>;
    key: RawTransactionArgument<string>;
}
export interface RemoveMetadataPairIfExistsOptions {
    package?: string;
    arguments: RemoveMetadataPairIfExistsArguments | [
        self: RawTransactionArgument<string>,
        key: RawTransactionArgument<string>
    ];
}
/** Removes one attribute if it is there, and returns its value. Never aborts. */
export function removeMetadataPairIfExists(options: RemoveMetadataPairIfExistsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "key"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'blob',
        function: 'remove_metadata_pair_if_exists',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}