/// A value whose type can change: it lives in a dynamic field named by a version number.
module sui::versioned;

use sui::dynamic_field as field;

/// The capability is of another object, or the version does not grow.
const EInvalidUpgrade: u64 = 0;

public struct Versioned has key, store {
    id: UID,
    version: u64,
}

/// The duty to put a value of a later version in.
public struct VersionChangeCap {
    versioned_id: ID,
    old_version: u64,
}

/// An object with a value.
public fun create<T: store>(init_version: u64, init_value: T, ctx: &mut TxContext): Versioned {
    let mut id = object::new(ctx);
    field::add(&mut id, init_version, init_value);
    Versioned { id, version: init_version }
}

/// The version of the value.
public fun version(self: &Versioned): u64 {
    self.version
}

/// The value. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public fun load_value<T: store>(self: &Versioned): &T {
    field::borrow(&self.id, self.version)
}

/// The value, to be changed. Aborts with `sui::dynamic_field::EFieldTypeMismatch`.
public fun load_value_mut<T: store>(self: &mut Versioned): &mut T {
    field::borrow_mut(&mut self.id, self.version)
}

/// Takes the value out, to be replaced.
public fun remove_value_for_upgrade<T: store>(self: &mut Versioned): (T, VersionChangeCap) {
    let old_version = self.version;
    let value = field::remove(&mut self.id, old_version);
    (value, VersionChangeCap { versioned_id: object::id(self), old_version })
}

/// Puts a value of a later version in. Aborts with `EInvalidUpgrade`.
public fun upgrade<T: store>(
    self: &mut Versioned,
    new_version: u64,
    new_value: T,
    cap: VersionChangeCap,
) {
    let VersionChangeCap { versioned_id, old_version } = cap;
    assert!(object::id(self) == versioned_id, EInvalidUpgrade);
    assert!(new_version > old_version, EInvalidUpgrade);
    self.version = new_version;
    field::add(&mut self.id, new_version, new_value)
}

/// The value; the object ends.
public fun destroy<T: store>(self: Versioned): T {
    let Versioned { mut id, version } = self;
    let value = field::remove(&mut id, version);
    id.delete();
    value
}
