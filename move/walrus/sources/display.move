// SPDX-License-Identifier: Apache-2.0

/// The display templates for the objects that users hold: what wallets and explorers show. The
/// templates and the publisher of the package are in a shared object. Only a later version of this
/// package can change them.
module walrus::display;

use std::{string::String, type_name};
use sui::{display, object_bag::{Self, ObjectBag}, package::Publisher};
use walrus::{
    blob::Blob,
    shared_blob::SharedBlob,
    staked_wal::StakedWal,
    storage_node::StorageNodeCap,
    storage_resource::Storage
};

// === Structs ===

/// Holder of the templates, by type, and of the publisher.
public struct ObjectDisplay has key {
    id: UID,
    inner: ObjectBag,
}

/// Where `ObjectDisplay` keeps the publisher.
public struct PublisherKey() has copy, drop, store;

// === Public-Package Functions ===

/// Creates the templates, puts the publisher away, and shares both.
public(package) fun create(publisher: Publisher, ctx: &mut TxContext) {
    let mut inner = object_bag::new(ctx);
    let bag = &mut inner;
    add<Blob>(
        bag,
        &publisher,
        b"Walrus blob, {size} bytes",
        b"Registered in epoch {registered_epoch}, certified in epoch {certified_epoch}, stored until epoch {storage.end_epoch}; deletable: {deletable}",
        ctx,
    );
    add<SharedBlob>(
        bag,
        &publisher,
        b"Shared Walrus blob, {blob.size} bytes",
        b"Stored until epoch {blob.storage.end_epoch}; anyone can extend it with its funds, {funds} FROST",
        ctx,
    );
    add<Storage>(
        bag,
        &publisher,
        b"Walrus storage, {storage_size} bytes",
        b"From epoch {start_epoch} until epoch {end_epoch}",
        ctx,
    );
    add<StakedWal>(
        bag,
        &publisher,
        b"Staked WAL, {principal} FROST",
        b"With storage node {node_id}, counting from epoch {activation_epoch}",
        ctx,
    );
    add<StorageNodeCap>(
        bag,
        &publisher,
        b"Operator of a Walrus storage node",
        b"Speaks for storage node {node_id}",
        ctx,
    );
    inner.add(PublisherKey(), publisher);
    transfer::share_object(ObjectDisplay { id: object::new(ctx), inner });
}

// === Private Functions ===

fun add<T: key>(
    bag: &mut ObjectBag,
    publisher: &Publisher,
    name: vector<u8>,
    description: vector<u8>,
    ctx: &mut TxContext,
) {
    let fields: vector<String> = vector[b"name".to_string(), b"description".to_string()];
    let values = vector[name.to_string(), description.to_string()];
    let mut template = display::new_with_fields<T>(publisher, fields, values, ctx);
    template.update_version();
    bag.add(type_name::with_defining_ids<T>(), template);
}

// === Test Only ===

/// The template of a type.
#[test_only]
public fun template<T: key>(self: &ObjectDisplay): &display::Display<T> {
    self.inner.borrow(type_name::with_defining_ids<T>())
}

/// The publisher.
#[test_only]
public fun publisher(self: &ObjectDisplay): &Publisher {
    self.inner.borrow(PublisherKey())
}
