/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * How the committee agrees on a number. Each node names one, and its shards are
 * its weight.
 * 
 * - A price stays, unless a quorum of the shards names more or a quorum names
 *   less; then it goes as far as that quorum agrees. So the f shards that may
 *   belong to faulty nodes never move it alone.
 * - A capacity is what a quorum can provide. Among honest nodes that name
 *   different numbers, f shards can choose; beyond what an honest node has named
 *   they cannot move it.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::votes';
export const Vote = new MoveStruct({ name: `${$moduleName}::Vote`, fields: {
        value: bcs.u64(),
        weight: bcs.u16()
    } });
export interface NewArguments {
    value: RawTransactionArgument<number | bigint>;
    weight: RawTransactionArgument<number>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        value: RawTransactionArgument<number | bigint>,
        weight: RawTransactionArgument<number>
    ];
}
/** A node's number and its shards. Never aborts. */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u64',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["value", "weight"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'votes',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NextPriceArguments {
    price: RawTransactionArgument<number | bigint>;
    votes: TransactionArgument;
    nShards: RawTransactionArgument<number>;
}
export interface NextPriceOptions {
    package?: string;
    arguments: NextPriceArguments | [
        price: RawTransactionArgument<number | bigint>,
        votes: TransactionArgument,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * The price that follows `price`: the nearest one that no quorum wants to be
 * higher, and no quorum lower.
 *
 * Aborts with `std::option::EOPTION_NOT_SET` if the votes together are no quorum,
 * and with an arithmetic error if their shards are more than 65,535.
 */
export function nextPrice(options: NextPriceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u64',
        'vector<null>',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["price", "votes", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'votes',
        function: 'next_price',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HighestSupportedArguments {
    votes: TransactionArgument;
    nShards: RawTransactionArgument<number>;
}
export interface HighestSupportedOptions {
    package?: string;
    arguments: HighestSupportedArguments | [
        votes: TransactionArgument,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * The highest number for which a quorum has named it or a higher one: a capacity
 * that a quorum can provide.
 *
 * Aborts with `std::option::EOPTION_NOT_SET` if the votes together are no quorum,
 * and with an arithmetic error if their shards are more than 65,535.
 */
export function highestSupported(options: HighestSupportedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'vector<null>',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["votes", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'votes',
        function: 'highest_supported',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}