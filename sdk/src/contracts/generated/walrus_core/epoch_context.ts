/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What a staking pool has to know of the rest of the network: the epoch, whether
 * the next committee is selected, and whether the node is in one of the two
 * committees. With that the pool decides when stake begins and ceases to count.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_core::epoch_context';
export const EpochContext = new MoveStruct({ name: `${$moduleName}::EpochContext`, fields: {
        epoch: bcs.u32(),
        /** Is it settled already who serves in the next epoch? */
        committee_selected: bcs.bool(),
        /** Does the node serve in this epoch? */
        in_committee: bcs.bool(),
        /** Is it settled that the node serves in the next epoch? */
        in_next_committee: bcs.bool()
    } });
export interface NewArguments {
    epoch: RawTransactionArgument<number>;
    committeeSelected: RawTransactionArgument<boolean>;
    inCommittee: RawTransactionArgument<boolean>;
    inNextCommittee: RawTransactionArgument<boolean>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        epoch: RawTransactionArgument<number>,
        committeeSelected: RawTransactionArgument<boolean>,
        inCommittee: RawTransactionArgument<boolean>,
        inNextCommittee: RawTransactionArgument<boolean>
    ];
}
/** The moment, as one node sees it. Never aborts. */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u32',
        'bool',
        'bool',
        'bool'
    ] satisfies (string | null)[];
    const parameterNames = ["epoch", "committeeSelected", "inCommittee", "inNextCommittee"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_context',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochArguments {
    self: TransactionArgument;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: TransactionArgument
    ];
}
/** The current epoch. Never aborts. */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_context',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CommitteeSelectedArguments {
    self: TransactionArgument;
}
export interface CommitteeSelectedOptions {
    package?: string;
    arguments: CommitteeSelectedArguments | [
        self: TransactionArgument
    ];
}
/** Has the voting of this epoch ended? Never aborts. */
export function committeeSelected(options: CommitteeSelectedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_context',
        function: 'committee_selected',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface OpenEpochArguments {
    self: TransactionArgument;
}
export interface OpenEpochOptions {
    package?: string;
    arguments: OpenEpochArguments | [
        self: TransactionArgument
    ];
}
/**
 * The first epoch whose committee is still open: the next one until its committee
 * is selected, then the one after it.
 *
 * Aborts with an arithmetic error if that is not below 2^32.
 */
export function openEpoch(options: OpenEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_context',
        function: 'open_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FreeEpochArguments {
    self: TransactionArgument;
}
export interface FreeEpochOptions {
    package?: string;
    arguments: FreeEpochArguments | [
        self: TransactionArgument
    ];
}
/**
 * The first epoch in which the node is not committed to serve, as far as is
 * settled now.
 *
 * Aborts with an arithmetic error if that is not below 2^32.
 */
export function freeEpoch(options: FreeEpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_context',
        function: 'free_epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InNextCommitteeArguments {
    self: TransactionArgument;
}
export interface InNextCommitteeOptions {
    package?: string;
    arguments: InNextCommitteeArguments | [
        self: TransactionArgument
    ];
}
/** Is it settled that the node serves in the next epoch? Never aborts. */
export function inNextCommittee(options: InNextCommitteeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'epoch_context',
        function: 'in_next_committee',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}