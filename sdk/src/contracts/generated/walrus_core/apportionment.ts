/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * How many shards each candidate receives for its stake.
 * 
 * The method is D'Hondt's. The next shard always goes to the candidate with the
 * highest quotient: its stake divided by its number of shards, including the shard
 * that is to be given. With equal quotients the candidate that comes first in the
 * list receives it.
 * 
 * No candidate receives more than the cap, whatever its stake is. What the cap
 * takes from some goes to the others, so a cap must not be bought: candidates that
 * would receive nothing without a cap do not count for it, and it leaves the
 * others at most twice what they receive without a cap. So who wants a third of
 * the shards needs the stake for a sixth of them without a cap, however many
 * candidates share it. Stake that is not enough for one more shard buys none, here
 * as without a cap: where there are few shards for many candidates, a sixth of the
 * shards may take less than a sixth of all stake.
 * 
 * To give the shards one by one would be slow, so most are given at once
 * (Hagenbach-Bischoff). Let S be the total stake, n the number of shards to give,
 * and q = floor(S / (n + 1)) + 1. A candidate with stake s has floor(s / q)
 * quotients of at least q. As q > S / (n + 1), all candidates together have at
 * most n of them, so each of these quotients receives a shard. Candidates that
 * reach the cap in this way are done, and the rest is computed again for the
 * others. The last round leaves at most one shard for each candidate, unless all
 * stake together is about as small as n is. These are given one by one, from a
 * heap that has the candidate with the highest quotient on top.
 */

import { type Transaction } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface ApportionArguments {
    stakes: RawTransactionArgument<Array<number | bigint>>;
    nShards: RawTransactionArgument<number>;
}
export interface ApportionOptions {
    package?: string;
    arguments: ApportionArguments | [
        stakes: RawTransactionArgument<Array<number | bigint>>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * The number of shards of each candidate, in the order of `stakes`; they add up to
 * `n_shards`.
 *
 * Aborts with `ENoStake` if no candidate has stake.
 */
export function apportion(options: ApportionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'vector<u64>',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["stakes", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'apportionment',
        function: 'apportion',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MaxShardsPerNodeArguments {
    nNodes: RawTransactionArgument<number | bigint>;
    nShards: RawTransactionArgument<number>;
}
export interface MaxShardsPerNodeOptions {
    package?: string;
    arguments: MaxShardsPerNodeArguments | [
        nNodes: RawTransactionArgument<number | bigint>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * The most shards that one of `n_nodes` candidates may get: twice its fair share
 * rounded up, or a tenth of the shards (but never none) when there are 20
 * candidates or more. Never aborts.
 */
export function maxShardsPerNode(options: MaxShardsPerNodeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u64',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["nNodes", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'apportionment',
        function: 'max_shards_per_node',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}