/// A map in dynamic fields whose keys and values may be of many types.
module sui::bag;

use sui::dynamic_field as field;

/// The bag still has entries.
const EBagNotEmpty: u64 = 0;

public struct Bag has key, store {
    id: UID,
    /// Number of entries.
    size: u64,
}

/// A bag without entries.
public fun new(ctx: &mut TxContext): Bag {
    let id = object::new(ctx);
    Bag { id, size: 0 }
}

/// Adds an entry. Aborts with `sui::dynamic_field::EFieldAlreadyExists`.
public fun add<K: copy + drop + store, V: store>(bag: &mut Bag, k: K, v: V) {
    bag.size = bag.size + 1;
    field::add(&mut bag.id, k, v)
}

/// The value of a key. Aborts with `sui::dynamic_field::EFieldDoesNotExist` and `EFieldTypeMismatch`.
#[syntax(index)]
public fun borrow<K: copy + drop + store, V: store>(bag: &Bag, k: K): &V {
    field::borrow(&bag.id, k)
}

/// The value of a key, to be changed. Aborts as `borrow`.
#[syntax(index)]
public fun borrow_mut<K: copy + drop + store, V: store>(bag: &mut Bag, k: K): &mut V {
    field::borrow_mut(&mut bag.id, k)
}

/// Takes an entry out and returns its value. Aborts as `borrow`.
public fun remove<K: copy + drop + store, V: store>(bag: &mut Bag, k: K): V {
    let value = field::remove(&mut bag.id, k);
    bag.size = bag.size - 1;
    value
}

/// Whether there is an entry of this key, whatever the type of its value.
public fun contains<K: copy + drop + store>(bag: &Bag, k: K): bool {
    field::exists_(&bag.id, k)
}

/// Whether there is an entry of this key with a value of type `V`.
public fun contains_with_type<K: copy + drop + store, V: store>(bag: &Bag, k: K): bool {
    field::exists_with_type<K, V>(&bag.id, k)
}

/// How many entries there are.
public fun length(bag: &Bag): u64 {
    bag.size
}

/// Whether there are no entries.
public fun is_empty(bag: &Bag): bool {
    bag.length() == 0
}

/// Ends a bag without entries. Aborts with `EBagNotEmpty`.
public fun destroy_empty(bag: Bag) {
    assert!(bag.is_empty(), EBagNotEmpty);
    let Bag { id, .. } = bag;
    id.delete()
}
