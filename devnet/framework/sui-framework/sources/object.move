/// Identity of objects.
///
/// Every object is a struct with `key` whose first field is `id: UID`. A `UID` exists once: it is made with
/// the object and must be deleted with it. An `ID` is just the number, to be copied freely.
module sui::object;

use std::bcs;
use sui::address;

public use fun id_to_address as ID.to_address;
public use fun id_to_bytes as ID.to_bytes;
public use fun uid_as_inner as UID.as_inner;
public use fun uid_to_inner as UID.to_inner;
public use fun uid_to_address as UID.to_address;
public use fun uid_to_bytes as UID.to_bytes;

/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 0;

// Objects of the system have fixed ids.
const SUI_SYSTEM_STATE_OBJECT_ID: address = @0x5;
const SUI_CLOCK_OBJECT_ID: address = @0x6;
const SUI_AUTHENTICATOR_STATE_ID: address = @0x7;
const SUI_RANDOM_ID: address = @0x8;
const SUI_BRIDGE_ID: address = @0x9;
const SUI_COIN_REGISTRY_OBJECT_ID: address = @0xc;
const SUI_ADDRESS_ALIAS_STATE_ID: address = @0xa;
const SUI_DENY_LIST_OBJECT_ID: address = @0x403;
const SUI_ACCUMULATOR_ROOT_OBJECT_ID: address = @0xacc;

/// The number of an object. Having one proves nothing: anyone can make any.
public struct ID has copy, drop, store {
    bytes: address,
}

/// The identity of an object.
public struct UID has store {
    id: ID,
}

// === ID ===

/// The 32 bytes of an id.
public fun id_to_bytes(id: &ID): vector<u8> {
    bcs::to_bytes(&id.bytes)
}

/// The id as an address.
public fun id_to_address(id: &ID): address {
    id.bytes
}

/// The id of 32 bytes. Aborts with `sui::address::EAddressParseError`.
public fun id_from_bytes(bytes: vector<u8>): ID {
    id_from_address(address::from_bytes(bytes))
}

/// An address as an id.
public fun id_from_address(bytes: address): ID {
    ID { bytes }
}

// === UID ===

/// The id inside.
public fun uid_as_inner(uid: &UID): &ID {
    &uid.id
}

/// A copy of the id inside.
public fun uid_to_inner(uid: &UID): ID {
    uid.id
}

/// The 32 bytes of the id inside.
public fun uid_to_bytes(uid: &UID): vector<u8> {
    uid.id.to_bytes()
}

/// The id inside as an address.
public fun uid_to_address(uid: &UID): address {
    uid.id.to_address()
}

/// A new identity. An object must take it up, or it must be deleted.
public fun new(ctx: &mut TxContext): UID {
    from_address(ctx.fresh_object_address())
}

/// Ends an identity, and with it the object that had it.
public fun delete(id: UID) {
    let UID { id: ID { bytes } } = id;
    delete_impl(bytes)
}

// === Any object ===

/// The id of an object.
public fun id<T: key>(obj: &T): ID {
    *borrow_id(obj)
}

/// The id of an object, by reference.
public fun borrow_id<T: key>(obj: &T): &ID {
    &borrow_uid(obj).id
}

/// The 32 bytes of the id of an object.
public fun id_bytes<T: key>(obj: &T): vector<u8> {
    borrow_id(obj).to_bytes()
}

/// The id of an object as an address.
public fun id_address<T: key>(obj: &T): address {
    borrow_id(obj).to_address()
}

// === Package Functions ===

public(package) fun clock(): UID {
    from_address(SUI_CLOCK_OBJECT_ID)
}

public(package) fun authenticator_state(): UID {
    from_address(SUI_AUTHENTICATOR_STATE_ID)
}

public(package) fun randomness_state(): UID {
    from_address(SUI_RANDOM_ID)
}

public(package) fun sui_deny_list_object_id(): UID {
    from_address(SUI_DENY_LIST_OBJECT_ID)
}

public(package) fun sui_accumulator_root_object_id(): UID {
    from_address(SUI_ACCUMULATOR_ROOT_OBJECT_ID)
}

public(package) fun sui_accumulator_root_address(): address {
    SUI_ACCUMULATOR_ROOT_OBJECT_ID
}

public(package) fun sui_coin_registry_object_id(): UID {
    from_address(SUI_COIN_REGISTRY_OBJECT_ID)
}

public(package) fun sui_coin_registry_address(): address {
    SUI_COIN_REGISTRY_OBJECT_ID
}

public(package) fun address_alias_state(): UID {
    from_address(SUI_ADDRESS_ALIAS_STATE_ID)
}

/// The identity at an address that was computed, such as that of a dynamic field. The machine is told, so
/// that it counts as made by this transaction.
public(package) fun new_uid_from_hash(bytes: address): UID {
    record_new_uid(bytes);
    from_address(bytes)
}

// === Private Functions ===

fun from_address(bytes: address): UID {
    UID { id: ID { bytes } }
}

#[allow(unused_function)]
fun sui_system_state(ctx: &TxContext): UID {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    from_address(SUI_SYSTEM_STATE_OBJECT_ID)
}

#[allow(unused_function)]
fun bridge(): UID {
    from_address(SUI_BRIDGE_ID)
}

/// Private, because who holds the `UID` of an object can reach its dynamic fields.
native fun borrow_uid<T: key>(obj: &T): &UID;
native fun delete_impl(id: address);
native fun record_new_uid(id: address);

// === Test Functions ===

/// The id that was made last.
#[test_only]
public fun last_created(ctx: &TxContext): ID {
    id_from_address(ctx.last_created_object_id())
}
