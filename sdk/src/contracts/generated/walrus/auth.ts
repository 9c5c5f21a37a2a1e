/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Authorisation. `Authorized` is who may act: an address, or the holder of an
 * object. It can be stored. `Authenticated` is the proof of who acts: the sender,
 * or the holder of an object. It lasts for one transaction.
 * 
 * Who holds an object? Anyone can show an object that is shared or frozen, so to
 * show one proves nothing in general. Two things do: to show a `StorageNodeCap`,
 * which its operator keeps, and to show the `UID` of an object for change, which
 * only the module that defines the object can.
 */

import { MoveEnum, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs, type BcsType } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/walrus::auth';
/** Proof that the sender or the holder of an object is acting. It cannot be kept. */
export const Authenticated = new MoveEnum({ name: `${$moduleName}::Authenticated`, fields: {
        Sender: bcs.Address,
        Object: bcs.Address
    } });
/** The one who may act: an address, or whoever holds an object. */
export const Authorized = new MoveEnum({ name: `${$moduleName}::Authorized`, fields: {
        Address: bcs.Address,
        ObjectID: bcs.Address
    } });
export interface AuthenticateSenderOptions {
    package?: string;
    arguments?: [
    ];
}
/** Acts as the sender of the transaction. Never aborts. */
export function authenticateSender(options: AuthenticateSenderOptions = {}) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'auth',
        function: 'authenticate_sender',
    });
}
export interface AuthenticateWithObjectArguments<T0 extends BcsType<any>> {
    object: RawTransactionArgument<T0>;
}
export interface AuthenticateWithObjectOptions<T0 extends BcsType<any>> {
    package?: string;
    arguments: AuthenticateWithObjectArguments<T0> | [
        object: RawTransactionArgument<T0>
    ];
    typeArguments: [
        string
    ];
}
/**
 * Acts as the holder of a `StorageNodeCap`. An operator must not share it.
 *
 * Aborts with `ENotACapability` if the object is anything else.
 */
export function authenticateWithObject<T0 extends BcsType<any>>(options: AuthenticateWithObjectOptions<T0>) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        `${options.typeArguments[0]}`
    ] satisfies (string | null)[];
    const parameterNames = ["object"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'auth',
        function: 'authenticate_with_object',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
        typeArguments: options.typeArguments
    });
}
export interface AuthenticateWithUidArguments {
    id: RawTransactionArgument<string>;
}
export interface AuthenticateWithUidOptions {
    package?: string;
    arguments: AuthenticateWithUidArguments | [
        id: RawTransactionArgument<string>
    ];
}
/**
 * Acts as an object, whose module decides for whom it passes the id on: so a
 * shared object can have a right that is not everybody's. Never aborts.
 */
export function authenticateWithUid(options: AuthenticateWithUidOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["id"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'auth',
        function: 'authenticate_with_uid',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AuthorizedAddressArguments {
    address: RawTransactionArgument<string>;
}
export interface AuthorizedAddressOptions {
    package?: string;
    arguments: AuthorizedAddressArguments | [
        address: RawTransactionArgument<string>
    ];
}
/** Lets an address act. Never aborts. */
export function authorizedAddress(options: AuthorizedAddressOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        'address'
    ] satisfies (string | null)[];
    const parameterNames = ["address"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'auth',
        function: 'authorized_address',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AuthorizedObjectArguments {
    id: RawTransactionArgument<string>;
}
export interface AuthorizedObjectOptions {
    package?: string;
    arguments: AuthorizedObjectArguments | [
        id: RawTransactionArgument<string>
    ];
}
/** Lets the holder of an object act. Never aborts. */
export function authorizedObject(options: AuthorizedObjectOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["id"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'auth',
        function: 'authorized_object',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}