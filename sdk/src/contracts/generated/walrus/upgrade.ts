/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Upgrades of this package. A shared object holds the upgrade capability. It is
 * used for a package that nodes with a quorum of the current epoch's shards have
 * voted for, or for one that the holder of the `EmergencyUpgradeCap` wants, until
 * that capability is burned.
 * 
 * Capabilities of other packages can be entrusted to the same object. They are
 * used in the same way, and come out of it no more.
 * 
 * Every upgrade of this package announces the new package in the shared objects.
 * They stay with the old package until `walrus::init::migrate` moves them.
 */

import { MoveTuple, MoveStruct, normalizeMoveArguments, type RawTransactionArgument } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import { type Transaction, type TransactionArgument } from '@mysten/sui/transactions';
import * as vec_set from './deps/sui/vec_set.js';
import * as _package from './deps/sui/package.js';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/walrus::upgrade';
export const PackageDigest = new MoveTuple({ name: `${$moduleName}::PackageDigest`, fields: [bcs.vector(bcs.u8())] });
export const UpgradeProposal = new MoveStruct({ name: `${$moduleName}::UpgradeProposal`, fields: {
        /** The epoch of the votes. */
        epoch: bcs.u32(),
        digest: PackageDigest,
        /** The version that the package would be. */
        version: bcs.u64(),
        /** Shards of the voters. */
        voting_weight: bcs.u16(),
        voters: vec_set.VecSet(bcs.Address)
    } });
export const UpgradeManager = new MoveStruct({ name: `${$moduleName}::UpgradeManager`, fields: {
        id: bcs.Address,
        cap: _package.UpgradeCap,
        upgrade_proposals: table.Table
    } });
export const EntrustedKey = new MoveTuple({ name: `${$moduleName}::EntrustedKey`, fields: [bcs.Address] });
export const Entrusted = new MoveStruct({ name: `${$moduleName}::Entrusted`, fields: {
        cap: _package.UpgradeCap,
        upgrade_proposals: table.Table
    } });
export const EmergencyUpgradeCap = new MoveStruct({ name: `${$moduleName}::EmergencyUpgradeCap`, fields: {
        id: bcs.Address,
        upgrade_manager_id: bcs.Address
    } });
export interface VoteForUpgradeArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    auth: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface VoteForUpgradeOptions {
    package?: string;
    arguments: VoteForUpgradeArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        auth: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Votes, for a node of the current committee, for the package with this digest.
 * Votes count in their own epoch only.
 *
 * Aborts with:
 *
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id,
 * - `ENotAuthorized` if `auth` may not act for the node in matters of governance,
 * - `ENotCommitteeMember` if the node is not in the committee,
 * - `EInvalidPackageDigest` if the digest does not have 32 bytes,
 * - `EDuplicateVote` if the node has voted for this package already.
 */
export function voteForUpgrade(options: VoteForUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        '0x2::object::ID',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "auth", "nodeId", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'vote_for_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AuthorizeUpgradeArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface AuthorizeUpgradeOptions {
    package?: string;
    arguments: AuthorizeUpgradeArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Allows, in this transaction, the upgrade for which a quorum of the current epoch
 * has voted. Anyone may call it.
 *
 * Aborts with:
 *
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `EInvalidPackageDigest` if the digest does not have 32 bytes,
 * - `ENoProposalForDigest` if no node has voted for the package,
 * - `EWrongEpoch` if the votes are from an earlier epoch,
 * - `EWrongVersion` if another upgrade came after the votes,
 * - `ENotEnoughVotes` if the voters hold less than a quorum of the shards,
 * - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is
 *   not committed yet.
 */
export function authorizeUpgrade(options: AuthorizeUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'authorize_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AuthorizeEmergencyUpgradeArguments {
    self: RawTransactionArgument<string>;
    emergencyCap: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface AuthorizeEmergencyUpgradeOptions {
    package?: string;
    arguments: AuthorizeEmergencyUpgradeArguments | [
        self: RawTransactionArgument<string>,
        emergencyCap: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Allows, in this transaction, an upgrade to the package with this digest.
 *
 * Aborts with:
 *
 * - `EWrongManager` if the capability belongs to another deployment,
 * - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is
 *   not committed yet.
 */
export function authorizeEmergencyUpgrade(options: AuthorizeEmergencyUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "emergencyCap", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'authorize_emergency_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CommitUpgradeArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    system: RawTransactionArgument<string>;
    receipt: TransactionArgument;
}
export interface CommitUpgradeOptions {
    package?: string;
    arguments: CommitUpgradeArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        system: RawTransactionArgument<string>,
        receipt: TransactionArgument
    ];
}
/**
 * Commits the upgrade, and announces the new package in the shared objects.
 *
 * Aborts with:
 *
 * - `sui::package::EWrongUpgradeCap` if the receipt is that of another package,
 * - `staking::EWrongVersion` or `system::EWrongVersion` if the objects have moved
 *   on to a later version of the package.
 */
export function commitUpgrade(options: CommitUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "system", "receipt"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'commit_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface EntrustArguments {
    self: RawTransactionArgument<string>;
    cap: RawTransactionArgument<string>;
}
export interface EntrustOptions {
    package?: string;
    arguments: EntrustArguments | [
        self: RawTransactionArgument<string>,
        cap: RawTransactionArgument<string>
    ];
}
/**
 * Entrusts the upgrade capability of another package. Nobody gets it back; returns
 * its id, under which its upgrades are voted for. Never aborts.
 */
export function entrust(options: EntrustOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "cap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'entrust',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface VoteForEntrustedUpgradeArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    auth: TransactionArgument;
    nodeId: RawTransactionArgument<string>;
    capId: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface VoteForEntrustedUpgradeOptions {
    package?: string;
    arguments: VoteForEntrustedUpgradeArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        auth: TransactionArgument,
        nodeId: RawTransactionArgument<string>,
        capId: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Votes like `vote_for_upgrade`, for an upgrade of the package whose capability
 * was entrusted.
 *
 * Aborts with:
 *
 * - `ENotEntrusted` if no capability with this id has been entrusted,
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `staking_inner::EPoolNotFound` if there is no node with this id,
 * - `ENotAuthorized` if `auth` may not act for the node in matters of governance,
 * - `ENotCommitteeMember` if the node is not in the committee,
 * - `EInvalidPackageDigest` if the digest does not have 32 bytes,
 * - `EDuplicateVote` if the node has voted for this package already.
 */
export function voteForEntrustedUpgrade(options: VoteForEntrustedUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        null,
        '0x2::object::ID',
        '0x2::object::ID',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "auth", "nodeId", "capId", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'vote_for_entrusted_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AuthorizeEntrustedUpgradeArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    capId: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface AuthorizeEntrustedUpgradeOptions {
    package?: string;
    arguments: AuthorizeEntrustedUpgradeArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        capId: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Allows, in this transaction, the upgrade of an entrusted package for which a
 * quorum of the current epoch has voted. Anyone may call it.
 *
 * Aborts with:
 *
 * - `ENotEntrusted` if no capability with this id has been entrusted,
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `EInvalidPackageDigest` if the digest does not have 32 bytes,
 * - `ENoProposalForDigest` if no node has voted for the package,
 * - `EWrongEpoch` if the votes are from an earlier epoch,
 * - `EWrongVersion` if another upgrade came after the votes,
 * - `ENotEnoughVotes` if the voters hold less than a quorum of the shards,
 * - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is
 *   not committed yet.
 */
export function authorizeEntrustedUpgrade(options: AuthorizeEntrustedUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        '0x2::object::ID',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "capId", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'authorize_entrusted_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface AuthorizeEntrustedEmergencyUpgradeArguments {
    self: RawTransactionArgument<string>;
    emergencyCap: RawTransactionArgument<string>;
    capId: RawTransactionArgument<string>;
    digest: RawTransactionArgument<Array<number>>;
}
export interface AuthorizeEntrustedEmergencyUpgradeOptions {
    package?: string;
    arguments: AuthorizeEntrustedEmergencyUpgradeArguments | [
        self: RawTransactionArgument<string>,
        emergencyCap: RawTransactionArgument<string>,
        capId: RawTransactionArgument<string>,
        digest: RawTransactionArgument<Array<number>>
    ];
}
/**
 * Allows, in this transaction, an upgrade of an entrusted package.
 *
 * Aborts with:
 *
 * - `EWrongManager` if the capability belongs to another deployment,
 * - `ENotEntrusted` if no capability with this id has been entrusted,
 * - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is
 *   not committed yet.
 */
export function authorizeEntrustedEmergencyUpgrade(options: AuthorizeEntrustedEmergencyUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        '0x2::object::ID',
        'vector<u8>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "emergencyCap", "capId", "digest"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'authorize_entrusted_emergency_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CommitEntrustedUpgradeArguments {
    self: RawTransactionArgument<string>;
    capId: RawTransactionArgument<string>;
    receipt: TransactionArgument;
}
export interface CommitEntrustedUpgradeOptions {
    package?: string;
    arguments: CommitEntrustedUpgradeArguments | [
        self: RawTransactionArgument<string>,
        capId: RawTransactionArgument<string>,
        receipt: TransactionArgument
    ];
}
/**
 * Commits the upgrade of an entrusted package. The objects of this package stay as
 * they are.
 *
 * Aborts with:
 *
 * - `ENotEntrusted` if no capability with this id has been entrusted,
 * - `sui::package::EWrongUpgradeCap` if the receipt is that of another package.
 */
export function commitEntrustedUpgrade(options: CommitEntrustedUpgradeOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        '0x2::object::ID',
        null
    ] satisfies (string | null)[];
    const parameterNames = ["self", "capId", "receipt"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'commit_entrusted_upgrade',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface CleanupUpgradeProposalsArguments {
    self: RawTransactionArgument<string>;
    staking: RawTransactionArgument<string>;
    proposals: RawTransactionArgument<Array<Array<number>>>;
}
export interface CleanupUpgradeProposalsOptions {
    package?: string;
    arguments: CleanupUpgradeProposalsArguments | [
        self: RawTransactionArgument<string>,
        staking: RawTransactionArgument<string>,
        proposals: RawTransactionArgument<Array<Array<number>>>
    ];
}
/**
 * Removes the votes for these packages that can no longer count. Anyone may call
 * it.
 *
 * Aborts with:
 *
 * - `staking::EWrongVersion` if the object belongs to another version of the
 *   package,
 * - `EInvalidPackageDigest` if one of the digests does not have 32 bytes.
 */
export function cleanupUpgradeProposals(options: CleanupUpgradeProposalsOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null,
        null,
        'vector<vector<u8>>'
    ] satisfies (string | null)[];
    const parameterNames = ["self", "staking", "proposals"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'cleanup_upgrade_proposals',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}
export interface BurnEmergencyUpgradeCapArguments {
    emergencyCap: RawTransactionArgument<string>;
}
export interface BurnEmergencyUpgradeCapOptions {
    package?: string;
    arguments: BurnEmergencyUpgradeCapArguments | [
        emergencyCap: RawTransactionArgument<string>
    ];
}
/** Gives up the right to upgrade the package at will. Never aborts. */
export function burnEmergencyUpgradeCap(options: BurnEmergencyUpgradeCapOptions) {
    const packageAddress = options.package ?? '@local-pkg/walrus';
    const argumentsTypes = [
        null
    ] satisfies (string | null)[];
    const parameterNames = ["emergencyCap"];
    return (tx: Transaction) => tx.moveCall({
        package: packageAddress,
        module: 'upgrade',
        function: 'burn_emergency_upgrade_cap',
        arguments: normalizeMoveArguments(options.arguments, argumentsTypes, parameterNames),
    });
}