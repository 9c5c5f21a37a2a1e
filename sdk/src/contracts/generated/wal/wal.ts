/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * WAL, the coin that pays for storage and is staked with storage nodes. For local
 * and test networks.
 * 
 * 1 WAL is 10^9 FROST, the smallest unit. The whole supply is minted once, to the
 * publisher of this package, who distributes it: a faucet is an ordinary wallet.
 * The treasury capability is locked in `ProtectedTreasury`, with which anyone can
 * burn and nobody can mint. So the supply can only fall.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/wal::wal';
export const WAL = new MoveStruct({ name: `${$moduleName}::WAL`, fields: {
        dummy_field: bcs.bool()
    } });
export const ProtectedTreasury = new MoveStruct({ name: `${$moduleName}::ProtectedTreasury`, fields: {
        id: bcs.Address
    } });
export const TreasuryCapKey = new MoveStruct({ name: `${$moduleName}::TreasuryCapKey`, fields: {
        dummy_field: bcs.bool()
    } });
export interface BurnArguments {
    treasury: RawTransactionArgument<string>;
    coin: RawTransactionArgument<string>;
}
export interface BurnOptions {
    package?: string;
    arguments: BurnArguments | [
        treasury: RawTransactionArgument<string>,
        coin: RawTransactionArgument<string>
    ];
}
/** Burns coins. Never aborts. */
export function burn(options: BurnOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["treasury", "coin"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal',
        function: 'burn',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface TotalSupplyArguments {
    treasury: RawTransactionArgument<string>;
}
export interface TotalSupplyOptions {
    package?: string;
    arguments: TotalSupplyArguments | [
        treasury: RawTransactionArgument<string>
    ];
}
/** The supply in FROST. Never aborts. */
export function totalSupply(options: TotalSupplyOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["treasury"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal',
        function: 'total_supply',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}