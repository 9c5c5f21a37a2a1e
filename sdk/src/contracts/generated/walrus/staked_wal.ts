/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A stake, as its owner holds it. The principal stays in this object, where nobody
 * else can take it; the pool only counts it.
 */

import { MoveEnum, MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/walrus::staked_wal';
/** Active, or with a withdrawal requested. */
export const StakedWalState = new MoveEnum({ name: `${$moduleName}::StakedWalState`, fields: {
        Staked: null,
        /** Free from this epoch on. */
        Withdrawing: new MoveStruct({ name: `StakedWalState.Withdrawing`, fields: {
                withdraw_epoch: bcs.u32()
            } })
    } });
export const StakedWal = new MoveStruct({ name: `${$moduleName}::StakedWal`, fields: {
        id: bcs.Address,
        state: StakedWalState,
        node_id: bcs.Address,
        principal: balance.Balance,
        /** The first epoch in which it counts. */
        activation_epoch: bcs.u32()
    } });
export interface NodeIdArguments {
    self: RawTransactionArgument<string>;
}
export interface NodeIdOptions {
    package?: string;
    arguments: NodeIdArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The storage node that it backs. Never aborts. */
export function nodeId(options: NodeIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'node_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ValueArguments {
    self: RawTransactionArgument<string>;
}
export interface ValueOptions {
    package?: string;
    arguments: ValueArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The principal, in FROST. Never aborts. */
export function value(options: ValueOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'value',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ActivationEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface ActivationEpochOptions {
    package?: string;
    arguments: ActivationEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The first epoch in which it counts. Never aborts. */
export function activationEpoch(options: ActivationEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'activation_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsStakedArguments {
    self: RawTransactionArgument<string>;
}
export interface IsStakedOptions {
    package?: string;
    arguments: IsStakedArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * Is it active, or will it be? True until its withdrawal is requested. Never
 * aborts.
 */
export function isStaked(options: IsStakedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'is_staked',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsWithdrawingArguments {
    self: RawTransactionArgument<string>;
}
export interface IsWithdrawingOptions {
    package?: string;
    arguments: IsWithdrawingArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** Has its owner requested its withdrawal? Never aborts. */
export function isWithdrawing(options: IsWithdrawingOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'is_withdrawing',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithdrawEpochArguments {
    self: RawTransactionArgument<string>;
}
export interface WithdrawEpochOptions {
    package?: string;
    arguments: WithdrawEpochArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The first epoch in which it can be withdrawn, after its owner has requested
 * that.
 *
 * Aborts with `ENotWithdrawing` if the withdrawal has not been requested.
 */
export function withdrawEpoch(options: WithdrawEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'withdraw_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SplitArguments {
    self: RawTransactionArgument<string>;
    amount: RawTransactionArgument<number | bigint>;
}
export interface SplitOptions {
    package?: string;
    arguments: SplitArguments | [
        self: RawTransactionArgument<string>,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Splits `amount` FROST off, as stake in the same state. Both parts have at least
 * 1 WAL.
 *
 * Aborts with:
 *
 * - `EInvalidAmount` if `amount` is not smaller than the stake,
 * - `EStakeBelowThreshold` if one of the two parts would be less than 1 WAL.
 */
export function split(options: SplitOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'split',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface JoinArguments {
    self: RawTransactionArgument<string>;
    other: RawTransactionArgument<string>;
}
export interface JoinOptions {
    package?: string;
    arguments: JoinArguments | [
        self: RawTransactionArgument<string>,
        other: RawTransactionArgument<string>
    ];
}
/**
 * Joins another stake that differs only in its principal. It is worth what the two
 * were, but for a FROST that rounding would take from each of them.
 *
 * Aborts with `EMetadataMismatch` if the two differ in node, activation epoch or
 * state.
 */
export function join(options: JoinOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "other"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'staked_wal',
        function: 'join',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}