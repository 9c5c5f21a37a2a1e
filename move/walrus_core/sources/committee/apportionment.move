// SPDX-License-Identifier: Apache-2.0

/// How many shards each candidate receives for its stake.
///
/// The method is D'Hondt's. The next shard always goes to the candidate with the highest quotient:
/// its stake divided by its number of shards, including the shard that is to be given. With equal
/// quotients the candidate that comes first in the list receives it.
///
/// No candidate receives more than the cap, whatever its stake is. What the cap takes from some goes
/// to the others, so a cap must not be bought: candidates that would receive nothing without a cap
/// do not count for it, and it leaves the others at most twice what they receive without a cap. So
/// who wants a third of the shards needs the stake for a sixth of them without a cap, however many
/// candidates share it. Stake that is not enough for one more shard buys none, here as without a
/// cap: where there are few shards for many candidates, a sixth of the shards may take less than a
/// sixth of all stake.
///
/// To give the shards one by one would be slow, so most are given at once (Hagenbach-Bischoff). Let
/// S be the total stake, n the number of shards to give, and q = floor(S / (n + 1)) + 1. A
/// candidate with stake s has floor(s / q) quotients of at least q. As q > S / (n + 1), all
/// candidates together have at most n of them, so each of these quotients receives a shard.
/// Candidates that reach the cap in this way are done, and the rest is computed again for the
/// others. The last round leaves at most one shard for each candidate, unless all stake together is
/// about as small as n is. These are given one by one, from a heap that has the candidate with the
/// highest quotient on top.
module walrus_core::apportionment;

// === Errors ===

/// No candidate has stake, so no node can receive shards; stake with a node first.
const ENoStake: u64 = 0;

// === Constants ===

/// From this many candidates on, one of them gets at most a tenth of the shards.
const MIN_NODES_FOR_TENTH: u64 = 20;

// === Public Functions ===

/// The number of shards of each candidate, in the order of `stakes`; they add up to `n_shards`.
///
/// Aborts with `ENoStake` if no candidate has stake.
public fun apportion(stakes: &vector<u64>, n_shards: u16): vector<u16> {
    let uncapped = deal(stakes, n_shards, n_shards);
    let cap = cap(uncapped, n_shards);
    if (uncapped.all!(|shards| *shards <= cap)) uncapped else deal(stakes, n_shards, cap)
}

/// The most shards that one of `n_nodes` candidates may get: twice its fair share rounded up, or a
/// tenth of the shards (but never none) when there are 20 candidates or more. Never aborts.
public fun max_shards_per_node(n_nodes: u64, n_shards: u16): u16 {
    if (n_nodes >= MIN_NODES_FOR_TENTH) {
        (n_shards / 10).max(1)
    } else if (n_nodes > 0) {
        (2 * (n_shards as u64)).divide_and_round_up(n_nodes).min(n_shards as u64) as u16
    } else {
        0
    }
}

// === Private Functions ===

/// The cap, for what the candidates receive without one: that of as many nodes as receive anything,
/// or the least with which the others get at most twice what they have.
fun cap(mut uncapped: vector<u16>, n_shards: u16): u16 {
    uncapped.merge_sort_by!(|a, b| *a >= *b);
    let winners = uncapped.count!(|shards| *shards > 0);
    let n_shards = n_shards as u64;
    let mut cap = max_shards_per_node(winners, n_shards as u16) as u64;
    let mut of_largest = 0;
    winners.do!(|i| {
        of_largest = of_largest + (uncapped[i] as u64);
        // The `k` largest with `cap` each: n_shards - cap * k <= 2 * (n_shards - of_largest).
        let k = i + 1;
        if (2 * of_largest > n_shards) {
            cap = cap.max((2 * of_largest - n_shards).divide_and_round_up(k));
        };
    });
    cap as u16
}

/// Deals `n_shards`, to each candidate at most `cap`.
fun deal(stakes: &vector<u64>, n_shards: u16, cap: u16): vector<u16> {
    let mut open_stake = 0u128;
    stakes.do_ref!(|stake| open_stake = open_stake + (*stake as u128));
    let mut open_shards = n_shards;
    assert!(open_stake > 0, ENoStake);

    let mut shards = stakes.map_ref!(|_| 0u16);
    let mut settled = false;
    while (!settled) {
        settled = true;
        let quotient = open_stake / (open_shards as u128 + 1) + 1;
        stakes.length().do!(|i| {
            let stake = stakes[i] as u128;
            if (shards[i] < cap && stake / quotient >= (cap as u128)) {
                *&mut shards[i] = cap;
                open_shards = open_shards - cap;
                open_stake = open_stake - stake;
                settled = false;
            }
        });
    };

    let quotient = open_stake / (open_shards as u128 + 1) + 1;
    stakes.length().do!(|i| if (shards[i] < cap) {
        let floor = (stakes[i] as u128 / quotient) as u16;
        *&mut shards[i] = floor;
        open_shards = open_shards - floor;
    });

    deal_one_by_one(stakes, &mut shards, cap, open_shards);
    shards
}

/// Deals `n` more shards, each to the candidate below its cap with the highest quotient.
fun deal_one_by_one(stakes: &vector<u64>, shards: &mut vector<u16>, cap: u16, n: u16) {
    // A binary heap of candidates: `i` comes before `2 * i + 1` and `2 * i + 2`.
    let mut heap = vector[];
    stakes.length().do!(|i| if (shards[i] < cap) heap.push_back(i));
    let mut i = heap.length() / 2;
    while (i > 0) {
        i = i - 1;
        sift_down(&mut heap, i, stakes, shards);
    };
    n.do!(|_| {
        let best = heap[0];
        let dealt = shards[best] + 1;
        *&mut shards[best] = dealt;
        if (dealt == cap) { heap.swap_remove(0); };
        sift_down(&mut heap, 0, stakes, shards);
    });
}

/// Lets the candidate at position `i` of a heap sink to where it belongs.
fun sift_down(heap: &mut vector<u64>, i: u64, stakes: &vector<u64>, shards: &vector<u16>) {
    let n = heap.length();
    let mut i = i;
    while (2 * i + 1 < n) {
        let mut child = 2 * i + 1;
        if (child + 1 < n && comes_before(heap[child + 1], heap[child], stakes, shards)) {
            child = child + 1;
        };
        if (!comes_before(heap[child], heap[i], stakes, shards)) break;
        heap.swap(i, child);
        i = child;
    }
}

/// Does candidate `a` get the next shard rather than `b`?
fun comes_before(a: u64, b: u64, stakes: &vector<u64>, shards: &vector<u16>): bool {
    let a_stake = (stakes[a] as u128) * (shards[b] as u128 + 1);
    let b_stake = (stakes[b] as u128) * (shards[a] as u128 + 1);
    a_stake > b_stake || (a_stake == b_stake && a < b)
}
