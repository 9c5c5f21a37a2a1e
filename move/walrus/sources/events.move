// SPDX-License-Identifier: Apache-2.0

/// The events of the package.
///
/// The first group has the layouts of Walrus, which its clients and nodes know. The second group is
/// this project's own: with it the state of the network can be rebuilt from events alone. `epoch`
/// is the epoch in which the event happened, unless the field says otherwise.
module walrus::events;

use std::string::String;
use sui::{event, vec_map::VecMap};
use walrus::{auth::Authorized, node_metadata::NodeMetadata};

// === Events That Walrus Clients Know ===

/// A blob has been registered: nodes may now accept its slivers.
public struct BlobRegistered has copy, drop {
    epoch: u32,
    blob_id: u256,
    /// Bytes before encoding.
    size: u64,
    encoding_type: u8,
    /// The first epoch in which it is no longer stored.
    end_epoch: u32,
    deletable: bool,
    object_id: ID,
}

/// A blob has been certified, or a certified one has been extended.
public struct BlobCertified has copy, drop {
    /// The epoch of the first certification, also for an extension: that epoch's committee is known
    /// to have stored the blob.
    epoch: u32,
    blob_id: u256,
    end_epoch: u32,
    deletable: bool,
    object_id: ID,
    is_extension: bool,
}

/// A blob's owner has deleted it before its end.
public struct BlobDeleted has copy, drop {
    epoch: u32,
    blob_id: u256,
    end_epoch: u32,
    object_id: ID,
    was_certified: bool,
}

/// Nodes have shown that a blob id does not belong to a correct encoding.
public struct InvalidBlobID has copy, drop {
    epoch: u32,
    blob_id: u256,
}

/// A new epoch has begun, and its shards are on the move.
public struct EpochChangeStart has copy, drop {
    epoch: u32,
}

/// A quorum of the new committee holds its shards.
public struct EpochChangeDone has copy, drop {
    epoch: u32,
}

/// A node of the new committee holds all of its shards.
public struct ShardsReceived has copy, drop {
    epoch: u32,
    shards: vector<u16>,
}

/// The committee and the parameters of the next epoch are settled.
public struct EpochParametersSelected has copy, drop {
    next_epoch: u32,
}

/// New prices hold from now on; FROST per unit of 1 MiB.
public struct PricesUpdated has copy, drop {
    epoch: u32,
    storage_price: u64,
    write_price: u64,
}

/// A storage node has announced a new deny list, for the others to look at.
public struct RegisterDenyListUpdate has copy, drop {
    epoch: u32,
    root: u256,
    sequence_number: u64,
    node_id: ID,
}

/// A quorum has agreed to a storage node's new deny list.
public struct DenyListUpdate has copy, drop {
    epoch: u32,
    root: u256,
    sequence_number: u64,
    node_id: ID,
}

/// At least one honest node has the blob on its deny list: nodes may delete it.
public struct DenyListBlobDeleted has copy, drop {
    epoch: u32,
    blob_id: u256,
}

/// The shared objects have moved to another package.
public struct ContractUpgraded has copy, drop {
    epoch: u32,
    package_id: ID,
    version: u64,
}

/// A storage node has proposed an upgrade.
public struct ContractUpgradeProposed has copy, drop {
    epoch: u32,
    package_digest: vector<u8>,
}

/// A quorum wants an upgrade.
public struct ContractUpgradeQuorumReached has copy, drop {
    epoch: u32,
    package_digest: vector<u8>,
}

/// A quorum will follow another version of the protocol between nodes.
public struct ProtocolVersionUpdated has copy, drop {
    epoch: u32,
    /// The first epoch in which it holds.
    start_epoch: u32,
    protocol_version: u64,
}

/// A storage pool has been made: blobs may now be registered in it.
public struct StoragePoolCreated has copy, drop {
    epoch: u32,
    storage_pool_id: ID,
    /// Bytes of encoded data that it has room for.
    reserved_encoded_capacity_bytes: u64,
    start_epoch: u32,
    /// The first epoch in which its blobs are no longer stored.
    end_epoch: u32,
}

/// A storage pool, and all blobs in it, last longer.
public struct StoragePoolExtended has copy, drop {
    epoch: u32,
    storage_pool_id: ID,
    new_end_epoch: u32,
}

/// A blob has been registered in a storage pool: nodes may now accept its slivers.
public struct PooledBlobRegistered has copy, drop {
    epoch: u32,
    blob_id: u256,
    /// Bytes before encoding.
    unencoded_size: u64,
    encoding_type: u8,
    deletable: bool,
    object_id: ID,
    storage_pool_id: ID,
}

/// A blob in a storage pool has been certified.
public struct PooledBlobCertified has copy, drop {
    epoch: u32,
    blob_id: u256,
    deletable: bool,
    object_id: ID,
    storage_pool_id: ID,
}

/// A blob in a storage pool has been deleted before the end of the pool.
public struct PooledBlobDeleted has copy, drop {
    epoch: u32,
    blob_id: u256,
    object_id: ID,
    was_certified: bool,
    storage_pool_id: ID,
}

// === Events Of This Project ===

/// Somebody has bought storage.
public struct StorageReserved has copy, drop {
    epoch: u32,
    object_id: ID,
    /// Bytes of encoded data.
    storage_size: u64,
    start_epoch: u32,
    end_epoch: u32,
    /// FROST paid.
    payment: u64,
}

/// A storage node has introduced itself.
public struct StorageNodeRegistered has copy, drop {
    epoch: u32,
    node_id: ID,
    /// The object that speaks for the node.
    cap_id: ID,
}

/// A storage node tells others this, from now on.
public struct StorageNodeUpdated has copy, drop {
    epoch: u32,
    node_id: ID,
    name: String,
    network_address: String,
    network_public_key: vector<u8>,
    metadata: NodeMetadata,
}

/// A storage node has proved that it has this BLS key, compressed. It signs with it from the next
/// epoch on in which it serves.
public struct NextPublicKeyAnnounced has copy, drop {
    epoch: u32,
    node_id: ID,
    public_key: vector<u8>,
}

/// Somebody has received the right to a storage node's commission.
public struct CommissionReceiverChanged has copy, drop {
    epoch: u32,
    node_id: ID,
    receiver: Authorized,
}

/// Somebody has received the right to act for a storage node in matters of governance.
public struct GovernanceAuthorizedChanged has copy, drop {
    epoch: u32,
    node_id: ID,
    authorized: Authorized,
}

/// A storage node is leaving: it takes no more stake and is no candidate any more.
public struct StorageNodeWithdrawing has copy, drop {
    epoch: u32,
    node_id: ID,
    /// The first epoch in which it need not serve, if others are there to take over.
    free_epoch: u32,
}

/// A storage node has left: all its stake is free.
public struct StorageNodeWithdrawn has copy, drop {
    epoch: u32,
    node_id: ID,
}

/// A storage node that has left has been removed, with its capability.
public struct StorageNodeRemoved has copy, drop {
    epoch: u32,
    node_id: ID,
    cap_id: ID,
    /// FROST that rounding had left in its pool, and that are in the current epoch's account now.
    dust: u64,
}

/// A storage node votes for these prices and offers this capacity.
public struct NodeVoteChanged has copy, drop {
    epoch: u32,
    node_id: ID,
    storage_price: u64,
    write_price: u64,
    node_capacity: u64,
}

/// A storage node asks for another commission, in basis points.
public struct CommissionRateChanged has copy, drop {
    epoch: u32,
    node_id: ID,
    commission_rate: u16,
    /// The first epoch in which it counts.
    effective_epoch: u32,
}

/// A storage node's operator has taken commission, in FROST.
public struct CommissionCollected has copy, drop {
    epoch: u32,
    node_id: ID,
    amount: u64,
}

/// Somebody has added to what a storage node's operator has earned, in FROST.
public struct CommissionAdded has copy, drop {
    epoch: u32,
    node_id: ID,
    amount: u64,
}

/// A member of the committee names the share of each epoch's rewards that is to be burned.
public struct BurnRateVoted has copy, drop {
    epoch: u32,
    node_id: ID,
    /// Basis points, and what the rate of the next epoch is by all votes.
    burn_rate: u16,
    next_burn_rate: u16,
}

/// An epoch has ended, and its share of rewards for burning has been taken.
public struct RewardsBurned has copy, drop {
    /// The epoch that has ended, and its rate in basis points.
    epoch: u32,
    burn_rate: u16,
    /// FROST.
    amount: u64,
    /// The rate of the epoch that begins.
    next_burn_rate: u16,
}

/// Somebody has staked with a node, in FROST.
public struct StakeAdded has copy, drop {
    epoch: u32,
    node_id: ID,
    object_id: ID,
    amount: u64,
    /// The first epoch in which it counts.
    activation_epoch: u32,
}

/// Stake has been cut in two.
public struct StakeSplit has copy, drop {
    /// What remains of it, in FROST.
    object_id: ID,
    amount: u64,
    /// What has been cut off.
    new_object_id: ID,
    new_amount: u64,
}

/// Stake has been joined to other stake.
public struct StakeJoined has copy, drop {
    /// The stake that remains, in FROST as it is now.
    object_id: ID,
    amount: u64,
    /// The one that it has taken in.
    joined_object_id: ID,
}

/// Somebody has asked for stake to be freed.
public struct StakeWithdrawalRequested has copy, drop {
    epoch: u32,
    node_id: ID,
    object_id: ID,
    amount: u64,
    /// The first epoch in which it can be taken out.
    withdraw_epoch: u32,
}

/// Somebody has taken stake out.
public struct StakeWithdrawn has copy, drop {
    epoch: u32,
    node_id: ID,
    object_id: ID,
    principal: u64,
    rewards: u64,
}

/// A storage node's pool has been paid for the epoch before.
public struct RewardsPaid has copy, drop {
    epoch: u32,
    node_id: ID,
    /// FROST for the stakers.
    rewards: u64,
    /// FROST for the operator.
    commission: u64,
}

/// A storage node has been penalised.
public struct NodePenalised has copy, drop {
    epoch: u32,
    node_id: ID,
    /// The epoch of the deed, and what it was: a number of the judge's package.
    deed_epoch: u32,
    cause: u8,
    /// FROST that were taken at once: of the operator's earnings, and for shards that were not handed
    /// over of the rewards of stake that had left. And FROST that the stake at work owes.
    commission: u64,
    stake: u64,
    /// Millionths of the node's rewards of this epoch that are taken.
    rewards_ppm: u32,
}

/// The upgrade capability of another package has been entrusted to the voters.
public struct UpgradeCapEntrusted has copy, drop {
    cap_id: ID,
    package_id: ID,
}

/// A node has voted for a penalty of another.
public struct SlashingVoteCast has copy, drop {
    epoch: u32,
    /// The voter.
    node_id: ID,
    candidate_node_id: ID,
    /// Shards of all voters so far.
    voting_weight: u16,
}

/// Penalties have taken WAL of a storage node's rewards, those just paid and earlier ones.
public struct RewardsTaken has copy, drop {
    epoch: u32,
    node_id: ID,
    /// FROST.
    amount: u64,
}

/// A storage node has been paid less, as shards that it got with the epoch before earn only from its
/// report on that it holds them.
public struct RewardsUnearned has copy, drop {
    epoch: u32,
    node_id: ID,
    /// FROST.
    amount: u64,
}

/// Penalties have taken WAL of the principal of a stake that was withdrawn.
public struct StakeTaken has copy, drop {
    epoch: u32,
    node_id: ID,
    /// The stake.
    object_id: ID,
    /// FROST.
    amount: u64,
}

/// The WAL that penalties have taken has been burned.
public struct PenaltiesBurned has copy, drop {
    epoch: u32,
    /// FROST.
    amount: u64,
}

/// The owner of a blob, or somebody for a shared one, has paid for its storage to last longer.
public struct StorageExtended has copy, drop {
    epoch: u32,
    /// The storage.
    object_id: ID,
    /// The new end.
    end_epoch: u32,
    /// FROST paid.
    payment: u64,
}

/// The owner of a storage pool has paid for more room in it.
public struct StorageIncreased has copy, drop {
    epoch: u32,
    /// The storage.
    object_id: ID,
    /// Its bytes of encoded data from now on.
    storage_size: u64,
    /// FROST paid.
    payment: u64,
}

/// Storage has been cut in two.
public struct StorageSplit has copy, drop {
    /// What remains of it, and until when.
    object_id: ID,
    storage_size: u64,
    end_epoch: u32,
    /// What has been cut off.
    new_object_id: ID,
    new_storage_size: u64,
    new_start_epoch: u32,
    new_end_epoch: u32,
}

/// Storage has been joined to other storage.
public struct StorageFused has copy, drop {
    /// The storage that remains, as it is now.
    object_id: ID,
    storage_size: u64,
    start_epoch: u32,
    end_epoch: u32,
    /// The one that it has taken in.
    fused_object_id: ID,
}

/// Storage has been given up.
public struct StorageDestroyed has copy, drop {
    object_id: ID,
}

/// Storage serves a blob, or a storage pool, from now on.
public struct StorageAttached has copy, drop {
    /// The storage.
    object_id: ID,
    /// The blob or the storage pool.
    blob_object_id: ID,
}

/// A blob has been deleted, or an empty storage pool given up, and the storage is free.
public struct StorageDetached has copy, drop {
    /// The storage.
    object_id: ID,
    /// The blob or the storage pool.
    blob_object_id: ID,
}

/// A blob object has been destroyed with its storage; the network keeps the blob until its end.
public struct BlobBurned has copy, drop {
    blob_id: u256,
    object_id: ID,
}

/// A blob without attributes has been given these, by name.
public struct AttributesAdded has copy, drop {
    object_id: ID,
    attributes: VecMap<String, String>,
}

/// All attributes of a blob have been taken away.
public struct AttributesTaken has copy, drop {
    object_id: ID,
}

/// An attribute of a blob has a new value.
public struct AttributeSet has copy, drop {
    object_id: ID,
    key: String,
    value: String,
}

/// An attribute of a blob is gone.
public struct AttributeRemoved has copy, drop {
    object_id: ID,
    key: String,
}

/// A blob has been put into a shared object, for anyone to fund and extend.
public struct BlobShared has copy, drop {
    /// The shared object.
    object_id: ID,
    blob_object_id: ID,
    blob_id: u256,
    /// FROST given with it.
    funds: u64,
}

/// Somebody has given FROST for a shared blob.
public struct SharedBlobFunded has copy, drop {
    object_id: ID,
    /// FROST given.
    amount: u64,
    /// FROST that it has now.
    funds: u64,
}

/// A shared blob has been extended out of its funds.
public struct SharedBlobExtended has copy, drop {
    object_id: ID,
    end_epoch: u32,
    /// FROST spent.
    amount: u64,
    /// FROST that are left.
    funds: u64,
}

/// What was left of the funds of a shared blob that has ended has gone to those who store.
public struct SharedBlobFundsReleased has copy, drop {
    epoch: u32,
    object_id: ID,
    /// FROST.
    amount: u64,
}

/// Somebody has given WAL to those who store.
public struct SubsidyAdded has copy, drop {
    epoch: u32,
    /// FROST for this epoch and those that follow.
    amounts: vector<u64>,
}

/// A storage node refuses to store this many bytes, and is paid for the rest.
public struct DenyListSizeChanged has copy, drop {
    epoch: u32,
    node_id: ID,
    size: u64,
}

/// A storage node has voted for an event blob.
public struct EventBlobAttested has copy, drop {
    epoch: u32,
    node_id: ID,
    blob_id: u256,
    /// The last checkpoint that the event blob covers.
    ending_checkpoint_sequence_number: u64,
    /// Shards of all nodes that voted for it in this epoch.
    weight: u16,
}

/// A storage node has voted for an upgrade.
public struct UpgradeVoteCast has copy, drop {
    epoch: u32,
    node_id: ID,
    package_digest: vector<u8>,
    /// Shards of all nodes that want it.
    weight: u16,
}

/// At the beginning of an epoch: a node is owed shards by the node that held them before.
public struct HandOverDue has copy, drop {
    epoch: u32,
    /// The new owner.
    node_id: ID,
    /// The old owner.
    from: ID,
    shards: vector<u16>,
    /// A report after this time is late; milliseconds since the Unix epoch.
    deadline_ms: u64,
}

/// A new owner has rebuilt shards from the other nodes because, it says, the old owner did not
/// deliver them.
public struct ShardsRecovered has copy, drop {
    epoch: u32,
    /// The new owner.
    node_id: ID,
    /// The old owner.
    from: ID,
    shards: vector<u16>,
    deadline_ms: u64,
}

/// A new owner holds all that it was owed.
public struct HandOverReported has copy, drop {
    epoch: u32,
    node_id: ID,
    /// What it was owed, by whomsoever.
    shards: vector<u16>,
    deadline_ms: u64,
    /// Was it after the deadline?
    late: bool,
}

/// A new owner has not reported to hold what it was owed by the deadline.
public struct HandOverMissed has copy, drop {
    epoch: u32,
    node_id: ID,
    /// What it was owed, by whomsoever.
    shards: vector<u16>,
    deadline_ms: u64,
    /// Had enough other receivers reported by the deadline to prove that it was possible?
    others_in_time: bool,
}

// === Public-Package Functions ===

public(package) fun emit_blob_registered(
    epoch: u32,
    blob_id: u256,
    size: u64,
    encoding_type: u8,
    end_epoch: u32,
    deletable: bool,
    object_id: ID,
) {
    event::emit(BlobRegistered {
        epoch,
        blob_id,
        size,
        encoding_type,
        end_epoch,
        deletable,
        object_id,
    });
}

public(package) fun emit_blob_certified(
    epoch: u32,
    blob_id: u256,
    end_epoch: u32,
    deletable: bool,
    object_id: ID,
    is_extension: bool,
) {
    event::emit(BlobCertified { epoch, blob_id, end_epoch, deletable, object_id, is_extension });
}

public(package) fun emit_blob_deleted(
    epoch: u32,
    blob_id: u256,
    end_epoch: u32,
    object_id: ID,
    was_certified: bool,
) {
    event::emit(BlobDeleted { epoch, blob_id, end_epoch, object_id, was_certified });
}

public(package) fun emit_storage_pool_created(
    epoch: u32,
    storage_pool_id: ID,
    reserved_encoded_capacity_bytes: u64,
    start_epoch: u32,
    end_epoch: u32,
) {
    event::emit(StoragePoolCreated {
        epoch,
        storage_pool_id,
        reserved_encoded_capacity_bytes,
        start_epoch,
        end_epoch,
    });
}

public(package) fun emit_storage_pool_extended(
    epoch: u32,
    storage_pool_id: ID,
    new_end_epoch: u32,
) {
    event::emit(StoragePoolExtended { epoch, storage_pool_id, new_end_epoch });
}

public(package) fun emit_pooled_blob_registered(
    epoch: u32,
    blob_id: u256,
    unencoded_size: u64,
    encoding_type: u8,
    deletable: bool,
    object_id: ID,
    storage_pool_id: ID,
) {
    event::emit(PooledBlobRegistered {
        epoch,
        blob_id,
        unencoded_size,
        encoding_type,
        deletable,
        object_id,
        storage_pool_id,
    });
}

public(package) fun emit_pooled_blob_certified(
    epoch: u32,
    blob_id: u256,
    deletable: bool,
    object_id: ID,
    storage_pool_id: ID,
) {
    event::emit(PooledBlobCertified { epoch, blob_id, deletable, object_id, storage_pool_id });
}

public(package) fun emit_pooled_blob_deleted(
    epoch: u32,
    blob_id: u256,
    object_id: ID,
    was_certified: bool,
    storage_pool_id: ID,
) {
    event::emit(PooledBlobDeleted { epoch, blob_id, object_id, was_certified, storage_pool_id });
}

public(package) fun emit_invalid_blob_id(epoch: u32, blob_id: u256) {
    event::emit(InvalidBlobID { epoch, blob_id });
}

public(package) fun emit_epoch_change_start(epoch: u32) {
    event::emit(EpochChangeStart { epoch });
}

public(package) fun emit_epoch_change_done(epoch: u32) {
    event::emit(EpochChangeDone { epoch });
}

public(package) fun emit_shards_received(epoch: u32, shards: vector<u16>) {
    event::emit(ShardsReceived { epoch, shards });
}

public(package) fun emit_epoch_parameters_selected(next_epoch: u32) {
    event::emit(EpochParametersSelected { next_epoch });
}

public(package) fun emit_prices_updated(epoch: u32, storage_price: u64, write_price: u64) {
    event::emit(PricesUpdated { epoch, storage_price, write_price });
}

public(package) fun emit_storage_reserved(
    epoch: u32,
    object_id: ID,
    storage_size: u64,
    start_epoch: u32,
    end_epoch: u32,
    payment: u64,
) {
    event::emit(StorageReserved {
        epoch,
        object_id,
        storage_size,
        start_epoch,
        end_epoch,
        payment,
    });
}

public(package) fun emit_storage_node_registered(epoch: u32, node_id: ID, cap_id: ID) {
    event::emit(StorageNodeRegistered { epoch, node_id, cap_id });
}

public(package) fun emit_storage_node_updated(
    epoch: u32,
    node_id: ID,
    name: String,
    network_address: String,
    network_public_key: vector<u8>,
    metadata: NodeMetadata,
) {
    event::emit(StorageNodeUpdated {
        epoch,
        node_id,
        name,
        network_address,
        network_public_key,
        metadata,
    });
}

public(package) fun emit_next_public_key_announced(
    epoch: u32,
    node_id: ID,
    public_key: vector<u8>,
) {
    event::emit(NextPublicKeyAnnounced { epoch, node_id, public_key });
}

public(package) fun emit_commission_receiver_changed(
    epoch: u32,
    node_id: ID,
    receiver: Authorized,
) {
    event::emit(CommissionReceiverChanged { epoch, node_id, receiver });
}

public(package) fun emit_governance_authorized_changed(
    epoch: u32,
    node_id: ID,
    authorized: Authorized,
) {
    event::emit(GovernanceAuthorizedChanged { epoch, node_id, authorized });
}

public(package) fun emit_storage_node_withdrawing(epoch: u32, node_id: ID, free_epoch: u32) {
    event::emit(StorageNodeWithdrawing { epoch, node_id, free_epoch });
}

public(package) fun emit_storage_node_withdrawn(epoch: u32, node_id: ID) {
    event::emit(StorageNodeWithdrawn { epoch, node_id });
}

public(package) fun emit_storage_node_removed(epoch: u32, node_id: ID, cap_id: ID, dust: u64) {
    event::emit(StorageNodeRemoved { epoch, node_id, cap_id, dust });
}

public(package) fun emit_node_vote_changed(
    epoch: u32,
    node_id: ID,
    storage_price: u64,
    write_price: u64,
    node_capacity: u64,
) {
    event::emit(NodeVoteChanged { epoch, node_id, storage_price, write_price, node_capacity });
}

public(package) fun emit_commission_rate_changed(
    epoch: u32,
    node_id: ID,
    commission_rate: u16,
    effective_epoch: u32,
) {
    event::emit(CommissionRateChanged { epoch, node_id, commission_rate, effective_epoch });
}

public(package) fun emit_commission_collected(epoch: u32, node_id: ID, amount: u64) {
    event::emit(CommissionCollected { epoch, node_id, amount });
}

public(package) fun emit_commission_added(epoch: u32, node_id: ID, amount: u64) {
    event::emit(CommissionAdded { epoch, node_id, amount });
}

public(package) fun emit_burn_rate_voted(
    epoch: u32,
    node_id: ID,
    burn_rate: u16,
    next_burn_rate: u16,
) {
    event::emit(BurnRateVoted { epoch, node_id, burn_rate, next_burn_rate });
}

public(package) fun emit_rewards_burned(
    epoch: u32,
    burn_rate: u16,
    amount: u64,
    next_burn_rate: u16,
) {
    event::emit(RewardsBurned { epoch, burn_rate, amount, next_burn_rate });
}

public(package) fun emit_stake_added(
    epoch: u32,
    node_id: ID,
    object_id: ID,
    amount: u64,
    activation_epoch: u32,
) {
    event::emit(StakeAdded { epoch, node_id, object_id, amount, activation_epoch });
}

public(package) fun emit_stake_split(
    object_id: ID,
    amount: u64,
    new_object_id: ID,
    new_amount: u64,
) {
    event::emit(StakeSplit { object_id, amount, new_object_id, new_amount });
}

public(package) fun emit_stake_joined(object_id: ID, amount: u64, joined_object_id: ID) {
    event::emit(StakeJoined { object_id, amount, joined_object_id });
}

public(package) fun emit_stake_withdrawal_requested(
    epoch: u32,
    node_id: ID,
    object_id: ID,
    amount: u64,
    withdraw_epoch: u32,
) {
    event::emit(StakeWithdrawalRequested { epoch, node_id, object_id, amount, withdraw_epoch });
}

public(package) fun emit_stake_withdrawn(
    epoch: u32,
    node_id: ID,
    object_id: ID,
    principal: u64,
    rewards: u64,
) {
    event::emit(StakeWithdrawn { epoch, node_id, object_id, principal, rewards });
}

public(package) fun emit_rewards_paid(epoch: u32, node_id: ID, rewards: u64, commission: u64) {
    event::emit(RewardsPaid { epoch, node_id, rewards, commission });
}

public(package) fun emit_node_penalised(
    epoch: u32,
    node_id: ID,
    deed_epoch: u32,
    cause: u8,
    commission: u64,
    stake: u64,
    rewards_ppm: u32,
) {
    event::emit(NodePenalised {
        epoch,
        node_id,
        deed_epoch,
        cause,
        commission,
        stake,
        rewards_ppm,
    });
}

public(package) fun emit_upgrade_cap_entrusted(cap_id: ID, package_id: ID) {
    event::emit(UpgradeCapEntrusted { cap_id, package_id });
}

public(package) fun emit_slashing_vote_cast(
    epoch: u32,
    node_id: ID,
    candidate_node_id: ID,
    voting_weight: u16,
) {
    event::emit(SlashingVoteCast { epoch, node_id, candidate_node_id, voting_weight });
}

public(package) fun emit_rewards_taken(epoch: u32, node_id: ID, amount: u64) {
    event::emit(RewardsTaken { epoch, node_id, amount });
}

public(package) fun emit_rewards_unearned(epoch: u32, node_id: ID, amount: u64) {
    event::emit(RewardsUnearned { epoch, node_id, amount });
}

public(package) fun emit_stake_taken(epoch: u32, node_id: ID, object_id: ID, amount: u64) {
    event::emit(StakeTaken { epoch, node_id, object_id, amount });
}

public(package) fun emit_penalties_burned(epoch: u32, amount: u64) {
    event::emit(PenaltiesBurned { epoch, amount });
}

public(package) fun emit_storage_extended(epoch: u32, object_id: ID, end_epoch: u32, payment: u64) {
    event::emit(StorageExtended { epoch, object_id, end_epoch, payment });
}

public(package) fun emit_storage_increased(
    epoch: u32,
    object_id: ID,
    storage_size: u64,
    payment: u64,
) {
    event::emit(StorageIncreased { epoch, object_id, storage_size, payment });
}

public(package) fun emit_storage_split(
    object_id: ID,
    storage_size: u64,
    end_epoch: u32,
    new_object_id: ID,
    new_storage_size: u64,
    new_start_epoch: u32,
    new_end_epoch: u32,
) {
    event::emit(StorageSplit {
        object_id,
        storage_size,
        end_epoch,
        new_object_id,
        new_storage_size,
        new_start_epoch,
        new_end_epoch,
    });
}

public(package) fun emit_storage_fused(
    object_id: ID,
    storage_size: u64,
    start_epoch: u32,
    end_epoch: u32,
    fused_object_id: ID,
) {
    event::emit(StorageFused { object_id, storage_size, start_epoch, end_epoch, fused_object_id });
}

public(package) fun emit_storage_destroyed(object_id: ID) {
    event::emit(StorageDestroyed { object_id });
}

public(package) fun emit_storage_attached(object_id: ID, blob_object_id: ID) {
    event::emit(StorageAttached { object_id, blob_object_id });
}

public(package) fun emit_storage_detached(object_id: ID, blob_object_id: ID) {
    event::emit(StorageDetached { object_id, blob_object_id });
}

public(package) fun emit_blob_burned(blob_id: u256, object_id: ID) {
    event::emit(BlobBurned { blob_id, object_id });
}

public(package) fun emit_attributes_added(object_id: ID, attributes: VecMap<String, String>) {
    event::emit(AttributesAdded { object_id, attributes });
}

public(package) fun emit_attributes_taken(object_id: ID) {
    event::emit(AttributesTaken { object_id });
}

public(package) fun emit_attribute_set(object_id: ID, key: String, value: String) {
    event::emit(AttributeSet { object_id, key, value });
}

public(package) fun emit_attribute_removed(object_id: ID, key: String) {
    event::emit(AttributeRemoved { object_id, key });
}

public(package) fun emit_blob_shared(object_id: ID, blob_object_id: ID, blob_id: u256, funds: u64) {
    event::emit(BlobShared { object_id, blob_object_id, blob_id, funds });
}

public(package) fun emit_shared_blob_funded(object_id: ID, amount: u64, funds: u64) {
    event::emit(SharedBlobFunded { object_id, amount, funds });
}

public(package) fun emit_shared_blob_extended(
    object_id: ID,
    end_epoch: u32,
    amount: u64,
    funds: u64,
) {
    event::emit(SharedBlobExtended { object_id, end_epoch, amount, funds });
}

public(package) fun emit_shared_blob_funds_released(epoch: u32, object_id: ID, amount: u64) {
    event::emit(SharedBlobFundsReleased { epoch, object_id, amount });
}

public(package) fun emit_register_deny_list_update(
    epoch: u32,
    root: u256,
    sequence_number: u64,
    node_id: ID,
) {
    event::emit(RegisterDenyListUpdate { epoch, root, sequence_number, node_id });
}

public(package) fun emit_deny_list_update(
    epoch: u32,
    root: u256,
    sequence_number: u64,
    node_id: ID,
) {
    event::emit(DenyListUpdate { epoch, root, sequence_number, node_id });
}

public(package) fun emit_deny_list_blob_deleted(epoch: u32, blob_id: u256) {
    event::emit(DenyListBlobDeleted { epoch, blob_id });
}

public(package) fun emit_contract_upgraded(epoch: u32, package_id: ID, version: u64) {
    event::emit(ContractUpgraded { epoch, package_id, version });
}

public(package) fun emit_contract_upgrade_proposed(epoch: u32, package_digest: vector<u8>) {
    event::emit(ContractUpgradeProposed { epoch, package_digest });
}

public(package) fun emit_contract_upgrade_quorum_reached(epoch: u32, package_digest: vector<u8>) {
    event::emit(ContractUpgradeQuorumReached { epoch, package_digest });
}

public(package) fun emit_protocol_version(epoch: u32, start_epoch: u32, protocol_version: u64) {
    event::emit(ProtocolVersionUpdated { epoch, start_epoch, protocol_version });
}

public(package) fun emit_subsidy_added(epoch: u32, amounts: vector<u64>) {
    event::emit(SubsidyAdded { epoch, amounts });
}

public(package) fun emit_deny_list_size_changed(epoch: u32, node_id: ID, size: u64) {
    event::emit(DenyListSizeChanged { epoch, node_id, size });
}

public(package) fun emit_event_blob_attested(
    epoch: u32,
    node_id: ID,
    blob_id: u256,
    ending_checkpoint_sequence_number: u64,
    weight: u16,
) {
    event::emit(EventBlobAttested {
        epoch,
        node_id,
        blob_id,
        ending_checkpoint_sequence_number,
        weight,
    });
}

public(package) fun emit_upgrade_vote_cast(
    epoch: u32,
    node_id: ID,
    package_digest: vector<u8>,
    weight: u16,
) {
    event::emit(UpgradeVoteCast { epoch, node_id, package_digest, weight });
}

public(package) fun emit_hand_over_due(
    epoch: u32,
    node_id: ID,
    from: ID,
    shards: vector<u16>,
    deadline_ms: u64,
) {
    event::emit(HandOverDue { epoch, node_id, from, shards, deadline_ms });
}

public(package) fun emit_shards_recovered(
    epoch: u32,
    node_id: ID,
    from: ID,
    shards: vector<u16>,
    deadline_ms: u64,
) {
    event::emit(ShardsRecovered { epoch, node_id, from, shards, deadline_ms });
}

public(package) fun emit_hand_over_reported(
    epoch: u32,
    node_id: ID,
    shards: vector<u16>,
    deadline_ms: u64,
    late: bool,
) {
    event::emit(HandOverReported { epoch, node_id, shards, deadline_ms, late });
}

public(package) fun emit_hand_over_missed(
    epoch: u32,
    node_id: ID,
    shards: vector<u16>,
    deadline_ms: u64,
    others_in_time: bool,
) {
    event::emit(HandOverMissed { epoch, node_id, shards, deadline_ms, others_in_time });
}
