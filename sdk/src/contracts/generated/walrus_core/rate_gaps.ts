/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The epochs in which a staking pool has no exchange rate of its own, because its
 * node did not serve. In these epochs the rate of the last epoch before them
 * holds.
 * 
 * Finding that epoch takes a binary search among the gaps, however many there are
 * and however long they last. A node that serves in every epoch has no gaps.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as table_vec from './deps/sui/table_vec.js';
const $moduleName = '@local-pkg/walrus_core::rate_gaps';
export const RateGaps = new MoveStruct({ name: `${$moduleName}::RateGaps`, fields: {
        gaps: table_vec.TableVec
    } });
export const Gap = new MoveStruct({ name: `${$moduleName}::Gap`, fields: {
        last: bcs.u32(),
        next: bcs.u32()
    } });
export interface NewOptions {
    package?: string;
    arguments?: [
    ];
}
/** No gap yet. Never aborts. */
export function _new(options: NewOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'rate_gaps',
        function: 'new',
    });
}
export interface AddArguments {
    self: TransactionArgument;
    last: RawTransactionArgument<number>;
    next: RawTransactionArgument<number>;
}
export interface AddOptions {
    package?: string;
    arguments: AddArguments | [
        self: TransactionArgument,
        last: RawTransactionArgument<number>,
        next: RawTransactionArgument<number>
    ];
}
/**
 * Takes note that after `last` the next epoch with a rate is `next`. Gaps come in
 * order, which is the caller's duty. Never aborts.
 */
export function add(options: AddOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "last", "next"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'rate_gaps',
        function: 'add',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LastBeforeArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
}
export interface LastBeforeOptions {
    package?: string;
    arguments: LastBeforeArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * The last epoch with a rate before `epoch`, which lies in a gap.
 *
 * Aborts with an arithmetic error if there is no gap.
 */
export function lastBefore(options: LastBeforeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'rate_gaps',
        function: 'last_before',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface DropArguments {
    self: TransactionArgument;
}
export interface DropOptions {
    package?: string;
    arguments: DropArguments | [
        self: TransactionArgument
    ];
}
/** Forgets everything. Never aborts. */
export function drop(options: DropOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'rate_gaps',
        function: 'drop',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}