/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Which storage node holds which shards in an epoch.
 * 
 * Members are in the order of their ids. The signer bitmap of
 * `walrus_core::bls_aggregate` has the same order. From one epoch to the next, a
 * node keeps its shards unless it is entitled to fewer than it has. Only the
 * surplus moves, and no assignment could move fewer shards.
 * 
 * Anyone can make a value of these types. The committees that count are those that
 * `Staking` of `walrus` gives (`walrus::staking::committee`); a committee from
 * anywhere else proves nothing.
 */

import { MoveTuple, MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus_core::committee';
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
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
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
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
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
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
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
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
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
export interface EmptyOptions {
    package?: string;
    arguments?: [
    ];
}
/** The committee of epoch 0: nobody. Never aborts. */
export function empty(options: EmptyOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'empty',
    });
}
export interface ContainsArguments {
    self: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
}
export interface ContainsOptions {
    package?: string;
    arguments: ContainsArguments | [
        self: TransactionArgument,
        nodeId: RawTransactionArgument<string>
    ];
}
/** Is the node a member? Never aborts. */
export function contains(options: ContainsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'contains',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NodeIdsArguments {
    self: TransactionArgument;
}
export interface NodeIdsOptions {
    package?: string;
    arguments: NodeIdsArguments | [
        self: TransactionArgument
    ];
}
/** The members in order. Never aborts. */
export function nodeIds(options: NodeIdsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'node_ids',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WeightsArguments {
    self: TransactionArgument;
}
export interface WeightsOptions {
    package?: string;
    arguments: WeightsArguments | [
        self: TransactionArgument
    ];
}
/** The members in order, and how many shards each has. Never aborts. */
export function weights(options: WeightsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'weights',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InitializeArguments {
    nodeIds: RawTransactionArgument<Array<string>>;
    counts: RawTransactionArgument<Array<number>>;
}
export interface InitializeOptions {
    package?: string;
    arguments: InitializeArguments | [
        nodeIds: RawTransactionArgument<Array<string>>,
        counts: RawTransactionArgument<Array<number>>
    ];
}
/**
 * The first committee: shards dealt out from 0 in the order of ids.
 *
 * Aborts with `sui::vec_map::EKeyAlreadyExists` if a node appears twice, with an
 * arithmetic error if there are more than 65,536 shards, and with an error that
 * has no constant if the two vectors differ in length.
 */
export function initialize(options: InitializeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'vector<0x2::object::ID>',
        'vector<u16>'
    ] satisfies (string | null)[];
    const parameterNames = ["nodeIds", "counts"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'initialize',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TransitionArguments {
    self: TransactionArgument;
    nodeIds: RawTransactionArgument<Array<string>>;
    counts: RawTransactionArgument<Array<number>>;
}
export interface TransitionOptions {
    package?: string;
    arguments: TransitionArguments | [
        self: TransactionArgument,
        nodeIds: RawTransactionArgument<Array<string>>,
        counts: RawTransactionArgument<Array<number>>
    ];
}
/**
 * The next committee, in which node `node_ids[i]` holds `counts[i]` shards.
 * Members keep what they have up to their new number; the others' surplus fills
 * the gaps.
 *
 * Aborts with:
 *
 * - `EInvalidShardAssignment` if the counts do not add up to the shards of this
 *   committee,
 * - `sui::vec_map::EKeyAlreadyExists` if a node appears twice,
 * - an error that has no constant if the two vectors differ in length.
 */
export function transition(options: TransitionOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'vector<0x2::object::ID>',
        'vector<u16>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "nodeIds", "counts"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'transition',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TransfersArguments {
    self: TransactionArgument;
    before: TransactionArgument;
}
export interface TransfersOptions {
    package?: string;
    arguments: TransfersArguments | [
        self: TransactionArgument,
        before: TransactionArgument
    ];
}
/**
 * The transfers of shards when `self` follows `before`, of which it is a
 * `transition`: in the order of the new owners, one for each pair of nodes. The
 * first shards of a member are those that it keeps, so only the others are
 * compared. No shards move to the first committee.
 *
 * Aborts with `ENotATransition` if `self` is no `transition` of `before`.
 */
export function transfers(options: TransfersOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "before"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'transfers',
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
/** The new owner, the old owner and the shards. Never aborts. */
export function intoParts(options: IntoPartsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'into_parts',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MembersInArguments {
    self: TransactionArgument;
    other: TransactionArgument;
}
export interface MembersInOptions {
    package?: string;
    arguments: MembersInArguments | [
        self: TransactionArgument,
        other: TransactionArgument
    ];
}
/** For each member of `self`, in order: is it a member of `other`? Never aborts. */
export function membersIn(options: MembersInOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "other"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'members_in',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MembersNotInArguments {
    self: TransactionArgument;
    other: TransactionArgument;
}
export interface MembersNotInOptions {
    package?: string;
    arguments: MembersNotInArguments | [
        self: TransactionArgument,
        other: TransactionArgument
    ];
}
/** The members of `self` that are not members of `other`, in order. Never aborts. */
export function membersNotIn(options: MembersNotInOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "other"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'committee',
        function: 'members_not_in',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}