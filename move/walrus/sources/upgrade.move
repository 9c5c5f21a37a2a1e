// SPDX-License-Identifier: Apache-2.0

/// Who may upgrade this package. Its upgrade cap lies in a shared object; the holder of the
/// `EmergencyUpgradeCap` may use it. Every upgrade announces the new package in the shared objects,
/// which stay with the old package until they are migrated.
module walrus::upgrade;

use sui::package::{UpgradeCap, UpgradeReceipt, UpgradeTicket};
use walrus::{staking::Staking, system::System};

// === Errors ===

/// The capability belongs to another deployment.
const EWrongManager: u64 = 0;

// === Structs ===

/// Holder of the package's upgrade cap.
public struct UpgradeManager has key {
    id: UID,
    cap: UpgradeCap,
}

/// The right to upgrade the package at will. Destroy it with `burn_emergency_upgrade_cap` to give
/// that right up for good.
public struct EmergencyUpgradeCap has key, store {
    id: UID,
    upgrade_manager_id: ID,
}

// === Public Functions ===

/// Allows an upgrade to the package with this digest, in this transaction, under the policy of the
/// upgrade cap.
public fun authorize_emergency_upgrade(
    self: &mut UpgradeManager,
    emergency_cap: &EmergencyUpgradeCap,
    digest: vector<u8>,
): UpgradeTicket {
    assert!(emergency_cap.upgrade_manager_id == object::id(self), EWrongManager);
    let policy = self.cap.policy();
    self.cap.authorize(policy, digest)
}

/// Takes note of the upgrade, and announces the new package in the shared objects.
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

/// Gives up the right to upgrade the package at will.
public fun burn_emergency_upgrade_cap(emergency_cap: EmergencyUpgradeCap) {
    let EmergencyUpgradeCap { id, .. } = emergency_cap;
    id.delete();
}

// === Public-Package Functions ===

/// Puts the upgrade cap away, and returns the right to use it.
public(package) fun new(cap: UpgradeCap, ctx: &mut TxContext): EmergencyUpgradeCap {
    let manager = UpgradeManager { id: object::new(ctx), cap };
    let emergency_cap = EmergencyUpgradeCap {
        id: object::new(ctx),
        upgrade_manager_id: object::id(&manager),
    };
    transfer::share_object(manager);
    emergency_cap
}
