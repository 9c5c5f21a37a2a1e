// SPDX-License-Identifier: Apache-2.0

/// A value that is stored outside of the object that owns it, in a dynamic field. Reading or
/// writing the owner then does not read or write the value.
module walrus::extended_field;

use sui::dynamic_field as df;

// === Structs ===

/// Stands for a `T` stored elsewhere.
public struct ExtendedField<phantom T: store> has key, store {
    id: UID,
}

/// The name of the only dynamic field of an `ExtendedField`.
public struct Key() has copy, drop, store;

// === Public-Package Functions ===

/// Stores a value.
public(package) fun new<T: store>(value: T, ctx: &mut TxContext): ExtendedField<T> {
    let mut id = object::new(ctx);
    df::add(&mut id, Key(), value);
    ExtendedField { id }
}

/// Removes the value and returns it.
public(package) fun destroy<T: store>(self: ExtendedField<T>): T {
    let ExtendedField { mut id } = self;
    let value = df::remove(&mut id, Key());
    id.delete();
    value
}

/// Borrows the value.
public(package) fun borrow<T: store>(self: &ExtendedField<T>): &T {
    df::borrow(&self.id, Key())
}

/// Borrows the value, to change it.
public(package) fun borrow_mut<T: store>(self: &mut ExtendedField<T>): &mut T {
    df::borrow_mut(&mut self.id, Key())
}

/// Adds another dynamic field, with a name of its own: for a value that the layout of the owner has
/// no field for.
public(package) fun add_field<T: store, K: copy + drop + store, V: store>(
    self: &mut ExtendedField<T>,
    name: K,
    value: V,
) {
    df::add(&mut self.id, name, value);
}

/// Borrows the value of another dynamic field.
public(package) fun borrow_field<T: store, K: copy + drop + store, V: store>(
    self: &ExtendedField<T>,
    name: K,
): &V {
    df::borrow(&self.id, name)
}

/// Borrows the value of another dynamic field, to change it.
public(package) fun borrow_field_mut<T: store, K: copy + drop + store, V: store>(
    self: &mut ExtendedField<T>,
    name: K,
): &mut V {
    df::borrow_mut(&mut self.id, name)
}

/// Removes the value of another dynamic field and returns it: to change it and the value at once.
public(package) fun remove_field<T: store, K: copy + drop + store, V: store>(
    self: &mut ExtendedField<T>,
    name: K,
): V {
    df::remove(&mut self.id, name)
}
