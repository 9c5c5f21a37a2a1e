/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The stake of a staking pool: what is at work, and what of it leaves in which
 * epoch.
 * 
 * What stake is worth, its principal with the rewards so far, is counted to 12
 * decimal places of a FROST. So what leaves takes out what it is worth even after
 * one epoch has multiplied it, and what is left is what the others are worth.
 * Everything is rounded down, so `worth` is never less than what all stakes at
 * work are worth together.
 * 
 * A penalty lowers principal and rewards in the same proportion. Rewards are in
 * the pool and pay at once; principal is with its owner and pays when it is
 * withdrawn. So the pool counts what penalties have left of the principal as well.
 * 
 * Anyone can make a value of this type. It is worth something only where an object
 * of `walrus` has it, and these give out no reference through which it could be
 * changed.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::pool_stake';
export const LeavingStake = new MoveStruct({ name: `${$moduleName}::LeavingStake`, fields: {
        epoch: bcs.u32(),
        principal: bcs.u64(),
        kept: bcs.u128(),
        worth: bcs.u128()
    } });
export const PoolStake = new MoveStruct({ name: `${$moduleName}::PoolStake`, fields: {
        /** The principal of all stake that somebody holds, at work or not, in FROST. */
        held: bcs.u64(),
        /**
         * Principal at work, in FROST. What penalties have left of it, and what it is
         * worth, in 10^-12 FROST.
         */
        principal: bcs.u64(),
        kept: bcs.u128(),
        worth: bcs.u128(),
        /** In no order, one entry for an epoch. */
        leaving: bcs.vector(LeavingStake),
        /**
         * What left with the epoch to which the pool has advanced, as it was then, and the
         * principal that joined with it, in FROST.
         */
        departed: LeavingStake,
        joined: bcs.u64()
    } });
export interface EmptyOptions {
    package?: string;
    arguments?: [
    ];
}
/** No stake. Never aborts. */
export function empty(options: EmptyOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'empty',
    });
}
export interface HoldArguments {
    self: TransactionArgument;
    principal: RawTransactionArgument<number | bigint>;
}
export interface HoldOptions {
    package?: string;
    arguments: HoldArguments | [
        self: TransactionArgument,
        principal: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Somebody holds so many FROST of stake more. Aborts with an arithmetic error if
 * the sum does not fit 64 bits.
 */
export function hold(options: HoldOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "principal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'hold',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReleaseArguments {
    self: TransactionArgument;
    principal: RawTransactionArgument<number | bigint>;
}
export interface ReleaseOptions {
    package?: string;
    arguments: ReleaseArguments | [
        self: TransactionArgument,
        principal: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Somebody has taken so many FROST of stake out. Aborts with an arithmetic error
 * if so much is not held.
 */
export function release(options: ReleaseOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "principal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'release',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface HeldArguments {
    self: TransactionArgument;
}
export interface HeldOptions {
    package?: string;
    arguments: HeldArguments | [
        self: TransactionArgument
    ];
}
/** The principal of all stake that somebody holds, in FROST. Never aborts. */
export function held(options: HeldOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'held',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RateWithArguments {
    self: TransactionArgument;
    rate: TransactionArgument;
    rewards: RawTransactionArgument<number | bigint>;
}
export interface RateWithOptions {
    package?: string;
    arguments: RateWithArguments | [
        self: TransactionArgument,
        rate: TransactionArgument,
        rewards: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The rate after so many FROST of rewards. None if there is no stake to receive
 * them, or they are beyond what a rate can express. Never aborts.
 */
export function rateWith(options: RateWithOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "rate", "rewards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'rate_with',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RateWithoutArguments {
    self: TransactionArgument;
    rate: TransactionArgument;
    penalty: RawTransactionArgument<number | bigint>;
}
export interface RateWithoutOptions {
    package?: string;
    arguments: RateWithoutArguments | [
        self: TransactionArgument,
        rate: TransactionArgument,
        penalty: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The rate after a penalty of so many FROST, less than the stake is worth. None if
 * there is no stake to pay it, or it is beyond what a rate can express. Never
 * aborts.
 */
export function rateWithout(options: RateWithoutOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "rate", "penalty"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'rate_without',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PayArguments {
    self: TransactionArgument;
    penalty: RawTransactionArgument<number | bigint>;
    rewards: RawTransactionArgument<number | bigint>;
    rate: TransactionArgument;
    since: TransactionArgument;
}
export interface PayOptions {
    package?: string;
    arguments: PayArguments | [
        self: TransactionArgument,
        penalty: RawTransactionArgument<number | bigint>,
        rewards: RawTransactionArgument<number | bigint>,
        rate: TransactionArgument,
        since: TransactionArgument
    ];
}
/**
 * Bears a penalty that lowers the rate from `since` to `rate`. Principal pays its
 * part when it is withdrawn. Returns the FROST that the rewards of the stake pay
 * at once; they are among `rewards`. Aborts with an arithmetic error if the stake
 * is worth less than the penalty, or nothing.
 */
export function pay(options: PayOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64',
        'u64',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "penalty", "rewards", "rate", "since"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'pay',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AnswerableArguments {
    self: TransactionArgument;
    onlyDeparted: RawTransactionArgument<boolean>;
}
export interface AnswerableOptions {
    package?: string;
    arguments: AnswerableArguments | [
        self: TransactionArgument,
        onlyDeparted: RawTransactionArgument<boolean>
    ];
}
/**
 * What was at work until the pool advanced to its epoch, in FROST: what has
 * departed, and what has stayed if that is not asked separately. Never aborts.
 */
export function answerable(options: AnswerableOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'bool'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "onlyDeparted"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'answerable',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RateWithoutAnswerableArguments {
    self: TransactionArgument;
    rate: TransactionArgument;
    penalty: RawTransactionArgument<number | bigint>;
}
export interface RateWithoutAnswerableOptions {
    package?: string;
    arguments: RateWithoutAnswerableArguments | [
        self: TransactionArgument,
        rate: TransactionArgument,
        penalty: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The rate after a penalty of so many FROST, less than it is worth, on all stake
 * that was at work until the pool advanced. None if it is beyond what a rate can
 * express. Never aborts.
 */
export function rateWithoutAnswerable(options: RateWithoutAnswerableOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "rate", "penalty"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'rate_without_answerable',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PayAnswerableArguments {
    self: TransactionArgument;
    penalty: RawTransactionArgument<number | bigint>;
    rewards: RawTransactionArgument<number | bigint>;
    rate: TransactionArgument;
    since: TransactionArgument;
}
export interface PayAnswerableOptions {
    package?: string;
    arguments: PayAnswerableArguments | [
        self: TransactionArgument,
        penalty: RawTransactionArgument<number | bigint>,
        rewards: RawTransactionArgument<number | bigint>,
        rate: TransactionArgument,
        since: TransactionArgument
    ];
}
/**
 * Bears that penalty, which lowers the rate from `since` to `rate`. Returns the
 * FROST that rewards pay at once; they are among `rewards`. Aborts with an
 * arithmetic error if no stake was at work.
 */
export function payAnswerable(options: PayAnswerableOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64',
        'u64',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "penalty", "rewards", "rate", "since"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'pay_answerable',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PayDepartedArguments {
    self: TransactionArgument;
    penalty: RawTransactionArgument<number | bigint>;
    rewards: RawTransactionArgument<number | bigint>;
    rate: TransactionArgument;
}
export interface PayDepartedOptions {
    package?: string;
    arguments: PayDepartedArguments | [
        self: TransactionArgument,
        penalty: RawTransactionArgument<number | bigint>,
        rewards: RawTransactionArgument<number | bigint>,
        rate: TransactionArgument
    ];
}
/**
 * Lets what has departed bear a penalty of so many FROST, less than it is worth.
 * Returns the rate then, and the FROST that rewards pay at once; they are among
 * `rewards`. Aborts with an arithmetic error if what has departed is worth less
 * than the penalty, or nothing.
 */
export function payDeparted(options: PayDepartedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64',
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "penalty", "rewards", "rate"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'pay_departed',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EarnArguments {
    self: TransactionArgument;
    rewards: RawTransactionArgument<number | bigint>;
    rate: TransactionArgument;
    since: TransactionArgument;
}
export interface EarnOptions {
    package?: string;
    arguments: EarnArguments | [
        self: TransactionArgument,
        rewards: RawTransactionArgument<number | bigint>,
        rate: TransactionArgument,
        since: TransactionArgument
    ];
}
/**
 * Takes in rewards that raise the rate from `since` to `rate`. Aborts with an
 * arithmetic error if the sum does not fit 128 bits.
 */
export function earn(options: EarnOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "rewards", "rate", "since"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'earn',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LeaveArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
    principal: RawTransactionArgument<number | bigint>;
    rate: TransactionArgument;
    since: TransactionArgument;
}
export interface LeaveOptions {
    package?: string;
    arguments: LeaveArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>,
        principal: RawTransactionArgument<number | bigint>,
        rate: TransactionArgument,
        since: TransactionArgument
    ];
}
/**
 * Notes that stake leaves with the beginning of an epoch: `principal` FROST from
 * the time of the rate `since`, at the rate of today. Aborts with an arithmetic
 * error if a sum does not fit its bits.
 */
export function leave(options: LeaveOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        'u64',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch", "principal", "rate", "since"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'leave',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AdvanceArguments {
    self: TransactionArgument;
    joining: RawTransactionArgument<number | bigint>;
    epoch: RawTransactionArgument<number>;
}
export interface AdvanceOptions {
    package?: string;
    arguments: AdvanceArguments | [
        self: TransactionArgument,
        joining: RawTransactionArgument<number | bigint>,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Begins an epoch: stake joins, and what leaves with it or was to leave before is
 * gone. Aborts with an arithmetic error if more principal leaves than there is.
 */
export function advance(options: AdvanceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "joining", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'advance',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MergeUntilArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
}
export interface MergeUntilOptions {
    package?: string;
    arguments: MergeUntilArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>
    ];
}
/**
 * Puts everything that was to leave before an epoch under that epoch, so that
 * entries do not pile up while the pool rests. Never aborts.
 */
export function mergeUntil(options: MergeUntilOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'merge_until',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WorthAtArguments {
    self: TransactionArgument;
    epoch: RawTransactionArgument<number>;
    joining: RawTransactionArgument<number | bigint>;
    passing: RawTransactionArgument<number | bigint>;
    penalty: RawTransactionArgument<number | bigint>;
}
export interface WorthAtOptions {
    package?: string;
    arguments: WorthAtArguments | [
        self: TransactionArgument,
        epoch: RawTransactionArgument<number>,
        joining: RawTransactionArgument<number | bigint>,
        passing: RawTransactionArgument<number | bigint>,
        penalty: RawTransactionArgument<number | bigint>
    ];
}
/**
 * What will be at work at the beginning of an epoch, in FROST, after a penalty of
 * which what leaves pays its part, and with so much that joins until then, and
 * besides what is noted so much principal that joins and leaves. Aborts with an
 * arithmetic error if a sum does not fit its bits.
 */
export function worthAt(options: WorthAtOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u32',
        'u64',
        'u64',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "epoch", "joining", "passing", "penalty"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'worth_at',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WorthArguments {
    self: TransactionArgument;
}
export interface WorthOptions {
    package?: string;
    arguments: WorthArguments | [
        self: TransactionArgument
    ];
}
/** What is at work, in FROST. Never aborts. */
export function worth(options: WorthOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'worth',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LeavingArguments {
    self: TransactionArgument;
}
export interface LeavingOptions {
    package?: string;
    arguments: LeavingArguments | [
        self: TransactionArgument
    ];
}
/**
 * What leaves, in FROST, by epoch. Aborts with an arithmetic error if an amount of
 * stake does not fit 64 bits.
 */
export function leaving(options: LeavingOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'pool_stake',
        function: 'leaving',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}