/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A cell of a blob's matrix, opened under its blob id.
 * 
 * The matrix of n shards has n rows and n columns. Row i belongs to primary sliver
 * i, column j to secondary sliver j, and the hash of a sliver is the root of the
 * tree over the n cells of its row or column. Sliver pair p is primary sliver p
 * with secondary sliver n - 1 - p; the root hash of a blob is that of the tree
 * over the pairs, and the blob id is the hash of encoding type, size and root
 * hash.
 * 
 * An opening names the hash of the cell only, not its bytes: 64 n bytes of
 * metadata and the blob itself are not needed, whatever its size.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction } from '@mysten/sui/transactions';
const $moduleName = '@local-pkg/evidence::opening';
export const Opening = new MoveStruct({ name: `${$moduleName}::Opening`, fields: {
        /** The hash of the cell. */
        leaf_hash: bcs.Address,
        /** From the cell to the hash of its sliver. */
        cell_path: bcs.vector(bcs.Address),
        /** The hash of the other sliver of the pair. */
        other_hash: bcs.Address,
        /** From the pair to the root hash. */
        pair_path: bcs.vector(bcs.Address)
    } });
export interface NewArguments {
    leafHash: RawTransactionArgument<string>;
    cellPath: RawTransactionArgument<Array<string>>;
    otherHash: RawTransactionArgument<string>;
    pairPath: RawTransactionArgument<Array<string>>;
}
export interface NewOptions {
    package?: string;
    arguments: NewArguments | [
        leafHash: RawTransactionArgument<string>,
        cellPath: RawTransactionArgument<Array<string>>,
        otherHash: RawTransactionArgument<string>,
        pairPath: RawTransactionArgument<Array<string>>
    ];
}
/** An opening, to be passed to the calls that verify it. Never aborts. */
export function _new(options: NewOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        'address',
        'vector<address>',
        'address',
        'vector<address>'
    ] satisfies (string | null)[];
    const parameterNames = ["leafHash", "cellPath", "otherHash", "pairPath"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'opening',
        function: 'new',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}