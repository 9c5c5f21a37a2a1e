/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Amounts that begin to count in a later epoch.
 * 
 * Entries are at most two epochs ahead. Entries of past epochs are merged when one
 * is added, so there are never more than a few.
 * 
 * Anyone can make a value of this type. It is worth something only where an object
 * of `walrus` has it, and these give out no reference through which it could be
 * changed.
 */

import { MoveTuple, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus_core::pending_values';
export const PendingValues = new MoveTuple({ name: `${$moduleName}::PendingValues`, fields: [vec_map.VecMap(bcs.u32(), bcs.u64())] });
export interface EmptyOptions {
    package?: string;
    arguments?: [
    ];
}
/** Nothing is waiting. Never aborts. */
export function empty(options: EmptyOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'empty',
    });
}
export interface InsertOrAddArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
    value: RawTransactionArgument<number | bigint>;
}
export interface InsertOrAddOptions {
    package?: string;
    arguments: InsertOrAddArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>,
        value: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Adds to what waits for an epoch.
 *
 * Aborts with an arithmetic error if the sum does not fit into 64 bits.
 */
export function insertOrAdd(options: InsertOrAddOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch", "value"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'insert_or_add',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InsertOrReplaceArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
    value: RawTransactionArgument<number | bigint>;
}
export interface InsertOrReplaceOptions {
    package?: string;
    arguments: InsertOrReplaceArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>,
        value: RawTransactionArgument<number | bigint>
    ];
}
/** Replaces what waits for an epoch. Never aborts. */
export function insertOrReplace(options: InsertOrReplaceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch", "value"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'insert_or_replace',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReduceArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
    value: RawTransactionArgument<number | bigint>;
}
export interface ReduceOptions {
    package?: string;
    arguments: ReduceArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>,
        value: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Takes away from what waits for an epoch.
 *
 * Aborts with:
 *
 * - `EMissingEpochValue` if nothing waits for that epoch,
 * - `EReduceValueTooLarge` if less than that waits for it.
 */
export function reduce(options: ReduceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch", "value"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'reduce',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ValueAtArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
}
export interface ValueAtOptions {
    package?: string;
    arguments: ValueAtArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * The sum of what waits for epochs up to and including `epoch`.
 *
 * Aborts with an arithmetic error if the sum does not fit into 64 bits.
 */
export function valueAt(options: ValueAtOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'value_at',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LatestValueAtArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
}
export interface LatestValueAtOptions {
    package?: string;
    arguments: LatestValueAtArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * What waits for the latest of the epochs up to and including `epoch`. Never
 * aborts.
 */
export function latestValueAt(options: LatestValueAtOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'latest_value_at',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FlushArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
}
export interface FlushOptions {
    package?: string;
    arguments: FlushArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Removes what waits for epochs up to and including `epoch`, and returns the sum.
 *
 * Aborts with an arithmetic error if the sum does not fit into 64 bits.
 */
export function flush(options: FlushOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'flush',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MergeUntilArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
}
export interface MergeUntilOptions {
    package?: string;
    arguments: MergeUntilArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Puts everything that waits for epochs up to and including `epoch` under that
 * one.
 *
 * Aborts with an arithmetic error if the sum does not fit into 64 bits.
 */
export function mergeUntil(options: MergeUntilOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'merge_until',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InnerArguments {
    self: TransactionArgument;
}
export interface InnerOptions {
    package?: string;
    arguments: InnerArguments | [
        self: TransactionArgument
    ];
}
/** Amounts by epoch. Never aborts. */
export function inner(options: InnerOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pending_values',
        function: 'inner',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}