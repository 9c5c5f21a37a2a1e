// SPDX-License-Identifier: Apache-2.0

/// A pool of WAL that pays a share of what others pay for storage, and adds a share for those who
/// store. Whoever buys through it pays less, as long as there are funds in it.
///
/// Rates are basis points of the price. Together they are bounded: three times the buyer's rate and
/// the nodes' rate are at most 20,000. Nodes with a third of the shards receive a third of what is paid
/// for storage and of what is added to it. Beyond that bound they would receive more than they pay,
/// and could take the funds out by buying storage that nobody needs. Another pool (`walrus_subsidies`)
/// pays for what this one adds as if users had paid it: so the factors multiply, and whoever sets the
/// rates has to keep their product below three times the buyer's part of the price.
///
/// The funds are those of the holder of the `AdminCap`, who can take them back.
module subsidies::subsidies;

use std::type_name;
use sui::{balance::{Self, Balance}, coin::Coin, event};
use wal::wal::WAL;
use walrus::{blob::Blob, storage_resource::Storage, system::System};

// === Errors ===

/// A rate is above 10,000 basis points, or both are too high together: three times the buyer's rate
/// and the nodes' rate are at most 20,000.
const EInvalidSubsidyRate: u64 = 0;
/// The capability is that of another pool.
const EUnauthorizedAdminCap: u64 = 1;
/// The pool belongs to another version of the package.
const EWrongVersion: u64 = 2;
/// The id is not that of this package.
const EWrongPackage: u64 = 3;
/// The coin holds less than the price less what the pool pays.
const EPaymentTooSmall: u64 = 4;

// === Constants ===

/// The version of the pool that this package understands.
const VERSION: u64 = 1;
/// 100 % in basis points.
const N_BASIS_POINTS: u64 = 10_000;
/// The most that three times the buyer's rate and the nodes' rate may be.
const MAX_RATES: u64 = 20_000;

// === Structs ===

/// A type of this version of the package, by which it finds its own id. Each later version adds one.
public struct V1()

/// The right to set the rates of one pool and to take its funds.
public struct AdminCap has key, store {
    id: UID,
    subsidies_id: ID,
}

/// A pool.
public struct Subsidies has key {
    id: UID,
    /// The share of the price that the buyer gets back, in basis points.
    buyer_subsidy_rate: u16,
    /// The share of the price that is added for those who store.
    system_subsidy_rate: u16,
    subsidy_pool: Balance<WAL>,
    /// The version of the package that may use it.
    package_id: ID,
    version: u64,
}

/// What a coin held before the pool was lent to it, and what was lent. It has to be settled.
public struct Loan {
    own: u64,
    lent: u64,
}

// === Events ===

/// A pool has been made.
public struct SubsidiesCreated has copy, drop {
    subsidies_id: ID,
    admin_cap_id: ID,
}

/// The rates have been set; basis points.
public struct RatesChanged has copy, drop {
    subsidies_id: ID,
    buyer_subsidy_rate: u16,
    system_subsidy_rate: u16,
}

/// FROST have been given to a pool.
public struct FundsAdded has copy, drop {
    subsidies_id: ID,
    amount: u64,
}

/// The admin has taken all FROST out of a pool.
public struct FundsWithdrawn has copy, drop {
    subsidies_id: ID,
    amount: u64,
}

/// Somebody has bought storage through a pool; FROST.
public struct PurchaseSubsidized has copy, drop {
    epoch: u32,
    subsidies_id: ID,
    /// The price, and what the pool has paid of it.
    price: u64,
    buyer_subsidy: u64,
    /// What the pool has added for those who store.
    system_subsidy: u64,
}

// === Public Functions: The Admin ===

/// Shares a pool without funds that pays nothing. Anyone may call it, with the id of this package.
/// Returns the capability of its admin.
///
/// Aborts with `EWrongPackage` if `package_id` is not the id of this package.
public fun new(package_id: ID, ctx: &mut TxContext): AdminCap {
    share(package_id, 0, 0, balance::zero(), ctx)
}

/// Shares a pool with these rates, in basis points, and these funds. Anyone may call it, with the id
/// of this package. Returns the capability of its admin.
///
/// Aborts with:
/// - `EWrongPackage` if `package_id` is not the id of this package,
/// - `EInvalidSubsidyRate` if the rates are too high.
public fun new_with_initial_rates_and_funds(
    package_id: ID,
    initial_buyer_subsidy_rate: u16,
    initial_system_subsidy_rate: u16,
    initial_funds: Coin<WAL>,
    ctx: &mut TxContext,
): AdminCap {
    let (buyer, nodes) = (initial_buyer_subsidy_rate, initial_system_subsidy_rate);
    assert_rates(buyer, nodes);
    share(package_id, buyer, nodes, initial_funds.into_balance(), ctx)
}

/// Sets the share of the price that buyers get back, in basis points. The admin may.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another pool,
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `EInvalidSubsidyRate` if the rates are too high.
public fun set_buyer_subsidy_rate(self: &mut Subsidies, cap: &AdminCap, new_rate: u16) {
    self.assert_admin(cap);
    let system_rate = self.system_subsidy_rate;
    self.set_rates(new_rate, system_rate);
}

/// Sets the share of the price that is added for those who store, in basis points. The admin may.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another pool,
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `EInvalidSubsidyRate` if the rates are too high.
public fun set_system_subsidy_rate(self: &mut Subsidies, cap: &AdminCap, new_rate: u16) {
    self.assert_admin(cap);
    let buyer_rate = self.buyer_subsidy_rate;
    self.set_rates(buyer_rate, new_rate);
}

/// Takes all funds out. The admin may.
///
/// Aborts with:
/// - `EUnauthorizedAdminCap` if the capability is that of another pool,
/// - `EWrongVersion` if the pool belongs to another version of the package.
public fun withdraw_balance(self: &mut Subsidies, cap: &AdminCap): Balance<WAL> {
    self.assert_admin(cap);
    self.assert_version();
    let funds = self.subsidy_pool.withdraw_all();
    event::emit(FundsWithdrawn { subsidies_id: object::id(self), amount: funds.value() });
    funds
}

// === Public Functions: Anyone ===

/// Adds funds. Anyone may call it, and only the admin can take them back.
///
/// Aborts with `EWrongVersion` if the pool belongs to another version of the package.
public fun add_funds(self: &mut Subsidies, funds: Coin<WAL>) {
    self.assert_version();
    event::emit(FundsAdded { subsidies_id: object::id(self), amount: funds.value() });
    self.subsidy_pool.join(funds.into_balance());
}

/// Buys storage, as `system::reserve_space` does, for less. The coin has to hold what is left for the
/// buyer to pay.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
/// - `system_state_inner::EInvalidResourceSize` if `storage_amount` is 0,
/// - `system_state_inner::EInvalidEpochsAhead` if the period is empty, or reaches farther than
///   storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the epochs has less capacity left,
/// - `EPaymentTooSmall` if the coin holds less than the price less what the pool pays,
/// - `sui::balance::ENotEnough` if coin and pool together hold less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun reserve_space(
    self: &mut Subsidies,
    system: &mut System,
    storage_amount: u64,
    epochs_ahead: u32,
    payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Storage {
    let loan = self.lend(payment);
    let storage = system.reserve_space(storage_amount, epochs_ahead, payment, ctx);
    self.settle(loan, system, payment, 0, epochs_ahead);
    storage
}

/// Extends a blob by `epochs_ahead` epochs, as `system::extend_blob` does, for less. The coin has to
/// hold what is left for the buyer to pay.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
/// - `blob::ENotCertified` if the blob is not certified,
/// - `blob::EResourceBounds` if it has ended,
/// - `system_state_inner::EInvalidEpochsAhead` if `epochs_ahead` is 0, or the new end is farther than
///   storage is sold ahead,
/// - `system_state_inner::EStorageExceeded` if one of the added epochs has less capacity left,
/// - `EPaymentTooSmall` if the coin holds less than the price less what the pool pays,
/// - `sui::balance::ENotEnough` if coin and pool together hold less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun extend_blob(
    self: &mut Subsidies,
    system: &mut System,
    blob: &mut Blob,
    epochs_ahead: u32,
    payment: &mut Coin<WAL>,
    _ctx: &mut TxContext,
) {
    let end = blob.end_epoch();
    let loan = self.lend(payment);
    system.extend_blob(blob, epochs_ahead, payment);
    let first = end - system.epoch();
    self.settle(loan, system, payment, first, first + epochs_ahead);
}

/// Registers a blob, as `system::register_blob` does, at the full price: here so that one package is
/// enough for who buys and registers.
///
/// Aborts with:
/// - `EWrongVersion` if the pool belongs to another version of the package,
/// - `system::EWrongVersion` if `system` belongs to another version of `walrus`,
/// - `encoding::EInvalidEncodingType` if the encoding type is unknown,
/// - `redstuff::ENoShards` if there is no committee yet,
/// - `redstuff::EBlobTooLarge` if the blob is too large for the number of shards,
/// - `blob::EResourceBounds` if the storage has not begun or has ended,
/// - `blob::EResourceSize` if the storage is too small for the encoded blob,
/// - `blob::EInvalidBlobId` if the blob id is not that of the root hash, encoding type and size,
/// - `sui::balance::ENotEnough` if the coin holds less than the price,
/// - an arithmetic error if the price does not fit 64 bits.
public fun register_blob(
    self: &mut Subsidies,
    system: &mut System,
    storage: Storage,
    blob_id: u256,
    root_hash: u256,
    size: u64,
    encoding_type: u8,
    deletable: bool,
    write_payment: &mut Coin<WAL>,
    ctx: &mut TxContext,
): Blob {
    self.assert_version();
    system.register_blob(
        storage,
        blob_id,
        root_hash,
        size,
        encoding_type,
        deletable,
        write_payment,
        ctx,
    )
}

/// The pool of a capability. Never aborts.
public fun admin_cap_subsidies_id(admin_cap: &AdminCap): ID {
    admin_cap.subsidies_id
}

/// FROST in the pool. Never aborts.
public fun subsidy_pool_value(self: &Subsidies): u64 {
    self.subsidy_pool.value()
}

/// The share of the price that buyers get back, in basis points. Never aborts.
public fun buyer_subsidy_rate(self: &Subsidies): u16 {
    self.buyer_subsidy_rate
}

/// The share of the price that is added for those who store, in basis points. Never aborts.
public fun system_subsidy_rate(self: &Subsidies): u16 {
    self.system_subsidy_rate
}

// === Private Functions ===

fun share(
    package_id: ID,
    buyer_rate: u16,
    system_rate: u16,
    funds: Balance<WAL>,
    ctx: &mut TxContext,
): AdminCap {
    let own_package = type_name::with_defining_ids<V1>().address_string();
    assert!(package_id.to_address().to_ascii_string() == own_package, EWrongPackage);
    let subsidies = Subsidies {
        id: object::new(ctx),
        buyer_subsidy_rate: buyer_rate,
        system_subsidy_rate: system_rate,
        subsidy_pool: funds,
        package_id,
        version: VERSION,
    };
    let subsidies_id = object::id(&subsidies);
    let cap = AdminCap { id: object::new(ctx), subsidies_id };
    event::emit(SubsidiesCreated { subsidies_id, admin_cap_id: object::id(&cap) });
    subsidies.emit_rates();
    let amount = subsidies.subsidy_pool.value();
    if (amount > 0) event::emit(FundsAdded { subsidies_id, amount });
    transfer::share_object(subsidies);
    cap
}

fun set_rates(self: &mut Subsidies, buyer_rate: u16, system_rate: u16) {
    self.assert_version();
    assert_rates(buyer_rate, system_rate);
    self.buyer_subsidy_rate = buyer_rate;
    self.system_subsidy_rate = system_rate;
    self.emit_rates();
}

fun assert_rates(buyer_rate: u16, system_rate: u16) {
    let (buyer, nodes) = (buyer_rate as u64, system_rate as u64);
    assert!(buyer <= N_BASIS_POINTS && nodes <= N_BASIS_POINTS, EInvalidSubsidyRate);
    assert!(3 * buyer + nodes <= MAX_RATES, EInvalidSubsidyRate);
}

fun emit_rates(self: &Subsidies) {
    event::emit(RatesChanged {
        subsidies_id: object::id(self),
        buyer_subsidy_rate: self.buyer_subsidy_rate,
        system_subsidy_rate: self.system_subsidy_rate,
    });
}

/// Lends all of the pool to a coin.
fun lend(self: &mut Subsidies, payment: &mut Coin<WAL>): Loan {
    self.assert_version();
    let loan = Loan { own: payment.value(), lent: self.subsidy_pool.value() };
    payment.balance_mut().join(self.subsidy_pool.withdraw_all());
    loan
}

/// Takes back what was lent, less what the pool pays of the price. What it adds goes to those who
/// store from `first` to before `end`, epochs that count from the current one.
fun settle(
    self: &mut Subsidies,
    loan: Loan,
    system: &mut System,
    payment: &mut Coin<WAL>,
    first: u32,
    end: u32,
) {
    let Loan { own, lent } = loan;
    let price = own + lent - payment.value();
    let (buyer_subsidy, system_subsidy) = self.shares_of(price, lent);
    assert!(own + buyer_subsidy >= price, EPaymentTooSmall);
    let change = own + buyer_subsidy - price;
    let back = payment.value() - change;
    self.subsidy_pool.join(payment.balance_mut().split(back));
    event::emit(PurchaseSubsidized {
        epoch: system.epoch(),
        subsidies_id: object::id(self),
        price,
        buyer_subsidy,
        system_subsidy,
    });
    if (system_subsidy > 0) self.add_to_epochs(system, system_subsidy, first as u64, end as u64);
}

/// Adds an amount to the rewards of epochs, the same to each, and to the first what is left over.
fun add_to_epochs(self: &mut Subsidies, system: &mut System, amount: u64, first: u64, end: u64) {
    let per_epoch = amount / (end - first);
    let rest = amount - per_epoch * (end - first);
    let amounts = vector::tabulate!(end, |epoch| {
        let amount = if (epoch < first) 0
        else if (epoch == first) per_epoch + rest
        else per_epoch;
        self.subsidy_pool.split(amount)
    });
    system.add_per_epoch_subsidies(amounts);
}

/// What a pool with `funds` pays of a price, and what it adds for those who store. If it has too
/// little for both, it is shared out in proportion.
fun shares_of(self: &Subsidies, price: u64, funds: u64): (u64, u64) {
    let (buyer, nodes) = (self.buyer_subsidy_rate as u64, self.system_subsidy_rate as u64);
    let buyer_subsidy = part_of(price, buyer, N_BASIS_POINTS);
    let system_subsidy = part_of(price, nodes, N_BASIS_POINTS);
    if (buyer_subsidy as u128 + (system_subsidy as u128) <= funds as u128) {
        (buyer_subsidy, system_subsidy)
    } else {
        (part_of(funds, buyer, buyer + nodes), part_of(funds, nodes, buyer + nodes))
    }
}

/// floor(amount * part / whole).
fun part_of(amount: u64, part: u64, whole: u64): u64 {
    ((amount as u128) * (part as u128) / (whole as u128)) as u64
}

fun assert_admin(self: &Subsidies, cap: &AdminCap) {
    assert!(cap.subsidies_id == object::id(self), EUnauthorizedAdminCap);
}

fun assert_version(self: &Subsidies) {
    assert!(self.version == VERSION, EWrongVersion);
}

// === Test Only ===

/// The id of this package.
#[test_only]
public fun package_for_testing(): ID {
    let at = type_name::with_defining_ids<V1>().address_string();
    sui::address::from_ascii_bytes(at.as_bytes()).to_id()
}

/// Pretends that the pool belongs to another version of the package.
#[test_only]
public fun set_version_for_testing(self: &mut Subsidies, version: u64) {
    self.version = version;
}
