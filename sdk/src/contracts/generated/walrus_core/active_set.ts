/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The candidates for the next committee: the nodes with the most stake, up to a
 * fixed number.
 * 
 * A node enters, moves or leaves when its own stake changes. The `Ranking` beside
 * the set holds all other nodes with stake. A candidate that falls behind the best
 * of them changes places with it, and a newcomer that comes before the weakest
 * candidate takes its place. So who is a candidate depends on the stakes as they
 * are, and on nothing that came and went.
 * 
 * Anyone can make a set. The one that counts belongs to `Staking` of `walrus`,
 * which gives out no reference to it.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::active_set';
export const ActiveSetEntry = new MoveStruct({ name: `${$moduleName}::ActiveSetEntry`, fields: {
        node_id: bcs.Address,
        staked_amount: bcs.u64()
    } });
export const ActiveSet = new MoveStruct({ name: `${$moduleName}::ActiveSet`, fields: {
        max_size: bcs.u16(),
        /** The least stake that makes a candidate; a node without stake is never one. */
        threshold_stake: bcs.u64(),
        nodes: bcs.vector(ActiveSetEntry),
        /** The sum of all candidates' stakes. */
        total_stake: bcs.u64()
    } });
export interface NewArguments {
    maxSize: RawTransactionArgument<number>;
    thresholdStake: RawTransactionArgument<number | bigint>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        maxSize: RawTransactionArgument<number>,
        thresholdStake: RawTransactionArgument<number | bigint>
    ];
}
/**
 * An empty set.
 *
 * Aborts with `EZeroMaxSize` if it would have no room.
 */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u16',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["maxSize", "thresholdStake"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'active_set',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InsertOrUpdateArguments {
    self: TransactionArgument;
    ranking: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    stake: RawTransactionArgument<number | bigint>;
}
export interface InsertOrUpdateOptions {
    package?: string;
    arguments: InsertOrUpdateArguments | [
        self: TransactionArgument,
        ranking: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        stake: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Takes note of a node's stake. Afterwards no node of the ranking comes before a
 * candidate.
 *
 * Aborts with an arithmetic error if the sum of the candidates' stakes does not
 * fit into 64 bits.
 */
export function insertOrUpdate(options: InsertOrUpdateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        '0x2::object::ID',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "ranking", "nodeId", "stake"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'active_set',
        function: 'insert_or_update',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ActiveIdsAndStakeArguments {
    self: TransactionArgument;
}
export interface ActiveIdsAndStakeOptions {
    package?: string;
    arguments: ActiveIdsAndStakeArguments | [
        self: TransactionArgument
    ];
}
/** The candidates and their stakes, the best first. Never aborts. */
export function activeIdsAndStake(options: ActiveIdsAndStakeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'active_set',
        function: 'active_ids_and_stake',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}