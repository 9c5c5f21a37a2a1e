/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * An exchange for test networks: a shared object that gives WAL for SUI, and SUI
 * for WAL, at a fixed rate, as long as it has funds. Its creator funds it and sets
 * the rate.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/wal_exchange::wal_exchange';
export const ExchangeRate = new MoveStruct({ name: `${$moduleName}::ExchangeRate`, fields: {
        wal: bcs.u64(),
        sui: bcs.u64()
    } });
export const Exchange = new MoveStruct({ name: `${$moduleName}::Exchange`, fields: {
        id: bcs.Address,
        wal: balance.Balance,
        sui: balance.Balance,
        rate: ExchangeRate,
        /** The `AdminCap` that sets the rate and takes funds out. */
        admin: bcs.Address
    } });
export const AdminCap = new MoveStruct({ name: `${$moduleName}::AdminCap`, fields: {
        id: bcs.Address
    } });
export const Exchanged = new MoveStruct({ name: `${$moduleName}::Exchanged`, fields: {
        exchange_id: bcs.Address,
        /** FROST and MIST that changed hands. */
        wal: bcs.u64(),
        sui: bcs.u64(),
        /** Did the user receive WAL? */
        for_wal: bcs.bool()
    } });
export const ExchangeRateChanged = new MoveStruct({ name: `${$moduleName}::ExchangeRateChanged`, fields: {
        exchange_id: bcs.Address,
        rate: ExchangeRate
    } });
export interface NewExchangeRateArguments {
    wal: RawTransactionArgument<number | bigint>;
    sui: RawTransactionArgument<number | bigint>;
}
export interface NewExchangeRateOptions {
    package?: string;
    arguments: NewExchangeRateArguments | [
        wal: RawTransactionArgument<number | bigint>,
        sui: RawTransactionArgument<number | bigint>
    ];
}
/**
 * `wal` FROST for `sui` MIST.
 *
 * Aborts with `EInvalidExchangeRate` if one of the two is 0.
 */
export function newExchangeRate(options: NewExchangeRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        'u64',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["wal", "sui"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'new_exchange_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NewOptions {
    package?: string;
    arguments?: [
    ];
}
/**
 * Shares an empty exchange with the rate 1 to 1, and returns the right to run it.
 * Never aborts.
 */
export function _new(options: NewOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'new',
    });
}
export interface NewFundedArguments {
    wal: RawTransactionArgument<string>;
    amount: RawTransactionArgument<number | bigint>;
}
export interface NewFundedOptions {
    package?: string;
    arguments: NewFundedArguments | [
        wal: RawTransactionArgument<string>,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Shares an exchange that holds `amount` FROST of the coin, with the rate 1 to 1,
 * and returns the right to run it.
 *
 * Aborts with `sui::balance::ENotEnough` if the coin holds less than `amount`.
 */
export function newFunded(options: NewFundedOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["wal", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'new_funded',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddWalArguments {
    self: RawTransactionArgument<string>;
    wal: RawTransactionArgument<string>;
    amount: RawTransactionArgument<number | bigint>;
}
export interface AddWalOptions {
    package?: string;
    arguments: AddWalArguments | [
        self: RawTransactionArgument<string>,
        wal: RawTransactionArgument<string>,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Adds `amount` FROST of the coin.
 *
 * Aborts with `sui::balance::ENotEnough` if the coin holds less than `amount`.
 */
export function addWal(options: AddWalOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "wal", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'add_wal',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddSuiArguments {
    self: RawTransactionArgument<string>;
    sui: RawTransactionArgument<string>;
    amount: RawTransactionArgument<number | bigint>;
}
export interface AddSuiOptions {
    package?: string;
    arguments: AddSuiArguments | [
        self: RawTransactionArgument<string>,
        sui: RawTransactionArgument<string>,
        amount: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Adds `amount` MIST of the coin.
 *
 * Aborts with `sui::balance::ENotEnough` if the coin holds less than `amount`.
 */
export function addSui(options: AddSuiOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "sui", "amount"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'add_sui',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddAllWalArguments {
    self: RawTransactionArgument<string>;
    wal: RawTransactionArgument<string>;
}
export interface AddAllWalOptions {
    package?: string;
    arguments: AddAllWalArguments | [
        self: RawTransactionArgument<string>,
        wal: RawTransactionArgument<string>
    ];
}
/** Adds the whole coin. Never aborts. */
export function addAllWal(options: AddAllWalOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "wal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'add_all_wal',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AddAllSuiArguments {
    self: RawTransactionArgument<string>;
    sui: RawTransactionArgument<string>;
}
export interface AddAllSuiOptions {
    package?: string;
    arguments: AddAllSuiArguments | [
        self: RawTransactionArgument<string>,
        sui: RawTransactionArgument<string>
    ];
}
/** Adds the whole coin. Never aborts. */
export function addAllSui(options: AddAllSuiOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "sui"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'add_all_sui',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithdrawWalArguments {
    self: RawTransactionArgument<string>;
    amount: RawTransactionArgument<number | bigint>;
    adminCap: RawTransactionArgument<string>;
}
export interface WithdrawWalOptions {
    package?: string;
    arguments: WithdrawWalArguments | [
        self: RawTransactionArgument<string>,
        amount: RawTransactionArgument<number | bigint>,
        adminCap: RawTransactionArgument<string>
    ];
}
/**
 * Takes `amount` FROST out.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another exchange,
 * - `EInsufficientFundsInExchange` if the exchange holds less.
 */
export function withdrawWal(options: WithdrawWalOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "amount", "adminCap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'withdraw_wal',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface WithdrawSuiArguments {
    self: RawTransactionArgument<string>;
    amount: RawTransactionArgument<number | bigint>;
    adminCap: RawTransactionArgument<string>;
}
export interface WithdrawSuiOptions {
    package?: string;
    arguments: WithdrawSuiArguments | [
        self: RawTransactionArgument<string>,
        amount: RawTransactionArgument<number | bigint>,
        adminCap: RawTransactionArgument<string>
    ];
}
/**
 * Takes `amount` MIST out.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another exchange,
 * - `EInsufficientFundsInExchange` if the exchange holds less.
 */
export function withdrawSui(options: WithdrawSuiOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "amount", "adminCap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'withdraw_sui',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SetExchangeRateArguments {
    self: RawTransactionArgument<string>;
    wal: RawTransactionArgument<number | bigint>;
    sui: RawTransactionArgument<number | bigint>;
    adminCap: RawTransactionArgument<string>;
}
export interface SetExchangeRateOptions {
    package?: string;
    arguments: SetExchangeRateArguments | [
        self: RawTransactionArgument<string>,
        wal: RawTransactionArgument<number | bigint>,
        sui: RawTransactionArgument<number | bigint>,
        adminCap: RawTransactionArgument<string>
    ];
}
/**
 * From now on `wal` FROST are worth `sui` MIST.
 *
 * Aborts with:
 *
 * - `EUnauthorizedAdminCap` if the capability is that of another exchange,
 * - `EInvalidExchangeRate` if one of the two amounts is 0.
 */
export function setExchangeRate(options: SetExchangeRateOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        'u64',
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "wal", "sui", "adminCap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'set_exchange_rate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExchangeAllForWalArguments {
    self: RawTransactionArgument<string>;
    sui: RawTransactionArgument<string>;
}
export interface ExchangeAllForWalOptions {
    package?: string;
    arguments: ExchangeAllForWalArguments | [
        self: RawTransactionArgument<string>,
        sui: RawTransactionArgument<string>
    ];
}
/**
 * Gives WAL for the whole coin.
 *
 * Aborts with `EInsufficientFundsInExchange` if the exchange holds less than it
 * would pay out.
 */
export function exchangeAllForWal(options: ExchangeAllForWalOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "sui"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'exchange_all_for_wal',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExchangeForWalArguments {
    self: RawTransactionArgument<string>;
    sui: RawTransactionArgument<string>;
    amountSui: RawTransactionArgument<number | bigint>;
}
export interface ExchangeForWalOptions {
    package?: string;
    arguments: ExchangeForWalArguments | [
        self: RawTransactionArgument<string>,
        sui: RawTransactionArgument<string>,
        amountSui: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Gives WAL for `amount_sui` MIST of the coin.
 *
 * Aborts with:
 *
 * - `EInsufficientInputBalance` if the coin holds less than `amount_sui`,
 * - `EInsufficientFundsInExchange` if the exchange holds less than it would pay
 *   out.
 */
export function exchangeForWal(options: ExchangeForWalOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "sui", "amountSui"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'exchange_for_wal',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExchangeAllForSuiArguments {
    self: RawTransactionArgument<string>;
    wal: RawTransactionArgument<string>;
}
export interface ExchangeAllForSuiOptions {
    package?: string;
    arguments: ExchangeAllForSuiArguments | [
        self: RawTransactionArgument<string>,
        wal: RawTransactionArgument<string>
    ];
}
/**
 * Gives SUI for the whole coin.
 *
 * Aborts with `EInsufficientFundsInExchange` if the exchange holds less than it
 * would pay out.
 */
export function exchangeAllForSui(options: ExchangeAllForSuiOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "wal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'exchange_all_for_sui',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExchangeForSuiArguments {
    self: RawTransactionArgument<string>;
    wal: RawTransactionArgument<string>;
    amountWal: RawTransactionArgument<number | bigint>;
}
export interface ExchangeForSuiOptions {
    package?: string;
    arguments: ExchangeForSuiArguments | [
        self: RawTransactionArgument<string>,
        wal: RawTransactionArgument<string>,
        amountWal: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Gives SUI for `amount_wal` FROST of the coin.
 *
 * Aborts with:
 *
 * - `EInsufficientInputBalance` if the coin holds less than `amount_wal`,
 * - `EInsufficientFundsInExchange` if the exchange holds less than it would pay
 *   out.
 */
export function exchangeForSui(options: ExchangeForSuiOptions) {
    const packageAddress = options.package ?? '@local-pkg/wal_exchange';
    const argumentsTypes = [
        null,
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "wal", "amountWal"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'wal_exchange',
        function: 'exchange_for_sui',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}