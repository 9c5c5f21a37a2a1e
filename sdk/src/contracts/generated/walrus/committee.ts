/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Which storage node holds which shards in an epoch.
 * 
 * Members are in the order of their ids. The signer bitmap of
 * `walrus::bls_aggregate` has the same order. From one epoch to the next, a node
 * keeps its shards unless it is entitled to fewer than it has. Only the surplus
 * moves, and no assignment could move fewer shards.
 */

import { MoveTuple, MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::committee';
export const Committee = new MoveTuple({ name: `${$moduleName}::Committee`, fields: [vec_map.VecMap(bcs.Address, bcs.vector(bcs.u16()))] });
export const ShardTransfer = new MoveStruct({ name: `${$moduleName}::ShardTransfer`, fields: {
        to: bcs.Address,
        from: bcs.Address,
        shards: bcs.vector(bcs.u16())
    } });
export const Entitlement = new MoveStruct({ name: `${$moduleName}::Entitlement`, fields: {
        node_id: bcs.Address,
        rank: bcs.u256(),
        count: bcs.u64()
    } });
export interface ShardsArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
}
export interface ShardsOptions {
    package?: string;
    arguments: ShardsArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>
    ];
}
/**
 * The shards of one member.
 *
 * Aborts with `sui::vec_map::EKeyDoesNotExist` if the node is not a member.
 */
export function shards(options: ShardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'shards',
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
/** The number of members. Never aborts. */
export function size(options: SizeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'size',
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
/** Shard indices by node id. Never aborts. */
export function inner(options: InnerOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'inner',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ToInnerArguments {
    self: TransactionArgument;
}
export interface ToInnerOptions {
    package?: string;
    arguments: ToInnerArguments | [
        self: TransactionArgument
    ];
}
/** A copy of the shard indices by node id. Never aborts. */
export function toInner(options: ToInnerOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'to_inner',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}