// SPDX-License-Identifier: Apache-2.0

/// R3, R21: deny lists, event blobs, protocol versions and subsidies, each by its quorum.
#[test_only]
module walrus::node_duties_tests;

use std::unit_test::{assert_eq, destroy};
use sui::event;
use walrus::{
    blob,
    deny_list,
    encoding,
    events::{
        Self,
        BlobCertified,
        BlobRegistered,
        DenyListBlobDeleted,
        DenyListSizeChanged,
        DenyListUpdate,
        EventBlobAttested,
        ProtocolVersionUpdated,
        RegisterDenyListUpdate,
        StorageReserved,
        SubsidyAdded,
    },
    indexer::assert_last,
    system_state_inner,
    test_network::{Self, Network}
};
use walrus_core::{bls_aggregate, event_blob, messages};

const RS2: u8 = 1;
const ROOT: u256 = 0x5ca1ab1e;
const SIZE: u64 = 12345;

// === Deny lists ===

/// Node `index` asks for what `n_signers` nodes have signed.
fun update_deny_list(network: &mut Network, index: u64, n_signers: u64, message: vector<u8>) {
    let (signature, bitmap) = network.certify(n_signers, &message);
    let (system, cap, _) = network.system_cap_and_ctx(index);
    system.update_deny_list(cap, signature, bitmap, message);
}

fun deny(network: &mut Network, sequence: u64, size: u64) {
    let epoch = network.system().epoch();
    let message = messages::deny_list_update_bytes(
        epoch,
        network.node_id(0),
        sequence,
        size,
        ROOT,
    );
    update_deny_list(network, 0, 3, message);
}

#[test]
fun a_quorum_agrees_to_a_deny_list() {
    let mut network = test_network::running(4, 4);
    let node_id = network.node_id(0);
    let (system, cap, _) = network.system_cap_and_ctx(0);
    system.register_deny_list_update(cap, ROOT, 1);
    assert_last!<RegisterDenyListUpdate>(
        || events::emit_register_deny_list_update(1, ROOT, 1, node_id),
    );
    assert_eq!(cap.deny_list_sequence(), 0);

    deny(&mut network, 1, 1000);
    assert_last!<DenyListUpdate>(|| events::emit_deny_list_update(1, ROOT, 1, node_id));
    assert_last!<DenyListSizeChanged>(|| events::emit_deny_list_size_changed(1, node_id, 1000));
    assert_eq!(network.cap(0).deny_list_root(), ROOT);
    assert_eq!(network.cap(0).deny_list_sequence(), 1);
    assert_eq!(network.cap(0).deny_list_size(), 1000);
    assert_eq!(network.system().inner_for_testing().deny_list_size(&node_id), 1000);

    // Numbers may be left out, and a list may become empty again.
    deny(&mut network, 7, 2000);
    assert_eq!(network.system().inner_for_testing().deny_list_size(&node_id), 2000);
    deny(&mut network, 8, 0);
    assert_eq!(network.system().inner_for_testing().deny_list_size(&node_id), 0);
    network.end();
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun one_honest_node_cannot_agree_to_a_deny_list() {
    let mut network = test_network::running(4, 4);
    let message = messages::deny_list_update_bytes(1, network.node_id(0), 1, 1, ROOT);
    update_deny_list(&mut network, 0, 2, message);
    abort
}

#[test, expected_failure(abort_code = deny_list::EIncorrectDenyListNode)]
fun a_deny_list_is_one_nodes_own() {
    let mut network = test_network::running(4, 4);
    let message = messages::deny_list_update_bytes(1, network.node_id(1), 1, 1, ROOT);
    update_deny_list(&mut network, 0, 3, message);
    abort
}

#[test, expected_failure(abort_code = deny_list::EIncorrectDenyListSequence)]
fun a_deny_list_cannot_be_put_into_force_twice() {
    let mut network = test_network::running(4, 4);
    deny(&mut network, 1, 1);
    deny(&mut network, 1, 1);
    abort
}

#[test, expected_failure(abort_code = deny_list::EIncorrectDenyListSequence)]
fun an_old_deny_list_is_not_announced() {
    let mut network = test_network::running(4, 4);
    let (system, cap, _) = network.system_cap_and_ctx(0);
    system.register_deny_list_update(cap, ROOT, 0);
    abort
}

#[test, expected_failure(abort_code = deny_list::ENotCommitteeMember)]
fun those_who_do_not_serve_have_no_deny_list() {
    let mut network = test_network::running(4, 4);
    let index = network.register(0);
    let (system, cap, _) = network.system_cap_and_ctx(index);
    system.register_deny_list_update(cap, ROOT, 1);
    abort
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun a_deny_list_of_the_epoch_before_is_refused() {
    let mut network = test_network::running(4, 4);
    let message = messages::deny_list_update_bytes(1, network.node_id(0), 1, 1, ROOT);
    network.next_epoch();
    update_deny_list(&mut network, 0, 3, message);
    abort
}

#[test]
fun one_honest_node_can_say_that_a_blob_is_denied() {
    let mut network = test_network::running(4, 4);
    let message = messages::deny_listed_blob_bytes(1, 77);
    let (signature, bitmap) = network.certify(2, &message);
    network.system().delete_deny_listed_blob(signature, bitmap, message);
    assert_last!<DenyListBlobDeleted>(|| events::emit_deny_list_blob_deleted(1, 77));
    network.end();
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun faulty_nodes_alone_cannot_deny_a_blob() {
    let mut network = test_network::running(4, 4);
    let message = messages::deny_listed_blob_bytes(1, 77);
    let (signature, bitmap) = network.certify(1, &message);
    network.system().delete_deny_listed_blob(signature, bitmap, message);
    abort
}

#[test, expected_failure(abort_code = messages::EInvalidMsgType)]
fun an_invalid_blob_is_not_a_denied_one() {
    let mut network = test_network::running(4, 4);
    let message = messages::invalid_blob_id_bytes(1, 77);
    let (signature, bitmap) = network.certify(2, &message);
    network.system().delete_deny_listed_blob(signature, bitmap, message);
    abort
}

// === Event blobs ===

fun event_blob_id(root: u256): u256 {
    blob::derive_blob_id(root, RS2, SIZE)
}

/// Node `index` votes for the event blob with this root, up to `checkpoint`.
fun vote(network: &mut Network, index: u64, root: u256, checkpoint: u64) {
    let epoch = network.system().epoch();
    vote_in(network, index, root, checkpoint, epoch);
}

fun vote_in(network: &mut Network, index: u64, root: u256, checkpoint: u64, epoch: u32) {
    let (system, cap, ctx) = network.system_cap_and_ctx(index);
    let blob_id = event_blob_id(root);
    system.certify_event_blob(cap, blob_id, root, SIZE, RS2, checkpoint, epoch, ctx);
}

#[test]
fun the_votes_of_a_quorum_store_an_event_blob() {
    let mut network = test_network::running(4, 4);
    let used = network.system().used_capacity_size();
    vote(&mut network, 0, ROOT, 100);
    vote(&mut network, 1, ROOT, 100);
    // Another node has seen something else.
    vote(&mut network, 3, ROOT + 1, 100);
    assert_eq!(network.system().inner_for_testing().event_blobs().candidates(), 2);
    assert!(event::events_by_type<BlobCertified>().is_empty());
    vote(&mut network, 2, ROOT, 100);
    let node_id = network.node_id(2);
    let blob_id = event_blob_id(ROOT);
    assert_last!<EventBlobAttested>(
        || events::emit_event_blob_attested(1, node_id, blob_id, 100, 3),
    );

    let (latest, checkpoint) = network.system().inner_for_testing().event_blobs().latest();
    assert_eq!(latest, blob_id);
    assert_eq!(checkpoint, 100);
    assert_eq!(network.system().inner_for_testing().event_blobs().candidates(), 0);
    assert_eq!(event::events_by_type<BlobRegistered>().length(), 1);
    assert_eq!(event::events_by_type<BlobCertified>().length(), 1);
    assert_eq!(event::events_by_type<StorageReserved>().length(), 1);
    let size = encoding::encoded_blob_length(SIZE, RS2, 4);
    assert_eq!(network.system().used_capacity_size(), used + size);
    let last = test_network::max_epochs_ahead!() - 1;
    assert_eq!(network.system().future_accounting()[last].used_capacity(), size);
    assert_eq!(network.system().future_accounting()[last].rewards(), 0);

    // A late vote changes nothing, and all can go on to the next one, the outvoted node as well.
    vote(&mut network, 0, ROOT + 1, 200);
    vote(&mut network, 1, ROOT + 1, 200);
    vote(&mut network, 3, ROOT + 1, 200);
    let (latest, checkpoint) = network.system().inner_for_testing().event_blobs().latest();
    assert_eq!(latest, event_blob_id(ROOT + 1));
    assert_eq!(checkpoint, 200);
    vote(&mut network, 2, ROOT + 1, 200);
    assert_eq!(network.system().inner_for_testing().event_blobs().candidates(), 0);
    assert_eq!(event::events_by_type<BlobCertified>().length(), 2);
    network.end();
}

#[test]
fun event_blobs_are_stored_when_all_capacity_is_sold() {
    let mut network = test_network::running(4, 4);
    let mut payment = network.mint(1_000_000_000);
    let capacity = network.system().total_capacity_size();
    let (system, ctx) = network.system_and_ctx();
    let storage = system.reserve_space(capacity, 1, &mut payment, ctx);
    3u64.do!(|i| vote(&mut network, i, ROOT, 100));
    assert!(network.system().used_capacity_size() > capacity);
    network.next_epoch();
    assert!(network.system().used_capacity_size() < capacity);
    destroy(payment);
    storage.destroy();
    network.end();
}

/// Nodes may offer any number of bytes, and somebody may buy all that there is.
#[test]
fun nobody_can_buy_the_room_of_event_blobs() {
    let mut network = test_network::running(4, 4);
    4u64.do!(|i| {
        let (staking, cap) = network.staking_and_cap(i);
        staking.set_node_capacity_vote(cap, std::u64::max_value!());
    });
    network.next_epoch();
    let capacity = network.system().total_capacity_size();
    network.set_prices(1, 1);
    let mut payment = network.mint(1 << 60);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(capacity, 10, &mut payment, ctx));
    destroy(payment);
    3u64.do!(|i| vote(&mut network, i, ROOT, 100));
    assert!(network.system().used_capacity_size() > capacity);
    network.end();
}

#[test]
fun votes_are_void_when_the_epoch_ends() {
    let mut network = test_network::running(4, 4);
    vote(&mut network, 0, ROOT, 100);
    vote(&mut network, 1, ROOT, 100);
    network.next_epoch();
    assert_eq!(network.system().inner_for_testing().event_blobs().candidates(), 0);
    vote(&mut network, 2, ROOT, 100);
    vote(&mut network, 0, ROOT, 100);
    assert_eq!(network.system().inner_for_testing().event_blobs().candidates(), 1);
    vote(&mut network, 1, ROOT, 100);
    assert_eq!(network.system().inner_for_testing().event_blobs().candidates(), 0);
    network.end();
}

#[test, expected_failure(abort_code = event_blob::ERepeatedAttestation)]
fun a_node_votes_once_for_an_event_blob() {
    let mut network = test_network::running(4, 4);
    vote(&mut network, 0, ROOT, 100);
    vote(&mut network, 0, ROOT, 100);
    abort
}

#[test, expected_failure(abort_code = event_blob::EIncorrectAttestation)]
fun a_node_cannot_vote_on_while_its_vote_is_open() {
    let mut network = test_network::running(4, 4);
    vote(&mut network, 0, ROOT, 100);
    vote(&mut network, 0, ROOT, 101);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidIdEpoch)]
fun a_vote_for_an_event_blob_is_for_the_current_epoch() {
    let mut network = test_network::running(4, 4);
    vote_in(&mut network, 0, ROOT, 100, 2);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::ENotCommitteeMember)]
fun only_the_committee_votes_for_event_blobs() {
    let mut network = test_network::running(4, 4);
    let index = network.register(0);
    vote(&mut network, index, ROOT, 100);
    abort
}

#[test, expected_failure(abort_code = blob::EInvalidBlobId)]
fun an_event_blob_has_the_id_of_its_content() {
    let mut network = test_network::running(1, 4);
    let (system, cap, ctx) = network.system_cap_and_ctx(0);
    system.certify_event_blob(cap, 77, ROOT, SIZE, RS2, 100, 1, ctx);
    abort
}

// === Protocol versions ===

fun announce_version(network: &mut Network, index: u64, n_signers: u64, start_epoch: u32) {
    let epoch = network.system().epoch();
    let message = messages::protocol_version_bytes(epoch, start_epoch, 9);
    let (signature, bitmap) = network.certify(n_signers, &message);
    let (system, cap, _) = network.system_cap_and_ctx(index);
    system.update_protocol_version(cap, signature, bitmap, message);
}

#[test]
fun a_quorum_announces_a_protocol_version() {
    let mut network = test_network::running(4, 4);
    announce_version(&mut network, 0, 3, 1);
    assert_last!<ProtocolVersionUpdated>(|| events::emit_protocol_version(1, 1, 9));
    announce_version(&mut network, 0, 3, 5);
    assert_last!<ProtocolVersionUpdated>(|| events::emit_protocol_version(1, 5, 9));
    network.end();
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun fewer_than_a_quorum_announce_nothing() {
    let mut network = test_network::running(4, 4);
    announce_version(&mut network, 0, 2, 1);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidStartEpoch)]
fun a_protocol_version_does_not_begin_in_the_past() {
    let mut network = test_network::running(4, 4);
    announce_version(&mut network, 0, 3, 0);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::ENotCommitteeMember)]
fun only_the_committee_announces_protocol_versions() {
    let mut network = test_network::running(4, 4);
    let index = network.register(0);
    announce_version(&mut network, index, 3, 1);
    abort
}

// === Subsidies ===

#[test]
fun a_subsidy_is_shared_evenly_and_the_rest_comes_first() {
    let mut network = test_network::running(1, 4);
    let subsidy = network.mint(103);
    network.system().add_subsidy(subsidy, 4);
    assert_last!<SubsidyAdded>(|| events::emit_subsidy_added(1, vector[28, 25, 25, 25]));
    let accounts = network.system().future_accounting();
    assert_eq!(accounts[0].rewards(), 28);
    assert_eq!(accounts[3].rewards(), 25);
    assert_eq!(accounts[4].rewards(), 0);

    let shares = vector[1u64, 0, 7].map!(|amount| network.mint(amount).into_balance());
    network.system().add_per_epoch_subsidies(shares);
    assert_last!<SubsidyAdded>(|| events::emit_subsidy_added(1, vector[1, 0, 7]));
    let accounts = network.system().future_accounting();
    assert_eq!(accounts[0].rewards(), 29);
    assert_eq!(accounts[1].rewards(), 25);
    assert_eq!(accounts[2].rewards(), 32);
    network.end();
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun a_subsidy_is_for_some_time() {
    let mut network = test_network::running(1, 4);
    let subsidy = network.mint(100);
    network.system().add_subsidy(subsidy, 0);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun a_subsidy_reaches_as_far_as_storage_is_sold() {
    let mut network = test_network::running(1, 4);
    let subsidy = network.mint(100);
    network.system().add_subsidy(subsidy, test_network::max_epochs_ahead!() + 1);
    abort
}

#[test, expected_failure(abort_code = system_state_inner::EInvalidEpochsAhead)]
fun subsidies_reach_as_far_as_storage_is_sold() {
    let mut network = test_network::running(1, 4);
    let n = test_network::max_epochs_ahead!() as u64 + 1;
    let shares = vector::tabulate!(n, |_| network.mint(1).into_balance());
    network.system().add_per_epoch_subsidies(shares);
    abort
}
