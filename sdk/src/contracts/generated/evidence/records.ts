/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Which blobs are invalid and which are lost: records that nobody changes or
 * removes.
 * 
 * A contract that depends on a blob asks here at any time, through whatever
 * version of this package it was published with. So the layout of this object is
 * frozen and reading checks no version; only the current version of `evidence`
 * writes, because all its calls that write take the `Evidence` object, which has
 * one.
 * 
 * | cause | the blob id                                                                  |
 * | ----- | ---------------------------------------------------------------------------- |
 * | 1     | is invalid: one cell has two contents (`evidence::conflict`)                 |
 * | 2     | is invalid: bytes are hidden behind its end (`evidence::padding`)            |
 * | 3     | is invalid: at least one honest node says so (the official certificate)      |
 * | 4     | is lost: at least one honest node refuses it, and so it cannot be counted on |
 * | 5     | is lost: a quorum can neither give nor rebuild it                            |
 * 
 * Invalid is for ever: no blob with that id can be decoded. Lost is what was
 * certified up to the epoch of the record; the same bytes, certified again later,
 * are a new life.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/evidence::records';
export const Records = new MoveStruct({ name: `${$moduleName}::Records`, fields: {
        id: bcs.Address,
        /** By number, from 0 on. */
        records: table.Table,
        /** By blob id: the number of the record. */
        invalid: table.Table,
        lost: table.Table
    } });
export const Record = new MoveStruct({ name: `${$moduleName}::Record`, fields: {
        number: bcs.u64(),
        blob_id: bcs.u256(),
        epoch: bcs.u32(),
        cause: bcs.u8(),
        /**
         * Members of the committee of that epoch that have signed; none where a proof
         * needs nobody.
         */
        signers: bcs.u256(),
        /** The hash of the message that they have signed; zero where there is none. */
        message_digest: bcs.Address,
        /** The record of an earlier loss of the same blob id. */
        before: bcs.option(bcs.u64()),
        /** Has a quorum said that it is not lost after all? */
        is_revoked: bcs.bool()
    } });
export const RevokedMessage = new MoveStruct({ name: `${$moduleName}::RevokedMessage`, fields: {
        digest: bcs.Address
    } });
export interface IsInvalidArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface IsInvalidOptions {
    package?: string;
    arguments: IsInvalidArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/** Is the blob id invalid? Never aborts. */
export function isInvalid(options: IsInvalidOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'is_invalid',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsLostArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    epoch: RawTransactionArgument<number>;
}
export interface IsLostOptions {
    package?: string;
    arguments: IsLostArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        epoch: RawTransactionArgument<number>
    ];
}
/** Is what was certified under this blob id in `epoch` lost? Never aborts. */
export function isLost(options: IsLostOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u256',
        'u32'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId", "epoch"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'is_lost',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface InvalidRecordArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface InvalidRecordOptions {
    package?: string;
    arguments: InvalidRecordArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/** The number of the record that says that the blob id is invalid. Never aborts. */
export function invalidRecord(options: InvalidRecordOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'invalid_record',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LostRecordArguments {
    self: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface LostRecordOptions {
    package?: string;
    arguments: LostRecordArguments | [
        self: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * The number of the last record of a loss of the blob id that was not revoked.
 * Never aborts.
 */
export function lostRecord(options: LostRecordOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'lost_record',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface LengthArguments {
    self: RawTransactionArgument<string>;
}
export interface LengthOptions {
    package?: string;
    arguments: LengthArguments | [
        self: RawTransactionArgument<string>
    ];
}
/** How many records there are. Never aborts. */
export function length(options: LengthOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'length',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RecordArguments {
    self: RawTransactionArgument<string>;
    number: RawTransactionArgument<number | bigint>;
}
export interface RecordOptions {
    package?: string;
    arguments: RecordArguments | [
        self: RawTransactionArgument<string>,
        number: RawTransactionArgument<number | bigint>
    ];
}
/**
 * A record.
 *
 * Aborts with `sui::dynamic_field::EFieldDoesNotExist` if there is none with this
 * number.
 */
export function record(options: RecordOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "number"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'record',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BlobIdArguments {
    self: TransactionArgument;
}
export interface BlobIdOptions {
    package?: string;
    arguments: BlobIdArguments | [
        self: TransactionArgument
    ];
}
/** The blob id. Never aborts. */
export function blobId(options: BlobIdOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'blob_id',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EpochArguments {
    self: TransactionArgument;
}
export interface EpochOptions {
    package?: string;
    arguments: EpochArguments | [
        self: TransactionArgument
    ];
}
/** The epoch in which it was recorded, or the message signed. Never aborts. */
export function epoch(options: EpochOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'epoch',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CauseArguments {
    self: TransactionArgument;
}
export interface CauseOptions {
    package?: string;
    arguments: CauseArguments | [
        self: TransactionArgument
    ];
}
/** What is on record; see the table above. Never aborts. */
export function cause(options: CauseOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'cause',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface SignersArguments {
    self: TransactionArgument;
}
export interface SignersOptions {
    package?: string;
    arguments: SignersArguments | [
        self: TransactionArgument
    ];
}
/** The signers among the members of the committee of the epoch. Never aborts. */
export function signers(options: SignersOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'signers',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface MessageDigestArguments {
    self: TransactionArgument;
}
export interface MessageDigestOptions {
    package?: string;
    arguments: MessageDigestArguments | [
        self: TransactionArgument
    ];
}
/** The hash of the message that they have signed. Never aborts. */
export function messageDigest(options: MessageDigestOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'message_digest',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface IsRevokedArguments {
    self: TransactionArgument;
}
export interface IsRevokedOptions {
    package?: string;
    arguments: IsRevokedArguments | [
        self: TransactionArgument
    ];
}
/** Has a quorum said that the blob is not lost after all? Never aborts. */
export function isRevoked(options: IsRevokedOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'records',
        function: 'is_revoked',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}