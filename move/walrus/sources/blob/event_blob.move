// SPDX-License-Identifier: Apache-2.0

/// Event blobs: the network's own record of its events, stored as blobs that the storage nodes vote
/// for one by one. This module fixes what the system and the nodes' capabilities remember about the
/// votes.
module walrus::event_blob;

use sui::vec_map::{Self, VecMap};

// === Structs ===

/// The last event blob for which a storage node voted.
#[allow(unused_field)]
public struct EventBlobAttestation has copy, drop, store {
    /// The last checkpoint that the event blob covers.
    checkpoint_sequence_num: u64,
    /// The epoch of the vote.
    epoch: u32,
}

/// An event blob, certified or voted for.
#[allow(unused_field)]
public struct EventBlob has copy, drop, store {
    blob_id: u256,
    /// The last checkpoint that it covers.
    ending_checkpoint_sequence_number: u64,
}

/// Where the votes stand.
public struct EventBlobCertificationState has store {
    latest_certified_blob: Option<EventBlob>,
    /// Votes of the current epoch, in shards.
    aggregate_weight_per_blob: VecMap<EventBlob, u16>,
}

// === Public-Package Functions ===

/// No votes, and no event blob certified so far.
public(package) fun create_with_empty_state(): EventBlobCertificationState {
    EventBlobCertificationState {
        latest_certified_blob: option::none(),
        aggregate_weight_per_blob: vec_map::empty(),
    }
}

/// Forgets the votes of the epoch that ends; the next committee's nodes vote anew.
public(package) fun reset(self: &mut EventBlobCertificationState) {
    self.aggregate_weight_per_blob = vec_map::empty();
}
