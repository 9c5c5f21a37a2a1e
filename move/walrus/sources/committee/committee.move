// SPDX-License-Identifier: Apache-2.0

/// Which storage node holds which shards during an epoch.
///
/// Members are kept in the order of their ids, the order in which the signer bitmap of
/// `walrus::bls_aggregate` counts them. From one epoch to the next a shard stays where it is unless
/// its holder is entitled to fewer than it has: only the surplus moves, and no assignment could
/// move less.
module walrus::committee;

use sui::vec_map::{Self, VecMap};

// === Errors ===

/// The number of shards never changes: a new committee holds as many as the one before.
const EInvalidShardAssignment: u64 = 0;

// === Structs ===

/// Shard indices by node id, in ascending order of ids.
public struct Committee(VecMap<ID, vector<u16>>) has copy, drop, store;

/// How many shards a node is entitled to.
public struct Seats has copy, drop {
    node_id: ID,
    count: u64,
}

// === Public Functions ===

/// The shards of one member.
#[syntax(index)]
public fun shards(self: &Committee, node_id: &ID): &vector<u16> {
    self.0.get(node_id)
}

/// The number of members.
public fun size(self: &Committee): u64 {
    self.0.size()
}

/// Shard indices by node id.
public fun inner(self: &Committee): &VecMap<ID, vector<u16>> {
    &self.0
}

/// A copy of the shard indices by node id.
public fun to_inner(self: &Committee): VecMap<ID, vector<u16>> {
    self.0
}

// === Public-Package Functions ===

/// The committee of epoch 0: nobody.
public(package) fun empty(): Committee {
    Committee(vec_map::empty())
}

/// Is the node a member?
public(package) fun contains(self: &Committee, node_id: &ID): bool {
    self.0.contains(node_id)
}

/// The members in order.
public(package) fun node_ids(self: &Committee): vector<ID> {
    self.0.keys()
}

/// The members in order, and how many shards each has.
public(package) fun weights(self: &Committee): (vector<ID>, vector<u16>) {
    let (node_ids, holdings) = self.0.into_keys_values();
    (node_ids, holdings.map!(|shards| shards.length() as u16))
}

/// The first committee: shards dealt out from 0 in the order of ids.
public(package) fun initialize(node_ids: vector<ID>, counts: vector<u16>): Committee {
    let seats = seats(node_ids, counts);
    let n_shards = total(&seats);
    let unassigned = vector::tabulate!(n_shards, |i| (n_shards - 1 - i) as u16);
    let nothing_kept = seats.map_ref!(|_| vector[]);
    fill(seats, nothing_kept, unassigned)
}

/// The next committee, in which node `node_ids[i]` holds `counts[i]` shards. Members keep what they
/// have up to their new number; the others' surplus fills the gaps.
public(package) fun transition(
    self: &Committee,
    node_ids: vector<ID>,
    counts: vector<u16>,
): Committee {
    let seats = seats(node_ids, counts);
    let n_seats = seats.length();
    let mut kept = seats.map_ref!(|_| vector[]);
    let mut surplus = vector[];
    let mut n_shards = 0;

    // Members and seats are both in the order of ids, so one walk over both is enough.
    let mut at = 0;
    let (members, holdings) = self.to_inner().into_keys_values();
    members.zip_do!(holdings, |member, mut shards| {
        n_shards = n_shards + shards.length();
        while (at < n_seats && rank(&seats[at].node_id) < rank(&member)) at = at + 1;
        let stays = at < n_seats && seats[at].node_id == member;
        let entitled = if (stays) seats[at].count else 0;
        while (shards.length() > entitled) surplus.push_back(shards.pop_back());
        if (stays) *&mut kept[at] = shards;
    });

    assert!(total(&seats) == n_shards, EInvalidShardAssignment);
    fill(seats, kept, surplus)
}

/// The members of `self` that are not members of `other`, in order.
public(package) fun members_not_in(self: &Committee, other: &Committee): vector<ID> {
    let others = other.node_ids();
    let mut at = 0;
    self.node_ids().filter!(|node_id| {
        while (at < others.length() && rank(&others[at]) < rank(node_id)) at = at + 1;
        at == others.length() || others[at] != *node_id
    })
}

// === Private Functions ===

/// Seats in the order of ids, without those who get nothing.
fun seats(node_ids: vector<ID>, counts: vector<u16>): vector<Seats> {
    let mut seats = vector[];
    node_ids.zip_do!(counts, |node_id, count| if (count > 0) {
        seats.push_back(Seats { node_id, count: count as u64 })
    });
    seats.merge_sort_by!(|a, b| rank(&a.node_id) <= rank(&b.node_id));
    seats
}

/// Gives each seat what is missing, taken from the end of `unassigned`.
fun fill(seats: vector<Seats>, kept: vector<vector<u16>>, mut unassigned: vector<u16>): Committee {
    let mut members = vector[];
    let mut holdings = vector[];
    seats.zip_do!(kept, |seat, mut shards| {
        while (shards.length() < seat.count) shards.push_back(unassigned.pop_back());
        members.push_back(seat.node_id);
        holdings.push_back(shards);
    });
    Committee(vec_map::from_keys_values(members, holdings))
}

fun total(seats: &vector<Seats>): u64 {
    let mut sum = 0;
    seats.do_ref!(|seat| sum = sum + seat.count);
    sum
}

/// Ids compare as big-endian integers.
fun rank(node_id: &ID): u256 {
    node_id.to_address().to_u256()
}
