/// Dynamic fields and the collections that are made of them.
#[test_only, allow(untyped_literal)]
module sui::field_collection_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    bag::{Self, Bag},
    dynamic_field as field,
    dynamic_object_field as ofield,
    linked_table::{Self, LinkedTable},
    object_bag,
    object_table,
    table::{Self, Table},
    table_vec::{Self, TableVec}
};

public struct Counter has key, store { id: UID, n: u64 }
public struct Other has key, store { id: UID }
public struct Solid has store { n: u64 }
public struct Name has copy, drop, store { text: vector<u8> }

fun counter(n: u64, ctx: &mut TxContext): Counter {
    Counter { id: object::new(ctx), n }
}

fun end(counter: Counter): u64 {
    let Counter { id, n } = counter;
    id.delete();
    n
}

// === dynamic_field ===

#[test]
fun fields_of_many_types() {
    let mut id = object::new(&mut tx_context::dummy());
    field::add(&mut id, 1u64, 10u8);
    field::add(&mut id, 1u8, b"bytes");
    field::add(&mut id, b"name", Solid { n: 3 });
    field::add(&mut id, Name { text: b"name" }, true);
    assert_eq!(*field::borrow(&id, 1u64), 10u8);
    assert_eq!(*field::borrow(&id, 1u8), b"bytes");
    assert_eq!(field::borrow<_, Solid>(&id, b"name").n, 3);
    assert!(*field::borrow(&id, Name { text: b"name" }));
    field::borrow_mut<_, Solid>(&mut id, b"name").n = 4;
    *field::borrow_mut(&mut id, 1u64) = 11u8;
    let Solid { n } = field::remove(&mut id, b"name");
    assert_eq!(n, 4);
    assert_eq!(field::remove(&mut id, 1u64), 11u8);
    assert!(!field::exists_(&id, 1u64) && field::exists_(&id, 1u8) && !field::exists_(&id, 2u8));
    assert!(field::exists_with_type<_, vector<u8>>(&id, 1u8));
    assert!(!field::exists_with_type<_, u64>(&id, 1u8));
    assert_eq!(field::remove_if_exists(&mut id, 1u8), option::some(b"bytes"));
    assert_eq!(field::remove_if_exists<_, vector<u8>>(&mut id, 1u8), option::none());
    id.delete();
}

#[test]
fun fields_of_two_objects_are_not_the_same() {
    let mut ctx = tx_context::dummy();
    let mut a = object::new(&mut ctx);
    let mut b = object::new(&mut ctx);
    field::add(&mut a, 0u8, 1);
    field::add(&mut b, 0u8, 2);
    assert_eq!(field::remove(&mut a, 0u8), 1);
    assert_eq!(field::remove(&mut b, 0u8), 2);
    a.delete();
    b.delete();
}

#[test]
fun a_removed_field_can_be_added_again() {
    let mut id = object::new(&mut tx_context::dummy());
    3u64.do!(|n| {
        field::add(&mut id, 0u8, n);
        assert_eq!(field::remove(&mut id, 0u8), n);
    });
    id.delete();
}

#[test, expected_failure(abort_code = field::EFieldAlreadyExists)]
fun field_added_twice() {
    let mut id = object::new(&mut tx_context::dummy());
    field::add(&mut id, 0u8, 1u8);
    field::add(&mut id, 0u8, 1u64);
    abort
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun borrow_of_no_field() {
    let id = object::new(&mut tx_context::dummy());
    field::borrow<u8, u8>(&id, 0);
    abort
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun borrow_mut_of_no_field() {
    let mut id = object::new(&mut tx_context::dummy());
    field::borrow_mut<u8, u8>(&mut id, 0);
    abort
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun remove_of_no_field() {
    let mut id = object::new(&mut tx_context::dummy());
    field::remove<u8, u8>(&mut id, 0);
    abort
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun borrow_of_another_type() {
    let mut id = object::new(&mut tx_context::dummy());
    field::add(&mut id, 0u8, 1u8);
    field::borrow<u8, u64>(&id, 0);
    abort
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun remove_of_another_type() {
    let mut id = object::new(&mut tx_context::dummy());
    field::add(&mut id, 0u8, 1u8);
    field::remove<u8, u64>(&mut id, 0);
    abort
}

// === dynamic_object_field ===

#[test]
fun object_fields() {
    let mut ctx = tx_context::dummy();
    let mut id = object::new(&mut ctx);
    let first = counter(1, &mut ctx);
    let first_id = object::id(&first);
    ofield::add(&mut id, b"a", first);
    ofield::add(&mut id, b"b", Other { id: object::new(&mut ctx) });
    // A plain field of the same name is another one.
    field::add(&mut id, b"a", 5u8);
    assert_eq!(ofield::id(&id, b"a"), option::some(first_id));
    assert_eq!(ofield::id(&id, b"c"), option::none());
    assert!(ofield::exists_(&id, b"a") && !ofield::exists_(&id, b"c"));
    assert!(ofield::exists_with_type<_, Counter>(&id, b"a"));
    assert!(!ofield::exists_with_type<_, Counter>(&id, b"b"));
    assert!(!ofield::exists_with_type<_, Counter>(&id, b"c"));
    let n = &mut ofield::borrow_mut<_, Counter>(&mut id, b"a").n;
    *n = *n + 1;
    assert_eq!(ofield::borrow<_, Counter>(&id, b"a").n, 2);
    assert_eq!(end(ofield::remove(&mut id, b"a")), 2);
    assert!(!ofield::exists_(&id, b"a"));
    let Other { id: other } = ofield::remove(&mut id, b"b");
    other.delete();
    assert_eq!(field::remove(&mut id, b"a"), 5u8);
    id.delete();
}

#[test, expected_failure(abort_code = field::EFieldAlreadyExists)]
fun object_field_added_twice() {
    let mut ctx = tx_context::dummy();
    let mut id = object::new(&mut ctx);
    ofield::add(&mut id, 0u8, counter(1, &mut ctx));
    ofield::add(&mut id, 0u8, Other { id: object::new(&mut ctx) });
    abort
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun borrow_of_no_object_field() {
    let id = object::new(&mut tx_context::dummy());
    ofield::borrow<u8, Counter>(&id, 0);
    abort
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun borrow_of_another_type_of_object() {
    let mut ctx = tx_context::dummy();
    let mut id = object::new(&mut ctx);
    ofield::add(&mut id, 0u8, counter(1, &mut ctx));
    ofield::borrow<u8, Other>(&id, 0);
    abort
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun remove_of_another_type_of_object() {
    let mut ctx = tx_context::dummy();
    let mut id = object::new(&mut ctx);
    ofield::add(&mut id, 0u8, counter(1, &mut ctx));
    let Other { id: _other } = ofield::remove(&mut id, 0u8);
    abort
}

// === table and bag ===

fun table_of_one(): Table<u8, u64> {
    let mut t = table::new(&mut tx_context::dummy());
    t.add(0, 5);
    t
}

fun bag_of_one(): Bag {
    let mut b = bag::new(&mut tx_context::dummy());
    b.add(0u8, 5u64);
    b
}

#[test]
fun tables() {
    let mut t = table::new(&mut tx_context::dummy());
    assert!(t.is_empty());
    t.add(b"a", Solid { n: 1 });
    t.add(b"b", Solid { n: 2 });
    assert_eq!(t.length(), 2);
    assert!(t.contains(b"a") && !t.contains(b"c"));
    (&mut t[b"a"]).n = 10;
    assert_eq!(t[b"a"].n + t.borrow(b"b").n, 12);
    let Solid { n } = t.remove(b"a");
    assert_eq!(n, 10);
    destroy(t.remove(b"b"));
    t.destroy_empty();
    table_of_one().drop();
}

#[test, expected_failure(abort_code = table::ETableNotEmpty)]
fun table_destroy_empty_of_something() {
    table_of_one().destroy_empty();
}

#[test, expected_failure(abort_code = field::EFieldAlreadyExists)]
fun table_added_twice() {
    let mut t = table_of_one();
    t.add(0, 6);
    abort
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun table_remove_of_nothing() {
    let mut t = table_of_one();
    t.remove(1);
    abort
}

#[test]
fun bags() {
    let mut b = bag::new(&mut tx_context::dummy());
    assert!(b.is_empty());
    b.add(1u8, Solid { n: 1 });
    b.add(b"x", 2u64);
    assert_eq!(b.length(), 2);
    assert!(b.contains(1u8) && !b.contains(1u64));
    assert!(b.contains_with_type<_, u64>(b"x") && !b.contains_with_type<_, u8>(b"x"));
    *b.borrow_mut(b"x") = 3u64;
    assert_eq!(b[b"x"], 3u64);
    destroy(b.remove<_, Solid>(1u8));
    assert_eq!(b.remove(b"x"), 3u64);
    b.destroy_empty();
}

#[test, expected_failure(abort_code = bag::EBagNotEmpty)]
fun bag_destroy_empty_of_something() {
    bag_of_one().destroy_empty();
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun bag_borrow_of_another_type() {
    let b = bag_of_one();
    b.borrow<u8, u8>(0);
    abort
}

#[test]
fun object_tables_and_bags() {
    let mut ctx = tx_context::dummy();
    let mut t = object_table::new<u64, Counter>(&mut ctx);
    let mut b = object_bag::new(&mut ctx);
    assert!(t.is_empty() && b.is_empty());
    let first = counter(1, &mut ctx);
    let id = object::id(&first);
    t.add(0, first);
    assert!(t.contains(0) && !t.contains(1) && t.length() == 1);
    assert_eq!(t.value_id(0), option::some(id));
    assert_eq!(t.value_id(1), option::none());
    (&mut t[0]).n = 7;
    assert_eq!(t[0].n, 7);
    b.add(b"c", t.remove(0));
    assert!(b.contains(b"c") && b.length() == 1);
    assert!(b.contains_with_type<_, Counter>(b"c") && !b.contains_with_type<_, Other>(b"c"));
    assert_eq!(b.value_id(b"c"), option::some(id));
    b.borrow_mut<_, Counter>(b"c").n = 8;
    assert_eq!(b.borrow<_, Counter>(b"c").n, 8);
    assert_eq!(end(b.remove(b"c")), 8);
    t.destroy_empty();
    b.destroy_empty();
}

#[test, expected_failure(abort_code = object_table::ETableNotEmpty)]
fun object_table_destroy_empty_of_something() {
    let mut ctx = tx_context::dummy();
    let mut t = object_table::new(&mut ctx);
    t.add(0, counter(0, &mut ctx));
    t.destroy_empty();
}

#[test, expected_failure(abort_code = object_bag::EBagNotEmpty)]
fun object_bag_destroy_empty_of_something() {
    let mut ctx = tx_context::dummy();
    let mut b = object_bag::new(&mut ctx);
    b.add(0, counter(0, &mut ctx));
    b.destroy_empty();
}

// === table_vec ===

fun three(): TableVec<u64> {
    let mut v = table_vec::singleton(0, &mut tx_context::dummy());
    v.push_back(1);
    v.push_back(2);
    v
}

#[test]
fun table_vectors() {
    let mut v = three();
    assert!(v.length() == 3 && !v.is_empty());
    *&mut v[1] = 11;
    v.swap(0, 2);
    v.swap(1, 1);
    assert_eq!(v[0] + v[1], 13);
    assert_eq!(v.swap_remove(0), 2);
    assert_eq!(v.pop_back(), 11);
    assert_eq!(v.swap_remove(0), 0);
    v.destroy_empty();
    three().drop();
    table_vec::empty<Solid>(&mut tx_context::dummy()).destroy_empty();
}

#[test, expected_failure(abort_code = table_vec::EIndexOutOfBound)]
fun table_vector_borrow_past_the_end() {
    let v = three();
    let _ = v[3];
    abort
}

#[test, expected_failure(abort_code = table_vec::EIndexOutOfBound)]
fun table_vector_swap_past_the_end() {
    let mut v = three();
    v.swap(0, 3);
    abort
}

#[test, expected_failure(abort_code = table_vec::EIndexOutOfBound)]
fun table_vector_swap_remove_past_the_end() {
    let mut v = three();
    v.swap_remove(3);
    abort
}

#[test, expected_failure(abort_code = table_vec::EIndexOutOfBound)]
fun table_vector_pop_of_nothing() {
    let mut v = table_vec::empty<u8>(&mut tx_context::dummy());
    v.pop_back();
    abort
}

#[test, expected_failure(abort_code = table_vec::ETableNonEmpty)]
fun table_vector_destroy_empty_of_something() {
    three().destroy_empty();
}

// === linked_table ===

/// Walks forwards and backwards, and returns the keys.
fun keys(t: &LinkedTable<u8, u64>): vector<u8> {
    let mut forwards = b"";
    let mut at = *t.front();
    while (at.is_some()) {
        let k = at.destroy_some();
        forwards.push_back(k);
        at = *t.next(k);
    };
    let mut backwards = b"";
    at = *t.back();
    while (at.is_some()) {
        let k = at.destroy_some();
        backwards.push_back(k);
        at = *t.prev(k);
    };
    backwards.reverse();
    assert_eq!(forwards, backwards);
    assert_eq!(forwards.length(), t.length());
    forwards
}

#[test]
fun linked_tables() {
    let mut t = linked_table::new(&mut tx_context::dummy());
    assert!(t.is_empty() && t.front().is_none() && t.back().is_none());
    t.push_back(98, 2);
    t.push_back(99, 3);
    t.push_front(97, 1);
    t.push_back(100, 4);
    assert_eq!(keys(&t), b"abcd");
    assert!(t.contains(97) && !t.contains(1));
    *&mut t[98] = 20;
    assert_eq!(t[98], 20);
    assert_eq!(t.remove(98), 20);
    assert_eq!(keys(&t), b"acd");
    let (k, v) = t.pop_front();
    assert!(k == 97 && v == 1);
    let (k, v) = t.pop_back();
    assert!(k == 100 && v == 4);
    assert_eq!(keys(&t), b"c");
    assert_eq!(t.remove(99), 3);
    assert_eq!(keys(&t), b"");
    t.push_front(120, 5);
    assert_eq!(keys(&t), b"x");
    t.drop();
    linked_table::new<u8, Solid>(&mut tx_context::dummy()).destroy_empty();
}

#[test, expected_failure(abort_code = linked_table::ETableIsEmpty)]
fun linked_table_pop_front_of_nothing() {
    let mut t = linked_table::new<u8, u8>(&mut tx_context::dummy());
    t.pop_front();
    abort
}

#[test, expected_failure(abort_code = linked_table::ETableIsEmpty)]
fun linked_table_pop_back_of_nothing() {
    let mut t = linked_table::new<u8, u8>(&mut tx_context::dummy());
    t.pop_back();
    abort
}

#[test, expected_failure(abort_code = linked_table::ETableNotEmpty)]
fun linked_table_destroy_empty_of_something() {
    let mut t = linked_table::new<u8, u8>(&mut tx_context::dummy());
    t.push_back(1, 1);
    t.destroy_empty();
}

#[test, expected_failure(abort_code = field::EFieldAlreadyExists)]
fun linked_table_added_twice() {
    let mut t = linked_table::new<u8, u8>(&mut tx_context::dummy());
    t.push_back(1, 1);
    t.push_back(2, 1);
    t.push_front(2, 1);
    abort
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun linked_table_next_of_nothing() {
    let t = linked_table::new<u8, u8>(&mut tx_context::dummy());
    t.next(1);
    abort
}
