/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The size of a blob after Red Stuff has encoded it for n shards.
 * 
 * With f = floor((n - 1) / 3) the blob is a matrix of n - 2f rows and n - f
 * columns of symbols. All symbols have the same, even size. Each shard stores a
 * primary sliver (n - f symbols), a secondary sliver (n - 2f symbols) and the
 * metadata of the blob: the blob id and two hashes of 32 bytes for each of the n
 * sliver pairs.
 */

import { type Transaction } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface EncodedBlobLengthArguments {
    unencodedLength: RawTransactionArgument<number | bigint>;
    nShards: RawTransactionArgument<number>;
}
export interface EncodedBlobLengthOptions {
    package?: string;
    arguments: EncodedBlobLengthArguments | [
        unencodedLength: RawTransactionArgument<number | bigint>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * Bytes that a blob of `unencoded_length` bytes takes on all `n_shards` shards
 * together. An empty blob takes as much as one of a single byte.
 *
 * Aborts with `ENoShards` if there are no shards, and with `EBlobTooLarge` if the
 * blob is too large for them.
 */
export function encodedBlobLength(options: EncodedBlobLengthOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus_core';
    const argumentsTypes = [
        'u64',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["unencodedLength", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'redstuff',
        function: 'encoded_blob_length',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}