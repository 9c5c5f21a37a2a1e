/// A small map in a vector, in order of insertion. Every operation may look at every entry.
module sui::vec_map;

/// The key is in the map already.
const EKeyAlreadyExists: u64 = 0;
/// The key is not in the map.
const EKeyDoesNotExist: u64 = 1;
/// The map still has entries.
const EMapNotEmpty: u64 = 2;
/// An index past the end.
const EIndexOutOfBounds: u64 = 3;
/// The map has no entries.
const EMapEmpty: u64 = 4;
/// There are not as many values as keys.
const EUnequalLengths: u64 = 5;

public struct VecMap<K: copy, V> has copy, drop, store {
    contents: vector<Entry<K, V>>,
}

public struct Entry<K: copy, V> has copy, drop, store {
    key: K,
    value: V,
}

// === Constructors ===

/// A map without entries.
public fun empty<K: copy, V>(): VecMap<K, V> {
    VecMap { contents: vector[] }
}

/// A map of keys and their values, in this order. Aborts with `EUnequalLengths` and `EKeyAlreadyExists`.
public fun from_keys_values<K: copy, V>(keys: vector<K>, values: vector<V>): VecMap<K, V> {
    assert!(values.length() == keys.length(), EUnequalLengths);
    let mut map = empty();
    keys.zip_do!(values, |key, value| map.insert(key, value));
    map
}

// === By key ===

/// Adds an entry. Aborts with `EKeyAlreadyExists`.
public fun insert<K: copy, V>(self: &mut VecMap<K, V>, key: K, value: V) {
    assert!(self.get_idx_opt(&key).is_none(), EKeyAlreadyExists);
    self.contents.push_back(Entry { key, value })
}

/// Takes an entry out; the others keep their order. Aborts with `EKeyDoesNotExist`.
public fun remove<K: copy, V>(self: &mut VecMap<K, V>, key: &K): (K, V) {
    let at = self.get_idx(key);
    let Entry { key, value } = self.contents.remove(at);
    (key, value)
}

/// The value of a key, to be changed. Aborts with `EKeyDoesNotExist`.
#[syntax(index)]
public fun get_mut<K: copy, V>(self: &mut VecMap<K, V>, key: &K): &mut V {
    let at = self.get_idx(key);
    &mut self.contents[at].value
}

/// The value of a key. Aborts with `EKeyDoesNotExist`.
#[syntax(index)]
public fun get<K: copy, V>(self: &VecMap<K, V>, key: &K): &V {
    &self.contents[self.get_idx(key)].value
}

/// A copy of the value of a key, if there is one.
public fun try_get<K: copy, V: copy>(self: &VecMap<K, V>, key: &K): Option<V> {
    self.get_idx_opt(key).map!(|at| self.contents[at].value)
}

/// Whether there is an entry of this key.
public fun contains<K: copy, V>(self: &VecMap<K, V>, key: &K): bool {
    self.get_idx_opt(key).is_some()
}

/// Index of a key, if it is there.
public fun get_idx_opt<K: copy, V>(self: &VecMap<K, V>, key: &K): Option<u64> {
    self.contents.find_index!(|entry| &entry.key == key)
}

/// Index of a key. Aborts with `EKeyDoesNotExist`.
public fun get_idx<K: copy, V>(self: &VecMap<K, V>, key: &K): u64 {
    self.get_idx_opt(key).destroy_or!(abort EKeyDoesNotExist)
}

// === By index ===

/// Key and value at an index. Aborts with `EIndexOutOfBounds`.
public fun get_entry_by_idx<K: copy, V>(self: &VecMap<K, V>, idx: u64): (&K, &V) {
    self.check_index(idx);
    let entry = &self.contents[idx];
    (&entry.key, &entry.value)
}

/// Key and value at an index, the value to be changed. Aborts with `EIndexOutOfBounds`.
public fun get_entry_by_idx_mut<K: copy, V>(self: &mut VecMap<K, V>, idx: u64): (&K, &mut V) {
    self.check_index(idx);
    let entry = &mut self.contents[idx];
    (&entry.key, &mut entry.value)
}

/// Takes the entry at an index out. Aborts with `EIndexOutOfBounds`.
public fun remove_entry_by_idx<K: copy, V>(self: &mut VecMap<K, V>, idx: u64): (K, V) {
    self.check_index(idx);
    let Entry { key, value } = self.contents.remove(idx);
    (key, value)
}

/// Takes the entry out that was added last. Aborts with `EMapEmpty`.
public fun pop<K: copy, V>(self: &mut VecMap<K, V>): (K, V) {
    assert!(!self.is_empty(), EMapEmpty);
    let Entry { key, value } = self.contents.pop_back();
    (key, value)
}

// === As a whole ===

/// How many entries there are.
public fun length<K: copy, V>(self: &VecMap<K, V>): u64 {
    self.contents.length()
}

/// The older name of `length`.
public fun size<K: copy, V>(self: &VecMap<K, V>): u64 {
    self.length()
}

/// Whether there are no entries.
public fun is_empty<K: copy, V>(self: &VecMap<K, V>): bool {
    self.contents.is_empty()
}

/// Ends a map without entries. Aborts with `EMapNotEmpty`.
public fun destroy_empty<K: copy, V>(self: VecMap<K, V>) {
    assert!(self.is_empty(), EMapNotEmpty);
    let VecMap { contents } = self;
    contents.destroy_empty()
}

/// Keys and values, in order.
public fun into_keys_values<K: copy, V>(self: VecMap<K, V>): (vector<K>, vector<V>) {
    let VecMap { contents } = self;
    let mut keys = vector[];
    let mut values = vector[];
    contents.do!(|entry| {
        let Entry { key, value } = entry;
        keys.push_back(key);
        values.push_back(value);
    });
    (keys, values)
}

/// Copies of the keys, in order.
public fun keys<K: copy, V>(self: &VecMap<K, V>): vector<K> {
    self.contents.map_ref!(|entry| entry.key)
}

// === Private Functions ===

fun check_index<K: copy, V>(self: &VecMap<K, V>, idx: u64) {
    assert!(idx < self.length(), EIndexOutOfBounds)
}
