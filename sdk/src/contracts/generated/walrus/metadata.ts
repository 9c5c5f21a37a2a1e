/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The attributes that the owner attaches to a blob: names and values, both text.
 * They are a dynamic field of the object.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::metadata';
export const Metadata = new MoveStruct({ name: `${$moduleName}::Metadata`, fields: {
        metadata: vec_map.VecMap(bcs.string(), bcs.string())
    } });
export interface NewOptions {
    package?: string;
    arguments?: [
    ];
}
/** No attributes yet. Never aborts. */
export function _new(options: NewOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'metadata',
        function: 'new',
    });
}
export interface InsertOrUpdateArguments {
    self: TransactionArgument;
    key: RawTransactionArgument<string>;
    value: RawTransactionArgument<string>;
}
export interface InsertOrUpdateOptions {
    package?: string;
    arguments: InsertOrUpdateArguments | [
        self: TransactionArgument,
        key: RawTransactionArgument<string>,
        value: RawTransactionArgument<string>
    ];
}
/** Sets an attribute. One that is set anew moves to the end. Never aborts. */
export function insertOrUpdate(options: InsertOrUpdateOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String',
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "key", "value"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'metadata',
        function: 'insert_or_update',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveArguments {
    self: TransactionArgument;
    key: RawTransactionArgument<string>;
}
export interface RemoveOptions {
    package?: string;
    arguments: RemoveArguments | [
        self: TransactionArgument,
        key: RawTransactionArgument<string>
    ];
}
/**
 * Removes an attribute that is there, and returns its name and value.
 *
 * Aborts with `sui::vec_map::EKeyDoesNotExist` if there is no such attribute.
 */
export function remove(options: RemoveOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "key"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'metadata',
        function: 'remove',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RemoveIfExistsArguments {
    self: TransactionArgument;
    key: RawTransactionArgument<string>;
}
export interface RemoveIfExistsOptions {
    package?: string;
    arguments: RemoveIfExistsArguments | [
        self: TransactionArgument,
        key: RawTransactionArgument<string>
    ];
}
/** Removes an attribute if it is there, and returns its value. Never aborts. */
export function removeIfExists(options: RemoveIfExistsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x1::string::String'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "key"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'metadata',
        function: 'remove_if_exists',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}