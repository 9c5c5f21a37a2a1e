/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The entry point for users who store blobs. `System` is one shared object. Its
 * state is a dynamic field, so that a later version of the package can change the
 * layout of the state.
 * 
 * A blob is stored in four steps. `reserve_space` buys storage. `register_blob`
 * registers the blob on that storage. The writer then uploads the slivers to the
 * storage nodes and collects their signatures. `certify_blob` checks these and
 * certifies the blob. Later, `extend_blob` adds epochs, and `delete_blob` ends a
 * deletable blob.
 * 
 * The price of a call is taken from the coin that the caller passes in; the rest
 * stays in the coin.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as type_name from './deps/std/type_name.js';
import * as bls_aggregate from '../walrus_core/bls_aggregate.js';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/walrus::system';
export const System = new MoveStruct({ name: `${$moduleName}::System`, fields: {
        id: bcs.Address,
        version: bcs.u64(),
        /**
         * The package that may use this object, and the one that takes over at the next
         * migration.
         */
        package_id: bcs.Address,
        new_package_id: bcs.option(bcs.Address)
    } });
export const JudgementKey = new MoveStruct({ name: `${$moduleName}::JudgementKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const Judgement = new MoveStruct({ name: `${$moduleName}::Judgement`, fields: {
        /** The type of the witness whose sentences count. */
        judge: bcs.option(type_name.TypeName),
        /** The committee of the epoch before, for messages that it signed. */
        previous_committee: bcs.option(bls_aggregate.BlsCommittee),
        /** Blob ids that are lost, with the last epoch whose certificates that concerns. */
        lost: table.Table
    } });
export interface ReserveSpaceArguments {
    self: RawTransactionArgument<string>;
    storageAmount: RawTransactionArgument<number | bigint>;
    epochsAhead: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ReserveSpaceOptions {
    package?: string;
    arguments: ReserveSpaceArguments | [
        self: RawTransactionArgument<string>,
        storageAmount: RawTransactionArgument<number | bigint>,
        epochsAhead: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys `storage_amount` bytes of storage (encoded size) for `epochs_ahead` epochs,
 * the current one included.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::EInvalidResourceSize` if `storage_amount` is 0,
 * - `system_state_inner::EInvalidEpochsAhead` if the period is empty or over, or
 *   reaches farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function reserveSpace(options: ReserveSpaceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u64',
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storageAmount", "epochsAhead", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'reserve_space',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReserveSpaceForEpochsArguments {
    self: RawTransactionArgument<string>;
    storageAmount: RawTransactionArgument<number | bigint>;
    startEpoch: RawTransactionArgument<number>;
    endEpoch: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ReserveSpaceForEpochsOptions {
    package?: string;
    arguments: ReserveSpaceForEpochsArguments | [
        self: RawTransactionArgument<string>,
        storageAmount: RawTransactionArgument<number | bigint>,
        startEpoch: RawTransactionArgument<number>,
        endEpoch: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys storage for the epochs from `start_epoch` (or the current one, if that is
 * later) up to but not including `end_epoch`. The price is that of all epochs from
 * the current one on: nobody keeps others out of a later epoch for less than the
 * storage until then would cost.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::EInvalidResourceSize` if `storage_amount` is 0,
 * - `system_state_inner::EInvalidEpochsAhead` if the period is empty or over, or
 *   reaches farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function reserveSpaceForEpochs(options: ReserveSpaceForEpochsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u64',
        'u32',
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storageAmount", "startEpoch", "endEpoch", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'reserve_space_for_epochs',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RegisterBlobArguments {
    self: RawTransactionArgument<string>;
    storage: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    rootHash: RawTransactionArgument<number | bigint>;
    size: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    deletable: RawTransactionArgument<boolean>;
    writePayment: RawTransactionArgument<string>;
}
export interface RegisterBlobOptions {
    package?: string;
    arguments: RegisterBlobArguments | [
        self: RawTransactionArgument<string>,
        storage: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        rootHash: RawTransactionArgument<number | bigint>,
        size: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        deletable: RawTransactionArgument<boolean>,
        writePayment: RawTransactionArgument<string>
    ];
}
/**
 * Registers a blob of `size` bytes on storage that is large enough for its
 * encoding. The blob id has to be that of the root hash, encoding type and size.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `blob::EResourceBounds` if the storage does not include the current epoch,
 * - `blob::EResourceSize` if the storage is smaller than the encoded blob,
 * - `blob::EInvalidBlobId` if the blob id is not that of the root hash, encoding
 *   type and size,
 * - `encoding::EInvalidEncodingType` if the encoding type is unknown,
 * - `redstuff::ENoShards` if there is no committee yet,
 * - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function registerBlob(options: RegisterBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256',
        'u256',
        'u64',
        'u8',
        'bool',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storage", "blobId", "rootHash", "size", "encodingType", "deletable", "writePayment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'register_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CertifyBlobArguments {
    self: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface CertifyBlobOptions {
    package?: string;
    arguments: CertifyBlobArguments | [
        self: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Certifies a blob: `signature` is the aggregate of the signatures over `message`
 * of the members in `signers_bitmap`, who hold a quorum of the shards.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
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
 * - `blob::EInvalidBlobId` if the certificate is for another blob id,
 * - `blob::EInvalidBlobPersistenceType` or `blob::EInvalidBlobObject` if the
 *   certificate is for a blob of the other persistence type, or for another
 *   object,
 * - `blob::EAlreadyCertified` if the blob is certified already,
 * - `blob::EResourceBounds` if the storage of the blob has ended.
 */
export function certifyBlob(options: CertifyBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blob", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'certify_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DeleteBlobArguments {
    self: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
}
export interface DeleteBlobOptions {
    package?: string;
    arguments: DeleteBlobArguments | [
        self: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>
    ];
}
/**
 * Deletes a deletable blob and returns its storage.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `blob::EBlobNotDeletable` if the blob is permanent,
 * - `blob::EResourceBounds` if its storage has ended.
 */
export function deleteBlob(options: DeleteBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blob"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'delete_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReleaseLostArguments {
    self: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
}
export interface ReleaseLostOptions {
    package?: string;
    arguments: ReleaseLostArguments | [
        self: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>
    ];
}
/**
 * Ends a blob that is lost, even a permanent one, and returns its storage.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `ENotLost` if no record of a loss covers the epoch in which the blob was
 *   certified, or it is not certified,
 * - `blob::EResourceBounds` if its storage has ended.
 */
export function releaseLost(options: ReleaseLostOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blob"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'release_lost',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtendBlobWithResourceArguments {
    self: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
    extension: RawTransactionArgument<string>;
}
export interface ExtendBlobWithResourceOptions {
    package?: string;
    arguments: ExtendBlobWithResourceArguments | [
        self: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>,
        extension: RawTransactionArgument<string>
    ];
}
/**
 * Extends a certified blob with storage of the same size that starts where its own
 * ends.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `blob::ENotCertified` if the blob is not certified,
 * - `blob::EResourceBounds` if its storage has ended, or `extension` does not end
 *   later,
 * - `storage_resource::EIncompatibleAmount` if `extension` has another size,
 * - `storage_resource::EIncompatibleEpochs` if `extension` does not start where
 *   the storage of the blob ends.
 */
export function extendBlobWithResource(options: ExtendBlobWithResourceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blob", "extension"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'extend_blob_with_resource',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtendBlobArguments {
    self: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
    extendedEpochs: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ExtendBlobOptions {
    package?: string;
    arguments: ExtendBlobArguments | [
        self: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>,
        extendedEpochs: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Extends a certified blob by `extended_epochs` epochs at the current price.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `blob::ENotCertified` if the blob is not certified,
 * - `blob::EResourceBounds` if the storage of the blob has ended,
 * - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the
 *   new end is farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the added epochs has less
 *   capacity left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function extendBlob(options: ExtendBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blob", "extendedEpochs", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'extend_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InvalidateBlobIdArguments {
    system: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    membersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface InvalidateBlobIdOptions {
    package?: string;
    arguments: InvalidateBlobIdArguments | [
        system: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        membersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Declares a blob id invalid, on the signatures of members of whom at least one is
 * honest. Returns the blob id.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message is not the statement that a blob id
 *   is invalid, of the current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold so few shards that all of
 *   them may be faulty,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers.
 */
export function invalidateBlobId(options: InvalidateBlobIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "signature", "membersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'invalidate_blob_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddSubsidyArguments {
    system: RawTransactionArgument<string>;
    subsidy: RawTransactionArgument<string>;
    epochsAhead: RawTransactionArgument<number>;
}
export interface AddSubsidyOptions {
    package?: string;
    arguments: AddSubsidyArguments | [
        system: RawTransactionArgument<string>,
        subsidy: RawTransactionArgument<string>,
        epochsAhead: RawTransactionArgument<number>
    ];
}
/**
 * Gives `subsidy` to those who store in the current epoch and after it,
 * `epochs_ahead` epochs in all, in even shares.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::EInvalidEpochsAhead` if `epochs_ahead` is 0 or more than
 *   storage is sold ahead.
 */
export function addSubsidy(options: AddSubsidyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "subsidy", "epochsAhead"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'add_subsidy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddPerEpochSubsidiesArguments {
    system: RawTransactionArgument<string>;
    subsidies: TransactionArgument;
}
export interface AddPerEpochSubsidiesOptions {
    package?: string;
    arguments: AddPerEpochSubsidiesArguments | [
        system: RawTransactionArgument<string>,
        subsidies: TransactionArgument
    ];
}
/**
 * Gives `subsidies[i]` to those who store in the epoch that is `i` after the
 * current one.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::EInvalidEpochsAhead` if there are more subsidies than
 *   epochs for which storage is sold.
 */
export function addPerEpochSubsidies(options: AddPerEpochSubsidiesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'vector<null>'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "subsidies"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'add_per_epoch_subsidies',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CreateStoragePoolArguments {
    self: RawTransactionArgument<string>;
    reservedEncodedCapacityBytes: RawTransactionArgument<number | bigint>;
    epochsAhead: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface CreateStoragePoolOptions {
    package?: string;
    arguments: CreateStoragePoolArguments | [
        self: RawTransactionArgument<string>,
        reservedEncodedCapacityBytes: RawTransactionArgument<number | bigint>,
        epochsAhead: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys storage as `reserve_space` does, and makes a storage pool of it.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::EInvalidResourceSize` if
 *   `reserved_encoded_capacity_bytes` is 0,
 * - `system_state_inner::EInvalidEpochsAhead` if the period is empty, or reaches
 *   farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function createStoragePool(options: CreateStoragePoolOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u64',
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "reservedEncodedCapacityBytes", "epochsAhead", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'create_storage_pool',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CreateStoragePoolWithStorageArguments {
    self: RawTransactionArgument<string>;
    storage: RawTransactionArgument<string>;
}
export interface CreateStoragePoolWithStorageOptions {
    package?: string;
    arguments: CreateStoragePoolWithStorageArguments | [
        self: RawTransactionArgument<string>,
        storage: RawTransactionArgument<string>
    ];
}
/**
 * Makes a storage pool of storage.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EResourceBounds` if the storage has ended.
 */
export function createStoragePoolWithStorage(options: CreateStoragePoolWithStorageOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storage"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'create_storage_pool_with_storage',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RegisterPooledBlobArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    rootHash: RawTransactionArgument<number | bigint>;
    unencodedSize: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    deletable: RawTransactionArgument<boolean>;
    writePayment: RawTransactionArgument<string>;
}
export interface RegisterPooledBlobOptions {
    package?: string;
    arguments: RegisterPooledBlobArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        rootHash: RawTransactionArgument<number | bigint>,
        unencodedSize: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        deletable: RawTransactionArgument<boolean>,
        writePayment: RawTransactionArgument<string>
    ];
}
/**
 * Registers a blob of `unencoded_size` bytes in a pool that has room for its
 * encoding. The blob id has to be that of the root hash, encoding type and size.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `storage_pool::EResourceBounds` if the pool has not begun or has ended,
 * - `encoding::EInvalidEncodingType` if the encoding type is unknown,
 * - `redstuff::ENoShards` if there is no committee yet,
 * - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
 * - `storage_pool::EInsufficientCapacity` if the pool has no room for the encoded
 *   blob,
 * - `storage_pool::EInvalidBlobId` if the blob id is not that of the root hash,
 *   encoding type and size,
 * - `sui::dynamic_field::EFieldAlreadyExists` if the pool has the blob already,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function registerPooledBlob(options: RegisterPooledBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256',
        'u256',
        'u64',
        'u8',
        'bool',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "blobId", "rootHash", "unencodedSize", "encodingType", "deletable", "writePayment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'register_pooled_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CertifyPooledBlobArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface CertifyPooledBlobOptions {
    package?: string;
    arguments: CertifyPooledBlobArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Certifies a blob in a pool, as `certify_blob` does for a blob of its own.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
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
 * - `storage_pool::EAlreadyCertified` if the blob is certified already,
 * - `storage_pool::EResourceBounds` if the pool has ended.
 */
export function certifyPooledBlob(options: CertifyPooledBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256',
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "blobId", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'certify_pooled_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DeletePooledBlobArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface DeletePooledBlobOptions {
    package?: string;
    arguments: DeletePooledBlobArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Deletes a deletable blob, whose room the pool has again.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
 * - `storage_pool::EBlobNotDeletable` if the blob is permanent,
 * - `storage_pool::EResourceBounds` if the pool has ended.
 */
export function deletePooledBlob(options: DeletePooledBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'delete_pooled_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnExpiredPooledBlobArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface BurnExpiredPooledBlobOptions {
    package?: string;
    arguments: BurnExpiredPooledBlobArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Destroys a blob of a pool that has ended, even a permanent one.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
 * - `storage_pool::EResourceBounds` if the pool has not ended.
 */
export function burnExpiredPooledBlob(options: BurnExpiredPooledBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'burn_expired_pooled_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReleaseLostPooledBlobArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface ReleaseLostPooledBlobOptions {
    package?: string;
    arguments: ReleaseLostPooledBlobArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Ends a blob that is lost, even a permanent one; the pool has its room again.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `sui::dynamic_field::EFieldDoesNotExist` if the blob is not in the pool,
 * - `ENotLost` if no record of a loss covers the epoch in which the blob was
 *   certified, or it is not certified,
 * - `storage_pool::EResourceBounds` if the pool has ended.
 */
export function releaseLostPooledBlob(options: ReleaseLostPooledBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'release_lost_pooled_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtendStoragePoolArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    extendedEpochs: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ExtendStoragePoolOptions {
    package?: string;
    arguments: ExtendStoragePoolArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        extendedEpochs: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Extends a pool, and all blobs in it, by `extended_epochs` epochs at the current
 * price.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `storage_pool::EResourceBounds` if the pool has ended,
 * - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the
 *   new end is farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the added epochs has less
 *   capacity left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function extendStoragePool(options: ExtendStoragePoolOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "extendedEpochs", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'extend_storage_pool',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IncreaseStoragePoolCapacityArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    additionalEncodedCapacityBytes: RawTransactionArgument<number | bigint>;
    payment: RawTransactionArgument<string>;
}
export interface IncreaseStoragePoolCapacityOptions {
    package?: string;
    arguments: IncreaseStoragePoolCapacityArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        additionalEncodedCapacityBytes: RawTransactionArgument<number | bigint>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys more room in a pool, from the current epoch to its end.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `storage_pool::EResourceBounds` if the pool has ended,
 * - `system_state_inner::EInvalidResourceSize` if
 *   `additional_encoded_capacity_bytes` is 0,
 * - `system_state_inner::EInvalidEpochsAhead` if the pool ends later than storage
 *   is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function increaseStoragePoolCapacity(options: IncreaseStoragePoolCapacityOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "additionalEncodedCapacityBytes", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'increase_storage_pool_capacity',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IncreaseStoragePoolCapacityWithStorageArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    storage: RawTransactionArgument<string>;
}
export interface IncreaseStoragePoolCapacityWithStorageOptions {
    package?: string;
    arguments: IncreaseStoragePoolCapacityWithStorageArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        storage: RawTransactionArgument<string>
    ];
}
/**
 * Makes more room in a pool with storage that has begun and ends with the pool.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `storage_pool::EResourceBounds` if the pool has ended, or the storage has not
 *   begun,
 * - `storage_pool::EIncompatibleEndEpoch` if the storage does not end with the
 *   pool,
 * - an arithmetic error if both sizes together do not fit 64 bits.
 */
export function increaseStoragePoolCapacityWithStorage(options: IncreaseStoragePoolCapacityWithStorageOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "storage"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'increase_storage_pool_capacity_with_storage',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DecreaseStoragePoolCapacityBySizeArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    size: RawTransactionArgument<number | bigint>;
}
export interface DecreaseStoragePoolCapacityBySizeOptions {
    package?: string;
    arguments: DecreaseStoragePoolCapacityBySizeArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        size: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Takes storage of `size` bytes out of a pool, from what has no blobs.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `storage_pool::EInsufficientCapacity` if so much of the pool is not free.
 */
export function decreaseStoragePoolCapacityBySize(options: DecreaseStoragePoolCapacityBySizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "size"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'decrease_storage_pool_capacity_by_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DecreaseStoragePoolUnusedCapacityByPercentArguments {
    self: RawTransactionArgument<string>;
    storagePool: RawTransactionArgument<string>;
    percent: RawTransactionArgument<number>;
}
export interface DecreaseStoragePoolUnusedCapacityByPercentOptions {
    package?: string;
    arguments: DecreaseStoragePoolUnusedCapacityByPercentArguments | [
        self: RawTransactionArgument<string>,
        storagePool: RawTransactionArgument<string>,
        percent: RawTransactionArgument<number>
    ];
}
/**
 * Takes `percent` of what has no blobs out of a pool, in whole bytes, rounded
 * down.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `storage_pool::EWrongVersion` if the pool does,
 * - `storage_pool::EInvalidPercent` if `percent` is above 100.
 */
export function decreaseStoragePoolUnusedCapacityByPercent(options: DecreaseStoragePoolUnusedCapacityByPercentOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u8'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "storagePool", "percent"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'decrease_storage_pool_unused_capacity_by_percent',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CertifyEventBlobArguments {
    system: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    rootHash: RawTransactionArgument<number | bigint>;
    size: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    endingCheckpointSequenceNum: RawTransactionArgument<number | bigint>;
    epoch: RawTransactionArgument<number>;
}
export interface CertifyEventBlobOptions {
    package?: string;
    arguments: CertifyEventBlobArguments | [
        system: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        rootHash: RawTransactionArgument<number | bigint>,
        size: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        endingCheckpointSequenceNum: RawTransactionArgument<number | bigint>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Votes for an event blob that covers the checkpoints up to
 * `ending_checkpoint_sequence_num`. With the votes of a quorum it is stored.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::ENotCommitteeMember` if the node is not in the committee,
 * - `system_state_inner::EInvalidIdEpoch` if `epoch` is not the current one,
 * - `event_blob::ERepeatedAttestation` if the node has voted in this epoch for an
 *   event blob that ends there or later,
 * - `event_blob::EIncorrectAttestation` if the event blob for which the node voted
 *   last in this epoch is not certified,
 * - `encoding::EInvalidEncodingType`, `redstuff::EBlobTooLarge` or
 *   `blob::EInvalidBlobId` if the vote completes a quorum and the encoding type,
 *   size, or blob id is wrong.
 */
export function certifyEventBlob(options: CertifyEventBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256',
        'u256',
        'u64',
        'u8',
        'u64',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "cap", "blobId", "rootHash", "size", "encodingType", "endingCheckpointSequenceNum", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'certify_event_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RegisterDenyListUpdateArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    denyListRoot: RawTransactionArgument<number | bigint>;
    denyListSequence: RawTransactionArgument<number | bigint>;
}
export interface RegisterDenyListUpdateOptions {
    package?: string;
    arguments: RegisterDenyListUpdateArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        denyListRoot: RawTransactionArgument<number | bigint>,
        denyListSequence: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Announces the list of blobs that the node refuses to store, for the others to
 * sign.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `deny_list::ENotCommitteeMember` if the node is not in the committee,
 * - `deny_list::EIncorrectDenyListSequence` if the sequence number is not larger
 *   than the last one in force.
 */
export function registerDenyListUpdate(options: RegisterDenyListUpdateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u256',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "denyListRoot", "denyListSequence"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'register_deny_list_update',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UpdateDenyListArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    membersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface UpdateDenyListOptions {
    package?: string;
    arguments: UpdateDenyListArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        membersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Puts the node's deny list into force, on the signatures of a quorum: from now on
 * the node is paid for the bytes only that it does not refuse.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message is not a deny list update of the
 *   current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the
 *   shards,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers,
 * - `deny_list::EIncorrectDenyListNode` if the list is that of another node,
 * - `deny_list::ENotCommitteeMember` if the node is not in the committee,
 * - `deny_list::EIncorrectDenyListSequence` if its sequence number is not larger
 *   than the last one in force.
 */
export function updateDenyList(options: UpdateDenyListOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "signature", "membersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'update_deny_list',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DeleteDenyListedBlobArguments {
    self: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    membersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface DeleteDenyListedBlobOptions {
    package?: string;
    arguments: DeleteDenyListedBlobArguments | [
        self: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        membersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Tells the nodes, with an event, that a blob is on the deny lists of members of
 * whom at least one is honest.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message is not the statement that a blob is
 *   on a deny list, of the current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold so few shards that all of
 *   them may be faulty,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers.
 */
export function deleteDenyListedBlob(options: DeleteDenyListedBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "signature", "membersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'delete_deny_listed_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UpdateProtocolVersionArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    membersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface UpdateProtocolVersionOptions {
    package?: string;
    arguments: UpdateProtocolVersionArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        membersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Announces the version of the protocol between nodes that a quorum will follow.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the object belongs to another version of the package,
 * - `system_state_inner::ENotCommitteeMember` if the node is not in the committee,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message is not a protocol version of the
 *   current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the
 *   shards,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers,
 * - `system_state_inner::EInvalidStartEpoch` if the version would start in an
 *   epoch that has passed.
 */
export function updateProtocolVersion(options: UpdateProtocolVersionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "signature", "membersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'update_protocol_version',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochArguments {
    self: RawTransactionArgument<string>;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The current epoch.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NShardsArguments {
    self: RawTransactionArgument<string>;
}
export interface NShardsOptions {
    package?: string;
    arguments: NShardsArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The number of shards; 0 before the first committee.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function nShards(options: NShardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'n_shards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TotalCapacitySizeArguments {
    self: RawTransactionArgument<string>;
}
export interface TotalCapacitySizeOptions {
    package?: string;
    arguments: TotalCapacitySizeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Bytes of encoded data on offer in the current epoch, sold ones included.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function totalCapacitySize(options: TotalCapacitySizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'total_capacity_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UsedCapacitySizeArguments {
    self: RawTransactionArgument<string>;
}
export interface UsedCapacitySizeOptions {
    package?: string;
    arguments: UsedCapacitySizeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Bytes of encoded data sold in the current epoch.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function usedCapacitySize(options: UsedCapacitySizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'used_capacity_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StoragePricePerUnitSizeArguments {
    self: RawTransactionArgument<string>;
}
export interface StoragePricePerUnitSizeOptions {
    package?: string;
    arguments: StoragePricePerUnitSizeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * FROST for 1 MiB of storage, for one epoch.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function storagePricePerUnitSize(options: StoragePricePerUnitSizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'storage_price_per_unit_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WritePricePerUnitSizeArguments {
    self: RawTransactionArgument<string>;
}
export interface WritePricePerUnitSizeOptions {
    package?: string;
    arguments: WritePricePerUnitSizeArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * FROST for writing 1 MiB.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function writePricePerUnitSize(options: WritePricePerUnitSizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'write_price_per_unit_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FutureAccountingArguments {
    self: RawTransactionArgument<string>;
}
export interface FutureAccountingOptions {
    package?: string;
    arguments: FutureAccountingArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The accounts of the current epoch and those to come.
 *
 * Aborts with `EWrongVersion` if the object belongs to another version of the
 * package.
 */
export function futureAccounting(options: FutureAccountingOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'system',
        function: 'future_accounting',
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
        module: 'system',
        function: 'version',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}