/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A pool of WAL that pays a share of what others pay for storage, and adds a share
 * for those who store. Whoever buys through it pays less, as long as there are
 * funds in it.
 * 
 * Rates are basis points of the price. Together they are bounded: three times the
 * buyer's rate and the nodes' rate are at most 20,000. Nodes with a third of the
 * shards receive a third of what is paid for storage and of what is added to it.
 * Beyond that bound they would receive more than they pay, and could take the
 * funds out by buying storage that nobody needs. Another pool (`walrus_subsidies`)
 * pays for what this one adds as if users had paid it: so the factors multiply,
 * and whoever sets the rates has to keep their product below three times the
 * buyer's part of the price.
 * 
 * The funds are those of the holder of the `AdminCap`, who can take them back.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/subsidies::subsidies';
export const V1 = new MoveStruct({ name: `${$moduleName}::V1`, fields: {
        dummy_field: bcs.bool()
    } });
export const AdminCap = new MoveStruct({ name: `${$moduleName}::AdminCap`, fields: {
        id: bcs.Address,
        subsidies_id: bcs.Address
    } });
export const Subsidies = new MoveStruct({ name: `${$moduleName}::Subsidies`, fields: {
        id: bcs.Address,
        /** The share of the price that the buyer gets back, in basis points. */
        buyer_subsidy_rate: bcs.u16(),
        /** The share of the price that is added for those who store. */
        system_subsidy_rate: bcs.u16(),
        subsidy_pool: balance.Balance,
        /** The version of the package that may use it. */
        package_id: bcs.Address,
        version: bcs.u64()
    } });
export const Loan = new MoveStruct({ name: `${$moduleName}::Loan`, fields: {
        own: bcs.u64(),
        lent: bcs.u64()
    } });
export const SubsidiesCreated = new MoveStruct({ name: `${$moduleName}::SubsidiesCreated`, fields: {
        subsidies_id: bcs.Address,
        admin_cap_id: bcs.Address
    } });
export const RatesChanged = new MoveStruct({ name: `${$moduleName}::RatesChanged`, fields: {
        subsidies_id: bcs.Address,
        buyer_subsidy_rate: bcs.u16(),
        system_subsidy_rate: bcs.u16()
    } });
export const FundsAdded = new MoveStruct({ name: `${$moduleName}::FundsAdded`, fields: {
        subsidies_id: bcs.Address,
        amount: bcs.u64()
    } });
export const FundsWithdrawn = new MoveStruct({ name: `${$moduleName}::FundsWithdrawn`, fields: {
        subsidies_id: bcs.Address,
        amount: bcs.u64()
    } });
export const PurchaseSubsidized = new MoveStruct({ name: `${$moduleName}::PurchaseSubsidized`, fields: {
        epoch: bcs.u32(),
        subsidies_id: bcs.Address,
        /** The price, and what the pool has paid of it. */
        price: bcs.u64(),
        buyer_subsidy: bcs.u64(),
        /** What the pool has added for those who store. */
        system_subsidy: bcs.u64()
    } });
export interface NewArguments {
    packageId: RawTransactionArgument<string>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        packageId: RawTransactionArgument<string>
    ];
}
/**
 * Shares a pool without funds that pays nothing. Anyone may call it, with the id
 * of this package. Returns the capability of its admin.
 *
 * Aborts with `EWrongPackage` if `package_id` is not the id of this package.
 */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["packageId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NewWithInitialRatesAndFundsArguments {
    packageId: RawTransactionArgument<string>;
    initialBuyerSubsidyRate: RawTransactionArgument<number>;
    initialSystemSubsidyRate: RawTransactionArgument<number>;
    initialFunds: RawTransactionArgument<string>;
}
export interface NewWithInitialRatesAndFundsOptions {
    package?: string;
    arguments: NewWithInitialRatesAndFundsArguments | [
        packageId: RawTransactionArgument<string>,
        initialBuyerSubsidyRate: RawTransactionArgument<number>,
        initialSystemSubsidyRate: RawTransactionArgument<number>,
        initialFunds: RawTransactionArgument<string>
    ];
}
/**
 * Shares a pool with these rates, in basis points, and these funds. Anyone may
 * call it, with the id of this package. Returns the capability of its admin.
 *
 * Aborts with:
 *
 * - `EWrongPackage` if `package_id` is not the id of this package,
 * - `EInvalidSubsidyRate` if the rates are too high.
 */
export function newWithInitialRatesAndFunds(options: NewWithInitialRatesAndFundsOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        '0x2::object::ID',
        'u16',
        'u16',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["packageId", "initialBuyerSubsidyRate", "initialSystemSubsidyRate", "initialFunds"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'new_with_initial_rates_and_funds',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetBuyerSubsidyRateArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    newRate: RawTransactionArgument<number>;
}
export interface SetBuyerSubsidyRateOptions {
    package?: string;
    arguments: SetBuyerSubsidyRateArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        newRate: RawTransactionArgument<number>
    ];
}
/**
 * Sets the share of the price that buyers get back, in basis points. The admin
 * may.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another pool,
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `EInvalidSubsidyRate` if the rates are too high.
 */
export function setBuyerSubsidyRate(options: SetBuyerSubsidyRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "newRate"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'set_buyer_subsidy_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetSystemSubsidyRateArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
    newRate: RawTransactionArgument<number>;
}
export interface SetSystemSubsidyRateOptions {
    package?: string;
    arguments: SetSystemSubsidyRateArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>,
        newRate: RawTransactionArgument<number>
    ];
}
/**
 * Sets the share of the price that is added for those who store, in basis points.
 * The admin may.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another pool,
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `EInvalidSubsidyRate` if the rates are too high.
 */
export function setSystemSubsidyRate(options: SetSystemSubsidyRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null,
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap", "newRate"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'set_system_subsidy_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithdrawBalanceArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface WithdrawBalanceOptions {
    package?: string;
    arguments: WithdrawBalanceArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * Takes all funds out. The admin may.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another pool,
 * - `EWrongVersion` if the pool belongs to another version of the package.
 */
export function withdrawBalance(options: WithdrawBalanceOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'withdraw_balance',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddFundsArguments {
    self: RawTransactionArgument<string>;
    funds: RawTransactionArgument<string>;
}
export interface AddFundsOptions {
    package?: string;
    arguments: AddFundsArguments | [
        self: RawTransactionArgument<string>,
        funds: RawTransactionArgument<string>
    ];
}
/**
 * Adds funds. Anyone may call it, and only the admin can take them back.
 *
 * Aborts with `EWrongVersion` if the pool belongs to another version of the
 * package.
 */
export function addFunds(options: AddFundsOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "funds"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'add_funds',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReserveSpaceArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    storageAmount: RawTransactionArgument<number | bigint>;
    epochsAhead: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ReserveSpaceOptions {
    package?: string;
    arguments: ReserveSpaceArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        storageAmount: RawTransactionArgument<number | bigint>,
        epochsAhead: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Buys storage, as `system::reserve_space` does, for less. The coin has to hold
 * what is left for the buyer to pay.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
 * - `system_state_inner::EInvalidResourceSize` if `storage_amount` is 0,
 * - `system_state_inner::EInvalidEpochsAhead` if the period is empty, or reaches
 *   farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity
 *   left,
 * - `EPaymentTooSmall` if the coin holds less than the price less what the pool
 *   pays,
 * - `sui::balance::ENotEnough` if coin and pool together hold less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function reserveSpace(options: ReserveSpaceOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "storageAmount", "epochsAhead", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'reserve_space',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtendBlobArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    blob: RawTransactionArgument<string>;
    epochsAhead: RawTransactionArgument<number>;
    payment: RawTransactionArgument<string>;
}
export interface ExtendBlobOptions {
    package?: string;
    arguments: ExtendBlobArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        blob: RawTransactionArgument<string>,
        epochsAhead: RawTransactionArgument<number>,
        payment: RawTransactionArgument<string>
    ];
}
/**
 * Extends a blob by `epochs_ahead` epochs, as `system::extend_blob` does, for
 * less. The coin has to hold what is left for the buyer to pay.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
 * - `blob::ENotCertified` if the blob is not certified,
 * - `blob::EResourceBounds` if it has ended,
 * - `system_state_inner::EInvalidEpochsAhead` if `epochs_ahead` is 0, or the new
 *   end is farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the added epochs has less
 *   capacity left,
 * - `EPaymentTooSmall` if the coin holds less than the price less what the pool
 *   pays,
 * - `sui::balance::ENotEnough` if coin and pool together hold less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function extendBlob(options: ExtendBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null,
        null,
        'u32',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "blob", "epochsAhead", "payment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'extend_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RegisterBlobArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    storage: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    rootHash: RawTransactionArgument<number | bigint>;
    size: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    deletable: RawTransactionArgument<boolean>;
    writePayment: RawTransactionArgument<string>;
}
export interface RegisterBlobOptions {
    package?: string;
    arguments: RegisterBlobArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        storage: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        rootHash: RawTransactionArgument<number | bigint>,
        size: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        deletable: RawTransactionArgument<boolean>,
        writePayment: RawTransactionArgument<string>
    ];
}
/**
 * Registers a blob, as `system::register_blob` does, at the full price: here so
 * that one package is enough for who buys and registers.
 *
 * Aborts with:
 *
 * - `EWrongVersion` if the pool belongs to another version of the package,
 * - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
 * - `encoding::EInvalidEncodingType` if the encoding type is unknown,
 * - `redstuff::ENoShards` if there is no committee yet,
 * - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
 * - `blob::EResourceBounds` if the storage has not begun or has ended,
 * - `blob::EResourceSize` if the storage is too small for the encoded blob,
 * - `blob::EInvalidBlobId` if the blob id is not that of the root hash, encoding
 *   type and size,
 * - `sui::balance::ENotEnough` if the coin holds less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function registerBlob(options: RegisterBlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256',
        'u256',
        'u64',
        'u8',
        'bool',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "storage", "blobId", "rootHash", "size", "encodingType", "deletable", "writePayment"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'register_blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AdminCapSubsidiesIdArguments {
    adminCap: RawTransactionArgument<string>;
}
export interface AdminCapSubsidiesIdOptions {
    package?: string;
    arguments: AdminCapSubsidiesIdArguments | [
        adminCap: RawTransactionArgument<string>
    ];
}
/** The pool of a capability. Never aborts. */
export function adminCapSubsidiesId(options: AdminCapSubsidiesIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["adminCap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'admin_cap_subsidies_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SubsidyPoolValueArguments {
    self: RawTransactionArgument<string>;
}
export interface SubsidyPoolValueOptions {
    package?: string;
    arguments: SubsidyPoolValueArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** FROST in the pool. Never aborts. */
export function subsidyPoolValue(options: SubsidyPoolValueOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'subsidy_pool_value',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BuyerSubsidyRateArguments {
    self: RawTransactionArgument<string>;
}
export interface BuyerSubsidyRateOptions {
    package?: string;
    arguments: BuyerSubsidyRateArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The share of the price that buyers get back, in basis points. Never aborts. */
export function buyerSubsidyRate(options: BuyerSubsidyRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'buyer_subsidy_rate',
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
 * The share of the price that is added for those who store, in basis points. Never
 * aborts.
 */
export function systemSubsidyRate(options: SystemSubsidyRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/subsidies';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'subsidies',
        function: 'system_subsidy_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}