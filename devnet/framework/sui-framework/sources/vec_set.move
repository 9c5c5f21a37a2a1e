/// A small set in a vector, in order of insertion. Every operation may look at every key.
module sui::vec_set;

/// The key is in the set already.
const EKeyAlreadyExists: u64 = 0;
/// The key is not in the set.
const EKeyDoesNotExist: u64 = 1;

public struct VecSet<K: copy + drop> has copy, drop, store {
    contents: vector<K>,
}

/// A set without keys.
public fun empty<K: copy + drop>(): VecSet<K> {
    VecSet { contents: vector[] }
}

/// A set of one key.
public fun singleton<K: copy + drop>(key: K): VecSet<K> {
    VecSet { contents: vector[key] }
}

/// A set of these keys, in this order. Aborts with `EKeyAlreadyExists`.
public fun from_keys<K: copy + drop>(keys: vector<K>): VecSet<K> {
    let mut set = empty();
    keys.do!(|key| set.insert(key));
    set
}

/// Adds a key. Aborts with `EKeyAlreadyExists`.
public fun insert<K: copy + drop>(self: &mut VecSet<K>, key: K) {
    let (present, _) = self.contents.index_of(&key);
    assert!(!present, EKeyAlreadyExists);
    self.contents.push_back(key)
}

/// Takes a key out; the others keep their order. Aborts with `EKeyDoesNotExist`.
public fun remove<K: copy + drop>(self: &mut VecSet<K>, key: &K) {
    let (present, at) = self.contents.index_of(key);
    assert!(present, EKeyDoesNotExist);
    self.contents.remove(at);
}

/// Whether the key is in the set.
public fun contains<K: copy + drop>(self: &VecSet<K>, key: &K): bool {
    self.contents.contains(key)
}

/// How many keys there are.
public fun length<K: copy + drop>(self: &VecSet<K>): u64 {
    self.contents.length()
}

/// The older name of `length`.
public fun size<K: copy + drop>(self: &VecSet<K>): u64 {
    self.length()
}

/// Whether there are no keys.
public fun is_empty<K: copy + drop>(self: &VecSet<K>): bool {
    self.contents.is_empty()
}

/// The keys, in order; the set ends.
public fun into_keys<K: copy + drop>(self: VecSet<K>): vector<K> {
    let VecSet { contents } = self;
    contents
}

/// The keys, in order.
public fun keys<K: copy + drop>(self: &VecSet<K>): &vector<K> {
    &self.contents
}
