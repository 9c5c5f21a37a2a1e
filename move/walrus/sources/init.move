// SPDX-License-Identifier: Apache-2.0

/// Initialisation and migration of a network. Publishing the package gives the publisher an
/// `InitCap`. The holder uses it once: `initialize_walrus` creates the shared objects and sets the
/// parameters that never change.
///
/// After an upgrade anyone calls `migrate` in the new package, which moves the shared objects to
/// it.
module walrus::init;

use sui::{clock::Clock, package::{Self, Publisher, UpgradeCap}};
use walrus::{
    display,
    events,
    slashing,
    staking::{Self, Staking},
    system::{Self, System},
    upgrade::{Self, EmergencyUpgradeCap}
};

// === Errors ===

/// The shared objects were announced different packages, so none of them was migrated.
const EInvalidMigration: u64 = 0;
/// The upgrade cap belongs to another package; pass the one that publishing this package gave.
const EInvalidUpgradeCap: u64 = 1;

// === Structs ===

/// The one-time witness for the publisher.
public struct INIT has drop {}

/// The right to initialise the network; used up by doing so.
public struct InitCap has key, store {
    id: UID,
    publisher: Publisher,
}

// === Public Functions ===

/// Creates and shares `System`, `Staking`, the holder of the votes for penalties, the display
/// templates and the holder of the upgrade capability.
///
/// Durations are in milliseconds: epoch 0, in which nodes register and gather stake, lasts at least
/// `epoch_zero_duration` (up to 366 days), the others at least `epoch_duration` (1 second to 366
/// days). `n_shards` (1 to 10000) and `max_epochs_ahead` (1 to 1000, how far ahead storage is sold)
/// never change. Returns the right to upgrade the package.
///
/// Aborts with:
/// - `EInvalidUpgradeCap` if the upgrade cap is that of another package,
/// - `system_state_inner::EInvalidMaxEpochsAhead` if `max_epochs_ahead` is not between 1 and 1000,
/// - `staking_inner::EInvalidShardCount` if `n_shards` is not between 1 and 10000,
/// - `staking_inner::EInvalidEpochDuration` if a duration is out of bounds.
public fun initialize_walrus(
    init_cap: InitCap,
    upgrade_cap: UpgradeCap,
    epoch_zero_duration: u64,
    epoch_duration: u64,
    n_shards: u16,
    max_epochs_ahead: u32,
    clock: &Clock,
    ctx: &mut TxContext,
): EmergencyUpgradeCap {
    let InitCap { id, publisher } = init_cap;
    id.delete();
    let package_id = upgrade_cap.package();
    assert!(
        *publisher.published_package() == package_id.to_address().to_ascii_string(),
        EInvalidUpgradeCap,
    );
    system::create(max_epochs_ahead, package_id, ctx);
    staking::create(epoch_zero_duration, epoch_duration, n_shards, package_id, clock, ctx);
    slashing::create(ctx);
    display::create(publisher, ctx);
    upgrade::new(upgrade_cap, ctx)
}

/// Moves the shared objects to this package, once an upgrade to it has been committed. Anyone may
/// call it, in the new package; from then on the old one can no longer be used.
///
/// Aborts with:
/// - `staking::EInvalidMigration` or `system::EInvalidMigration` if the objects have the version of
///   this package already, or no upgrade to it has been committed,
/// - `EInvalidMigration` if the two objects were announced different packages.
public fun migrate(staking: &mut Staking, system: &mut System) {
    staking.migrate();
    system.migrate();
    assert!(staking.package_id() == system.package_id(), EInvalidMigration);
    events::emit_contract_upgraded(staking.epoch(), system.package_id(), system.version());
}

// === Private Functions ===

/// Gives the right to initialise the network to the publisher.
fun init(witness: INIT, ctx: &mut TxContext) {
    let publisher = package::claim(witness, ctx);
    transfer::transfer(InitCap { id: object::new(ctx), publisher }, ctx.sender());
}

// === Test Only ===

/// What publishing does.
#[test_only]
public fun init_for_testing(ctx: &mut TxContext) {
    init(INIT {}, ctx);
}
