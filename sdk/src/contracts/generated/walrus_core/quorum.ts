/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The two thresholds of the network, and their only definition on chain.
 * 
 * Of n shards, at most f = floor((n - 1) / 3) belong to faulty nodes. A weight w
 * is a quorum if 3w
 * 
 * > = 2n + 1: it leaves out at most f shards, and any two quorums have an honest
 * > shard in common. A weight with 3w >= n + 1 is more than f, so at least one
 * > honest node is part of it.
 */

import { type Transaction } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface IsQuorumArguments {
    weight: RawTransactionArgument<number>;
    nShards: RawTransactionArgument<number>;
}
export interface IsQuorumOptions {
    package?: string;
    arguments: IsQuorumArguments | [
        weight: RawTransactionArgument<number>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * Is `weight` a quorum of `n_shards`? Nothing is a quorum of no shards. Never
 * aborts.
 */
export function isQuorum(options: IsQuorumOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u16',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["weight", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'quorum',
        function: 'is_quorum',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface QuorumWeightArguments {
    nShards: RawTransactionArgument<number>;
}
export interface QuorumWeightOptions {
    package?: string;
    arguments: QuorumWeightArguments | [
        nShards: RawTransactionArgument<number>
    ];
}
/** The smallest quorum of `n_shards`: ceil((2n + 1) / 3). Never aborts. */
export function quorumWeight(options: QuorumWeightOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'quorum',
        function: 'quorum_weight',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OneHonestWeightArguments {
    nShards: RawTransactionArgument<number>;
}
export interface OneHonestWeightOptions {
    package?: string;
    arguments: OneHonestWeightArguments | [
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * The smallest weight with an honest node behind it: ceil((n + 1) / 3). Never
 * aborts.
 */
export function oneHonestWeight(options: OneHonestWeightOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'quorum',
        function: 'one_honest_weight',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}