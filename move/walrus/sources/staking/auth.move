// SPDX-License-Identifier: Apache-2.0

/// Authorisation. `Authorized` is who may act: an address, or the holder of an object. It can be
/// stored. `Authenticated` is the proof of who acts: the sender, or the holder of an object. It
/// lasts for one transaction.
///
/// Who holds an object? Anyone can show an object that is shared or frozen, so to show one proves
/// nothing in general. Two things do: to show a `StorageNodeCap`, which its operator keeps, and to
/// show the `UID` of an object for change, which only the module that defines the object can.
module walrus::auth;

use std::type_name;
use walrus::storage_node::StorageNodeCap;

// === Errors ===

/// Only a `StorageNodeCap` proves by being shown who acts: anyone can show a shared object. Let the
/// module of the object call `authenticate_with_uid`, or authorise an address.
const ENotACapability: u64 = 0;

// === Structs ===

/// Proof that the sender or the holder of an object is acting. It cannot be kept.
public enum Authenticated has drop {
    Sender(address),
    Object(ID),
}

/// The one who may act: an address, or whoever holds an object.
public enum Authorized has copy, drop, store {
    Address(address),
    ObjectID(ID),
}

// === Public Functions ===

/// Acts as the sender of the transaction. Never aborts.
public fun authenticate_sender(ctx: &TxContext): Authenticated {
    Authenticated::Sender(ctx.sender())
}

/// Acts as the holder of a `StorageNodeCap`. An operator must not share it.
///
/// Aborts with `ENotACapability` if the object is anything else.
public fun authenticate_with_object<T: key>(object: &T): Authenticated {
    let is_cap =
        type_name::with_defining_ids<T>() == type_name::with_defining_ids<StorageNodeCap>();
    assert!(is_cap, ENotACapability);
    Authenticated::Object(object::id(object))
}

/// Acts as an object, whose module decides for whom it passes the id on: so a shared object can have
/// a right that is not everybody's. Never aborts.
public fun authenticate_with_uid(id: &mut UID): Authenticated {
    Authenticated::Object(id.to_inner())
}

/// Lets an address act. Never aborts.
public fun authorized_address(address: address): Authorized {
    Authorized::Address(address)
}

/// Lets the holder of an object act. Never aborts.
public fun authorized_object(id: ID): Authorized {
    Authorized::ObjectID(id)
}

// === Public-Package Functions ===

/// Is the one who acts the one who may?
public(package) fun matches(self: &Authenticated, authorized: &Authorized): bool {
    match (self) {
        Authenticated::Sender(sender) => match (authorized) {
            Authorized::Address(address) => sender == address,
            Authorized::ObjectID(_) => false,
        },
        Authenticated::Object(object) => match (authorized) {
            Authorized::Address(_) => false,
            Authorized::ObjectID(id) => object == id,
        },
    }
}
