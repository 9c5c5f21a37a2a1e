/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Proofs that a node has answered wrongly, by anyone.
 * 
 * A proof along the sliver that was asked for convicts at once. One along the
 * sliver that crosses it is an accusation: if the blob turns out to be badly
 * encoded, the node was right. It is taken until the deadline, and for one node
 * and blob once. Anyone resolves it: the node is acquitted as soon as the blob is
 * on record as invalid (`evidence::invalidate`; the opening in the accusation is
 * what a conflict proof needs), and convicted when it still is not after the
 * acquit time. The node's settling waits for that.
 */

import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import { normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
export interface ConvictArguments {
    self: RawTransactionArgument<string>;
    round: RawTransactionArgument<number>;
    nodeId: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    axis: RawTransactionArgument<number>;
    sliver: RawTransactionArgument<number>;
    cell: RawTransactionArgument<number>;
    leafHash: RawTransactionArgument<string>;
    position: RawTransactionArgument<number | bigint>;
    path: RawTransactionArgument<Array<string>>;
    size: RawTransactionArgument<number | bigint>;
    opening: TransactionArgument;
}
export interface ConvictOptions {
    package?: string;
    arguments: ConvictArguments | [
        self: RawTransactionArgument<string>,
        round: RawTransactionArgument<number>,
        nodeId: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        axis: RawTransactionArgument<number>,
        sliver: RawTransactionArgument<number>,
        cell: RawTransactionArgument<number>,
        leafHash: RawTransactionArgument<string>,
        position: RawTransactionArgument<number | bigint>,
        path: RawTransactionArgument<Array<string>>,
        size: RawTransactionArgument<number | bigint>,
        opening: TransactionArgument
    ];
}
/**
 * Convicts a node. It has claimed `leaf_hash` for `cell` of the sliver `sliver`
 * (axis 0: primary, 1: secondary) of a blob, as answer number `position` under the
 * root that it has posted; `opening` opens this cell along the same sliver, under
 * the id of the blob, of `size` bytes.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` or `EWrongRound` if `round` is not the last round of this
 *   epoch,
 * - `terms::ENotAMember` if the node is not in the committee,
 * - `round_state::EClaimedNothing` if it has posted no root,
 * - `round_state::EJudgedAlready` if it is convicted, or settled as having missed
 *   the round,
 * - `wrong_answer::EInvalidAxis` if the axis is neither 0 nor 1,
 * - `merkle::EInvalidPath` or `ENotItsAnswer` if the answer is not under the root,
 * - `opening::EInvalidIndex`, `merkle::EInvalidPath` or `wrong_answer::EOtherBlob`
 *   if the opening is not one of that cell under the blob id,
 * - `wrong_answer::ERightAnswer` if the hashes are the same.
 */
export function convict(options: ConvictOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u32',
        '0x2::object::ID',
        'u256',
        'u8',
        'u16',
        'u16',
        'address',
        'u64',
        'vector<address>',
        'u64',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "round", "nodeId", "blobId", "axis", "sliver", "cell", "leafHash", "position", "path", "size", "opening"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'accusations',
        function: 'convict',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AccuseArguments {
    self: RawTransactionArgument<string>;
    round: RawTransactionArgument<number>;
    nodeId: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
    axis: RawTransactionArgument<number>;
    sliver: RawTransactionArgument<number>;
    cell: RawTransactionArgument<number>;
    leafHash: RawTransactionArgument<string>;
    position: RawTransactionArgument<number | bigint>;
    path: RawTransactionArgument<Array<string>>;
    size: RawTransactionArgument<number | bigint>;
    opening: TransactionArgument;
}
export interface AccuseOptions {
    package?: string;
    arguments: AccuseArguments | [
        self: RawTransactionArgument<string>,
        round: RawTransactionArgument<number>,
        nodeId: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>,
        axis: RawTransactionArgument<number>,
        sliver: RawTransactionArgument<number>,
        cell: RawTransactionArgument<number>,
        leafHash: RawTransactionArgument<string>,
        position: RawTransactionArgument<number | bigint>,
        path: RawTransactionArgument<Array<string>>,
        size: RawTransactionArgument<number | bigint>,
        opening: TransactionArgument
    ];
}
/**
 * Accuses a node: as `convict`, but `opening` opens the cell along the sliver that
 * crosses the one asked for.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `evidence::ENoRound` or `EWrongRound` if `round` is not the last round of this
 *   epoch,
 * - `terms::ENotAMember` if the node is not in the committee,
 * - `round_state::EClaimedNothing` if it has posted no root,
 * - `round_state::EJudgedAlready` if it is convicted or settled,
 * - `round_state::ETooLate` if the deadline is over,
 * - `round_state::ETooManyAccusations` if eight accusations against the node wait
 *   already,
 * - `wrong_answer::EInvalidAxis` if the axis is neither 0 nor 1,
 * - `merkle::EInvalidPath` or `ENotItsAnswer` if the answer is not under the root,
 * - `opening::EInvalidIndex`, `merkle::EInvalidPath` or `wrong_answer::EOtherBlob`
 *   if the opening is not one of that cell under the blob id,
 * - `wrong_answer::ERightAnswer` if the hashes are the same,
 * - `EAccusedAlready` if the node is accused of its answer about this blob
 *   already.
 */
export function accuse(options: AccuseOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        'u32',
        '0x2::object::ID',
        'u256',
        'u8',
        'u16',
        'u16',
        'address',
        'u64',
        'vector<address>',
        'u64',
        null,
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "round", "nodeId", "blobId", "axis", "sliver", "cell", "leafHash", "position", "path", "size", "opening"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'accusations',
        function: 'accuse',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ResolveArguments {
    self: RawTransactionArgument<string>;
    records: RawTransactionArgument<string>;
    round: RawTransactionArgument<number>;
    nodeId: RawTransactionArgument<string>;
    blobId: RawTransactionArgument<number | bigint>;
}
export interface ResolveOptions {
    package?: string;
    arguments: ResolveArguments | [
        self: RawTransactionArgument<string>,
        records: RawTransactionArgument<string>,
        round: RawTransactionArgument<number>,
        nodeId: RawTransactionArgument<string>,
        blobId: RawTransactionArgument<number | bigint>
    ];
}
/**
 * Resolves an accusation: acquits the node if the blob is invalid, and otherwise
 * convicts it when the acquit time is over. An accusation from a round that is no
 * more, or against a node that another proof has convicted, is dropped.
 *
 * Aborts with:
 *
 * - `evidence::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `ENoAccusation` if there is no such accusation,
 * - `EWithinAcquitTime` if the node still has time.
 */
export function resolve(options: ResolveOptions) {
    const packageAddress = options.package ?? '@local-pkg/evidence';
    const argumentsTypes = [
        null,
        null,
        'u32',
        '0x2::object::ID',
        'u256',
        '0x2::clock::Clock'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "records", "round", "nodeId", "blobId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'accusations',
        function: 'resolve',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}