// SPDX-License-Identifier: Apache-2.0

/// Authorisation. `Authorized` is who may act: an address, or the holder of an object. It can be
/// stored. `Authenticated` is the proof of who acts: the sender, or the holder of an object. It
/// lasts for one transaction.
module walrus::auth;

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

/// Acts as the holder of an object. Never aborts.
public fun authenticate_with_object<T: key>(object: &T): Authenticated {
    Authenticated::Object(object::id(object))
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
