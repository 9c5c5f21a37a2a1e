/// Packages: proof of who published one, and the steps of an upgrade.
///
/// An upgrade takes three steps in one transaction: the owner of the `UpgradeCap` authorizes it and gets a
/// ticket, the chain takes the ticket and publishes and gives a receipt, and the receipt is committed. Ticket
/// and receipt can be neither kept nor dropped, so all steps happen or none.
module sui::package;

use std::{ascii::String, type_name};
use sui::types;

public use fun burn_publisher as Publisher.burn;
public use fun published_module as Publisher.module_;
public use fun published_package as Publisher.package;
public use fun upgrade_package as UpgradeCap.package;
public use fun upgrade_policy as UpgradeCap.policy;
public use fun authorize_upgrade as UpgradeCap.authorize;
public use fun commit_upgrade as UpgradeCap.commit;
public use fun ticket_package as UpgradeTicket.package;
public use fun ticket_policy as UpgradeTicket.policy;
public use fun ticket_digest as UpgradeTicket.digest;
public use fun receipt_cap as UpgradeReceipt.cap;
public use fun receipt_package as UpgradeReceipt.package;

/// The witness is not a one-time witness.
const ENotOneTimeWitness: u64 = 0;
/// The policy allows more than the capability does.
const ETooPermissive: u64 = 1;
/// An upgrade is under way.
const EAlreadyAuthorized: u64 = 2;
/// No upgrade is under way.
const ENotAuthorized: u64 = 3;
/// The receipt belongs to another capability.
const EWrongUpgradeCap: u64 = 4;

// What an upgrade may change. A larger number allows less.
/// Everything that keeps public functions and types as they are.
const COMPATIBLE: u8 = 0;
/// Only additions.
const ADDITIVE: u8 = 128;
/// Only the dependencies.
const DEP_ONLY: u8 = 192;

/// Proof that its owner published a module: only the module's `init` could claim it.
public struct Publisher has key, store {
    id: UID,
    /// Original address of the package, as hex digits.
    package: String,
    module_name: String,
}

/// The right to upgrade a package.
public struct UpgradeCap has key, store {
    id: UID,
    /// The present version; 0x0 while an upgrade is under way.
    package: ID,
    /// How many versions there were, the present one included.
    version: u64,
    policy: u8,
}

/// Permission for one upgrade.
public struct UpgradeTicket {
    cap: ID,
    /// The version to be upgraded.
    package: ID,
    policy: u8,
    /// What is to be published, as the compiler digests it.
    digest: vector<u8>,
}

/// Proof of one upgrade.
public struct UpgradeReceipt {
    cap: ID,
    /// The new version.
    package: ID,
}

// === Publisher ===

/// Proof of publishing the module of the witness. Aborts with `ENotOneTimeWitness`.
public fun claim<OTW: drop>(otw: OTW, ctx: &mut TxContext): Publisher {
    assert!(types::is_one_time_witness(&otw), ENotOneTimeWitness);
    publisher_of<OTW>(ctx)
}

/// As `claim`, for the sender.
#[allow(lint(self_transfer))]
public fun claim_and_keep<OTW: drop>(otw: OTW, ctx: &mut TxContext) {
    let publisher = claim(otw, ctx);
    sui::transfer::public_transfer(publisher, ctx.sender())
}

/// Ends the proof.
public fun burn_publisher(self: Publisher) {
    let Publisher { id, .. } = self;
    id.delete()
}

/// Whether `T` is of the same package.
public fun from_package<T>(self: &Publisher): bool {
    type_name::with_original_ids<T>().address_string() == self.package
}

/// Whether `T` is of the same module.
public fun from_module<T>(self: &Publisher): bool {
    self.from_package<T>() &&
        type_name::with_original_ids<T>().module_string() == self.module_name
}

/// The name of the module.
public fun published_module(self: &Publisher): &String {
    &self.module_name
}

/// The address of the package.
public fun published_package(self: &Publisher): &String {
    &self.package
}

// === UpgradeCap ===

/// The present version of the package.
public fun upgrade_package(cap: &UpgradeCap): ID {
    cap.package
}

/// How many versions there were, the present one included.
public fun version(cap: &UpgradeCap): u64 {
    cap.version
}

/// What upgrades may change.
public fun upgrade_policy(cap: &UpgradeCap): u8 {
    cap.policy
}

/// Allows additions only. Aborts with `ETooPermissive`.
public entry fun only_additive_upgrades(cap: &mut UpgradeCap) {
    cap.restrict(ADDITIVE)
}

/// Allows changes of dependencies only. Aborts with `ETooPermissive`.
public entry fun only_dep_upgrades(cap: &mut UpgradeCap) {
    cap.restrict(DEP_ONLY)
}

/// Allows nothing, for ever.
public entry fun make_immutable(cap: UpgradeCap) {
    let UpgradeCap { id, .. } = cap;
    id.delete()
}

// === Upgrade ===

/// The first step: permission to publish what has this digest.
/// Aborts with `EAlreadyAuthorized` and `ETooPermissive`.
public fun authorize_upgrade(cap: &mut UpgradeCap, policy: u8, digest: vector<u8>): UpgradeTicket {
    let package = cap.package;
    assert!(package.to_address() != @0x0, EAlreadyAuthorized);
    assert!(cap.policy <= policy, ETooPermissive);
    cap.package = @0x0.to_id();
    UpgradeTicket { cap: object::id(cap), package, policy, digest }
}

/// The last step. Aborts with `EWrongUpgradeCap` and `ENotAuthorized`.
public fun commit_upgrade(cap: &mut UpgradeCap, receipt: UpgradeReceipt) {
    let UpgradeReceipt { cap: of, package } = receipt;
    assert!(of == object::id(cap), EWrongUpgradeCap);
    assert!(cap.package.to_address() == @0x0, ENotAuthorized);
    cap.version = cap.version + 1;
    cap.package = package;
}

/// The version to be upgraded.
public fun ticket_package(ticket: &UpgradeTicket): ID {
    ticket.package
}

/// What the upgrade may change.
public fun ticket_policy(ticket: &UpgradeTicket): u8 {
    ticket.policy
}

/// The digest of what may be published.
public fun ticket_digest(ticket: &UpgradeTicket): &vector<u8> {
    &ticket.digest
}

/// The capability that authorized the upgrade.
public fun receipt_cap(receipt: &UpgradeReceipt): ID {
    receipt.cap
}

/// The new version.
public fun receipt_package(receipt: &UpgradeReceipt): ID {
    receipt.package
}

// === Policies ===

public fun compatible_policy(): u8 {
    COMPATIBLE
}

public fun additive_policy(): u8 {
    ADDITIVE
}

public fun dep_only_policy(): u8 {
    DEP_ONLY
}

// === Private Functions ===

fun restrict(cap: &mut UpgradeCap, policy: u8) {
    assert!(policy >= cap.policy, ETooPermissive);
    cap.policy = policy;
}

fun publisher_of<T>(ctx: &mut TxContext): Publisher {
    let name = type_name::with_original_ids<T>();
    Publisher {
        id: object::new(ctx),
        package: name.address_string(),
        module_name: name.module_string(),
    }
}

// === Test Functions ===

/// As `claim`, with any type.
#[test_only]
public fun test_claim<OTW: drop>(_: OTW, ctx: &mut TxContext): Publisher {
    publisher_of<OTW>(ctx)
}

/// The capability of a package that pretends to be published.
#[test_only]
public fun test_publish(package: ID, ctx: &mut TxContext): UpgradeCap {
    UpgradeCap { id: object::new(ctx), package, version: 1, policy: COMPATIBLE }
}

/// The middle step, with an id for the new version that is a hash of capability and present version.
#[test_only]
public fun test_upgrade(ticket: UpgradeTicket): UpgradeReceipt {
    let UpgradeTicket { cap, package, .. } = ticket;
    let mut both = cap.to_bytes();
    both.append(package.to_bytes());
    UpgradeReceipt { cap, package: object::id_from_bytes(sui::hash::blake2b256(&both)) }
}
