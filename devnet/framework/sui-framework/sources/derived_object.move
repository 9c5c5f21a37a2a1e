/// Objects whose ids follow from the id of a parent and a key, so that anyone can tell them beforehand.
///
/// The parent remembers which keys were claimed. Otherwise the object has nothing to do with its parent.
module sui::derived_object;

use sui::dynamic_field;

/// The key was claimed before, even if the object is gone.
#[error]
const EObjectAlreadyExists: vector<u8> = b"Derived object is already claimed.";

/// The name of the field in which the parent remembers a claim.
public struct Claimed(ID) has copy, drop, store;

/// What the id of an object is a hash of. Being a type of its own it keeps these ids apart from those of
/// dynamic fields.
public struct DerivedObjectKey<K: copy + drop + store>(K) has copy, drop, store;

/// What became of a key.
public enum ClaimedStatus has store {
    Reserved,
}

/// The identity for a key. Aborts with `EObjectAlreadyExists`.
public fun claim<K: copy + drop + store>(parent: &mut UID, key: K): UID {
    let address = derive_address(parent.to_inner(), key);
    let claimed = Claimed(address.to_id());
    assert!(!dynamic_field::exists(parent, claimed), EObjectAlreadyExists);
    dynamic_field::add(parent, claimed, ClaimedStatus::Reserved);
    object::new_uid_from_hash(address)
}

/// Whether the key was claimed.
public fun exists<K: copy + drop + store>(parent: &UID, key: K): bool {
    let address = derive_address(parent.to_inner(), key);
    dynamic_field::exists(parent, Claimed(address.to_id()))
}

/// The address of the object for a key, claimed or not.
public fun derive_address<K: copy + drop + store>(parent: ID, key: K): address {
    dynamic_field::hash_type_and_key(parent.to_address(), DerivedObjectKey(key))
}
