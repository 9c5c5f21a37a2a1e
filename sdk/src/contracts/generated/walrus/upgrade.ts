/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Who may upgrade this package. Its upgrade cap lies in a shared object; the
 * holder of the `EmergencyUpgradeCap` may use it. Every upgrade announces the new
 * package in the shared objects, which stay with the old package until they are
 * migrated.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as _package from './deps/sui/package.js';
const $moduleName = '@local-pkg/walrus::upgrade';
export const UpgradeManager = new MoveStruct({ name: `${$moduleName}::UpgradeManager`, fields: {
        id: bcs.Address,
        cap: _package.UpgradeCap
    } });
export const EmergencyUpgradeCap = new MoveStruct({ name: `${$moduleName}::EmergencyUpgradeCap`, fields: {
        id: bcs.Address,
        upgrade_manager_id: bcs.Address
    } });
export interface AuthorizeEmergencyUpgradeArguments {
    self: RawTransactionArgument<string>;
    emergencyCap: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface AuthorizeEmergencyUpgradeOptions {
    package?: string;
    arguments: AuthorizeEmergencyUpgradeArguments | [
        self: RawTransactionArgument<string>,
        emergencyCap: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Allows an upgrade to the package with this digest, in this transaction, under
 * the policy of the upgrade cap.
 */
export function authorizeEmergencyUpgrade(options: AuthorizeEmergencyUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "emergencyCap", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'authorize_emergency_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CommitUpgradeArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    receipt: TransactionArgument;
}
export interface CommitUpgradeOptions {
    package?: string;
    arguments: CommitUpgradeArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        receipt: TransactionArgument
    ];
}
/** Takes note of the upgrade, and announces the new package in the shared objects. */
export function commitUpgrade(options: CommitUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "system", "receipt"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'commit_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnEmergencyUpgradeCapArguments {
    emergencyCap: RawTransactionArgument<string>;
}
export interface BurnEmergencyUpgradeCapOptions {
    package?: string;
    arguments: BurnEmergencyUpgradeCapArguments | [
        emergencyCap: RawTransactionArgument<string>
    ];
}
/** Gives up the right to upgrade the package at will. */
export function burnEmergencyUpgradeCap(options: BurnEmergencyUpgradeCapOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["emergencyCap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'burn_emergency_upgrade_cap',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}