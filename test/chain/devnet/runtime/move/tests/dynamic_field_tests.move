#[test_only]
module runtime_tests::dynamic_field_tests;

use runtime_tests::{notes, things};
use std::unit_test::assert_eq;
use sui::dynamic_field as field;

#[test]
fun fields_of_many_names_and_types_live_side_by_side() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 0u64, 1u8);
    field::add(&mut id, 0u8, 2u8);
    field::add(&mut id, b"", 3u64);
    field::add(&mut id, b"a".to_string(), vector[4u64]);
    field::add(&mut id, @0xa, true);
    field::add(&mut id, vector[vector[1u16]], 6u256);
    assert_eq!(*field::borrow(&id, 0u64), 1u8);
    assert_eq!(*field::borrow(&id, 0u8), 2u8);
    assert_eq!(*field::borrow(&id, b""), 3u64);
    assert_eq!(*field::borrow(&id, b"a".to_string()), vector[4u64]);
    assert_eq!(*field::borrow(&id, @0xa), true);
    assert_eq!(field::remove(&mut id, vector[vector[1u16]]), 6u256);
    assert!(!field::exists_(&id, vector[vector[1u16]]));
    assert!(field::exists_(&id, @0xa));
    assert!(field::exists_with_type<address, bool>(&id, @0xa));
    assert!(!field::exists_with_type<address, u8>(&id, @0xa));
    assert!(!field::exists_with_type<address, bool>(&id, @0xb));
    id.delete();
}

#[test]
fun a_borrowed_field_is_the_field_itself() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, vector[1u64]);
    field::borrow_mut<u64, vector<u64>>(&mut id, 1).push_back(2);
    let numbers = field::borrow_mut<u64, vector<u64>>(&mut id, 1);
    *&mut numbers[0] = 9;
    numbers.push_back(3);
    assert_eq!(*field::borrow(&id, 1u64), vector[9u64, 2, 3]);
    *field::borrow_mut(&mut id, 1u64) = vector[7u64];
    assert_eq!(field::remove(&mut id, 1u64), vector[7u64]);
    id.delete();
}

#[test]
fun a_removed_field_may_come_back_with_another_type() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, 1u64);
    assert_eq!(field::remove(&mut id, 1u64), 1u64);
    assert_eq!(field::remove_if_exists<u64, u64>(&mut id, 1), option::none());
    field::add(&mut id, 1u64, b"text");
    assert!(field::exists_with_type<u64, vector<u8>>(&id, 1));
    assert!(!field::exists_with_type<u64, u64>(&id, 1));
    assert_eq!(field::remove_if_exists<u64, vector<u8>>(&mut id, 1), option::some(b"text"));
    id.delete();
}

#[test]
fun fields_hold_objects_with_fields_of_their_own() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    let mut thing = things::new(1, ctx);
    field::add(thing.uid_mut(), b"inner", 5u64);
    field::add(&mut id, b"thing", thing);
    let thing: &mut things::Thing = field::borrow_mut(&mut id, b"thing");
    *field::borrow_mut(thing.uid_mut(), b"inner") = 6u64;
    let mut thing: things::Thing = field::remove(&mut id, b"thing");
    assert_eq!(field::remove(thing.uid_mut(), b"inner"), 6u64);
    thing.delete();
    id.delete();
}

#[test, expected_failure(abort_code = field::EFieldAlreadyExists)]
fun a_name_is_taken_once() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, 1u64);
    field::add(&mut id, 1u64, 2u8);
    abort 42
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun a_missing_field_is_not_borrowed() {
    let ctx = &mut tx_context::dummy();
    let id = object::new(ctx);
    field::borrow<u64, u64>(&id, 1);
    abort 42
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun a_missing_field_is_not_borrowed_mutably() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::borrow_mut<u64, u64>(&mut id, 1);
    abort 42
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun a_missing_field_is_not_removed() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::remove<u64, u64>(&mut id, 1);
    abort 42
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun a_field_of_another_type_is_not_borrowed() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, 1u64);
    field::borrow<u64, u8>(&id, 1);
    abort 42
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun a_field_of_another_type_is_not_removed() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, 1u64);
    field::remove<u64, u8>(&mut id, 1);
    abort 42
}

// A removed field is still known by its type.
#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun a_removed_field_of_another_type_is_a_mismatch() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, 1u64);
    field::remove<u64, u64>(&mut id, 1);
    field::borrow<u64, u8>(&id, 1);
    abort 42
}

#[test, expected_failure(abort_code = field::EFieldDoesNotExist)]
fun a_removed_field_of_the_same_type_is_missing() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, 1u64);
    field::remove<u64, u64>(&mut id, 1);
    field::borrow<u64, u64>(&id, 1);
    abort 42
}

#[test]
fun fields_outlive_their_parents_and_are_out_of_reach() {
    let ctx = &mut tx_context::dummy();
    let mut first = object::new(ctx);
    let mut second = object::new(ctx);
    field::add(&mut first, 1u64, 1u64);
    field::add(&mut second, 1u64, 2u64);
    first.delete();
    assert_eq!(field::remove(&mut second, 1u64), 2u64);
    second.delete();
}

#[test]
fun names_lead_to_these_ids() {
    let mut notes = notes::empty();
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1u64, things::new(1, ctx));
    field::add(&mut id, things_key(), things::new(2, ctx));
    notes.add(field::borrow<u64, things::Thing>(&id, 1));
    notes.add(field::borrow<Key<vector<u8>>, things::Thing>(&id, things_key()));
    sui::test_utils::destroy(id);
    notes.end();
}

public struct Key<T: copy + drop + store> has copy, drop, store { key: T }

fun things_key(): Key<vector<u8>> {
    Key { key: b"key" }
}
