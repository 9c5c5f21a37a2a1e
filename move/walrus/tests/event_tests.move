// SPDX-License-Identifier: Apache-2.0

/// R21: events tell everything that happens to storage and to blobs.
#[test_only]
module walrus::event_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{event, vec_map};
use walrus::{
    events::{
        Self,
        AttributeRemoved,
        AttributeSet,
        AttributesAdded,
        AttributesTaken,
        BlobBurned,
        StorageAttached,
        StorageDestroyed,
        StorageDetached,
        StorageExtended,
        StorageFused,
        StorageSplit,
    },
    indexer::assert_last,
    metadata,
    storage_resource::create_storage,
    system_tests::{certified, network, register}
};

#[test]
fun an_indexer_can_follow_storage_as_it_is_cut_and_joined() {
    let ctx = &mut tx_context::dummy();
    let mut storage = create_storage(3, 10, 100, ctx);
    let id = object::id(&storage);

    let mut later = storage.split_by_epoch(7, ctx);
    let later_id = object::id(&later);
    assert_last!<StorageSplit>(|| events::emit_storage_split(id, 100, 7, later_id, 100, 7, 10));
    let rest = later.split_by_size(40, ctx);
    let rest_id = object::id(&rest);
    assert_last!<StorageSplit>(|| events::emit_storage_split(later_id, 40, 10, rest_id, 60, 7, 10));

    later.fuse(rest);
    assert_last!<StorageFused>(|| events::emit_storage_fused(later_id, 100, 7, 10, rest_id));
    later.fuse(storage);
    assert_last!<StorageFused>(|| events::emit_storage_fused(later_id, 100, 3, 10, id));
    assert!(event::events_by_type<StorageDestroyed>().is_empty());
    later.destroy();
    assert_last!<StorageDestroyed>(|| events::emit_storage_destroyed(later_id));
}

#[test]
fun an_indexer_knows_which_storage_a_blob_has_and_how_it_ends() {
    let mut network = network();
    let mut blob = certified(&mut network, true);
    let (object_id, storage_id) = (blob.object_id(), object::id(blob.storage()));
    assert_last!<StorageAttached>(|| events::emit_storage_attached(storage_id, object_id));

    let mut payment = network.mint(1_000_000);
    network.system().extend_blob(&mut blob, 3, &mut payment);
    let paid = 1_000_000 - payment.value();
    let end_epoch = blob.end_epoch();
    assert_last!<StorageExtended>(|| events::emit_storage_extended(1, storage_id, end_epoch, paid));

    let storage = network.system().delete_blob(blob);
    assert_eq!(object::id(&storage), storage_id);
    assert_last!<StorageDetached>(|| events::emit_storage_detached(storage_id, object_id));
    storage.destroy();

    let blob = register(&mut network, false);
    let (blob_id, object_id) = (blob.blob_id(), blob.object_id());
    let storage_id = object::id(blob.storage());
    blob.burn();
    assert_last!<BlobBurned>(|| events::emit_blob_burned(blob_id, object_id));
    assert_last!<StorageDestroyed>(|| events::emit_storage_destroyed(storage_id));
    destroy(payment);
    network.end();
}

#[test]
fun an_indexer_can_follow_attributes() {
    let mut network = network();
    let mut blob = register(&mut network, false);
    let id = blob.object_id();
    let (a, b) = (b"a".to_string(), b"b".to_string());

    // A change of one that is not there is none.
    assert_eq!(blob.remove_metadata_pair_if_exists(&a), option::none());
    assert!(event::events_by_type<AttributeRemoved>().is_empty());
    blob.insert_or_update_metadata_pair(a, b);
    assert_last!<AttributesAdded>(|| events::emit_attributes_added(id, vec_map::empty()));
    assert_last!<AttributeSet>(|| events::emit_attribute_set(id, a, b));
    assert_eq!(blob.remove_metadata_pair_if_exists(&b), option::none());
    assert!(event::events_by_type<AttributeRemoved>().is_empty());
    blob.remove_metadata_pair(&a);
    assert_last!<AttributeRemoved>(|| events::emit_attribute_removed(id, a));
    blob.insert_or_update_metadata_pair(b, b);
    blob.remove_metadata_pair_if_exists(&b);
    assert_last!<AttributeRemoved>(|| events::emit_attribute_removed(id, b));

    let mut attributes = metadata::new();
    attributes.insert_or_update(a, b);
    destroy(blob.add_or_replace_metadata(attributes));
    assert_last!<AttributesTaken>(|| events::emit_attributes_taken(id));
    assert_last!<AttributesAdded>(
        || events::emit_attributes_added(id, vec_map::from_keys_values(vector[a], vector[b])),
    );
    blob.burn();
    network.end();
}
