// SPDX-License-Identifier: Apache-2.0

/// The attributes that the owner attaches to a blob: names and values, both text.
module walrus::metadata;

use std::string::String;
use sui::vec_map::{Self, VecMap};

// === Structs ===

/// Values by name, in the order in which the names were set.
public struct Metadata has drop, store {
    metadata: VecMap<String, String>,
}

// === Public Functions ===

/// No attributes yet. Never aborts.
public fun new(): Metadata {
    Metadata { metadata: vec_map::empty() }
}

/// Sets an attribute. One that is set anew moves to the end. Never aborts.
public fun insert_or_update(self: &mut Metadata, key: String, value: String) {
    self.remove_if_exists(&key);
    self.metadata.insert(key, value);
}

/// Removes an attribute that is there, and returns its name and value.
///
/// Aborts with `sui::vec_map::EKeyDoesNotExist` if there is no such attribute.
public fun remove(self: &mut Metadata, key: &String): (String, String) {
    self.metadata.remove(key)
}

/// Removes an attribute if it is there, and returns its value. Never aborts.
public fun remove_if_exists(self: &mut Metadata, key: &String): Option<String> {
    self.metadata.get_idx_opt(key).map!(|index| {
        let (_, value) = self.metadata.remove_entry_by_idx(index);
        value
    })
}

// === Public-Package Functions ===

/// All attributes, in the order in which they were set.
public(package) fun inner(self: &Metadata): &VecMap<String, String> {
    &self.metadata
}
