/// Publishers and upgrades, displays, and the objects that lend or change.
#[test_only, allow(untyped_literal)]
module sui::package_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    borrow,
    display::{Self, Display},
    package::{Self, UpgradeCap, Publisher},
    test_scenario as scenario,
    versioned::{Self, Versioned}
};

public struct PACKAGE_TESTS has drop {}
public struct Fake has drop {}
public struct Thing has key, store { id: UID }
public struct Before has store { n: u64 }
public struct After has store { n: u64 }

fun cap(): UpgradeCap {
    package::test_publish(@0x42.to_id(), &mut tx_context::dummy())
}

fun publisher(): Publisher {
    package::claim(
        sui::test_utils::create_one_time_witness<PACKAGE_TESTS>(),
        &mut tx_context::dummy(),
    )
}

fun thing(ctx: &mut TxContext): Thing {
    Thing { id: object::new(ctx) }
}

fun end(thing: Thing) {
    let Thing { id } = thing;
    id.delete();
}

// === Publisher ===

#[test]
fun publishers() {
    let p = publisher();
    assert!(p.from_module<Thing>() && p.from_package<Thing>());
    assert!(!p.from_module<UpgradeCap>() && p.from_package<UpgradeCap>());
    assert!(!p.from_package<std::string::String>() && !p.from_module<std::string::String>());
    assert_eq!(*p.module_().as_bytes(), b"package_tests");
    assert_eq!(p.package().length(), 64);
    p.burn();
    package::test_claim(Fake {}, &mut tx_context::dummy()).burn_publisher();
}

#[test]
fun a_publisher_to_keep() {
    let mut s = scenario::begin(@0xA);
    package::claim_and_keep(
        sui::test_utils::create_one_time_witness<PACKAGE_TESTS>(),
        s.ctx(),
    );
    s.next_tx(@0xA);
    s.take_from_sender<Publisher>().burn();
    s.end();
}

#[test, expected_failure(abort_code = package::ENotOneTimeWitness)]
fun publisher_of_no_witness() {
    package::claim(Fake {}, &mut tx_context::dummy()).burn();
}

// === Upgrades ===

#[test]
fun an_upgrade() {
    let mut cap = cap();
    assert!(cap.package() == @0x42.to_id() && cap.version() == 1 && cap.policy() == 0);
    let ticket = cap.authorize(package::additive_policy(), b"digest");
    assert!(ticket.package() == @0x42.to_id() && ticket.policy() == 128);
    assert_eq!(*ticket.digest(), b"digest");
    assert_eq!(cap.package(), @0x0.to_id());
    let receipt = package::test_upgrade(ticket);
    assert_eq!(receipt.cap(), object::id(&cap));
    let next = receipt.package();
    cap.commit(receipt);
    assert!(cap.package() == next && next != @0x42.to_id() && cap.version() == 2);
    cap.make_immutable();
}

#[test]
fun policies_get_stricter() {
    let mut cap = cap();
    cap.only_additive_upgrades();
    cap.only_additive_upgrades();
    assert_eq!(cap.upgrade_policy(), package::additive_policy());
    cap.only_dep_upgrades();
    assert_eq!(cap.upgrade_policy(), package::dep_only_policy());
    assert_eq!(package::compatible_policy(), 0);
    destroy(cap);
}

#[test, expected_failure(abort_code = package::ETooPermissive)]
fun policies_do_not_get_looser() {
    let mut cap = cap();
    cap.only_dep_upgrades();
    cap.only_additive_upgrades();
    abort
}

#[test, expected_failure(abort_code = package::ETooPermissive)]
fun an_upgrade_beyond_the_policy() {
    let mut cap = cap();
    cap.only_dep_upgrades();
    destroy(cap.authorize(package::compatible_policy(), b""));
    abort
}

#[test, expected_failure(abort_code = package::EAlreadyAuthorized)]
fun two_upgrades_at_once() {
    let mut cap = cap();
    destroy(cap.authorize(0, b""));
    destroy(cap.authorize(0, b""));
    abort
}

#[test, expected_failure(abort_code = package::EWrongUpgradeCap)]
fun receipt_of_another_cap() {
    let ctx = &mut tx_context::dummy();
    let mut cap = package::test_publish(@0x42.to_id(), ctx);
    let mut other = package::test_publish(@0x43.to_id(), ctx);
    other.commit(package::test_upgrade(cap.authorize(0, b"")));
    abort
}

#[test, expected_failure(abort_code = package::ENotAuthorized)]
fun a_receipt_that_comes_late() {
    let mut cap = cap();
    let ticket = cap.authorize(0, b"");
    let receipt = package::test_upgrade(ticket);
    // No code can do this: two receipts of one cap.
    let second: package::UpgradeReceipt = copy_of(&receipt);
    cap.commit(receipt);
    cap.commit(second);
    abort
}

/// A receipt for the same cap, made with a second cap whose id is the same.
fun copy_of(receipt: &package::UpgradeReceipt): package::UpgradeReceipt {
    let mut twin = package::test_publish(receipt.package(), &mut tx_context::dummy());
    assert_eq!(object::id(&twin), receipt.cap());
    let ticket = twin.authorize(0, b"");
    destroy(twin);
    package::test_upgrade(ticket)
}

// === display ===

#[test]
fun displays() {
    let p = publisher();
    let mut s = scenario::begin(@0xA);
    let name = b"name".to_string();
    let link = b"link".to_string();
    let mut d = display::new_with_fields<Thing>(
        &p,
        vector[name, link],
        vector[link, name],
        s.ctx(),
    );
    assert!(d.version() == 0 && display::is_authorized<Thing>(&p));
    d.update_version();
    d.edit(name, b"n".to_string());
    d.remove(link);
    d.add(b"more".to_string(), link);
    d.add_multiple(vector[link], vector[name]);
    assert_eq!(d.version(), 1);
    assert_eq!(d.fields().keys(), vector[name, b"more".to_string(), link]);
    assert_eq!(d.fields()[&name], b"n".to_string());
    assert_eq!(sui::event::num_events(), 2);
    display::create_and_keep<Thing>(&p, s.ctx());
    destroy(d);
    s.next_tx(@0xA);
    let d = s.take_from_sender<Display<Thing>>();
    assert!(d.fields().is_empty());
    destroy(d);
    p.burn();
    s.end();
}

#[test, expected_failure(abort_code = display::ENotOwner)]
fun a_display_of_a_stranger() {
    let ctx = &mut tx_context::dummy();
    destroy(display::new<Thing>(&package::test_claim(b"".to_string(), ctx), ctx));
    abort
}

#[test, expected_failure(abort_code = display::EVecLengthMismatch)]
fun a_display_with_too_few_texts() {
    let ctx = &mut tx_context::dummy();
    destroy(display::new_with_fields<Thing>(&publisher(), vector[b"".to_string()], vector[], ctx));
    abort
}

#[test, expected_failure(abort_code = sui::vec_map::EKeyDoesNotExist)]
fun editing_a_text_that_is_not_there() {
    let mut d = display::new<Thing>(&publisher(), &mut tx_context::dummy());
    d.edit(b"a".to_string(), b"b".to_string());
    abort
}

// === borrow ===

#[test]
fun lending() {
    let ctx = &mut tx_context::dummy();
    let mut lender = borrow::new(thing(ctx), ctx);
    let (thing, promise) = lender.borrow();
    lender.put_back(thing, promise);
    end(lender.destroy());
}

#[test, expected_failure(abort_code = borrow::EWrongValue)]
fun putting_another_object_back() {
    let ctx = &mut tx_context::dummy();
    let mut lender = borrow::new(thing(ctx), ctx);
    let (_lent, promise) = lender.borrow();
    lender.put_back(thing(ctx), promise);
    abort
}

#[test, expected_failure(abort_code = borrow::EWrongBorrow)]
fun putting_an_object_back_elsewhere() {
    let ctx = &mut tx_context::dummy();
    let mut lender = borrow::new(thing(ctx), ctx);
    let mut other = borrow::new(thing(ctx), ctx);
    let (lent, promise) = lender.borrow();
    let (_lent, _promise) = other.borrow();
    other.put_back(lent, promise);
    abort
}

#[test, expected_failure(abort_code = std::option::EOPTION_NOT_SET)]
fun lending_twice() {
    let ctx = &mut tx_context::dummy();
    let mut lender = borrow::new(thing(ctx), ctx);
    let (_lent, _promise) = lender.borrow();
    let (_lent_again, _promise_again) = lender.borrow();
    abort
}

// === versioned ===

fun versioned(): Versioned {
    versioned::create(1, Before { n: 5 }, &mut tx_context::dummy())
}

#[test]
fun a_value_changes_its_type() {
    let mut v = versioned();
    assert_eq!(v.version(), 1);
    v.load_value_mut<Before>().n = 6;
    assert_eq!(v.load_value<Before>().n, 6);
    let (Before { n }, cap) = v.remove_value_for_upgrade();
    v.upgrade(3, After { n: n + 1 }, cap);
    assert_eq!(v.version(), 3);
    let After { n } = v.destroy();
    assert_eq!(n, 7);
}

#[test, expected_failure(abort_code = versioned::EInvalidUpgrade)]
fun a_version_that_does_not_grow() {
    let mut v = versioned();
    let (value, cap) = v.remove_value_for_upgrade<Before>();
    v.upgrade(1, value, cap);
    abort
}

#[test, expected_failure(abort_code = versioned::EInvalidUpgrade)]
fun a_value_of_another_object() {
    let ctx = &mut tx_context::dummy();
    let mut a = versioned::create(1, Before { n: 5 }, ctx);
    let mut b = versioned::create(1, Before { n: 5 }, ctx);
    let (value, cap) = a.remove_value_for_upgrade<Before>();
    b.upgrade(2, value, cap);
    abort
}

#[test, expected_failure(abort_code = sui::dynamic_field::EFieldTypeMismatch)]
fun a_value_of_another_type() {
    let v = versioned();
    v.load_value<After>();
    abort
}
