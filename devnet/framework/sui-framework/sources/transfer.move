/// Who owns an object: an address (which may be another object's), everybody to read and change (shared), or
/// everybody to read only (frozen).
///
/// Functions without `public_` work only in the module that defines the type; the bytecode verifier sees to
/// that. Those with it need `store`.
#[allow(unused_const)]
module sui::transfer;

/// An object can be shared only by the transaction that made it.
const ESharedNonNewObject: u64 = 0;
/// The object has no BCS form.
const EBCSSerializationFailure: u64 = 1;
/// The object that waits is of another type than the ticket says.
const EReceivingObjectTypeMismatch: u64 = 2;
/// The object that the ticket names does not wait for this parent.
const EUnableToReceiveObject: u64 = 3;
/// A shared object can neither be wrapped nor frozen nor given to an owner.
const ESharedObjectOperationNotSupported: u64 = 4;
/// The network does not do this yet.
const ENotSupported: u64 = 5;
#[error(code = 6)]
const EInvalidPartyPermissions: vector<u8> = b"Party transfer is currently limited to one party.";

/// The ticket to take, in this transaction, an object that was sent to another object.
public struct Receiving<phantom T: key> has drop {
    id: ID,
    version: u64,
}

// === To an address ===

/// Gives the object to `recipient`.
public fun transfer<T: key>(obj: T, recipient: address) {
    transfer_impl(obj, recipient)
}

/// Gives the object to `recipient`.
public fun public_transfer<T: key + store>(obj: T, recipient: address) {
    transfer_impl(obj, recipient)
}

/// Gives the object to a party: owned, and yet used through consensus. Aborts with `EInvalidPartyPermissions`
/// unless the party is a single owner.
public fun party_transfer<T: key>(obj: T, party: sui::party::Party) {
    to_party!(obj, party)
}

/// Gives the object to a party, as `party_transfer`.
public fun public_party_transfer<T: key + store>(obj: T, party: sui::party::Party) {
    to_party!(obj, party)
}

// === To everybody ===

/// Makes the object immutable, for ever.
public fun freeze_object<T: key>(obj: T) {
    freeze_object_impl(obj)
}

/// Makes the object immutable, for ever.
public fun public_freeze_object<T: key + store>(obj: T) {
    freeze_object_impl(obj)
}

/// Shares the object, for ever. Aborts with `ESharedNonNewObject`.
public fun share_object<T: key>(obj: T) {
    share_object_impl(obj)
}

/// Shares the object, for ever. Aborts with `ESharedNonNewObject`.
public fun public_share_object<T: key + store>(obj: T) {
    share_object_impl(obj)
}

// === From an object ===

/// Takes an object that was sent to `parent`.
/// Aborts with `EReceivingObjectTypeMismatch` and `EUnableToReceiveObject`.
public fun receive<T: key>(parent: &mut UID, to_receive: Receiving<T>): T {
    take(parent, to_receive)
}

/// Takes an object that was sent to `parent`, as `receive`.
public fun public_receive<T: key + store>(parent: &mut UID, to_receive: Receiving<T>): T {
    take(parent, to_receive)
}

/// The object that a ticket is for.
public fun receiving_object_id<T: key>(receiving: &Receiving<T>): ID {
    receiving.id
}

// === Package Functions ===

public(package) native fun freeze_object_impl<T: key>(obj: T);

public(package) native fun share_object_impl<T: key>(obj: T);

public(package) native fun party_transfer_impl<T: key>(
    obj: T,
    default_permissions: u64,
    addresses: vector<address>,
    permissions: vector<u64>,
);

public(package) native fun transfer_impl<T: key>(obj: T, recipient: address);

// === Private Functions ===

fun take<T: key>(parent: &UID, ticket: Receiving<T>): T {
    let Receiving { id, version } = ticket;
    receive_impl(parent.to_address(), id, version)
}

macro fun to_party<$T: key>($obj: $T, $party: sui::party::Party) {
    let obj = $obj;
    let party = $party;
    assert!(party.is_single_owner(), EInvalidPartyPermissions);
    let (default, addresses, permissions) = party.into_native();
    party_transfer_impl(obj, default, addresses, permissions)
}

native fun receive_impl<T: key>(parent: address, to_receive: ID, version: u64): T;

// === Test Functions ===

#[test_only]
public(package) fun make_receiver<T: key>(id: ID, version: u64): Receiving<T> {
    Receiving { id, version }
}

#[test_only]
public(package) fun receiving_id<T: key>(r: &Receiving<T>): ID {
    r.id
}
