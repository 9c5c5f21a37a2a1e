// SPDX-License-Identifier: Apache-2.0

/// The nodes that have stake and are not in the active set, and which of them is the best.
///
/// A tournament tree. Every node has a slot, without gaps; 64 slots make a page. A page of the next
/// level holds the best of each of 64 pages below, and so on up to a single page, which holds the
/// best of all. So a change of stake rewrites one page of each level: two levels for up to 4,096
/// nodes, three for up to 262,144. Nobody falls out of the ranking, however many come.
///
/// Anyone can make a ranking. The one that counts belongs to `Staking` of `walrus`, which gives out
/// no reference to it.
module walrus_core::ranking;

use sui::table::{Self, Table};

// === Constants ===

/// Entries of a page.
const PAGE_SIZE: u64 = 64;

// === Structs ===

/// A node and its stake, in FROST.
public struct Ranked has copy, drop, store {
    node_id: ID,
    stake: u64,
}

/// The nodes, by slot.
public struct Ranking has store {
    slots: Table<ID, u64>,
    pages: Table<PageKey, vector<Ranked>>,
}

/// The name of a page: its level, 0 for the nodes themselves, and its number within that level.
public struct PageKey has copy, drop, store {
    level: u8,
    number: u64,
}

// === Public Functions ===

/// No node. Never aborts.
public fun empty(ctx: &mut TxContext): Ranking {
    Ranking { slots: table::new(ctx), pages: table::new(ctx) }
}

/// Does the first node come before the second? The one with more stake does, and of two with the
/// same stake the one with the smaller id. Never aborts.
public fun is_before(stake: u64, node_id: &ID, other_stake: u64, other_id: &ID): bool {
    if (stake != other_stake) stake > other_stake
    else node_id.to_address().to_u256() < other_id.to_address().to_u256()
}

/// The best node and its stake, if there is any node. Never aborts.
public fun best(self: &Ranking): Option<Ranked> {
    let size = self.slots.length();
    if (size == 0) return option::none();
    option::some(best_of(&self.pages[PageKey { level: top_level(size), number: 0 }]))
}

/// Does any node come before one with this stake and id? Never aborts.
public fun has_before(self: &Ranking, stake: u64, node_id: &ID): bool {
    let best = self.best();
    best.is_some_and!(|best| is_before(best.stake, &best.node_id, stake, node_id))
}

/// The node and its stake. Never aborts.
public fun into_parts(self: Ranked): (ID, u64) {
    let Ranked { node_id, stake } = self;
    (node_id, stake)
}

/// Adds a node, or changes its stake. Never aborts.
public fun set(self: &mut Ranking, node_id: ID, stake: u64) {
    if (!self.slots.contains(node_id)) {
        let next = self.slots.length();
        self.slots.add(node_id, next);
    };
    let slot = self.slots[node_id];
    self.put(0, slot, Ranked { node_id, stake });
}

/// Removes a node, if it is there. The node of the last slot takes its slot. Never aborts.
public fun remove(self: &mut Ranking, node_id: ID) {
    if (!self.slots.contains(node_id)) return;
    let slot = self.slots.remove(node_id);
    let last_slot = self.slots.length();
    let last = self.take_last(0, last_slot);
    if (last.node_id == node_id) return;
    *&mut self.slots[last.node_id] = slot;
    self.put(0, slot, last);
}

/// The number of nodes. Never aborts.
public fun size(self: &Ranking): u64 {
    self.slots.length()
}

// === Private Functions ===

/// Writes an entry, into the place after the last one or into one before, and tells the levels
/// above.
fun put(self: &mut Ranking, level: u8, place: u64, entry: Ranked) {
    let key = PageKey { level, number: place / PAGE_SIZE };
    if (!self.pages.contains(key)) self.pages.add(key, vector[]);
    let page = &mut self.pages[key];
    if (place % PAGE_SIZE == page.length()) page.push_back(entry)
    else *&mut page[place % PAGE_SIZE] = entry;
    self.tell_above(key);
}

/// Removes the entry of the last place, and what it leaves empty.
fun take_last(self: &mut Ranking, level: u8, place: u64): Ranked {
    let key = PageKey { level, number: place / PAGE_SIZE };
    let page = &mut self.pages[key];
    let entry = page.pop_back();
    if (page.is_empty()) {
        self.pages.remove(key);
        let above = PageKey { level: level + 1, number: 0 };
        // A level of one page is the top. Its page has nothing above.
        if (key.number == 1) { self.pages.remove(above); } else if (key.number > 1) {
            self.take_last(level + 1, key.number);
        };
    } else {
        self.tell_above(key);
    };
    entry
}

/// Writes the best of a page into the level above, if the page is not the only one of its level.
fun tell_above(self: &mut Ranking, key: PageKey) {
    let PageKey { level, number } = key;
    if (number == 0 && !self.pages.contains(PageKey { level, number: 1 })) return;
    let above = PageKey { level: level + 1, number: 0 };
    if (!self.pages.contains(above)) {
        // The second page of a level begins the level above.
        let first = best_of(&self.pages[PageKey { level, number: 0 }]);
        self.pages.add(above, vector[first]);
    };
    let best = best_of(&self.pages[key]);
    self.put(level + 1, number, best);
}

/// The level of which one page is enough for so many nodes, one at least.
fun top_level(size: u64): u8 {
    let mut level = 0;
    let mut pages = (size - 1) / PAGE_SIZE;
    while (pages > 0) {
        pages = pages / PAGE_SIZE;
        level = level + 1;
    };
    level
}

/// The best of a page.
fun best_of(page: &vector<Ranked>): Ranked {
    let mut best = &page[0];
    page.do_ref!(|entry| {
        if (is_before(entry.stake, &entry.node_id, best.stake, &best.node_id)) best = entry;
    });
    *best
}
