/// A map in dynamic fields that knows its order: each entry names the one before and the one behind it, so
/// that it can be walked from either end.
module sui::linked_table;

use sui::dynamic_field as field;

/// The table still has entries.
const ETableNotEmpty: u64 = 0;
/// The table has no entries.
const ETableIsEmpty: u64 = 1;

public struct LinkedTable<K: copy + drop + store, phantom V: store> has key, store {
    id: UID,
    /// Number of entries.
    size: u64,
    /// Key of the first entry.
    head: Option<K>,
    /// Key of the last entry.
    tail: Option<K>,
}

public struct Node<K: copy + drop + store, V: store> has store {
    /// Key of the entry before.
    prev: Option<K>,
    /// Key of the entry behind.
    next: Option<K>,
    value: V,
}

/// A table without entries.
public fun new<K: copy + drop + store, V: store>(ctx: &mut TxContext): LinkedTable<K, V> {
    let id = object::new(ctx);
    LinkedTable { id, size: 0, head: option::none(), tail: option::none() }
}

// === Order ===

/// Key of the first entry.
public fun front<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>): &Option<K> {
    &table.head
}

/// Key of the last entry.
public fun back<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>): &Option<K> {
    &table.tail
}

/// Key of the entry before. Aborts with `sui::dynamic_field::EFieldDoesNotExist`.
public fun prev<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>, k: K): &Option<K> {
    &table.node(k).prev
}

/// Key of the entry behind. Aborts with `sui::dynamic_field::EFieldDoesNotExist`.
public fun next<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>, k: K): &Option<K> {
    &table.node(k).next
}

// === Entries ===

/// Adds an entry before all others. Aborts with `sui::dynamic_field::EFieldAlreadyExists`.
public fun push_front<K: copy + drop + store, V: store>(
    table: &mut LinkedTable<K, V>,
    k: K,
    value: V,
) {
    let next = table.head.swap_or_fill(k);
    if (next.is_some()) table.node_mut(*next.borrow()).prev = option::some(k)
    else table.tail.fill(k);
    table.add_node(k, Node { prev: option::none(), next, value })
}

/// Adds an entry behind all others. Aborts with `sui::dynamic_field::EFieldAlreadyExists`.
public fun push_back<K: copy + drop + store, V: store>(
    table: &mut LinkedTable<K, V>,
    k: K,
    value: V,
) {
    let prev = table.tail.swap_or_fill(k);
    if (prev.is_some()) table.node_mut(*prev.borrow()).next = option::some(k)
    else table.head.fill(k);
    table.add_node(k, Node { prev, next: option::none(), value })
}

/// The value of a key. Aborts with `sui::dynamic_field::EFieldDoesNotExist`.
#[syntax(index)]
public fun borrow<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>, k: K): &V {
    &table.node(k).value
}

/// The value of a key, to be changed. Aborts with `sui::dynamic_field::EFieldDoesNotExist`.
#[syntax(index)]
public fun borrow_mut<K: copy + drop + store, V: store>(
    table: &mut LinkedTable<K, V>,
    k: K,
): &mut V {
    &mut table.node_mut(k).value
}

/// Takes an entry out and returns its value. Aborts with `sui::dynamic_field::EFieldDoesNotExist`.
public fun remove<K: copy + drop + store, V: store>(table: &mut LinkedTable<K, V>, k: K): V {
    let Node<K, V> { prev, next, value } = field::remove(&mut table.id, k);
    table.size = table.size - 1;
    if (prev.is_some()) table.node_mut(*prev.borrow()).next = next else table.head = next;
    if (next.is_some()) table.node_mut(*next.borrow()).prev = prev else table.tail = prev;
    value
}

/// Takes the first entry out. Aborts with `ETableIsEmpty`.
public fun pop_front<K: copy + drop + store, V: store>(table: &mut LinkedTable<K, V>): (K, V) {
    let k = table.head.destroy_or!(abort ETableIsEmpty);
    (k, table.remove(k))
}

/// Takes the last entry out. Aborts with `ETableIsEmpty`.
public fun pop_back<K: copy + drop + store, V: store>(table: &mut LinkedTable<K, V>): (K, V) {
    let k = table.tail.destroy_or!(abort ETableIsEmpty);
    (k, table.remove(k))
}

/// Whether there is an entry of this key.
public fun contains<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>, k: K): bool {
    field::exists_with_type<K, Node<K, V>>(&table.id, k)
}

// === As a whole ===

/// How many entries there are.
public fun length<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>): u64 {
    table.size
}

/// Whether there are no entries.
public fun is_empty<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>): bool {
    table.length() == 0
}

/// Ends a table without entries. Aborts with `ETableNotEmpty`.
public fun destroy_empty<K: copy + drop + store, V: store>(table: LinkedTable<K, V>) {
    assert!(table.is_empty(), ETableNotEmpty);
    let LinkedTable { id, .. } = table;
    id.delete()
}

/// Ends a table. Entries that are left can never be reached again.
public fun drop<K: copy + drop + store, V: drop + store>(table: LinkedTable<K, V>) {
    let LinkedTable { id, .. } = table;
    id.delete()
}

// === Private Functions ===

fun node<K: copy + drop + store, V: store>(table: &LinkedTable<K, V>, k: K): &Node<K, V> {
    field::borrow(&table.id, k)
}

fun node_mut<K: copy + drop + store, V: store>(
    table: &mut LinkedTable<K, V>,
    k: K,
): &mut Node<K, V> {
    field::borrow_mut(&mut table.id, k)
}

fun add_node<K: copy + drop + store, V: store>(
    table: &mut LinkedTable<K, V>,
    k: K,
    node: Node<K, V>,
) {
    field::add(&mut table.id, k, node);
    table.size = table.size + 1;
}
