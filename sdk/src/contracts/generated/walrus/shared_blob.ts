/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A blob in a shared object. Anyone can add WAL to its funds, and anyone can
 * extend it with these funds, at the prices that were settled for the epoch.
 * Nobody can take the blob or the funds out, so the funds can only pay for the
 * storage of the blob. When its storage has ended, what is left goes to those who
 * store in the epoch.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
import * as blob_1 from './blob.js';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/walrus::shared_blob';
export const SharedBlob = new MoveStruct({ name: `${$moduleName}::SharedBlob`, fields: {
        id: bcs.Address,
        blob: blob_1.Blob,
        funds: balance.Balance
    } });
export interface NewArguments {
    blob: RawTransactionArgument<string>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        blob: RawTransactionArgument<string>
    ];
}
/** Shares a blob for ever, without funds. Never aborts. */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["blob"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface NewFundedArguments {
    blob: RawTransactionArgument<string>;
    funds: RawTransactionArgument<string>;
}
export interface NewFundedOptions {
    package?: string;
    arguments: NewFundedArguments | [
        blob: RawTransactionArgument<string>,
        funds: RawTransactionArgument<string>
    ];
}
/** Shares a blob for ever, with `funds`. Never aborts. */
export function newFunded(options: NewFundedOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["blob", "funds"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'new_funded',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FundArguments {
    self: RawTransactionArgument<string>;
    addedFunds: RawTransactionArgument<string>;
}
export interface FundOptions {
    package?: string;
    arguments: FundArguments | [
        self: RawTransactionArgument<string>,
        addedFunds: RawTransactionArgument<string>
    ];
}
/** Adds WAL to the funds. Never aborts. */
export function fund(options: FundOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "addedFunds"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'fund',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExtendArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    extendedEpochs: RawTransactionArgument<number>;
}
export interface ExtendOptions {
    package?: string;
    arguments: ExtendArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        extendedEpochs: RawTransactionArgument<number>
    ];
}
/**
 * Extends the blob by `extended_epochs` epochs at the current price, which its
 * funds pay.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `blob::ENotCertified` if the blob is not certified,
 * - `blob::EResourceBounds` if the storage of the blob has ended,
 * - `system_state_inner::EInvalidEpochsAhead` if `extended_epochs` is 0, or the
 *   new end is farther than storage is sold ahead,
 * - `system_state_inner::EStorageExceeded` if one of the added epochs has less
 *   capacity left,
 * - `sui::balance::ENotEnough` if the funds are less than the price,
 * - an arithmetic error if the price does not fit 64 bits.
 */
export function extend(options: ExtendOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "extendedEpochs"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'extend',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ReleaseFundsArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
}
export interface ReleaseFundsOptions {
    package?: string;
    arguments: ReleaseFundsArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>
    ];
}
/**
 * Gives the funds of a blob whose storage has ended to those who store in the
 * current epoch. Anyone may call it. Nothing else can be done with them: a blob
 * that has ended cannot be extended.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `ENotEnded` if the storage of the blob has not ended.
 */
export function releaseFunds(options: ReleaseFundsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'release_funds',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CertifyArguments {
    self: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    signature: RawTransactionArgument<Array<number>>;
    signersBitmap: RawTransactionArgument<Array<number>>;
    message: RawTransactionArgument<Array<number>>;
}
export interface CertifyOptions {
    package?: string;
    arguments: CertifyArguments | [
        self: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        signature: RawTransactionArgument<Array<number>>,
        signersBitmap: RawTransactionArgument<Array<number>>,
        message: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Certifies a blob that was shared before it was certified; see
 * `walrus::system::certify_blob`.
 *
 * Aborts with:
 *
 * - `system::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `messages::EInvalidMessageLength`, `messages::EIncorrectIntentVersion`,
 *   `messages::EIncorrectAppId`, `messages::EIncorrectEpoch` or
 *   `messages::EInvalidMsgType` if the message is not a blob certificate of the
 *   current epoch,
 * - `bls_aggregate::EInvalidBitmap` if the bitmap names members that the committee
 *   does not have,
 * - `bls_aggregate::ENotEnoughStake` if the signers hold less than a quorum of the
 *   shards,
 * - `bls_aggregate::ESigVerification` if the signature is not that of the named
 *   signers,
 * - `messages::EInvalidBlobPersistenceType` if the tag of its persistence type is
 *   unknown,
 * - `blob::EInvalidBlobId` if the certificate is for another blob id,
 * - `blob::EInvalidBlobPersistenceType` or `blob::EInvalidBlobObject` if the
 *   certificate is for a blob of the other persistence type, or for another
 *   object,
 * - `blob::EAlreadyCertified` if the blob is certified already,
 * - `blob::EResourceBounds` if the storage of the blob has ended.
 */
export function certify(options: CertifyOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>',
        'vector<u8>',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "system", "signature", "signersBitmap", "message"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'certify',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobArguments {
    self: RawTransactionArgument<string>;
}
export interface BlobOptions {
    package?: string;
    arguments: BlobArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The blob. Never aborts. */
export function blob(options: BlobOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'blob',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface FundsArguments {
    self: RawTransactionArgument<string>;
}
export interface FundsOptions {
    package?: string;
    arguments: FundsArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** The WAL that can still be spent on the blob. Never aborts. */
export function funds(options: FundsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'shared_blob',
        function: 'funds',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}