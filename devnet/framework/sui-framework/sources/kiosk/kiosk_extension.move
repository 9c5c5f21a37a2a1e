/// Programs that a kiosk's owner lets use the kiosk: each has a storage of its own and may be allowed to
/// place and to lock items. A program shows who it is with a value of a type that only it can make.
module sui::kiosk_extension;

use sui::{
    bag::{Self, Bag},
    dynamic_field as field,
    kiosk::{Kiosk, KioskOwnerCap},
    transfer_policy::TransferPolicy
};

/// The capability is that of another kiosk.
const ENotOwner: u64 = 0;
/// The extension is not allowed to do this.
const EExtensionNotAllowed: u64 = 2;
/// The kiosk has no such extension.
const EExtensionNotInstalled: u64 = 3;

/// Bit of the permission to place items.
const PLACE: u128 = 1;
/// Bit of the permission to lock items, and so to place them.
const LOCK: u128 = 2;

public struct Extension has store {
    storage: Bag,
    /// Bits: `PLACE`, `LOCK`.
    permissions: u128,
    is_enabled: bool,
}

/// The name of the field with an extension.
public struct ExtensionKey<phantom Ext> has copy, drop, store {}

// === For the owner ===

/// Installs an extension. Aborts with `ENotOwner`, and `sui::dynamic_field::EFieldAlreadyExists`.
public fun add<Ext: drop>(
    _ext: Ext,
    self: &mut Kiosk,
    cap: &KioskOwnerCap,
    permissions: u128,
    ctx: &mut TxContext,
) {
    assert!(self.has_access(cap), ENotOwner);
    let extension = Extension { storage: bag::new(ctx), permissions, is_enabled: true };
    field::add(self.uid_mut_internal(), ExtensionKey<Ext> {}, extension)
}

/// Takes all permissions from an extension until `enable`.
/// Aborts with `ENotOwner` and `EExtensionNotInstalled`.
public fun disable<Ext: drop>(self: &mut Kiosk, cap: &KioskOwnerCap) {
    set_enabled<Ext>(self, cap, false)
}

/// Gives an extension its permissions back. Aborts with `ENotOwner` and `EExtensionNotInstalled`.
public fun enable<Ext: drop>(self: &mut Kiosk, cap: &KioskOwnerCap) {
    set_enabled<Ext>(self, cap, true)
}

/// Removes an extension. Aborts with `ENotOwner`, `EExtensionNotInstalled`, and `sui::bag::EBagNotEmpty`.
public fun remove<Ext: drop>(self: &mut Kiosk, cap: &KioskOwnerCap) {
    assert!(self.has_access(cap), ENotOwner);
    assert!(is_installed<Ext>(self), EExtensionNotInstalled);
    let key = ExtensionKey<Ext> {};
    let Extension { storage, .. } = field::remove(self.uid_mut_internal(), key);
    storage.destroy_empty();
}

// === For the extension ===

/// The storage. Aborts with `EExtensionNotInstalled`.
public fun storage<Ext: drop>(_ext: Ext, self: &Kiosk): &Bag {
    assert!(is_installed<Ext>(self), EExtensionNotInstalled);
    &extension<Ext>(self).storage
}

/// The storage, to be changed, even when the extension is disabled. Aborts with `EExtensionNotInstalled`.
public fun storage_mut<Ext: drop>(_ext: Ext, self: &mut Kiosk): &mut Bag {
    assert!(is_installed<Ext>(self), EExtensionNotInstalled);
    &mut extension_mut<Ext>(self).storage
}

/// Places an item. Aborts with `EExtensionNotInstalled` and `EExtensionNotAllowed`.
public fun place<Ext: drop, T: key + store>(
    _ext: Ext,
    self: &mut Kiosk,
    item: T,
    _policy: &TransferPolicy<T>,
) {
    assert!(is_installed<Ext>(self), EExtensionNotInstalled);
    assert!(can_place<Ext>(self) || can_lock<Ext>(self), EExtensionNotAllowed);
    self.place_internal(item)
}

/// Places an item and locks it. Aborts with `EExtensionNotInstalled` and `EExtensionNotAllowed`.
public fun lock<Ext: drop, T: key + store>(
    _ext: Ext,
    self: &mut Kiosk,
    item: T,
    _policy: &TransferPolicy<T>,
) {
    assert!(is_installed<Ext>(self), EExtensionNotInstalled);
    assert!(can_lock<Ext>(self), EExtensionNotAllowed);
    self.lock_internal(item)
}

// === Looking ===

public fun is_installed<Ext: drop>(self: &Kiosk): bool {
    field::exists(self.uid(), ExtensionKey<Ext> {})
}

/// Whether an installed extension has its permissions.
public fun is_enabled<Ext: drop>(self: &Kiosk): bool {
    extension<Ext>(self).is_enabled
}

/// Whether an installed extension may place items.
public fun can_place<Ext: drop>(self: &Kiosk): bool {
    may<Ext>(self, PLACE)
}

/// Whether an installed extension may lock items.
public fun can_lock<Ext: drop>(self: &Kiosk): bool {
    may<Ext>(self, LOCK)
}

// === Private Functions ===

fun may<Ext: drop>(self: &Kiosk, permission: u128): bool {
    let extension = extension<Ext>(self);
    extension.is_enabled && extension.permissions & permission != 0
}

fun set_enabled<Ext: drop>(self: &mut Kiosk, cap: &KioskOwnerCap, is_enabled: bool) {
    assert!(self.has_access(cap), ENotOwner);
    assert!(is_installed<Ext>(self), EExtensionNotInstalled);
    extension_mut<Ext>(self).is_enabled = is_enabled;
}

fun extension<Ext: drop>(self: &Kiosk): &Extension {
    field::borrow(self.uid(), ExtensionKey<Ext> {})
}

fun extension_mut<Ext: drop>(self: &mut Kiosk): &mut Extension {
    field::borrow_mut(self.uid_mut_internal(), ExtensionKey<Ext> {})
}
