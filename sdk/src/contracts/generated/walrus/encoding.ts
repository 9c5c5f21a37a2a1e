/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/** The encoding types of blobs, by number. There is one. */

import { type Transaction } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface EncodedBlobLengthArguments {
    unencodedLength: RawTransactionArgument<number | bigint>;
    encodingType: RawTransactionArgument<number>;
    nShards: RawTransactionArgument<number>;
}
export interface EncodedBlobLengthOptions {
    package?: string;
    arguments: EncodedBlobLengthArguments | [
        unencodedLength: RawTransactionArgument<number | bigint>,
        encodingType: RawTransactionArgument<number>,
        nShards: RawTransactionArgument<number>
    ];
}
/**
 * Bytes that a blob of `unencoded_length` bytes takes on all shards together.
 *
 * Aborts with:
 *
 * - `EInvalidEncodingType` if the encoding type is unknown,
 * - `redstuff::ENoShards` if `n_shards` is 0,
 * - `redstuff::EBlobTooLarge` if the blob is too large for `n_shards` shards.
 */
export function encodedBlobLength(options: EncodedBlobLengthOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        'u64',
        'u8',
        'u16'
    ] satisfies (string | null)[];
    const parameterNames = ["unencodedLength", "encodingType", "nShards"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'encoding',
        function: 'encoded_blob_length',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}