/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/** Whether a contract can count on a blob. */

import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface IsAvailableArguments {
    records: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
    now: TransactionArgument;
}
export interface IsAvailableOptions {
    package?: string;
    arguments: IsAvailableArguments | [
        records: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>,
        now: TransactionArgument
    ];
}
/**
 * Does the network answer for this blob now? It is certified, its storage has not
 * ended, its id is not invalid, and it is not lost. `Now` comes from
 * `walrus::judge::now`, in the same transaction, so nobody can bring an old epoch.
 * Never aborts.
 */
export function isAvailable(options: IsAvailableOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["records", "blob", "now"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'availability',
        function: 'is_available',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}