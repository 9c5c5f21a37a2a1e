/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The accounts of the current epoch and of the epochs to come: the bytes sold for
 * each, and the WAL paid for them.
 * 
 * The accounts are a ring buffer, with one slot for each epoch for which storage
 * is sold. The slot at `current_index` is that of the current epoch. When the
 * epoch ends, its WAL is paid out and the slot is used for the epoch farthest
 * ahead.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/walrus::storage_accounting';
export const FutureAccounting = new MoveStruct({ name: `${$moduleName}::FutureAccounting`, fields: {
        epoch: bcs.u32(),
        /** Bytes of encoded data promised for this epoch. */
        used_capacity: bcs.u64(),
        /** WAL for those who store them. */
        rewards_to_distribute: balance.Balance
    } });
export const FutureAccountingRingBuffer = new MoveStruct({ name: `${$moduleName}::FutureAccountingRingBuffer`, fields: {
        current_index: bcs.u32(),
        length: bcs.u32(),
        ring_buffer: bcs.vector(FutureAccounting)
    } });
export interface MaxEpochsAheadArguments {
    self: TransactionArgument;
}
export interface MaxEpochsAheadOptions {
    package?: string;
    arguments: MaxEpochsAheadArguments | [
        self: TransactionArgument
    ];
}
/** How many epochs can be bought, the current one included. Never aborts. */
export function maxEpochsAhead(options: MaxEpochsAheadOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_accounting',
        function: 'max_epochs_ahead',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RingLookupArguments {
    self: TransactionArgument;
    epochsInFuture: RawTransactionArgument<number>;
}
export interface RingLookupOptions {
    package?: string;
    arguments: RingLookupArguments | [
        self: TransactionArgument,
        epochsInFuture: RawTransactionArgument<number>
    ];
}
/**
 * The account of the epoch that is `epochs_in_future` after the current one.
 *
 * Aborts with `ETooFarInFuture` if `epochs_in_future` is not smaller than
 * `max_epochs_ahead`.
 */
export function ringLookup(options: RingLookupOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epochsInFuture"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_accounting',
        function: 'ring_lookup',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochArguments {
    self: TransactionArgument;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: TransactionArgument
    ];
}
/** The epoch of this account. Never aborts. */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_accounting',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UsedCapacityArguments {
    self: TransactionArgument;
}
export interface UsedCapacityOptions {
    package?: string;
    arguments: UsedCapacityArguments | [
        self: TransactionArgument
    ];
}
/** Bytes promised. Never aborts. */
export function usedCapacity(options: UsedCapacityOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_accounting',
        function: 'used_capacity',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RewardsArguments {
    self: TransactionArgument;
}
export interface RewardsOptions {
    package?: string;
    arguments: RewardsArguments | [
        self: TransactionArgument
    ];
}
/** FROST to be paid out. Never aborts. */
export function rewards(options: RewardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'storage_accounting',
        function: 'rewards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}