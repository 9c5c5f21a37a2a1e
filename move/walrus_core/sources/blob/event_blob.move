// SPDX-License-Identifier: Apache-2.0

/// Event blobs: the network's own record of its events. Storage nodes vote for each event blob, and
/// it is stored when a quorum has voted for it.
///
/// An event blob covers the checkpoints up to a number, and follows the one that was certified
/// before. Within an epoch a node can vote for a later event blob only when the one for which it
/// voted last is certified. So no node supports two competing records.
module walrus_core::event_blob;

use sui::vec_map::{Self, VecMap};

// === Errors ===

/// The event blob for which the node voted last in this epoch is not certified yet; wait until it
/// is.
const EIncorrectAttestation: u64 = 6;
/// The node has voted in this epoch already for an event blob that ends at this checkpoint or
/// later.
const ERepeatedAttestation: u64 = 7;

// === Structs ===

/// The last event blob for which a storage node voted.
public struct EventBlobAttestation has copy, drop, store {
    /// The last checkpoint that the event blob covers.
    checkpoint_sequence_num: u64,
    /// The epoch of the vote.
    epoch: u32,
}

/// An event blob, certified or voted for.
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

// === Public Functions ===

/// No votes, and no event blob certified so far. Never aborts.
public fun create_with_empty_state(): EventBlobCertificationState {
    EventBlobCertificationState {
        latest_certified_blob: option::none(),
        aggregate_weight_per_blob: vec_map::empty(),
    }
}

/// Forgets the votes of the epoch that ends; the next committee's nodes vote anew. Never aborts.
public fun reset(self: &mut EventBlobCertificationState) {
    self.aggregate_weight_per_blob = vec_map::empty();
}

/// The vote of a node that voted `last` before, in `epoch`, for an event blob up to `checkpoint`.
///
/// Aborts with:
/// - `ERepeatedAttestation` if `last` was in the same epoch and for this checkpoint or a later one,
/// - `EIncorrectAttestation` if `last` was in the same epoch and is not certified.
public fun attest(
    self: &EventBlobCertificationState,
    last: &Option<EventBlobAttestation>,
    checkpoint: u64,
    epoch: u32,
): EventBlobAttestation {
    last.do_ref!(|last| if (last.epoch == epoch) {
        assert!(checkpoint > last.checkpoint_sequence_num, ERepeatedAttestation);
        assert!(self.is_certified(last.checkpoint_sequence_num), EIncorrectAttestation);
    });
    EventBlobAttestation { checkpoint_sequence_num: checkpoint, epoch }
}

/// Is an event blob certified that ends there or later? Never aborts.
public fun is_certified(self: &EventBlobCertificationState, checkpoint: u64): bool {
    self
        .latest_certified_blob
        .is_some_and!(|latest| checkpoint <= latest.ending_checkpoint_sequence_number)
}

/// Counts a vote, and returns the weight of all votes for the same event blob.
///
/// Aborts with an arithmetic error if that is more than 65,535.
public fun count(
    self: &mut EventBlobCertificationState,
    blob_id: u256,
    checkpoint: u64,
    weight: u16,
): u16 {
    let blob = EventBlob { blob_id, ending_checkpoint_sequence_number: checkpoint };
    let votes = &mut self.aggregate_weight_per_blob;
    if (!votes.contains(&blob)) votes.insert(blob, 0);
    let total = &mut votes[&blob];
    *total = *total + weight;
    *total
}

/// Certifies an event blob that ends at `checkpoint`. All other votes are void: they were for a
/// record that does not follow this one. Never aborts.
public fun set_certified(self: &mut EventBlobCertificationState, blob_id: u256, checkpoint: u64) {
    let blob = EventBlob { blob_id, ending_checkpoint_sequence_number: checkpoint };
    self.latest_certified_blob = option::some(blob);
    self.reset();
}

// === Test Only ===

/// The blob id and the last checkpoint of the event blob certified last.
#[test_only]
public fun latest(self: &EventBlobCertificationState): (u256, u64) {
    let latest = self.latest_certified_blob.borrow();
    (latest.blob_id, latest.ending_checkpoint_sequence_number)
}

/// How many event blobs have votes.
#[test_only]
public fun candidates(self: &EventBlobCertificationState): u64 {
    self.aggregate_weight_per_blob.length()
}
