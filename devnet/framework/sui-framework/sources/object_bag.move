/// A map in dynamic object fields: like `sui::bag`, but the values are objects and can be found by their ids
/// from outside.
module sui::object_bag;

use sui::dynamic_object_field as field;

/// The bag still has entries.
const EBagNotEmpty: u64 = 0;

public struct ObjectBag has key, store {
    id: UID,
    /// Number of entries.
    size: u64,
}

/// A bag without entries.
public fun new(ctx: &mut TxContext): ObjectBag {
    let id = object::new(ctx);
    ObjectBag { id, size: 0 }
}

/// Adds an entry. Aborts with `sui::dynamic_field::EFieldAlreadyExists`.
public fun add<K: copy + drop + store, V: key + store>(bag: &mut ObjectBag, k: K, v: V) {
    bag.size = bag.size + 1;
    field::add(&mut bag.id, k, v)
}

/// The object of a key. Aborts with `sui::dynamic_field::EFieldDoesNotExist` and `EFieldTypeMismatch`.
#[syntax(index)]
public fun borrow<K: copy + drop + store, V: key + store>(bag: &ObjectBag, k: K): &V {
    field::borrow(&bag.id, k)
}

/// The object of a key, to be changed. Aborts as `borrow`.
#[syntax(index)]
public fun borrow_mut<K: copy + drop + store, V: key + store>(bag: &mut ObjectBag, k: K): &mut V {
    field::borrow_mut(&mut bag.id, k)
}

/// Takes an entry out and returns its object. Aborts as `borrow`.
public fun remove<K: copy + drop + store, V: key + store>(bag: &mut ObjectBag, k: K): V {
    let value = field::remove(&mut bag.id, k);
    bag.size = bag.size - 1;
    value
}

/// Whether there is an entry of this key, whatever the type of its object.
public fun contains<K: copy + drop + store>(bag: &ObjectBag, k: K): bool {
    field::exists_(&bag.id, k)
}

/// Whether there is an entry of this key with an object of type `V`.
public fun contains_with_type<K: copy + drop + store, V: key + store>(bag: &ObjectBag, k: K): bool {
    field::exists_with_type<K, V>(&bag.id, k)
}

/// How many entries there are.
public fun length(bag: &ObjectBag): u64 {
    bag.size
}

/// Whether there are no entries.
public fun is_empty(bag: &ObjectBag): bool {
    bag.length() == 0
}

/// Ends a bag without entries. Aborts with `EBagNotEmpty`.
public fun destroy_empty(bag: ObjectBag) {
    assert!(bag.is_empty(), EBagNotEmpty);
    let ObjectBag { id, .. } = bag;
    id.delete()
}

/// The id of the object of a key, if there is one.
public fun value_id<K: copy + drop + store>(bag: &ObjectBag, k: K): Option<ID> {
    field::id(&bag.id, k)
}
