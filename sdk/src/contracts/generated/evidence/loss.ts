/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Blobs that are lost, by the word of members.
 * 
 * At least one honest node that refuses a blob makes it lost: nobody can count on
 * what is not given. So does a quorum that can neither give it nor rebuild it. The
 * record covers what was certified up to the epoch of the message. For two epochs
 * a quorum can revoke it; then it takes a message of another epoch to make the
 * blob lost again.
 * 
 * Whoever signs that a blob cannot be recovered pays a part of its stake, once an
 * epoch: with nodes as honest as the network assumes, that never happens. It is
 * the part that the blob is of all bytes that the last round was ready for, and at
 * least a millionth of the stake. The signers may be more than walrus can penalise
 * in one transaction, so they are charged in other calls, by anyone.
 */

import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface RefusedArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    verified: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface RefusedOptions {
    package?: string;
    arguments: RefusedArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        verified: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * A blob is lost because members refuse it (type 67): one honest weight, of two
 * nodes at least.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `statements::EOtherStatement` if the message says something else,
 * - `statements::ENotEnoughWeight` if too few have signed,
 * - `records::EAlreadyLost` if it is on record as lost, up to this epoch or a
 *   later one,
 * - `records::ERevokedAlready` if a loss by the same message was revoked.
 */
export function refused(options: RefusedOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "verified", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'loss',
        function: 'refused',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface UnrecoverableArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    verified: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
    rootHash: RawTransactionArgument<number | bigint>;
    size: RawTransactionArgument<number | bigint>;
}
export interface UnrecoverableOptions {
    package?: string;
    arguments: UnrecoverableArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        verified: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>,
        rootHash: RawTransactionArgument<number | bigint>,
        size: RawTransactionArgument<number | bigint>
    ];
}
/**
 * A blob is lost because a quorum can neither give nor rebuild it (type 68). Its
 * root hash and size say how large a part of all that is stored it is.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `statements::EOtherStatement` if the message says something else,
 * - `statements::ENotEnoughWeight` if less than a quorum has signed,
 * - `EOtherBlob` if root hash and size are not those of the blob id,
 * - `redstuff::EBlobTooLarge` if no blob has that size,
 * - `records::EAlreadyLost` if it is on record as lost, up to this epoch or a
 *   later one,
 * - `records::ERevokedAlready` if a loss by the same message was revoked.
 */
export function unrecoverable(options: UnrecoverableOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256',
        'u256',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "verified", "blobId", "rootHash", "size"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'loss',
        function: 'unrecoverable',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ChargeArguments {
    self: RawTransactionArgument<string>;
    record: RawTransactionArgument<number | bigint>;
}
export interface ChargeOptions {
    package?: string;
    arguments: ChargeArguments | [
        self: RawTransactionArgument<string>,
        record: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Charges the next 50 signers of the message that a blob cannot be recovered, in
 * its epoch or the one after it.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `ENothingToCharge` if all have been charged, or nobody has to pay,
 * - `evidence::EUnknownEpoch` if the epoch of the message is neither the one that
 *   was taken in last nor the one before.
 */
export function charge(options: ChargeOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "record"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'loss',
        function: 'charge',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface RevokeArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    verified: TransactionArgument;
    blobId: RawTransactionArgument<number | bigint>;
    record: RawTransactionArgument<number | bigint>;
}
export interface RevokeOptions {
    package?: string;
    arguments: RevokeArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        verified: TransactionArgument,
        blobId: RawTransactionArgument<number | bigint>,
        record: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Revokes the loss with this number: a quorum of this epoch says that the blob is
 * not lost after all (type 70). If the blob id was lost before as well, that loss
 * stands again.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::EUnknownEpoch` or `EWrongEpoch` if the message is not of the epoch
 *   that was taken in last,
 * - `statements::EOtherStatement` if the message says something else,
 * - `statements::ENotEnoughWeight` if less than a quorum has signed,
 * - `records::ENoSuchLoss` or `records::ERevokedAlready` if the record is not that
 *   of a loss of this blob which stands,
 * - `ETooOld` if it is more than two epochs old.
 */
export function revoke(options: RevokeOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        null,
        'u256',
        'u64'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "verified", "blobId", "record"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'loss',
        function: 'revoke',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}