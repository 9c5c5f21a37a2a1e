// SPDX-License-Identifier: Apache-2.0

/// A storage node as the chain knows it: its address, the keys with which it signs and encrypts,
/// and the capability with which its operator acts for it.
module walrus::storage_node;

use std::string::String;
use sui::{bls12381::{g1_from_bytes, g1_to_uncompressed_g1, UncompressedG1}, group_ops::Element};
use walrus::{extended_field::{Self, ExtendedField}, node_metadata::NodeMetadata};
use walrus_core::{epoch_context::EpochContext, event_blob::EventBlobAttestation, messages};

// === Errors ===

/// The network public key does not have 33 bytes (a compressed point of P-256).
const EInvalidNetworkPublicKey: u64 = 0;
/// The name has more than 100 bytes.
const EInvalidNameLength: u64 = 1;
/// The network address (host and port) has more than 259 bytes.
const EInvalidNetworkAddressLength: u64 = 2;
/// The signature does not prove possession of the BLS key; sign the current epoch, the sender's
/// address and this key.
const EInvalidProofOfPossession: u64 = 4;
/// The keys of the next epoch are settled and the node is in its committee; change the key after
/// the epoch change.
const EKeyAlreadySelected: u64 = 19;

// === Constants ===

const MAX_NAME_LENGTH: u64 = 100;
/// 253 for a domain name, 1 for the colon, 5 for the port.
const MAX_NETWORK_ADDRESS_LENGTH: u64 = 259;
const NETWORK_PUBLIC_KEY_LENGTH: u64 = 33;

// === Structs ===

/// What others have to know about a storage node.
public struct StorageNodeInfo has store {
    name: String,
    /// The id of its staking pool.
    node_id: ID,
    /// Host and port.
    network_address: String,
    /// The BLS key of this epoch, and the one of the next epoch if it changes.
    public_key: Element<UncompressedG1>,
    next_epoch_public_key: Option<Element<UncompressedG1>>,
    /// The key of its TLS certificate.
    network_public_key: vector<u8>,
    metadata: ExtendedField<NodeMetadata>,
}

/// The right to act for a storage node.
public struct StorageNodeCap has key, store {
    id: UID,
    node_id: ID,
    /// The last epoch whose shards the node has declared to hold.
    last_epoch_sync_done: u32,
    last_event_blob_attestation: Option<EventBlobAttestation>,
    /// The list of blobs that the node refuses to store: Merkle root, version, bytes.
    deny_list_root: u256,
    deny_list_sequence: u64,
    deny_list_size: u64,
}

// === Public Functions ===

/// The node for which the holder acts. Never aborts.
public fun node_id(self: &StorageNodeCap): ID {
    self.node_id
}

/// The last epoch whose shards the node has declared to hold; 0 if none. Never aborts.
public fun last_epoch_sync_done(self: &StorageNodeCap): u32 {
    self.last_epoch_sync_done
}

/// The last event blob that the node has voted for. Never aborts.
public fun last_event_blob_attestation(self: &StorageNodeCap): Option<EventBlobAttestation> {
    self.last_event_blob_attestation
}

/// The root of the Merkle tree over the blobs that the node refuses to store. Never aborts.
public fun deny_list_root(self: &StorageNodeCap): u256 {
    self.deny_list_root
}

/// The number of the node's deny list; 0 if it never had one. Never aborts.
public fun deny_list_sequence(self: &StorageNodeCap): u64 {
    self.deny_list_sequence
}

/// Bytes of encoded data that the node refuses to store. Never aborts.
public fun deny_list_size(self: &StorageNodeCap): u64 {
    self.deny_list_size
}

/// The node. Never aborts.
public fun id(self: &StorageNodeInfo): ID {
    self.node_id
}

// === Public-Package Functions ===

/// A node, whose operator proves possession of its BLS key.
public(package) fun new(
    name: String,
    node_id: ID,
    network_address: String,
    public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    network_public_key: vector<u8>,
    metadata: NodeMetadata,
    context: &EpochContext,
    ctx: &mut TxContext,
): StorageNodeInfo {
    assert_possession(&public_key, &proof_of_possession, context, ctx);
    assert_name(&name);
    assert_network_address(&network_address);
    assert_network_public_key(&network_public_key);
    StorageNodeInfo {
        name,
        node_id,
        network_address,
        public_key: g1_to_uncompressed_g1(&g1_from_bytes(&public_key)),
        next_epoch_public_key: option::none(),
        network_public_key,
        metadata: extended_field::new(metadata, ctx),
    }
}

/// The capability of a new node.
public(package) fun new_cap(node_id: ID, ctx: &mut TxContext): StorageNodeCap {
    StorageNodeCap {
        id: object::new(ctx),
        node_id,
        last_epoch_sync_done: 0,
        last_event_blob_attestation: option::none(),
        deny_list_root: 0,
        deny_list_sequence: 0,
        deny_list_size: 0,
    }
}

/// Destroys the capability of a node that is removed.
public(package) fun destroy(self: StorageNodeCap) {
    let StorageNodeCap { id, .. } = self;
    id.delete();
}

/// Destroys the information about a node that is removed.
public(package) fun destroy_info(self: StorageNodeInfo) {
    let StorageNodeInfo { metadata, .. } = self;
    metadata.destroy();
}

/// Remembers the last epoch whose shards the node holds.
public(package) fun set_last_epoch_sync_done(self: &mut StorageNodeCap, epoch: u32) {
    self.last_epoch_sync_done = epoch;
}

/// Remembers the event blob that the node has voted for.
public(package) fun set_last_event_blob_attestation(
    self: &mut StorageNodeCap,
    attestation: EventBlobAttestation,
) {
    self.last_event_blob_attestation = option::some(attestation);
}

/// Remembers the deny list that a quorum has agreed to.
public(package) fun set_deny_list(self: &mut StorageNodeCap, root: u256, sequence: u64, size: u64) {
    self.deny_list_root = root;
    self.deny_list_sequence = sequence;
    self.deny_list_size = size;
}

/// What the node is called.
public(package) fun name(self: &StorageNodeInfo): String {
    self.name
}

/// Host and port.
public(package) fun network_address(self: &StorageNodeInfo): String {
    self.network_address
}

/// The key of its TLS certificate.
public(package) fun network_public_key(self: &StorageNodeInfo): vector<u8> {
    self.network_public_key
}

/// The BLS key with which the node signs from the next epoch on.
public(package) fun next_epoch_public_key(self: &StorageNodeInfo): &Element<UncompressedG1> {
    self.next_epoch_public_key.borrow_with_default(&self.public_key)
}

/// The description of the node by its operator.
public(package) fun metadata(self: &StorageNodeInfo): NodeMetadata {
    *self.metadata.borrow()
}

/// Announces the BLS key of the next epoch, with proof of its possession.
public(package) fun set_next_public_key(
    self: &mut StorageNodeInfo,
    public_key: vector<u8>,
    proof_of_possession: vector<u8>,
    context: &EpochContext,
    ctx: &TxContext,
) {
    assert!(!context.in_next_committee(), EKeyAlreadySelected);
    assert_possession(&public_key, &proof_of_possession, context, ctx);
    let key = g1_to_uncompressed_g1(&g1_from_bytes(&public_key));
    self.next_epoch_public_key.swap_or_fill(key);
}

/// Begins an epoch: the announced BLS key is the one that counts.
public(package) fun rotate_public_key(self: &mut StorageNodeInfo) {
    if (self.next_epoch_public_key.is_some()) {
        self.public_key = self.next_epoch_public_key.extract();
    }
}

public(package) fun set_name(self: &mut StorageNodeInfo, name: String) {
    assert_name(&name);
    self.name = name;
}

public(package) fun set_network_address(self: &mut StorageNodeInfo, network_address: String) {
    assert_network_address(&network_address);
    self.network_address = network_address;
}

public(package) fun set_network_public_key(self: &mut StorageNodeInfo, public_key: vector<u8>) {
    assert_network_public_key(&public_key);
    self.network_public_key = public_key;
}

public(package) fun set_metadata(self: &mut StorageNodeInfo, metadata: NodeMetadata) {
    *self.metadata.borrow_mut() = metadata;
}

// === Private Functions ===

fun assert_possession(
    public_key: &vector<u8>,
    proof: &vector<u8>,
    context: &EpochContext,
    ctx: &TxContext,
) {
    assert!(
        messages::verify_proof_of_possession(context.epoch(), ctx.sender(), public_key, proof),
        EInvalidProofOfPossession,
    );
}

fun assert_name(name: &String) {
    assert!(name.length() <= MAX_NAME_LENGTH, EInvalidNameLength);
}

fun assert_network_address(address: &String) {
    assert!(address.length() <= MAX_NETWORK_ADDRESS_LENGTH, EInvalidNetworkAddressLength);
}

fun assert_network_public_key(key: &vector<u8>) {
    assert!(key.length() == NETWORK_PUBLIC_KEY_LENGTH, EInvalidNetworkPublicKey);
}

// === Test Only ===

/// A capability, for tests of other packages.
#[test_only]
public fun new_cap_for_testing(node_id: ID, ctx: &mut TxContext): StorageNodeCap {
    new_cap(node_id, ctx)
}
