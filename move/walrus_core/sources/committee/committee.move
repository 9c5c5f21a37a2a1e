// SPDX-License-Identifier: Apache-2.0

/// Which storage node holds which shards in an epoch.
///
/// Members are in the order of their ids. The signer bitmap of `walrus_core::bls_aggregate` has the
/// same order. From one epoch to the next, a node keeps its shards unless it is entitled to fewer than
/// it has. Only the surplus moves, and no assignment could move fewer shards.
///
/// Anyone can make a value of these types. The committees that count are those that `Staking` of
/// `walrus` gives (`walrus::staking::committee`); a committee from anywhere else proves nothing.
module walrus_core::committee;

use sui::vec_map::{Self, VecMap};

// === Errors ===

/// The new committee would not hold as many shards as the one before.
const EInvalidShardAssignment: u64 = 0;
/// The committee does not follow from the one before: shards changed owners without need.
const ENotATransition: u64 = 1;

// === Structs ===

/// Shard indices by node id, in ascending order of ids.
public struct Committee(VecMap<ID, vector<u16>>) has copy, drop, store;

/// Shards that move from one node to another.
public struct ShardTransfer has copy, drop, store {
    to: ID,
    from: ID,
    shards: vector<u16>,
}

/// How many shards a node is entitled to.
public struct Entitlement has copy, drop {
    node_id: ID,
    rank: u256,
    count: u64,
}

// === Public Functions ===

/// The shards of one member.
///
/// Aborts with `sui::vec_map::EKeyDoesNotExist` if the node is not a member.
#[syntax(index)]
public fun shards(self: &Committee, node_id: &ID): &vector<u16> {
    self.0.get(node_id)
}

/// The number of members. Never aborts.
public fun size(self: &Committee): u64 {
    self.0.size()
}

/// Shard indices by node id. Never aborts.
public fun inner(self: &Committee): &VecMap<ID, vector<u16>> {
    &self.0
}

/// A copy of the shard indices by node id. Never aborts.
public fun to_inner(self: &Committee): VecMap<ID, vector<u16>> {
    self.0
}

/// The committee of epoch 0: nobody. Never aborts.
public fun empty(): Committee {
    Committee(vec_map::empty())
}

/// Is the node a member? Never aborts.
public fun contains(self: &Committee, node_id: &ID): bool {
    self.0.contains(node_id)
}

/// The members in order. Never aborts.
public fun node_ids(self: &Committee): vector<ID> {
    self.0.keys()
}

/// The members in order, and how many shards each has. Never aborts.
public fun weights(self: &Committee): (vector<ID>, vector<u16>) {
    let mut node_ids = vector[];
    let mut weights = vector[];
    self.size().do!(|i| {
        let (node_id, shards) = self.0.get_entry_by_idx(i);
        node_ids.push_back(*node_id);
        weights.push_back(shards.length() as u16);
    });
    (node_ids, weights)
}

/// The first committee: shards dealt out from 0 in the order of ids.
///
/// Aborts with `sui::vec_map::EKeyAlreadyExists` if a node appears twice, with an arithmetic error if
/// there are more than 65,536 shards, and with an error that has no constant if the two vectors
/// differ in length.
public fun initialize(node_ids: vector<ID>, counts: vector<u16>): Committee {
    let entitlements = entitlements(node_ids, counts);
    let n_shards = total(&entitlements);
    let unassigned = vector::tabulate!(n_shards, |i| (n_shards - 1 - i) as u16);
    let nothing_kept = entitlements.map_ref!(|_| vector[]);
    fill(entitlements, nothing_kept, unassigned)
}

/// The next committee, in which node `node_ids[i]` holds `counts[i]` shards. Members keep what they
/// have up to their new number; the others' surplus fills the gaps.
///
/// Aborts with:
/// - `EInvalidShardAssignment` if the counts do not add up to the shards of this committee,
/// - `sui::vec_map::EKeyAlreadyExists` if a node appears twice,
/// - an error that has no constant if the two vectors differ in length.
public fun transition(self: &Committee, node_ids: vector<ID>, counts: vector<u16>): Committee {
    let entitlements = entitlements(node_ids, counts);
    let n_entitlements = entitlements.length();
    let mut kept = entitlements.map_ref!(|_| vector[]);
    let mut surplus = vector[];
    let mut n_shards = 0;

    // Members and entitlements are both in the order of ids, so one walk over both is enough.
    let mut at = 0;
    let (members, holdings) = self.to_inner().into_keys_values();
    members.zip_do!(holdings, |member, mut shards| {
        n_shards = n_shards + shards.length();
        let rank = rank(&member);
        while (at < n_entitlements && entitlements[at].rank < rank) at = at + 1;
        let stays = at < n_entitlements && entitlements[at].node_id == member;
        let entitled = if (stays) entitlements[at].count else 0;
        while (shards.length() > entitled) surplus.push_back(shards.pop_back());
        if (stays) *&mut kept[at] = shards;
    });

    assert!(total(&entitlements) == n_shards, EInvalidShardAssignment);
    fill(entitlements, kept, surplus)
}

/// The transfers of shards when `self` follows `before`, of which it is a `transition`: in the
/// order of the new owners, one for each pair of nodes. The first shards of a member are those that
/// it keeps, so only the others are compared. No shards move to the first committee.
///
/// Aborts with `ENotATransition` if `self` is no `transition` of `before`.
public fun transfers(self: &Committee, before: &Committee): vector<ShardTransfer> {
    let mut transfers: vector<ShardTransfer> = vector[];
    if (before.size() == 0) return transfers;

    // The surplus as `transition` collects it, and who gives it away.
    let mut surplus = vector[];
    let mut givers = vector[];
    let staying = before.sizes_in(self);
    staying.length().do!(|i| {
        let (giver, shards) = before.0.get_entry_by_idx(i);
        let mut left = shards.length();
        while (left > staying[i]) {
            left = left - 1;
            surplus.push_back(shards[left]);
            givers.push_back(*giver);
        };
    });

    let owned = self.sizes_in(before);
    owned.length().do!(|i| {
        let (to, shards) = self.0.get_entry_by_idx(i);
        let first = transfers.length();
        let mut at = owned[i];
        while (at < shards.length()) {
            let shard = shards[at];
            assert!(!surplus.is_empty() && surplus.pop_back() == shard, ENotATransition);
            let from = givers.pop_back();
            let n_transfers = transfers.length();
            if (n_transfers > first && transfers[n_transfers - 1].from == from) {
                transfers[n_transfers - 1].shards.push_back(shard);
            } else {
                transfers.push_back(ShardTransfer { to: *to, from, shards: vector[shard] });
            };
            at = at + 1;
        };
    });
    assert!(surplus.is_empty(), ENotATransition);
    transfers
}

/// The new owner, the old owner and the shards. Never aborts.
public fun into_parts(self: ShardTransfer): (ID, ID, vector<u16>) {
    let ShardTransfer { to, from, shards } = self;
    (to, from, shards)
}

/// For each member of `self`, in order: is it a member of `other`? Never aborts.
public fun members_in(self: &Committee, other: &Committee): vector<bool> {
    self.sizes_in(other).map!(|size| size > 0)
}

/// The members of `self` that are not members of `other`, in order. Never aborts.
public fun members_not_in(self: &Committee, other: &Committee): vector<ID> {
    let mut newcomers = vector[];
    let sizes = self.sizes_in(other);
    sizes.length().do!(|i| if (sizes[i] == 0) {
        let (node_id, _) = self.0.get_entry_by_idx(i);
        newcomers.push_back(*node_id);
    });
    newcomers
}

// === Private Functions ===

/// The entitlements in the order of ids, without the nodes that get nothing.
fun entitlements(node_ids: vector<ID>, counts: vector<u16>): vector<Entitlement> {
    let mut entitlements = vector[];
    node_ids.zip_do!(counts, |node_id, count| if (count > 0) {
        entitlements.push_back(Entitlement { node_id, rank: rank(&node_id), count: count as u64 })
    });
    entitlements.merge_sort_by!(|a, b| a.rank <= b.rank);
    entitlements
}

/// Gives each node the shards that it lacks, taken from the end of `unassigned`.
fun fill(
    entitlements: vector<Entitlement>,
    kept: vector<vector<u16>>,
    mut unassigned: vector<u16>,
): Committee {
    let mut members = vector[];
    let mut holdings = vector[];
    entitlements.zip_do!(kept, |entitlement, mut shards| {
        while (shards.length() < entitlement.count) shards.push_back(unassigned.pop_back());
        members.push_back(entitlement.node_id);
        holdings.push_back(shards);
    });
    Committee(vec_map::from_keys_values(members, holdings))
}

/// For each member of `self`, in order, how many shards it has in `other`. Both are in the order of
/// ids, so one walk over both is enough.
fun sizes_in(self: &Committee, other: &Committee): vector<u64> {
    let n_others = other.size();
    let mut at = 0;
    vector::tabulate!(self.size(), |i| {
        let (node_id, _) = self.0.get_entry_by_idx(i);
        let rank = rank(node_id);
        let mut size = 0;
        while (at < n_others) {
            let (other_id, shards) = other.0.get_entry_by_idx(at);
            let other_rank = rank(other_id);
            if (other_rank == rank) size = shards.length();
            if (other_rank >= rank) break;
            at = at + 1;
        };
        size
    })
}

fun total(entitlements: &vector<Entitlement>): u64 {
    let mut sum = 0;
    entitlements.do_ref!(|entitlement| sum = sum + entitlement.count);
    sum
}

/// Ids compare as big-endian integers.
fun rank(node_id: &ID): u256 {
    node_id.to_address().to_u256()
}
