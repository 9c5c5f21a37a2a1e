// SPDX-License-Identifier: Apache-2.0

/// The attributes that the owner attaches to a blob: names and values, both text. They are a dynamic
/// field of the object.
module walrus::metadata;

use std::string::String;
use sui::{dynamic_field as df, vec_map::{Self, VecMap}};
use walrus::events;

// === Constants ===

/// The name of the dynamic field.
const FIELD: vector<u8> = b"metadata";

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

// === Public-Package Functions: Objects ===

/// Does an object have attributes?
public(package) fun is_on(id: &UID): bool {
    df::exists_(id, FIELD)
}

/// Gives an object attributes, which it must not have.
public(package) fun put_on(id: &mut UID, metadata: Metadata) {
    events::emit_attributes_added(id.to_inner(), *metadata.inner());
    df::add(id, FIELD, metadata);
}

/// Gives an object attributes, and returns those it had.
public(package) fun replace_on(id: &mut UID, metadata: Metadata): Option<Metadata> {
    let replaced = if (is_on(id)) option::some(take_from(id)) else option::none();
    put_on(id, metadata);
    replaced
}

/// Removes all attributes, which the object must have, and returns them.
public(package) fun take_from(id: &mut UID): Metadata {
    events::emit_attributes_taken(id.to_inner());
    df::remove(id, FIELD)
}

/// Removes all attributes with their object.
public(package) fun drop_from(id: &mut UID) {
    let _: Option<Metadata> = df::remove_if_exists(id, FIELD);
}

/// Sets one attribute.
public(package) fun set_on(id: &mut UID, key: String, value: String) {
    if (!is_on(id)) put_on(id, new());
    of(id).insert_or_update(key, value);
    events::emit_attribute_set(id.to_inner(), key, value);
}

/// Removes one attribute that is there, and returns its name and value.
public(package) fun unset_on(id: &mut UID, key: &String): (String, String) {
    let (key, value) = of(id).remove(key);
    events::emit_attribute_removed(id.to_inner(), key);
    (key, value)
}

/// Removes one attribute if it is there, and returns its value.
public(package) fun unset_on_if_exists(id: &mut UID, key: &String): Option<String> {
    if (!is_on(id)) return option::none();
    let removed = of(id).remove_if_exists(key);
    if (removed.is_some()) events::emit_attribute_removed(id.to_inner(), *key);
    removed
}

// === Private Functions ===

fun of(id: &mut UID): &mut Metadata {
    df::borrow_mut(id, FIELD)
}
