/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Blob ids become invalid: by a proof that anyone can check, or by the official
 * certificate of walrus (`walrus::judge::verify_invalid`). Anyone may bring
 * either, also again what somebody has brought to the official call: a blob id
 * that is on record already is no error, and gives a sentence without orders.
 * 
 * Nobody is penalised: a writer who encodes badly has paid for storage that nobody
 * can use.
 */

import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface ByConflictArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    size: RawTransactionArgument<number | bigint>;
    row: RawTransactionArgument<number>;
    column: RawTransactionArgument<number>;
    inRow: TransactionArgument;
    inColumn: TransactionArgument;
}
export interface ByConflictOptions {
    package?: string;
    arguments: ByConflictArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        size: RawTransactionArgument<number | bigint>,
        row: RawTransactionArgument<number>,
        column: RawTransactionArgument<number>,
        inRow: TransactionArgument,
        inColumn: TransactionArgument
    ];
}
/**
 * By a conflict proof: the cell at `row` and `column` of a blob of `size` bytes
 * has two contents.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `opening::EInvalidIndex` if row or column is not below the number of shards,
 * - `merkle::EInvalidPath` if a path does not have the depth of the tree,
 * - `conflict::ENoConflict` if the cell has the same hash in both openings,
 * - `conflict::EDifferentBlobs` if the openings do not lead to the same root hash.
 */
export function byConflict(options: ByConflictOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u16',
        'u16',
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "size", "row", "column", "inRow", "inColumn"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'invalidate',
        function: 'by_conflict',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ByPaddingArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    size: RawTransactionArgument<number | bigint>;
    row: RawTransactionArgument<number>;
    column: RawTransactionArgument<number>;
    leaf: RawTransactionArgument<Array<number>>;
    at: RawTransactionArgument<number | bigint>;
    alongRow: RawTransactionArgument<boolean>;
    opening: TransactionArgument;
}
export interface ByPaddingOptions {
    package?: string;
    arguments: ByPaddingArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        size: RawTransactionArgument<number | bigint>,
        row: RawTransactionArgument<number>,
        column: RawTransactionArgument<number>,
        leaf: RawTransactionArgument<Array<number>>,
        at: RawTransactionArgument<number | bigint>,
        alongRow: RawTransactionArgument<boolean>,
        opening: TransactionArgument
    ];
}
/**
 * By a padding proof: byte number `at` of the cell at `row` and `column` of a blob
 * of `size` bytes is behind its end and not zero. `leaf` is a zero byte and the
 * symbol.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `padding::ENotASourceCell` if the cell does not hold a part of the blob or its
 *   padding,
 * - `padding::EInvalidLeaf` if the leaf has another length, or another hash than
 *   the opening,
 * - `padding::ENotHidden` if the byte is part of the blob, not in the cell, or
 *   zero,
 * - `opening::EInvalidIndex` or `merkle::EInvalidPath` if the opening is not one
 *   of that cell.
 */
export function byPadding(options: ByPaddingOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u64',
        'u16',
        'u16',
        'vector<u8>',
        'u64',
        'bool',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "size", "row", "column", "leaf", "at", "alongRow", "opening"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'invalidate',
        function: 'by_padding',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ByCertificateArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    verified: TransactionArgument;
}
export interface ByCertificateOptions {
    package?: string;
    arguments: ByCertificateArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        verified: TransactionArgument
    ];
}
/**
 * By the certificate of walrus.
 *
 * Aborts with `evidence::EWrongVersion` if the object belongs to another version
 * of the package.
 */
export function byCertificate(options: ByCertificateOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "verified"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'invalidate',
        function: 'by_certificate',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}