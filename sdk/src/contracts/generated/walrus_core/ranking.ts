/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The nodes that have stake and are not in the active set, and which of them is
 * the best.
 * 
 * A tournament tree. Every node has a slot, without gaps; 64 slots make a page. A
 * page of the next level holds the best of each of 64 pages below, and so on up to
 * a single page, which holds the best of all. So a change of stake rewrites one
 * page of each level: two levels for up to 4,096 nodes, three for up to 262,144.
 * Nobody falls out of the ranking, however many come.
 * 
 * Anyone can make a ranking. The one that counts belongs to `Staking` of `walrus`,
 * which gives out no reference to it.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/walrus_core::ranking';
export const Ranked = new MoveStruct({ name: `${$moduleName}::Ranked`, fields: {
        node_id: bcs.Address,
        stake: bcs.u64()
    } });
export const Ranking = new MoveStruct({ name: `${$moduleName}::Ranking`, fields: {
        slots: table.Table,
        pages: table.Table
    } });
export const PageKey = new MoveStruct({ name: `${$moduleName}::PageKey`, fields: {
        level: bcs.u8(),
        number: bcs.u64()
    } });
export interface EmptyOptions {
    package?: string;
    arguments?: [
    ];
}
/** No node. Never aborts. */
export function empty(options: EmptyOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'empty',
    });
}
export interface IsBeforeArguments {
    stake: RawTransactionArgument<number | bigint>;
    nodeId: RawTransactionArgument<string>;
    otherStake: RawTransactionArgument<number | bigint>;
    otherId: RawTransactionArgument<string>;
}
export interface IsBeforeOptions {
    package?: string;
    arguments: IsBeforeArguments | [
        stake: RawTransactionArgument<number | bigint>,
        nodeId: RawTransactionArgument<string>,
        otherStake: RawTransactionArgument<number | bigint>,
        otherId: RawTransactionArgument<string>
    ];
}
/**
 * Does the first node come before the second? The one with more stake does, and of
 * two with the same stake the one with the smaller id. Never aborts.
 */
export function isBefore(options: IsBeforeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u64',
        '0x2::object::ID',
        'u64',
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["stake", "nodeId", "otherStake", "otherId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'is_before',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BestArguments {
    self: TransactionArgument;
}
export interface BestOptions {
    package?: string;
    arguments: BestArguments | [
        self: TransactionArgument
    ];
}
/** The best node and its stake, if there is any node. Never aborts. */
export function best(options: BestOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'best',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HasBeforeArguments {
    self: TransactionArgument;
    stake: RawTransactionArgument<number | bigint>;
    nodeId: RawTransactionArgument<string>;
}
export interface HasBeforeOptions {
    package?: string;
    arguments: HasBeforeArguments | [
        self: TransactionArgument,
        stake: RawTransactionArgument<number | bigint>,
        nodeId: RawTransactionArgument<string>
    ];
}
/** Does any node come before one with this stake and id? Never aborts. */
export function hasBefore(options: HasBeforeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64',
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "stake", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'has_before',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IntoPartsArguments {
    self: TransactionArgument;
}
export interface IntoPartsOptions {
    package?: string;
    arguments: IntoPartsArguments | [
        self: TransactionArgument
    ];
}
/** The node and its stake. Never aborts. */
export function intoParts(options: IntoPartsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'into_parts',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    stake: RawTransactionArgument<number | bigint>;
}
export interface SetOptions {
    package?: string;
    arguments: SetArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        stake: RawTransactionArgument<number | bigint>
    ];
}
/** Adds a node, or changes its stake. Never aborts. */
export function set(options: SetOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId", "stake"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'set',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
}
export interface RemoveOptions {
    package?: string;
    arguments: RemoveArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * Removes a node, if it is there. The node of the last slot takes its slot. Never
 * aborts.
 */
export function remove(options: RemoveOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'remove',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SizeArguments {
    self: TransactionArgument;
}
export interface SizeOptions {
    package?: string;
    arguments: SizeArguments | [
        self: TransactionArgument
    ];
}
/** The number of nodes. Never aborts. */
export function size(options: SizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'ranking',
        function: 'size',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}