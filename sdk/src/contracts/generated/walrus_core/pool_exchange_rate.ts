/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The indices of a staking pool at the beginning of an epoch: what 1 FROST that
 * was staked with the pool when it was new is worth by then, and how much of its
 * principal penalties have left.
 * 
 * Rewards raise the first index; penalties lower both. Stake that left with the
 * epoch can still be penalised in it, for shards that its node does not hand over:
 * that is a third index. What a stake is worth follows from the index when it
 * began to count and the index now, so no shares are issued and nothing depends on
 * their price. Readers may take `wal_amount / share_amount` for the price of a
 * share.
 * 
 * Anyone can make a value of this type. It is worth something only where an object
 * of `walrus` has it, and these give out no reference through which it could be
 * changed.
 */

import { MoveEnum, MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::pool_exchange_rate';
export const PoolExchangeRate = new MoveEnum({ name: `${$moduleName}::PoolExchangeRate`, fields: {
        /** Nothing has changed since the pool was new. */
        Flat: null,
        /**
         * `share_amount` is 10^18, and `wal_amount` what it has become. No principal has
         * been taken.
         */
        Variable: new MoveStruct({ name: `PoolExchangeRate.Variable`, fields: {
                wal_amount: bcs.u128(),
                share_amount: bcs.u128()
            } }),
        /**
         * The same, and `kept_amount` is what 10^18 of principal has become. `left_amount`
         * is what 10^18 FROST that left with this very epoch have become since then.
         */
        Penalised: new MoveStruct({ name: `PoolExchangeRate.Penalised`, fields: {
                wal_amount: bcs.u128(),
                share_amount: bcs.u128(),
                kept_amount: bcs.u128(),
                left_amount: bcs.u128()
            } })
    } });
export interface FlatOptions {
    package?: string;
    arguments?: [
    ];
}
/** The indices of a new pool. Never aborts. */
export function flat(options: FlatOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'flat',
    });
}
export interface WithRewardsArguments {
    self: TransactionArgument;
    from: RawTransactionArgument<number | bigint>;
    to: RawTransactionArgument<number | bigint>;
}
export interface WithRewardsOptions {
    package?: string;
    arguments: WithRewardsArguments | [
        self: TransactionArgument,
        from: RawTransactionArgument<number | bigint>,
        to: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The indices after stake that was worth `from`, more than nothing, has become
 * worth `to` by rewards, rounded down. None if that is beyond the bounds. Aborts
 * with an arithmetic error if `from` is 0.
 */
export function withRewards(options: WithRewardsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u128',
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "from", "to"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'with_rewards',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithPenaltyArguments {
    self: TransactionArgument;
    from: RawTransactionArgument<number | bigint>;
    to: RawTransactionArgument<number | bigint>;
}
export interface WithPenaltyOptions {
    package?: string;
    arguments: WithPenaltyArguments | [
        self: TransactionArgument,
        from: RawTransactionArgument<number | bigint>,
        to: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The indices after stake that was worth `from`, more than nothing, has become
 * worth `to` by a penalty, rounded down. None if that is beyond the bounds. Aborts
 * with an arithmetic error if `from` is 0.
 */
export function withPenalty(options: WithPenaltyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u128',
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "from", "to"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'with_penalty',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithPenaltyOfDepartedArguments {
    self: TransactionArgument;
    from: RawTransactionArgument<number | bigint>;
    to: RawTransactionArgument<number | bigint>;
}
export interface WithPenaltyOfDepartedOptions {
    package?: string;
    arguments: WithPenaltyOfDepartedArguments | [
        self: TransactionArgument,
        from: RawTransactionArgument<number | bigint>,
        to: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The indices after what left with this epoch and was worth `from`, more than
 * nothing, has become worth `to` by a penalty, rounded down. Aborts with an
 * arithmetic error if `from` is 0, or the index would not fit 128 bits.
 */
export function withPenaltyOfDeparted(options: WithPenaltyOfDepartedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u128',
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "from", "to"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'with_penalty_of_departed',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OfStakeAtWorkArguments {
    self: TransactionArgument;
}
export interface OfStakeAtWorkOptions {
    package?: string;
    arguments: OfStakeAtWorkArguments | [
        self: TransactionArgument
    ];
}
/**
 * The indices without what has become of stake that left with this epoch: those of
 * the stake that did not. Never aborts.
 */
export function ofStakeAtWork(options: OfStakeAtWorkOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'of_stake_at_work',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WorthArguments {
    self: TransactionArgument;
    since: TransactionArgument;
    amount: RawTransactionArgument<number | bigint>;
}
export interface WorthOptions {
    package?: string;
    arguments: WorthArguments | [
        self: TransactionArgument,
        since: TransactionArgument,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * What an amount has become that was worth as much at the indices `since`, rounded
 * down, in the same unit; 2^128 - 1 if it is more. Never aborts.
 */
export function worth(options: WorthOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "since", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'worth',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface KeptArguments {
    self: TransactionArgument;
    since: TransactionArgument;
    amount: RawTransactionArgument<number | bigint>;
}
export interface KeptOptions {
    package?: string;
    arguments: KeptArguments | [
        self: TransactionArgument,
        since: TransactionArgument,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * What penalties have left of an amount of principal since the indices were
 * `since`, rounded down, in the same unit. Aborts with an arithmetic error if the
 * result does not fit 128 bits.
 */
export function kept(options: KeptOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "since", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'kept',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface KeptAtMostArguments {
    self: TransactionArgument;
    since: TransactionArgument;
    amount: RawTransactionArgument<number | bigint>;
}
export interface KeptAtMostOptions {
    package?: string;
    arguments: KeptAtMostArguments | [
        self: TransactionArgument,
        since: TransactionArgument,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The same, rounded up. Aborts with an arithmetic error if the result does not fit
 * 128 bits.
 */
export function keptAtMost(options: KeptAtMostOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "since", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'kept_at_most',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LeftOfArguments {
    self: TransactionArgument;
    amount: RawTransactionArgument<number | bigint>;
}
export interface LeftOfOptions {
    package?: string;
    arguments: LeftOfArguments | [
        self: TransactionArgument,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * What is left of an amount that left with this very epoch, rounded down, in the
 * same unit. Never aborts.
 */
export function leftOf(options: LeftOfOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'left_of',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LeftOfAtMostArguments {
    self: TransactionArgument;
    amount: RawTransactionArgument<number | bigint>;
}
export interface LeftOfAtMostOptions {
    package?: string;
    arguments: LeftOfAtMostArguments | [
        self: TransactionArgument,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/** The same, rounded up. Never aborts. */
export function leftOfAtMost(options: LeftOfAtMostOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u128'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'left_of_at_most',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsWornOutArguments {
    self: TransactionArgument;
}
export interface IsWornOutOptions {
    package?: string;
    arguments: IsWornOutArguments | [
        self: TransactionArgument
    ];
}
/**
 * Have penalties taken more than two thirds of the principal that was there from
 * the beginning? Never aborts.
 */
export function isWornOut(options: IsWornOutOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_exchange_rate',
        function: 'is_worn_out',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}