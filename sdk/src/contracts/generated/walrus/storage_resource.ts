/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A storage resource: the right to store a number of bytes from one epoch until
 * another.
 * 
 * A storage resource can be split, and two can be joined, by epochs or by size. So
 * storage that was bought at once can serve many blobs, be sold in parts, or
 * extend a blob later.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus::storage_resource';
export const Storage = new MoveStruct({ name: `${$moduleName}::Storage`, fields: {
        id: bcs.Address,
        start_epoch: bcs.u32(),
        end_epoch: bcs.u32(),
        storage_size: bcs.u64()
    } });
export interface StartEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface StartEpochOptions {
    package?: string;
    arguments: StartEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The first epoch. Never aborts. */
export function startEpoch(options: StartEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
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
/** The epoch after the last one. Never aborts. */
export function endEpoch(options: EndEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'end_epoch',
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
/** Bytes of encoded data. Never aborts. */
export function size(options: SizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SplitByEpochArguments {
    self: RawTransactionArgument<string>;
    splitEpoch: RawTransactionArgument<number>;
}
export interface SplitByEpochOptions {
    package?: string;
    arguments: SplitByEpochArguments | [
        self: RawTransactionArgument<string>,
        splitEpoch: RawTransactionArgument<number>
    ];
}
/**
 * Keeps the epochs before `split_epoch` and returns the rest.
 *
 * Aborts with `EInvalidEpoch` if `split_epoch` is not between the start and the
 * end of the storage.
 */
export function splitByEpoch(options: SplitByEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "splitEpoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'split_by_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SplitBySizeArguments {
    self: RawTransactionArgument<string>;
    splitSize: RawTransactionArgument<number | bigint>;
}
export interface SplitBySizeOptions {
    package?: string;
    arguments: SplitBySizeArguments | [
        self: RawTransactionArgument<string>,
        splitSize: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Keeps `split_size` bytes and returns the rest.
 *
 * Aborts with `EIncompatibleAmount` if the storage is smaller than `split_size`.
 */
export function splitBySize(options: SplitBySizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "splitSize"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'split_by_size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FusePeriodsArguments {
    self: RawTransactionArgument<string>;
    other: RawTransactionArgument<string>;
}
export interface FusePeriodsOptions {
    package?: string;
    arguments: FusePeriodsArguments | [
        self: RawTransactionArgument<string>,
        other: RawTransactionArgument<string>
    ];
}
/**
 * Joins two resources of equal size, one of which ends where the other starts.
 *
 * Aborts with:
 *
 * - `EIncompatibleAmount` if the sizes differ,
 * - `EIncompatibleEpochs` if neither of the two ends where the other starts.
 */
export function fusePeriods(options: FusePeriodsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "other"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'fuse_periods',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FuseAmountArguments {
    self: RawTransactionArgument<string>;
    other: RawTransactionArgument<string>;
}
export interface FuseAmountOptions {
    package?: string;
    arguments: FuseAmountArguments | [
        self: RawTransactionArgument<string>,
        other: RawTransactionArgument<string>
    ];
}
/**
 * Joins two resources for the same period.
 *
 * Aborts with `EIncompatibleEpochs` if the periods differ.
 */
export function fuseAmount(options: FuseAmountOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "other"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'fuse_amount',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FuseArguments {
    self: RawTransactionArgument<string>;
    other: RawTransactionArgument<string>;
}
export interface FuseOptions {
    package?: string;
    arguments: FuseArguments | [
        self: RawTransactionArgument<string>,
        other: RawTransactionArgument<string>
    ];
}
/**
 * Joins two resources in whichever way they fit.
 *
 * Aborts with:
 *
 * - `EIncompatibleEpochs` if the two start in the same epoch and end in different
 *   ones, or start in different ones and are not adjacent,
 * - `EIncompatibleAmount` if they start in different epochs and their sizes
 *   differ.
 */
export function fuse(options: FuseOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "other"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'fuse',
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
 * Destroys a storage resource. What was paid for it stays with the network. Never
 * aborts.
 */
export function destroy(options: DestroyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_resource',
        function: 'destroy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}