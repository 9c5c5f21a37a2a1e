/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The share of each epoch's rewards that is burned, in basis points.
 * 
 * The committee decides it as it decides prices (`walrus_core::votes`): the rate
 * stays unless a quorum names more, or a quorum names less. A member that has
 * named nothing wants no change. Votes are counted as they come, each with the
 * shards of the committee of its epoch, and only until the voting of the epoch
 * ends: so whoever serves in an epoch knows before what it will burn. The rate
 * begins with 0, and no vote brings it above 10 %.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::burn_rate';
export const BurnVote = new MoveStruct({ name: `${$moduleName}::BurnVote`, fields: {
        node_id: bcs.Address,
        rate: bcs.u16()
    } });
export const BurnRate = new MoveStruct({ name: `${$moduleName}::BurnRate`, fields: {
        current: bcs.u16(),
        next: bcs.u16(),
        votes: bcs.vector(BurnVote)
    } });
export interface NewOptions {
    package?: string;
    arguments?: [
    ];
}
/** Nothing is burned, and nobody has voted. Never aborts. */
export function _new(options: NewOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'burn_rate',
        function: 'new',
    });
}
export interface CurrentArguments {
    self: TransactionArgument;
}
export interface CurrentOptions {
    package?: string;
    arguments: CurrentArguments | [
        self: TransactionArgument
    ];
}
/** The rate of the current epoch, in basis points. Never aborts. */
export function current(options: CurrentOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'burn_rate',
        function: 'current',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NextArguments {
    self: TransactionArgument;
}
export interface NextOptions {
    package?: string;
    arguments: NextArguments | [
        self: TransactionArgument
    ];
}
/** The rate of the next epoch, in basis points, as the votes are now. Never aborts. */
export function next(options: NextOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'burn_rate',
        function: 'next',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VoteArguments {
    self: TransactionArgument;
    voter: RawTransactionArgument<string>;
    rate: RawTransactionArgument<number>;
    committee: TransactionArgument;
    nShards: RawTransactionArgument<number>;
}
export interface VoteOptions {
    package?: string;
    arguments: VoteArguments | [
        self: TransactionArgument,
        voter: RawTransactionArgument<string>,
        rate: RawTransactionArgument<number>,
        committee: TransactionArgument,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * A member of the committee, which has a quorum of `n_shards`, names a rate. Votes
 * of nodes that are no members any more are forgotten. Returns the rate of the
 * next epoch.
 *
 * Aborts with `EBurnRateTooHigh` if the rate is above 1,000 basis points, and with
 * `std::option::EOPTION_NOT_SET` if the committee has no quorum.
 */
export function vote(options: VoteOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        'u16',
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "voter", "rate", "committee", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'burn_rate',
        function: 'vote',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EndEpochArguments {
    self: TransactionArgument;
    rewards: RawTransactionArgument<number | bigint>;
}
export interface EndEpochOptions {
    package?: string;
    arguments: EndEpochArguments | [
        self: TransactionArgument,
        rewards: RawTransactionArgument<number | bigint>
    ];
}
/**
 * An epoch ends that has earned so many FROST: returns how many are burned,
 * rounded down. From now on the next rate applies. Never aborts.
 */
export function endEpoch(options: EndEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "rewards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'burn_rate',
        function: 'end_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}