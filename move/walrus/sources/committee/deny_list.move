// SPDX-License-Identifier: Apache-2.0

/// Deny lists: the blobs that a storage node refuses to store, for example because the law requires
/// it.
///
/// A node announces the Merkle root of its deny list. When a quorum has signed it, the node is paid
/// only for the bytes that it does store. The signatures oblige no other node. If at least one
/// honest node has a blob on its list, an event can say so.
module walrus::deny_list;

use sui::vec_map::VecMap;
use walrus::{events, storage_node::StorageNodeCap};
use walrus_core::bls_aggregate::BlsCommittee;

// === Errors ===

/// The node is not in the committee of the current epoch.
const ENotCommitteeMember: u64 = 8;
/// The sequence number of the deny list is not larger than that of the node's last deny list.
const EIncorrectDenyListSequence: u64 = 9;
/// The quorum signed the deny list of another node.
const EIncorrectDenyListNode: u64 = 10;

// === Public-Package Functions ===

/// Announces the list for the other nodes to sign.
public(package) fun announce(
    committee: &BlsCommittee,
    cap: &StorageNodeCap,
    root: u256,
    sequence: u64,
) {
    assert_next(committee, cap, sequence);
    events::emit_register_deny_list_update(committee.epoch(), root, sequence, cap.node_id());
}

/// Puts the list into force that a quorum has agreed to.
public(package) fun update(
    committee: &BlsCommittee,
    sizes: &mut VecMap<ID, u64>,
    cap: &mut StorageNodeCap,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let list = committee
        .verify_quorum_in_epoch(signature, members_bitmap, message)
        .into_deny_list_update();
    let node_id = cap.node_id();
    assert!(list.node_id() == node_id, EIncorrectDenyListNode);
    assert_next(committee, cap, list.sequence());

    cap.set_deny_list(list.root(), list.sequence(), list.size());
    if (sizes.contains(&node_id)) { sizes.remove(&node_id); };
    if (list.size() > 0) sizes.insert(node_id, list.size());
    events::emit_deny_list_update(committee.epoch(), list.root(), list.sequence(), node_id);
    events::emit_deny_list_size_changed(committee.epoch(), node_id, list.size());
}

/// Takes note that at least one honest node refuses to store a blob.
public(package) fun delete_blob(
    committee: &BlsCommittee,
    signature: vector<u8>,
    members_bitmap: vector<u8>,
    message: vector<u8>,
) {
    let blob_id = committee
        .verify_one_correct_node_in_epoch(signature, members_bitmap, message)
        .into_deny_listed_blob();
    events::emit_deny_list_blob_deleted(committee.epoch(), blob_id);
}

// === Private Functions ===

fun assert_next(committee: &BlsCommittee, cap: &StorageNodeCap, sequence: u64) {
    assert!(committee.weight_of(&cap.node_id()) > 0, ENotCommitteeMember);
    assert!(sequence > cap.deny_list_sequence(), EIncorrectDenyListSequence);
}
