// SPDX-License-Identifier: Apache-2.0

/// A value kept outside of the object that owns it, in a dynamic field, so that reading or writing
/// the owner does not carry the value along.
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

/// Puts a value away.
public(package) fun new<T: store>(value: T, ctx: &mut TxContext): ExtendedField<T> {
    let mut id = object::new(ctx);
    df::add(&mut id, Key(), value);
    ExtendedField { id }
}

/// Takes the value back.
public(package) fun destroy<T: store>(self: ExtendedField<T>): T {
    let ExtendedField { mut id } = self;
    let value = df::remove(&mut id, Key());
    id.delete();
    value
}

/// Looks at the value.
public(package) fun borrow<T: store>(self: &ExtendedField<T>): &T {
    df::borrow(&self.id, Key())
}

/// Changes the value.
public(package) fun borrow_mut<T: store>(self: &mut ExtendedField<T>): &mut T {
    df::borrow_mut(&mut self.id, Key())
}

/// Puts another value beside it, under a name of its own: for what an object whose layout is fixed
/// has come to need.
public(package) fun put_beside<T: store, K: copy + drop + store, V: store>(
    self: &mut ExtendedField<T>,
    name: K,
    value: V,
) {
    df::add(&mut self.id, name, value);
}

/// Looks at a value beside it.
public(package) fun beside<T: store, K: copy + drop + store, V: store>(
    self: &ExtendedField<T>,
    name: K,
): &V {
    df::borrow(&self.id, name)
}

/// Changes a value beside it.
public(package) fun beside_mut<T: store, K: copy + drop + store, V: store>(
    self: &mut ExtendedField<T>,
    name: K,
): &mut V {
    df::borrow_mut(&mut self.id, name)
}
