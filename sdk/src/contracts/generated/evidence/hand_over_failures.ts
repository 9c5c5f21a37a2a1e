/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Shards that have not changed hands with an epoch, as `walrus` has it on record.
 * 
 * Who has not delivered is accused by the new owners, and any node can lie. So the
 * accusers have to own more shards than faulty nodes can, and be two at least.
 * Their number can grow until voting ends, and so can the penalty; each part of it
 * is taken once.
 * 
 * Who has not received its shards by 7/8 of the epoch pays if enough others have
 * received theirs in time: then it could be done.
 */

import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface JudgeArguments {
    self: RawTransactionArgument<string>;
    failures: TransactionArgument;
}
export interface JudgeOptions {
    package?: string;
    arguments: JudgeArguments | [
        self: RawTransactionArgument<string>,
        failures: TransactionArgument
    ];
}
/**
 * Passes sentence on what a node has not done in the hand-over of the epoch.
 * Anyone may call it, again when more is on record.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` if no epoch has been taken in,
 * - `EOtherEpoch` if the record is of another epoch,
 * - `ENothingToJudge` if nothing is proven that the node has not paid for.
 */
export function judge(options: JudgeOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "failures"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'hand_over_failures',
        function: 'judge',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}