/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Initialisation and migration of a network. Publishing the package gives the
 * publisher an `InitCap`. The holder uses it once: `initialize_walrus` creates the
 * shared objects and sets the parameters that never change.
 * 
 * After an upgrade anyone calls `migrate` in the new package, which moves the
 * shared objects to it.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
import * as _package from './deps/sui/package.js';
const $moduleName = '@local-pkg/walrus::init';
export const INIT = new MoveStruct({ name: `${$moduleName}::INIT`, fields: {
        dummy_field: bcs.bool()
    } });
export const InitCap = new MoveStruct({ name: `${$moduleName}::InitCap`, fields: {
        id: bcs.Address,
        publisher: _package.Publisher
    } });
export interface InitializeWalrusArguments {
    initCap: RawTransactionArgument<string>;
    upgradeCap: RawTransactionArgument<string>;
    epochZeroDuration: RawTransactionArgument<number | bigint>;
    epochDuration: RawTransactionArgument<number | bigint>;
    nShards: RawTransactionArgument<number>;
    maxEpochsAhead: RawTransactionArgument<number>;
}
export interface InitializeWalrusOptions {
    package?: string;
    arguments: InitializeWalrusArguments | [
        initCap: RawTransactionArgument<string>,
        upgradeCap: RawTransactionArgument<string>,
        epochZeroDuration: RawTransactionArgument<number | bigint>,
        epochDuration: RawTransactionArgument<number | bigint>,
        nShards: RawTransactionArgument<number>,
        maxEpochsAhead: RawTransactionArgument<number>
    ];
}
/**
 * Creates and shares `System`, `Staking`, the holder of the votes for penalties,
 * the display templates and the holder of the upgrade capability.
 *
 * Durations are in milliseconds: epoch 0, in which nodes register and gather
 * stake, lasts at least `epoch_zero_duration` (up to 366 days), the others at
 * least `epoch_duration` (1 second to 366 days). `n_shards` (1 to 10000) and
 * `max_epochs_ahead` (1 to 1000, how far ahead storage is sold) never change.
 * Returns the right to upgrade the package.
 *
 * Aborts with:
 *
 * - `EInvalidUpgradeCap` if the upgrade cap is that of another package,
 * - `system_state_inner::EInvalidMaxEpochsAhead` if `max_epochs_ahead` is not
 *   between 1 and 1000,
 * - `staking_inner::EInvalidShardCount` if `n_shards` is not between 1 and 10000,
 * - `staking_inner::EInvalidEpochDuration` if a duration is out of bounds.
 */
export function initializeWalrus(options: InitializeWalrusOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u64',
        'u16',
        'u32',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["initCap", "upgradeCap", "epochZeroDuration", "epochDuration", "nShards", "maxEpochsAhead"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'init',
        function: 'initialize_walrus',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MigrateArguments {
    staking: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
}
export interface MigrateOptions {
    package?: string;
    arguments: MigrateArguments | [
        staking: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>
    ];
}
/**
 * Moves the shared objects to this package, once an upgrade to it has been
 * committed. Anyone may call it, in the new package; from then on the old one can
 * no longer be used.
 *
 * Aborts with:
 *
 * - `staking::EInvalidMigration` or `system::EInvalidMigration` if the objects
 *   have the version of this package already, or no upgrade to it has been
 *   committed,
 * - `EInvalidMigration` if the two objects were announced different packages.
 */
export function migrate(options: MigrateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["staking", "system"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'init',
        function: 'migrate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}