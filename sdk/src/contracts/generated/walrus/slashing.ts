/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Penalties by vote. Nodes with a quorum of the current epoch's shards can take
 * from a node what its operator has earned and not collected, for reasons that no
 * proof covers. Votes count in their own epoch only, and an executed vote is used
 * up.
 */

import { MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_set from './deps/sui/vec_set.js';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/walrus::slashing';
export const SlashingProposal = new MoveStruct({ name: `${$moduleName}::SlashingProposal`, fields: {
        /** The epoch of the votes. */
        epoch: bcs.u32(),
        /** The node that is to be penalised. */
        node_id: bcs.Address,
        /** Shards of the voters. */
        voting_weight: bcs.u16(),
        voters: vec_set.VecSet(bcs.Address)
    } });
export const SlashingManager = new MoveStruct({ name: `${$moduleName}::SlashingManager`, fields: {
        id: bcs.Address,
        slashing_candidates: table.Table
    } });
export interface VoteForSlashingArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    auth: TransactionArgument;
    voterNodeId: RawTransactionArgument<string>;
    candidateNodeId: RawTransactionArgument<string>;
}
export interface VoteForSlashingOptions {
    package?: string;
    arguments: VoteForSlashingArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        auth: TransactionArgument,
        voterNodeId: RawTransactionArgument<string>,
        candidateNodeId: RawTransactionArgument<string>
    ];
}
/**
 * Votes, for a node of the current committee, against a node.
 *
 * Aborts with:
 *
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `staking_inner::EPoolNotFound` if there is no node with one of the ids,
 * - `ENotAuthorized` if `auth` may not act for the voter in matters of governance,
 * - `ENotCommitteeMember` if the voter is not in the committee,
 * - `EDuplicateVote` if the voter has voted against this node already.
 */
export function voteForSlashing(options: VoteForSlashingOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        '0x2::object::ID',
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "auth", "voterNodeId", "candidateNodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'slashing',
        function: 'vote_for_slashing',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface ExecuteSlashingArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    treasury: RawTransactionArgument<string>;
    candidateNodeId: RawTransactionArgument<string>;
}
export interface ExecuteSlashingOptions {
    package?: string;
    arguments: ExecuteSlashingArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        treasury: RawTransactionArgument<string>,
        candidateNodeId: RawTransactionArgument<string>
    ];
}
/**
 * Burns what the operator of a node has earned and not collected, if nodes with a
 * quorum of the shards have voted for that in this epoch. Anyone may call it.
 *
 * Aborts with:
 *
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `ENoProposalForNode` if no node has voted against the node,
 * - `EWrongEpoch` if the votes are from an earlier epoch,
 * - `ENotEnoughVotes` if the voters hold less than a quorum of the shards,
 * - `staking_inner::EPoolNotFound` if the node does not exist any more.
 */
export function executeSlashing(options: ExecuteSlashingOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        '0x2::object::ID'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "treasury", "candidateNodeId"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'slashing',
        function: 'execute_slashing',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CleanupSlashingProposalsArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    nodeIds: RawTransactionArgument<Array<string>>;
}
export interface CleanupSlashingProposalsOptions {
    package?: string;
    arguments: CleanupSlashingProposalsArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        nodeIds: RawTransactionArgument<Array<string>>
    ];
}
/**
 * Removes the votes against these nodes that are from an earlier epoch. Anyone may
 * call it.
 *
 * Aborts with `staking::EWrongVersion` if the object belongs to another version of
 * the package.
 */
export function cleanupSlashingProposals(options: CleanupSlashingProposalsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<0x2::object::ID>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "nodeIds"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'slashing',
        function: 'cleanup_slashing_proposals',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}