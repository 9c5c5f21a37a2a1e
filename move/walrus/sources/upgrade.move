// SPDX-License-Identifier: Apache-2.0

/// Upgrades of this package. A shared object holds the upgrade capability. It is used for a package
/// that nodes with a quorum of the current epoch's shards have voted for, or for one that the
/// holder of the `EmergencyUpgradeCap` wants, until that capability is burned.
///
/// Capabilities of other packages can be entrusted to the same object. They are used in the same
/// way, and come out of it no more.
///
/// Every upgrade of this package announces the new package in the shared objects. They stay with
/// the old package until `walrus::init::migrate` moves them.
module walrus::upgrade;

use sui::{
    dynamic_field as df,
    package::{UpgradeCap, UpgradeReceipt, UpgradeTicket},
    table::{Self, Table},
    vec_set::{Self, VecSet}
};
use walrus::{auth::Authenticated, events, staking::Staking, system::System};
use walrus_core::quorum;

// === Errors ===

/// The capability belongs to another deployment.
const EWrongManager: u64 = 0;
/// The caller may not act for this node in matters of governance; the one whom
/// `set_governance_authorized` named has to vote.
const ENotAuthorized: u64 = 1;
/// The node has voted for this package already; there is nothing to do.
const EDuplicateVote: u64 = 2;
/// The digest of the package does not have 32 bytes.
const EInvalidPackageDigest: u64 = 3;
/// No node has voted for this package.
const ENoProposalForDigest: u64 = 4;
/// The votes are from an earlier epoch; the current committee has to vote again.
const EWrongEpoch: u64 = 5;
/// The nodes that voted for the package hold less than a quorum of the shards.
const ENotEnoughVotes: u64 = 6;
/// Another upgrade came after these votes; the nodes have to vote again.
const EWrongVersion: u64 = 7;
/// The node is not in the committee of the current epoch.
const ENotCommitteeMember: u64 = 8;
/// No capability with this id has been entrusted.
const ENotEntrusted: u64 = 9;

// === Constants ===

const DIGEST_LENGTH: u64 = 32;

// === Structs ===

/// The digest of a package.
public struct PackageDigest(vector<u8>) has copy, drop, store;

/// Votes for a package.
public struct UpgradeProposal has drop, store {
    /// The epoch of the votes.
    epoch: u32,
    digest: PackageDigest,
    /// The version that the package would be.
    version: u64,
    /// Shards of the voters.
    voting_weight: u16,
    voters: VecSet<ID>,
}

/// Holder of the package's upgrade cap.
public struct UpgradeManager has key {
    id: UID,
    cap: UpgradeCap,
    upgrade_proposals: Table<PackageDigest, UpgradeProposal>,
}

/// The name of an `Entrusted`: the id of its capability. A dynamic field of the `UpgradeManager`.
public struct EntrustedKey(ID) has copy, drop, store;

/// The upgrade capability of another package, and the votes for its upgrades.
public struct Entrusted has store {
    cap: UpgradeCap,
    upgrade_proposals: Table<PackageDigest, UpgradeProposal>,
}

/// The right to upgrade the package at will, and those that were entrusted.
/// `burn_emergency_upgrade_cap` gives that right up for ever.
public struct EmergencyUpgradeCap has key, store {
    id: UID,
    upgrade_manager_id: ID,
}

// === Public Functions ===

/// Votes, for a node of the current committee, for the package with this digest. Votes count in
/// their own epoch only.
///
/// Aborts with:
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id,
/// - `ENotAuthorized` if `auth` may not act for the node in matters of governance,
/// - `ENotCommitteeMember` if the node is not in the committee,
/// - `EInvalidPackageDigest` if the digest does not have 32 bytes,
/// - `EDuplicateVote` if the node has voted for this package already.
public fun vote_for_upgrade(
    self: &mut UpgradeManager,
    staking: &Staking,
    auth: Authenticated,
    node_id: ID,
    digest: vector<u8>,
) {
    vote(&self.cap, &mut self.upgrade_proposals, staking, auth, node_id, digest);
}

/// Allows, in this transaction, the upgrade for which a quorum of the current epoch has voted.
/// Anyone may call it.
///
/// Aborts with:
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `EInvalidPackageDigest` if the digest does not have 32 bytes,
/// - `ENoProposalForDigest` if no node has voted for the package,
/// - `EWrongEpoch` if the votes are from an earlier epoch,
/// - `EWrongVersion` if another upgrade came after the votes,
/// - `ENotEnoughVotes` if the voters hold less than a quorum of the shards,
/// - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is not committed
///   yet.
public fun authorize_upgrade(
    self: &mut UpgradeManager,
    staking: &Staking,
    digest: vector<u8>,
): UpgradeTicket {
    authorize_voted(&mut self.cap, &mut self.upgrade_proposals, staking, digest)
}

/// Allows, in this transaction, an upgrade to the package with this digest.
///
/// Aborts with:
/// - `EWrongManager` if the capability belongs to another deployment,
/// - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is not committed
///   yet.
public fun authorize_emergency_upgrade(
    self: &mut UpgradeManager,
    emergency_cap: &EmergencyUpgradeCap,
    digest: vector<u8>,
): UpgradeTicket {
    assert!(emergency_cap.upgrade_manager_id == object::id(self), EWrongManager);
    authorize(&mut self.cap, digest)
}

/// Commits the upgrade, and announces the new package in the shared objects.
///
/// Aborts with:
/// - `sui::package::EWrongUpgradeCap` if the receipt is that of another package,
/// - `staking::EWrongVersion` or `system::EWrongVersion` if the objects have moved on to a later
///   version of the package.
public fun commit_upgrade(
    self: &mut UpgradeManager,
    staking: &mut Staking,
    system: &mut System,
    receipt: UpgradeReceipt,
) {
    let package_id = receipt.package();
    self.cap.commit(receipt);
    staking.set_new_package_id(package_id);
    system.set_new_package_id(package_id);
}

/// Entrusts the upgrade capability of another package. Nobody gets it back; returns its id, under
/// which its upgrades are voted for. Never aborts.
public fun entrust(self: &mut UpgradeManager, cap: UpgradeCap, ctx: &mut TxContext): ID {
    let cap_id = object::id(&cap);
    events::emit_upgrade_cap_entrusted(cap_id, cap.package());
    let entrusted = Entrusted { cap, upgrade_proposals: table::new(ctx) };
    df::add(&mut self.id, EntrustedKey(cap_id), entrusted);
    cap_id
}

/// Votes like `vote_for_upgrade`, for an upgrade of the package whose capability was entrusted.
///
/// Aborts with:
/// - `ENotEntrusted` if no capability with this id has been entrusted,
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `staking_inner::EPoolNotFound` if there is no node with this id,
/// - `ENotAuthorized` if `auth` may not act for the node in matters of governance,
/// - `ENotCommitteeMember` if the node is not in the committee,
/// - `EInvalidPackageDigest` if the digest does not have 32 bytes,
/// - `EDuplicateVote` if the node has voted for this package already.
public fun vote_for_entrusted_upgrade(
    self: &mut UpgradeManager,
    staking: &Staking,
    auth: Authenticated,
    node_id: ID,
    cap_id: ID,
    digest: vector<u8>,
) {
    let Entrusted { cap, upgrade_proposals } = self.entrusted(cap_id);
    vote(cap, upgrade_proposals, staking, auth, node_id, digest);
}

/// Allows, in this transaction, the upgrade of an entrusted package for which a quorum of the
/// current epoch has voted. Anyone may call it.
///
/// Aborts with:
/// - `ENotEntrusted` if no capability with this id has been entrusted,
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `EInvalidPackageDigest` if the digest does not have 32 bytes,
/// - `ENoProposalForDigest` if no node has voted for the package,
/// - `EWrongEpoch` if the votes are from an earlier epoch,
/// - `EWrongVersion` if another upgrade came after the votes,
/// - `ENotEnoughVotes` if the voters hold less than a quorum of the shards,
/// - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is not committed
///   yet.
public fun authorize_entrusted_upgrade(
    self: &mut UpgradeManager,
    staking: &Staking,
    cap_id: ID,
    digest: vector<u8>,
): UpgradeTicket {
    let Entrusted { cap, upgrade_proposals } = self.entrusted(cap_id);
    authorize_voted(cap, upgrade_proposals, staking, digest)
}

/// Allows, in this transaction, an upgrade of an entrusted package.
///
/// Aborts with:
/// - `EWrongManager` if the capability belongs to another deployment,
/// - `ENotEntrusted` if no capability with this id has been entrusted,
/// - `sui::package::EAlreadyAuthorized` if this transaction has an upgrade that is not committed
///   yet.
public fun authorize_entrusted_emergency_upgrade(
    self: &mut UpgradeManager,
    emergency_cap: &EmergencyUpgradeCap,
    cap_id: ID,
    digest: vector<u8>,
): UpgradeTicket {
    assert!(emergency_cap.upgrade_manager_id == object::id(self), EWrongManager);
    authorize(&mut self.entrusted(cap_id).cap, digest)
}

/// Commits the upgrade of an entrusted package. The objects of this package stay as they are.
///
/// Aborts with:
/// - `ENotEntrusted` if no capability with this id has been entrusted,
/// - `sui::package::EWrongUpgradeCap` if the receipt is that of another package.
public fun commit_entrusted_upgrade(
    self: &mut UpgradeManager,
    cap_id: ID,
    receipt: UpgradeReceipt,
) {
    self.entrusted(cap_id).cap.commit(receipt);
}

/// Removes the votes for these packages that can no longer count. Anyone may call it.
///
/// Aborts with:
/// - `staking::EWrongVersion` if the object belongs to another version of the package,
/// - `EInvalidPackageDigest` if one of the digests does not have 32 bytes.
public fun cleanup_upgrade_proposals(
    self: &mut UpgradeManager,
    staking: &Staking,
    proposals: vector<vector<u8>>,
) {
    proposals.do!(|digest| {
        let key = package_digest(digest);
        if (self.upgrade_proposals.contains(key)) {
            let proposal = &self.upgrade_proposals[key];
            let is_stale =
                proposal.epoch < staking.epoch() || proposal.version <= self.cap.version();
            if (is_stale) discard(&mut self.upgrade_proposals, key);
        }
    });
}

/// Gives up the right to upgrade the package at will. Never aborts.
public fun burn_emergency_upgrade_cap(emergency_cap: EmergencyUpgradeCap) {
    let EmergencyUpgradeCap { id, .. } = emergency_cap;
    id.delete();
}

// === Public-Package Functions ===

/// Shares the holder of the upgrade capability, and returns the right to use it.
public(package) fun new(cap: UpgradeCap, ctx: &mut TxContext): EmergencyUpgradeCap {
    let manager = UpgradeManager {
        id: object::new(ctx),
        cap,
        upgrade_proposals: table::new(ctx),
    };
    let emergency_cap = EmergencyUpgradeCap {
        id: object::new(ctx),
        upgrade_manager_id: object::id(&manager),
    };
    transfer::share_object(manager);
    emergency_cap
}

// === Private Functions ===

/// Votes for the upgrade of a package to the one with this digest.
fun vote(
    cap: &UpgradeCap,
    proposals: &mut Table<PackageDigest, UpgradeProposal>,
    staking: &Staking,
    auth: Authenticated,
    node_id: ID,
    digest: vector<u8>,
) {
    assert!(staking.may_govern(node_id, &auth), ENotAuthorized);
    let weight = staking.weight_of(&node_id);
    assert!(weight > 0, ENotCommitteeMember);

    let epoch = staking.epoch();
    let version = cap.version() + 1;
    let key = package_digest(digest);
    let is_open =
        proposals.contains(key) && {
            let proposal = &proposals[key];
            proposal.epoch == epoch && proposal.version == version
        };
    if (!is_open) {
        discard(proposals, key);
        let voters = vec_set::empty();
        let proposal = UpgradeProposal { epoch, digest: key, version, voting_weight: 0, voters };
        proposals.add(key, proposal);
        events::emit_contract_upgrade_proposed(epoch, digest);
    };

    let proposal = &mut proposals[key];
    assert!(!proposal.voters.contains(&node_id), EDuplicateVote);
    proposal.voters.insert(node_id);
    let had_quorum = quorum::is_quorum(proposal.voting_weight, staking.n_shards());
    proposal.voting_weight = proposal.voting_weight + weight;
    events::emit_upgrade_vote_cast(epoch, node_id, digest, proposal.voting_weight);
    if (!had_quorum && quorum::is_quorum(proposal.voting_weight, staking.n_shards())) {
        events::emit_contract_upgrade_quorum_reached(epoch, digest);
    }
}

/// Allows the upgrade for which a quorum of the current epoch has voted.
fun authorize_voted(
    cap: &mut UpgradeCap,
    proposals: &mut Table<PackageDigest, UpgradeProposal>,
    staking: &Staking,
    digest: vector<u8>,
): UpgradeTicket {
    let key = package_digest(digest);
    assert!(proposals.contains(key), ENoProposalForDigest);
    let proposal = proposals.remove(key);
    assert!(proposal.epoch == staking.epoch(), EWrongEpoch);
    assert!(proposal.version == cap.version() + 1, EWrongVersion);
    assert!(quorum::is_quorum(proposal.voting_weight, staking.n_shards()), ENotEnoughVotes);
    authorize(cap, digest)
}

fun authorize(cap: &mut UpgradeCap, digest: vector<u8>): UpgradeTicket {
    let policy = cap.policy();
    cap.authorize(policy, digest)
}

fun discard(proposals: &mut Table<PackageDigest, UpgradeProposal>, key: PackageDigest) {
    if (proposals.contains(key)) { proposals.remove(key); }
}

fun entrusted(self: &mut UpgradeManager, cap_id: ID): &mut Entrusted {
    let key = EntrustedKey(cap_id);
    assert!(df::exists_(&self.id, key), ENotEntrusted);
    df::borrow_mut(&mut self.id, key)
}

fun package_digest(digest: vector<u8>): PackageDigest {
    assert!(digest.length() == DIGEST_LENGTH, EInvalidPackageDigest);
    PackageDigest(digest)
}

// === Test Only ===

/// How many packages have votes.
#[test_only]
public fun n_proposals(self: &UpgradeManager): u64 {
    self.upgrade_proposals.length()
}
