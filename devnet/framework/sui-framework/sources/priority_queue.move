/// A queue from which the entry of the highest priority comes first: a binary heap in a vector, where the
/// children of the entry at `i` are at `2i + 1` and `2i + 2` and never have a higher priority.
module sui::priority_queue;

/// The queue has no entries.
const EPopFromEmptyHeap: u64 = 0;
/// There are more priorities than values, or fewer.
const ELengthMismatch: u64 = 1;
/// There is no entry at this place.
#[allow(unused_const)]
const EIndexOutOfBounds: u64 = 2;

public struct PriorityQueue<T: drop> has drop, store {
    entries: vector<Entry<T>>,
}

public struct Entry<T: drop> has drop, store {
    priority: u64,
    value: T,
}

/// A queue of these entries.
public fun new<T: drop>(mut entries: vector<Entry<T>>): PriorityQueue<T> {
    let mut i = entries.length() / 2;
    while (i > 0) {
        i = i - 1;
        sink(&mut entries, i);
    };
    PriorityQueue { entries }
}

/// Takes an entry of the highest priority out. Aborts with `EPopFromEmptyHeap`.
public fun pop_max<T: drop>(pq: &mut PriorityQueue<T>): (u64, T) {
    assert!(!pq.entries.is_empty(), EPopFromEmptyHeap);
    let Entry { priority, value } = pq.entries.swap_remove(0);
    sink(&mut pq.entries, 0);
    (priority, value)
}

/// Adds an entry.
public fun insert<T: drop>(pq: &mut PriorityQueue<T>, priority: u64, value: T) {
    let at = pq.entries.length();
    pq.entries.push_back(new_entry(priority, value));
    rise(&mut pq.entries, at);
}

/// An entry.
public fun new_entry<T: drop>(priority: u64, value: T): Entry<T> {
    Entry { priority, value }
}

/// Entries of priorities and values, which must be as many. Aborts with `ELengthMismatch`.
public fun create_entries<T: drop>(p: vector<u64>, v: vector<T>): vector<Entry<T>> {
    assert!(p.length() == v.length(), ELengthMismatch);
    p.zip_map!(v, |priority, value| new_entry(priority, value))
}

/// The priorities, in the order of the heap.
public fun priorities<T: drop>(pq: &PriorityQueue<T>): vector<u64> {
    pq.entries.map_ref!(|entry| entry.priority)
}

// === Private Functions ===

/// Moves the entry at `i` up while its parent has a lower priority.
fun rise<T: drop>(v: &mut vector<Entry<T>>, mut i: u64) {
    while (i > 0) {
        let parent = (i - 1) / 2;
        if (v[parent].priority >= v[i].priority) break;
        v.swap(parent, i);
        i = parent;
    }
}

/// Moves the entry at `i` down while a child has a higher priority.
fun sink<T: drop>(v: &mut vector<Entry<T>>, mut i: u64) {
    let n = v.length();
    loop {
        let left = 2 * i + 1;
        let right = left + 1;
        let mut highest = i;
        if (left < n && v[left].priority > v[highest].priority) highest = left;
        if (right < n && v[right].priority > v[highest].priority) highest = right;
        if (highest == i) break;
        v.swap(highest, i);
        i = highest;
    }
}
