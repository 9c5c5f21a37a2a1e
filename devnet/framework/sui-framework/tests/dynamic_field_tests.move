/// The newer functions of dynamic fields, and ids that follow from keys.
#[test_only, allow(untyped_literal)]
module sui::dynamic_field_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{derived_object, dynamic_field as field, dynamic_object_field as object_field};

public struct Thing has key, store {
    id: UID,
    n: u64,
}

fun thing(n: u64, ctx: &mut TxContext): Thing {
    Thing { id: object::new(ctx), n }
}

#[test]
fun fields_that_may_be_there() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    assert!(!field::exists(&id, 1));
    assert_eq!(field::remove_opt<u64, u8>(&mut id, 1), option::none());
    assert_eq!(field::replace<u64, u8, bool>(&mut id, 1, 3), option::none());
    assert!(field::exists(&id, 1) && field::exists_(&id, 1));
    assert_eq!(field::replace<u64, bool, u8>(&mut id, 1, true), option::some(3));
    assert_eq!(field::remove_opt<u64, bool>(&mut id, 1), option::some(true));
    assert_eq!(*field::borrow_or_add!(&mut id, 2, 5u8), 5);
    assert_eq!(*field::borrow_or_add!(&mut id, 2, abort), 5u8);
    *field::borrow_mut_or_add!(&mut id, 2, abort) = 6u8;
    *field::borrow_mut_or_add!(&mut id, 3, 0u8) = 7;
    let mut seen = 0;
    field::get_do!(&id, 2, |n: &u8| seen = *n);
    field::get_do!(&id, 9, |_: &u8| abort);
    assert_eq!(seen, 6);
    field::get_mut_do!(&mut id, 3, |n: &mut u8| *n = *n + 1);
    field::get_mut_do!(&mut id, 9, |_: &mut u8| abort);
    assert_eq!(field::get_fold!(&id, 3, abort, |n: &u8| *n == 8), true);
    assert_eq!(field::get_fold!(&id, 9, 4, |_: &u8| abort), 4);
    assert_eq!(field::get_mut_fold!(&mut id, 3, abort, |n: &mut u8| { *n = 1; 2 }), 2);
    assert_eq!(field::get_mut_fold!(&mut id, 9, 4, |_: &mut u8| abort), 4);
    assert_eq!(field::remove(&mut id, 3), 1u8);
    destroy(id);
}

#[test, expected_failure(abort_code = field::EFieldTypeMismatch)]
fun a_field_of_another_type() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    field::add(&mut id, 1, true);
    field::remove_opt<u64, u8>(&mut id, 1);
    abort
}

#[test]
fun object_fields_that_may_be_there() {
    let ctx = &mut tx_context::dummy();
    let mut id = object::new(ctx);
    let first = object_field::replace<_, _, Thing>(&mut id, 1, thing(3, ctx));
    first.destroy_none();
    assert!(object_field::exists(&id, 1) && object_field::exists_(&id, 1));
    let before: Option<Thing> = object_field::replace(&mut id, 1, thing(4, ctx));
    assert_eq!(before.borrow().n, 3);
    assert_eq!(object_field::borrow_or_add!<_, Thing>(&mut id, 1, abort).n, 4);
    object_field::borrow_mut_or_add!(&mut id, 2, thing(0, ctx)).n = 5;
    object_field::get_mut_do!(&mut id, 2, |item: &mut Thing| item.n = item.n + 1);
    let mut seen = 0;
    object_field::get_do!(&id, 2, |item: &Thing| seen = item.n);
    assert_eq!(seen, 6);
    assert_eq!(object_field::get_fold!(&id, 2, abort, |item: &Thing| item.n), 6);
    assert_eq!(object_field::get_mut_fold!(&mut id, 9, 8, |_: &mut Thing| abort), 8);
    let taken: Option<Thing> = object_field::remove_opt(&mut id, 1);
    assert_eq!(taken.borrow().n, 4);
    let nothing: Option<Thing> = object_field::remove_opt(&mut id, 1);
    nothing.destroy_none();
    destroy(before);
    destroy(taken);
    destroy(id);
}

#[test]
fun ids_that_follow_from_keys() {
    let ctx = &mut tx_context::dummy();
    let mut parent = object::new(ctx);
    let address = derived_object::derive_address(parent.to_inner(), 7);
    assert!(!derived_object::exists(&parent, 7));
    let id = derived_object::claim(&mut parent, 7);
    assert_eq!(id.to_address(), address);
    assert!(derived_object::exists(&parent, 7) && !derived_object::exists(&parent, 7u8));
    assert!(address != derived_object::derive_address(parent.to_inner(), 7u8));
    id.delete();
    assert!(derived_object::exists(&parent, 7));
    destroy(parent);
}

#[test, expected_failure(abort_code = derived_object::EObjectAlreadyExists)]
fun a_key_is_claimed_once() {
    let ctx = &mut tx_context::dummy();
    let mut parent = object::new(ctx);
    derived_object::claim(&mut parent, b"key").delete();
    derived_object::claim(&mut parent, b"key").delete();
    abort
}
