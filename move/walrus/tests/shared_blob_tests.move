// SPDX-License-Identifier: Apache-2.0

/// R3: a shared blob takes from anyone, gives to nobody, and lives as long as its funds last.
#[test_only]
module walrus::shared_blob_tests;

use std::unit_test::{assert_eq, destroy};
use sui::test_scenario;
use walrus::{
    blob,
    events::{Self, BlobShared, SharedBlobExtended, SharedBlobFunded, SharedBlobFundsReleased},
    indexer::assert_last,
    shared_blob::{Self, SharedBlob},
    system_state_inner,
    system_tests::{certified, certify, message, network, register},
    test_network::{Self, Network}
};

const OWNER: address = @0xA;
const ANYONE: address = @0xF;

/// Epochs that a blob has at first.
const EPOCHS: u32 = 2;

/// FROST for an epoch of the blob: it takes several units of storage.
fun price(shared: &SharedBlob): u64 {
    let units = shared.blob().storage().size().divide_and_round_up(test_network::mib!());
    units * test_network::storage_price!()
}

/// Somebody else comes along and finds the shared blob.
fun find(network: &mut Network): SharedBlob {
    network.scenario().next_tx(ANYONE);
    network.scenario().take_shared<SharedBlob>()
}

#[test]
fun anyone_can_fund_and_extend_a_shared_blob() {
    let mut network = network();
    let blob = certified(&mut network, false);
    let (blob_id, object_id) = (blob.blob_id(), blob.object_id());
    shared_blob::new(blob, network.ctx());
    let shared = find(&mut network);
    let id = object::id(&shared);
    assert_eq!(shared.blob().object_id(), object_id);
    assert_eq!(shared.funds().value(), 0);
    test_scenario::return_shared(shared);

    let mut shared = find(&mut network);
    let given = 5 * price(&shared) - 1;
    shared.fund(network.mint(given));
    assert_last!<SharedBlobFunded>(|| events::emit_shared_blob_funded(id, given, given));
    let (system, ctx) = network.system_and_ctx();
    shared.extend(system, 4, ctx);
    let rest = price(&shared) - 1;
    assert_eq!(shared.blob().end_epoch(), 1 + EPOCHS + 4);
    assert_eq!(shared.funds().value(), rest);
    assert_last!<SharedBlobExtended>(
        || events::emit_shared_blob_extended(id, 1 + EPOCHS + 4, given - rest, rest),
    );
    assert_eq!(shared.blob().blob_id(), blob_id);
    test_scenario::return_shared(shared);
    network.end();
}

#[test]
fun a_blob_can_be_shared_with_funds() {
    let mut network = network();
    let blob = certified(&mut network, true);
    let (blob_id, object_id) = (blob.blob_id(), blob.object_id());
    let funds = network.mint(77);
    shared_blob::new_funded(blob, funds, network.ctx());
    let events = sui::event::events_by_type<BlobShared>();
    assert_eq!(events.length(), 1);
    let shared = find(&mut network);
    assert_eq!(shared.funds().value(), 77);
    let id = object::id(&shared);
    events::emit_blob_shared(id, object_id, blob_id, 77);
    assert_eq!(sui::event::events_by_type<BlobShared>(), events);
    test_scenario::return_shared(shared);
    network.end();
}

#[test]
fun a_blob_can_be_certified_after_it_has_been_shared() {
    let mut network = network();
    let blob = register(&mut network, true);
    let message = message(&mut network, &blob);
    shared_blob::new(blob, network.ctx());
    let mut shared = find(&mut network);
    assert!(shared.blob().certified_epoch().is_none());
    let (signature, bitmap) = network.certify(1, &message);
    shared.certify(network.system(), signature, bitmap, message);
    assert_eq!(*shared.blob().certified_epoch(), option::some(1));
    test_scenario::return_shared(shared);
    network.end();
}

#[test, expected_failure(abort_code = sui::balance::ENotEnough)]
fun a_shared_blob_lives_on_its_own_funds() {
    let mut network = network();
    let blob = certified(&mut network, false);
    shared_blob::new(blob, network.ctx());
    let mut shared = find(&mut network);
    let almost = price(&shared) - 1;
    shared.fund(network.mint(almost));
    let (system, ctx) = network.system_and_ctx();
    shared.extend(system, 1, ctx);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun funds_are_not_spent_on_no_time() {
    let mut network = network();
    let blob = certified(&mut network, false);
    let funds = network.mint(1_000_000);
    shared_blob::new_funded(blob, funds, network.ctx());
    let mut shared = find(&mut network);
    let (system, ctx) = network.system_and_ctx();
    shared.extend(system, 0, ctx);
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun a_shared_blob_that_has_ended_stays_so() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    certify(&mut network, &mut blob);
    let funds = network.mint(1_000_000);
    shared_blob::new_funded(blob, funds, network.ctx());
    network.scenario().next_tx(OWNER);
    EPOCHS.do!(|_| network.next_epoch());
    let mut shared = find(&mut network);
    let (system, ctx) = network.system_and_ctx();
    shared.extend(system, 1, ctx);
    destroy(shared);
    abort
}

#[test]
fun what_is_left_when_a_shared_blob_has_ended_goes_to_those_who_store() {
    let mut network = network();
    // One that was never certified as well.
    let blob = register(&mut network, false);
    let funds = network.mint(1_000);
    shared_blob::new_funded(blob, funds, network.ctx());
    network.scenario().next_tx(OWNER);
    EPOCHS.do!(|_| network.next_epoch());
    let mut shared = find(&mut network);
    let id = object::id(&shared);
    shared.fund(network.mint(5));
    let before = network.system().future_accounting()[0].rewards();
    shared.release_funds(network.system());
    assert_eq!(shared.funds().value(), 0);
    assert_eq!(network.system().future_accounting()[0].rewards(), before + 1_005);
    assert_last!<SharedBlobFundsReleased>(
        || events::emit_shared_blob_funds_released(1 + EPOCHS, id, 1_005),
    );
    // Whatever comes later goes the same way.
    shared.fund(network.mint(1));
    shared.release_funds(network.system());
    shared.release_funds(network.system());
    assert_eq!(network.system().future_accounting()[0].rewards(), before + 1_006);
    test_scenario::return_shared(shared);
    network.end();
}

#[test, expected_failure(abort_code = shared_blob::ENotEnded)]
fun the_funds_of_a_blob_that_lives_stay() {
    let mut network = network();
    let blob = certified(&mut network, false);
    let funds = network.mint(1_000);
    shared_blob::new_funded(blob, funds, network.ctx());
    let mut shared = find(&mut network);
    (EPOCHS - 1).do!(|_| network.next_epoch());
    shared.release_funds(network.system());
    abort
}
