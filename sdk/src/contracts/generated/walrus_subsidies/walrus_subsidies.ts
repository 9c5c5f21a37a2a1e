/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A pool of WAL for those who store: a fixed amount for each node and shard of a
 * committee, and a share on top of what users pay. `walrus_subsidies_inner` has
 * the rules.
 * 
 * Anyone can give funds and have the pool pay what is due. The holder of the
 * `AdminCap` sets the rates, and cannot take funds out. Its state is a dynamic
 * field, so that a later version of the package can change the layout.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus_subsidies::walrus_subsidies';
export const V1 = new MoveStruct({ name: `${$moduleName}::V1`, fields: {
        dummy_field: bcs.bool()
    } });
export const SubsidiesInnerKey = new MoveStruct({ name: `${$moduleName}::SubsidiesInnerKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const AdminCap = new MoveStruct({ name: `${$moduleName}::AdminCap`, fields: {
        id: bcs.Address,
        subsidies_id: bcs.Address
    } });
export const WalrusSubsidies = new MoveStruct({ name: `${$moduleName}::WalrusSubsidies`, fields: {
        id: bcs.Address,
        version: bcs.u64(),
        /** The version of the package that may use it. */
        package_id: bcs.Address
    } });
export const SubsidiesCreated = new MoveStruct({ name: `${$moduleName}::SubsidiesCreated`, fields: {
        subsidies_id: bcs.Address,
        admin_cap_id: bcs.Address
    } });
export const SubsidyRatesChanged = new MoveStruct({ name: `${$moduleName}::SubsidyRatesChanged`, fields: {
        subsidies_id: bcs.Address,
        /** Basis points. */
        system_subsidy_rate: bcs.u32(),
        /** FROST for each node and epoch, and for each of its shards. */
        base_subsidy: bcs.u64(),
        subsidy_per_shard: bcs.u64()
    } });
export const SubsidyFundsAdded = new MoveStruct({ name: `${$moduleName}::SubsidyFundsAdded`, fields: {
        subsidies_id: bcs.Address,
        amount: bcs.u64()
    } });
export const SubsidiesProcessed = new MoveStruct({ name: `${$moduleName}::SubsidiesProcessed`, fields: {
        epoch: bcs.u32(),
        subsidies_id: bcs.Address,
        /** For the nodes of the epoch before. */
        to_nodes: bcs.u64(),
        /** For those who store in the current epoch and in those to come. */
        to_accounts: bcs.u64(),
        /** What is left in the pool. */
        funds: bcs.u64()
    } });
export interface NewArguments {
    system: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    systemSubsidyRate: RawTransactionArgument<number>;
    baseSubsidy: RawTransactionArgument<number | bigint>;
    subsidyPerShard: RawTransactionArgument<number | bigint>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        system: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        systemSubsidyRate: RawTransactionArgument<number>,
        baseSubsidy: RawTransactionArgument<number | bigint>,
        subsidyPerShard: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Shares a pool without funds, with these rates. It pays for the current epoch and
 * for what users pay from now on. Anyone may call it. Returns the capability of
 * its admin.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` or `staking::EWrongVersion` if an object belongs to
 *   another version of `walrus`,
 * - `walrus_subsidies_inner::EInvalidSubsidyRate` if `system_subsidy_rate` is
 *   above 20,000 basis points.
 */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null,
        'u32',
        'u64',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["system", "staking", "systemSubsidyRate", "baseSubsidy", "subsidyPerShard"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddCoinArguments {
    self: RawTransactionArgument<string>;
    funds: RawTransactionArgument<string>;
}
export interface AddCoinOptions {
    package?: string;
    arguments: AddCoinArguments | [
        self: RawTransactionArgument<string>,
        funds: RawTransactionArgument<string>
    ];
}
/**
 * Adds funds. Anyone may call it, and nobody can take them back.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function addCoin(options: AddCoinOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "funds"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'add_coin',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddBalanceArguments {
    self: RawTransactionArgument<string>;
    balance: TransactionArgument;
}
export interface AddBalanceOptions {
    package?: string;
    arguments: AddBalanceArguments | [
        self: RawTransactionArgument<string>,
        balance: TransactionArgument
    ];
}
/**
 * Adds funds. Anyone may call it, and nobody can take them back.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function addBalance(options: AddBalanceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "balance"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'add_balance',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetSystemSubsidyRateArguments {
    self: RawTransactionArgument<string>;
    adminCap: RawTransactionArgument<string>;
    newRate: RawTransactionArgument<number>;
}
export interface SetSystemSubsidyRateOptions {
    package?: string;
    arguments: SetSystemSubsidyRateArguments | [
        self: RawTransactionArgument<string>,
        adminCap: RawTransactionArgument<string>,
        newRate: RawTransactionArgument<number>
    ];
}
/**
 * Sets the share that is added to what users pay, in basis points. The admin may.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another pool,
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `walrus_subsidies_inner::EInvalidSubsidyRate` if the rate is above 20,000
 *   basis points.
 */
export function setSystemSubsidyRate(options: SetSystemSubsidyRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "adminCap", "newRate"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'set_system_subsidy_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetBaseSubsidyArguments {
    self: RawTransactionArgument<string>;
    adminCap: RawTransactionArgument<string>;
    baseSubsidy: RawTransactionArgument<number | bigint>;
}
export interface SetBaseSubsidyOptions {
    package?: string;
    arguments: SetBaseSubsidyArguments | [
        self: RawTransactionArgument<string>,
        adminCap: RawTransactionArgument<string>,
        baseSubsidy: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Sets the FROST for each node and epoch. The admin may.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another pool,
 * - `EWrongVersion` if the pool belongs to another version of the package.
 */
export function setBaseSubsidy(options: SetBaseSubsidyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "adminCap", "baseSubsidy"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'set_base_subsidy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetPerShardSubsidyArguments {
    self: RawTransactionArgument<string>;
    adminCap: RawTransactionArgument<string>;
    subsidyPerShard: RawTransactionArgument<number | bigint>;
}
export interface SetPerShardSubsidyOptions {
    package?: string;
    arguments: SetPerShardSubsidyArguments | [
        self: RawTransactionArgument<string>,
        adminCap: RawTransactionArgument<string>,
        subsidyPerShard: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Sets the FROST for each shard and epoch. The admin may.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another pool,
 * - `EWrongVersion` if the pool belongs to another version of the package.
 */
export function setPerShardSubsidy(options: SetPerShardSubsidyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "adminCap", "subsidyPerShard"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'set_per_shard_subsidy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ProcessSubsidiesArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
}
export interface ProcessSubsidiesOptions {
    package?: string;
    arguments: ProcessSubsidiesArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>
    ];
}
/**
 * Pays what is due, as far as the funds reach: to the nodes of the epoch before,
 * once, and to the accounts that users have paid into since the last time. Anyone
 * may call it. Who does not call it in an epoch leaves the nodes of the epoch
 * before unpaid. Where pools wait after an epoch change, `staking::advance_pools`
 * comes first, as a transaction has no room for all of them.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `staking::EWrongVersion` or `system::EWrongVersion` if an object belongs to
 *   another version of `walrus`.
 */
export function processSubsidies(options: ProcessSubsidiesOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null,
        null,
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "system"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'process_subsidies',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SubsidyPoolBalanceArguments {
    self: RawTransactionArgument<string>;
}
export interface SubsidyPoolBalanceOptions {
    package?: string;
    arguments: SubsidyPoolBalanceArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * FROST in the pool.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function subsidyPoolBalance(options: SubsidyPoolBalanceOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'subsidy_pool_balance',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SystemSubsidyRateArguments {
    self: RawTransactionArgument<string>;
}
export interface SystemSubsidyRateOptions {
    package?: string;
    arguments: SystemSubsidyRateArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * The share that is added to what users pay, in basis points.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function systemSubsidyRate(options: SystemSubsidyRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'system_subsidy_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BaseSubsidyArguments {
    self: RawTransactionArgument<string>;
}
export interface BaseSubsidyOptions {
    package?: string;
    arguments: BaseSubsidyArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * FROST for each node and epoch.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function baseSubsidy(options: BaseSubsidyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'base_subsidy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface PerShardSubsidyArguments {
    self: RawTransactionArgument<string>;
}
export interface PerShardSubsidyOptions {
    package?: string;
    arguments: PerShardSubsidyArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * FROST for each shard and epoch.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function perShardSubsidy(options: PerShardSubsidyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'per_shard_subsidy',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LastSubsidizedTsArguments {
    self: RawTransactionArgument<string>;
}
export interface LastSubsidizedTsOptions {
    package?: string;
    arguments: LastSubsidizedTsArguments | [
        self: RawTransactionArgument<string>
    ];
}
/**
 * When the pool has paid last, in milliseconds since the Unix epoch; 0 for never.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function lastSubsidizedTs(options: LastSubsidizedTsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'walrus_subsidies',
        function: 'last_subsidized_ts',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}