/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The parameters on which the committee of an epoch has agreed: capacity and
 * prices.
 * 
 * Anyone can make a value of this type. The one that counts is in `Staking` of
 * `walrus`.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::epoch_parameters';
export const EpochParams = new MoveStruct({ name: `${$moduleName}::EpochParams`, fields: {
        total_capacity_size: bcs.u64(),
        storage_price_per_unit_size: bcs.u64(),
        write_price_per_unit_size: bcs.u64()
    } });
export interface NewArguments {
    totalCapacitySize: RawTransactionArgument<number | bigint>;
    storagePricePerUnitSize: RawTransactionArgument<number | bigint>;
    writePricePerUnitSize: RawTransactionArgument<number | bigint>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        totalCapacitySize: RawTransactionArgument<number | bigint>,
        storagePricePerUnitSize: RawTransactionArgument<number | bigint>,
        writePricePerUnitSize: RawTransactionArgument<number | bigint>
    ];
}
/** The parameters of an epoch. Never aborts. */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u64',
        'u64',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["totalCapacitySize", "storagePricePerUnitSize", "writePricePerUnitSize"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_parameters',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CapacityArguments {
    self: TransactionArgument;
}
export interface CapacityOptions {
    package?: string;
    arguments: CapacityArguments | [
        self: TransactionArgument
    ];
}
/** Bytes of encoded data that the network offers. Never aborts. */
export function capacity(options: CapacityOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_parameters',
        function: 'capacity',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface StoragePriceArguments {
    self: TransactionArgument;
}
export interface StoragePriceOptions {
    package?: string;
    arguments: StoragePriceArguments | [
        self: TransactionArgument
    ];
}
/** FROST for a unit of storage, for one epoch. Never aborts. */
export function storagePrice(options: StoragePriceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_parameters',
        function: 'storage_price',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WritePriceArguments {
    self: TransactionArgument;
}
export interface WritePriceOptions {
    package?: string;
    arguments: WritePriceArguments | [
        self: TransactionArgument
    ];
}
/** FROST for writing a unit. Never aborts. */
export function writePrice(options: WritePriceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_parameters',
        function: 'write_price',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}