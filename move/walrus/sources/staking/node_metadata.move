// SPDX-License-Identifier: Apache-2.0

/// The description of a storage node by its operator.
module walrus::node_metadata;

use std::string::String;
use sui::vec_map::{Self, VecMap};

// === Structs ===

/// Links and texts. The protocol uses none of them.
public struct NodeMetadata has copy, drop, store {
    image_url: String,
    project_url: String,
    description: String,
    extra_fields: VecMap<String, String>,
}

// === Public Functions ===

/// A description without extra fields. Never aborts.
public fun new(image_url: String, project_url: String, description: String): NodeMetadata {
    NodeMetadata { image_url, project_url, description, extra_fields: vec_map::empty() }
}

/// Sets the link to a picture. Never aborts.
public fun set_image_url(self: &mut NodeMetadata, image_url: String) {
    self.image_url = image_url;
}

/// Sets the link to the operator's site. Never aborts.
public fun set_project_url(self: &mut NodeMetadata, project_url: String) {
    self.project_url = project_url;
}

/// Sets the description. Never aborts.
public fun set_description(self: &mut NodeMetadata, description: String) {
    self.description = description;
}

/// Sets all further fields. Never aborts.
public fun set_extra_fields(self: &mut NodeMetadata, extra_fields: VecMap<String, String>) {
    self.extra_fields = extra_fields;
}

/// The link to a picture. Never aborts.
public fun image_url(self: &NodeMetadata): String {
    self.image_url
}

/// The link to the operator's site. Never aborts.
public fun project_url(self: &NodeMetadata): String {
    self.project_url
}

/// The description. Never aborts.
public fun description(self: &NodeMetadata): String {
    self.description
}

/// All further fields. Never aborts.
public fun extra_fields(self: &NodeMetadata): &VecMap<String, String> {
    &self.extra_fields
}
