// SPDX-License-Identifier: Apache-2.0

/// The term of a committee: who its members are, what they hold, and the times of its epoch, as
/// `walrus::judge::epoch_record` gives them once an epoch. Judges look at nothing else, so that they
/// depend on no object of walrus.
module evidence::terms;

use evidence::{evidence_events, members, merkle};
use walrus::judge::EpochRecord;

// === Errors ===

/// The committee has more than 150 members.
const ETooManyMembers: u64 = 0;
/// The record is that of a network with another number of shards.
const EWrongNumberOfShards: u64 = 1;
/// The node is not in the committee of the epoch.
const ENotAMember: u64 = 2;

// === Constants ===

const MAX_MEMBERS: u64 = 150;

// === Structs ===

/// The term of the committee of an epoch. Members are in the order of the bitmaps.
public struct Term has drop, store {
    epoch: u32,
    node_ids: vector<ID>,
    /// Shards of each member.
    weights: vector<u16>,
    /// The place among the members of the owner of each shard.
    owners: vector<u8>,
    /// When the epoch change was done, and how long an epoch lasts, in milliseconds.
    done_ms: u64,
    duration_ms: u64,
    /// The members that have declared all their shards lost.
    exempt: u256,
}

/// Everything that is known of a committee: the preimage of its digest.
public struct CommitteePreimage has drop {
    epoch: u32,
    n_shards: u16,
    node_ids: vector<ID>,
    public_keys: vector<vector<u8>>,
    weights: vector<u16>,
    shards: vector<vector<u16>>,
    done_ms: u64,
    duration_ms: u64,
    hand_over_deadline_ms: u64,
}

// === Public-Package Functions ===

/// Takes in what walrus says of an epoch, and tells it.
public(package) fun new(record: EpochRecord, n_shards: u16): Term {
    let (
        epoch,
        recorded_shards,
        node_ids,
        public_keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
    ) = record.into_epoch();
    assert!(recorded_shards == n_shards, EWrongNumberOfShards);
    assert!(node_ids.length() <= MAX_MEMBERS, ETooManyMembers);
    let owners = owners(&shards, n_shards);
    let committee = CommitteePreimage {
        epoch,
        n_shards,
        node_ids,
        public_keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
    };
    let digest = merkle::digest(&committee);
    let CommitteePreimage { public_keys, shards, .. } = committee;
    evidence_events::committee_recorded(
        epoch,
        n_shards,
        node_ids,
        public_keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        hand_over_deadline_ms,
        digest,
    );
    Term { epoch, node_ids, weights, owners, done_ms, duration_ms, exempt: 0 }
}

/// Exempts a member that has declared all its shards lost, or does not any more.
public(package) fun set_exempt(self: &mut Term, index: u64, is_exempt: bool) {
    self.exempt = members::without(self.exempt, members::only(index));
    if (is_exempt) self.exempt = self.exempt | members::only(index);
}

public(package) fun epoch(self: &Term): u32 {
    self.epoch
}

/// The members.
public(package) fun node_ids(self: &Term): &vector<ID> {
    &self.node_ids
}

/// The shards of each member.
public(package) fun weights(self: &Term): &vector<u16> {
    &self.weights
}

/// The number of shards of the network.
public(package) fun n_shards(self: &Term): u16 {
    self.owners.length() as u16
}

/// How many members there are.
public(package) fun size(self: &Term): u64 {
    self.node_ids.length()
}

/// The place of a node among the members.
public(package) fun index_of(self: &Term, node_id: ID): u64 {
    let index = self.node_ids.find_index!(|member| *member == node_id);
    assert!(index.is_some(), ENotAMember);
    index.destroy_some()
}

/// Does a member own this shard?
public(package) fun owns(self: &Term, index: u64, shard: u16): bool {
    let shard = shard as u64;
    shard < self.owners.length() && (self.owners[shard] as u64) == index
}

/// When the epoch change was done.
public(package) fun done_ms(self: &Term): u64 {
    self.done_ms
}

/// How long an epoch lasts.
public(package) fun duration_ms(self: &Term): u64 {
    self.duration_ms
}

/// The members that have declared all their shards lost.
public(package) fun exempt(self: &Term): u256 {
    self.exempt
}

// === Private Functions ===

fun owners(shards: &vector<vector<u16>>, n_shards: u16): vector<u8> {
    let mut owners = vector::tabulate!(n_shards as u64, |_| 0u8);
    let mut member = 0u8;
    shards.do_ref!(|owned| {
        owned.do_ref!(|shard| *&mut owners[*shard as u64] = member);
        member = member + 1;
    });
    owners
}
