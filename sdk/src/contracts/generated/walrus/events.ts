/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The events of the package.
 * 
 * The first group has the layouts of Walrus, which its clients and nodes know. The
 * second group is this project's own: with it the state of the network can be
 * rebuilt from events alone. `epoch` is the epoch in which the event happened,
 * unless the field says otherwise.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as node_metadata from './node_metadata.js';
import * as auth from './auth.js';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::events';
export const BlobRegistered = new MoveStruct({ name: `${$moduleName}::BlobRegistered`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        /** Bytes before encoding. */
        size: bcs.u64(),
        encoding_type: bcs.u8(),
        /** The first epoch in which it is no longer stored. */
        end_epoch: bcs.u32(),
        deletable: bcs.bool(),
        object_id: bcs.Address
    } });
export const BlobCertified = new MoveStruct({ name: `${$moduleName}::BlobCertified`, fields: {
        /**
           * The epoch of the first certification, also for an extension: that epoch's
           * committee is known to have stored the blob.
           */
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        end_epoch: bcs.u32(),
        deletable: bcs.bool(),
        object_id: bcs.Address,
        is_extension: bcs.bool()
    } });
export const BlobDeleted = new MoveStruct({ name: `${$moduleName}::BlobDeleted`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        end_epoch: bcs.u32(),
        object_id: bcs.Address,
        was_certified: bcs.bool()
    } });
export const InvalidBlobID = new MoveStruct({ name: `${$moduleName}::InvalidBlobID`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256()
    } });
export const EpochChangeStart = new MoveStruct({ name: `${$moduleName}::EpochChangeStart`, fields: {
        epoch: bcs.u32()
    } });
export const EpochChangeDone = new MoveStruct({ name: `${$moduleName}::EpochChangeDone`, fields: {
        epoch: bcs.u32()
    } });
export const ShardsReceived = new MoveStruct({ name: `${$moduleName}::ShardsReceived`, fields: {
        epoch: bcs.u32(),
        shards: bcs.vector(bcs.u16())
    } });
export const EpochParametersSelected = new MoveStruct({ name: `${$moduleName}::EpochParametersSelected`, fields: {
        next_epoch: bcs.u32()
    } });
export const PricesUpdated = new MoveStruct({ name: `${$moduleName}::PricesUpdated`, fields: {
        epoch: bcs.u32(),
        storage_price: bcs.u64(),
        write_price: bcs.u64()
    } });
export const RegisterDenyListUpdate = new MoveStruct({ name: `${$moduleName}::RegisterDenyListUpdate`, fields: {
        epoch: bcs.u32(),
        root: bcs.u256(),
        sequence_number: bcs.u64(),
        node_id: bcs.Address
    } });
export const DenyListUpdate = new MoveStruct({ name: `${$moduleName}::DenyListUpdate`, fields: {
        epoch: bcs.u32(),
        root: bcs.u256(),
        sequence_number: bcs.u64(),
        node_id: bcs.Address
    } });
export const DenyListBlobDeleted = new MoveStruct({ name: `${$moduleName}::DenyListBlobDeleted`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256()
    } });
export const ContractUpgraded = new MoveStruct({ name: `${$moduleName}::ContractUpgraded`, fields: {
        epoch: bcs.u32(),
        package_id: bcs.Address,
        version: bcs.u64()
    } });
export const ContractUpgradeProposed = new MoveStruct({ name: `${$moduleName}::ContractUpgradeProposed`, fields: {
        epoch: bcs.u32(),
        package_digest: bcs.vector(bcs.u8())
    } });
export const ContractUpgradeQuorumReached = new MoveStruct({ name: `${$moduleName}::ContractUpgradeQuorumReached`, fields: {
        epoch: bcs.u32(),
        package_digest: bcs.vector(bcs.u8())
    } });
export const ProtocolVersionUpdated = new MoveStruct({ name: `${$moduleName}::ProtocolVersionUpdated`, fields: {
        epoch: bcs.u32(),
        /** The first epoch in which it holds. */
        start_epoch: bcs.u32(),
        protocol_version: bcs.u64()
    } });
export const StoragePoolCreated = new MoveStruct({ name: `${$moduleName}::StoragePoolCreated`, fields: {
        epoch: bcs.u32(),
        storage_pool_id: bcs.Address,
        /** Bytes of encoded data that it has room for. */
        reserved_encoded_capacity_bytes: bcs.u64(),
        start_epoch: bcs.u32(),
        /** The first epoch in which its blobs are no longer stored. */
        end_epoch: bcs.u32()
    } });
export const StoragePoolExtended = new MoveStruct({ name: `${$moduleName}::StoragePoolExtended`, fields: {
        epoch: bcs.u32(),
        storage_pool_id: bcs.Address,
        new_end_epoch: bcs.u32()
    } });
export const PooledBlobRegistered = new MoveStruct({ name: `${$moduleName}::PooledBlobRegistered`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        /** Bytes before encoding. */
        unencoded_size: bcs.u64(),
        encoding_type: bcs.u8(),
        deletable: bcs.bool(),
        object_id: bcs.Address,
        storage_pool_id: bcs.Address
    } });
export const PooledBlobCertified = new MoveStruct({ name: `${$moduleName}::PooledBlobCertified`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        deletable: bcs.bool(),
        object_id: bcs.Address,
        storage_pool_id: bcs.Address
    } });
export const PooledBlobDeleted = new MoveStruct({ name: `${$moduleName}::PooledBlobDeleted`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        object_id: bcs.Address,
        was_certified: bcs.bool(),
        storage_pool_id: bcs.Address
    } });
export const StorageReserved = new MoveStruct({ name: `${$moduleName}::StorageReserved`, fields: {
        epoch: bcs.u32(),
        object_id: bcs.Address,
        /** Bytes of encoded data. */
        storage_size: bcs.u64(),
        start_epoch: bcs.u32(),
        end_epoch: bcs.u32(),
        /** FROST paid. */
        payment: bcs.u64()
    } });
export const StorageNodeRegistered = new MoveStruct({ name: `${$moduleName}::StorageNodeRegistered`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** The object that speaks for the node. */
        cap_id: bcs.Address
    } });
export const StorageNodeUpdated = new MoveStruct({ name: `${$moduleName}::StorageNodeUpdated`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        name: bcs.string(),
        network_address: bcs.string(),
        network_public_key: bcs.vector(bcs.u8()),
        metadata: node_metadata.NodeMetadata
    } });
export const NextPublicKeyAnnounced = new MoveStruct({ name: `${$moduleName}::NextPublicKeyAnnounced`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        public_key: bcs.vector(bcs.u8())
    } });
export const CommissionReceiverChanged = new MoveStruct({ name: `${$moduleName}::CommissionReceiverChanged`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        receiver: auth.Authorized
    } });
export const GovernanceAuthorizedChanged = new MoveStruct({ name: `${$moduleName}::GovernanceAuthorizedChanged`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        authorized: auth.Authorized
    } });
export const StorageNodeWithdrawing = new MoveStruct({ name: `${$moduleName}::StorageNodeWithdrawing`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** The first epoch in which it need not serve, if others are there to take over. */
        free_epoch: bcs.u32()
    } });
export const StorageNodeWithdrawn = new MoveStruct({ name: `${$moduleName}::StorageNodeWithdrawn`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address
    } });
export const StorageNodeRemoved = new MoveStruct({ name: `${$moduleName}::StorageNodeRemoved`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        cap_id: bcs.Address,
        /**
         * FROST that rounding had left in its pool, and that are in the current epoch's
         * account now.
         */
        dust: bcs.u64()
    } });
export const NodeVoteChanged = new MoveStruct({ name: `${$moduleName}::NodeVoteChanged`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        storage_price: bcs.u64(),
        write_price: bcs.u64(),
        node_capacity: bcs.u64()
    } });
export const CommissionRateChanged = new MoveStruct({ name: `${$moduleName}::CommissionRateChanged`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        commission_rate: bcs.u16(),
        /** The first epoch in which it counts. */
        effective_epoch: bcs.u32()
    } });
export const CommissionCollected = new MoveStruct({ name: `${$moduleName}::CommissionCollected`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        amount: bcs.u64()
    } });
export const CommissionAdded = new MoveStruct({ name: `${$moduleName}::CommissionAdded`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        amount: bcs.u64()
    } });
export const BurnRateVoted = new MoveStruct({ name: `${$moduleName}::BurnRateVoted`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** Basis points, and what the rate of the next epoch is by all votes. */
        burn_rate: bcs.u16(),
        next_burn_rate: bcs.u16()
    } });
export const RewardsBurned = new MoveStruct({ name: `${$moduleName}::RewardsBurned`, fields: {
        /** The epoch that has ended, and its rate in basis points. */
        epoch: bcs.u32(),
        burn_rate: bcs.u16(),
        /** FROST. */
        amount: bcs.u64(),
        /** The rate of the epoch that begins. */
        next_burn_rate: bcs.u16()
    } });
export const StakeAdded = new MoveStruct({ name: `${$moduleName}::StakeAdded`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        object_id: bcs.Address,
        amount: bcs.u64(),
        /** The first epoch in which it counts. */
        activation_epoch: bcs.u32()
    } });
export const StakeSplit = new MoveStruct({ name: `${$moduleName}::StakeSplit`, fields: {
        /** What remains of it, in FROST. */
        object_id: bcs.Address,
        amount: bcs.u64(),
        /** What has been cut off. */
        new_object_id: bcs.Address,
        new_amount: bcs.u64()
    } });
export const StakeJoined = new MoveStruct({ name: `${$moduleName}::StakeJoined`, fields: {
        /** The stake that remains, in FROST as it is now. */
        object_id: bcs.Address,
        amount: bcs.u64(),
        /** The one that it has taken in. */
        joined_object_id: bcs.Address
    } });
export const StakeWithdrawalRequested = new MoveStruct({ name: `${$moduleName}::StakeWithdrawalRequested`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        object_id: bcs.Address,
        amount: bcs.u64(),
        /** The first epoch in which it can be taken out. */
        withdraw_epoch: bcs.u32()
    } });
export const StakeWithdrawn = new MoveStruct({ name: `${$moduleName}::StakeWithdrawn`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        object_id: bcs.Address,
        principal: bcs.u64(),
        rewards: bcs.u64()
    } });
export const RewardsPaid = new MoveStruct({ name: `${$moduleName}::RewardsPaid`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** FROST for the stakers. */
        rewards: bcs.u64(),
        /** FROST for the operator. */
        commission: bcs.u64()
    } });
export const NodePenalised = new MoveStruct({ name: `${$moduleName}::NodePenalised`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** The epoch of the deed, and what it was: a number of the judge's package. */
        deed_epoch: bcs.u32(),
        cause: bcs.u8(),
        /**
         * FROST that were taken at once: of the operator's earnings, and for shards that
         * were not handed over of the rewards of stake that had left. And FROST that the
         * stake at work owes.
         */
        commission: bcs.u64(),
        stake: bcs.u64(),
        /** Millionths of the node's rewards of this epoch that are taken. */
        rewards_ppm: bcs.u32()
    } });
export const UpgradeCapEntrusted = new MoveStruct({ name: `${$moduleName}::UpgradeCapEntrusted`, fields: {
        cap_id: bcs.Address,
        package_id: bcs.Address
    } });
export const SlashingVoteCast = new MoveStruct({ name: `${$moduleName}::SlashingVoteCast`, fields: {
        epoch: bcs.u32(),
        /** The voter. */
        node_id: bcs.Address,
        candidate_node_id: bcs.Address,
        /** Shards of all voters so far. */
        voting_weight: bcs.u16()
    } });
export const RewardsTaken = new MoveStruct({ name: `${$moduleName}::RewardsTaken`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** FROST. */
        amount: bcs.u64()
    } });
export const RewardsUnearned = new MoveStruct({ name: `${$moduleName}::RewardsUnearned`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** FROST. */
        amount: bcs.u64()
    } });
export const StakeTaken = new MoveStruct({ name: `${$moduleName}::StakeTaken`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** The stake. */
        object_id: bcs.Address,
        /** FROST. */
        amount: bcs.u64()
    } });
export const PenaltiesBurned = new MoveStruct({ name: `${$moduleName}::PenaltiesBurned`, fields: {
        epoch: bcs.u32(),
        /** FROST. */
        amount: bcs.u64()
    } });
export const StorageExtended = new MoveStruct({ name: `${$moduleName}::StorageExtended`, fields: {
        epoch: bcs.u32(),
        /** The storage. */
        object_id: bcs.Address,
        /** The new end. */
        end_epoch: bcs.u32(),
        /** FROST paid. */
        payment: bcs.u64()
    } });
export const StorageIncreased = new MoveStruct({ name: `${$moduleName}::StorageIncreased`, fields: {
        epoch: bcs.u32(),
        /** The storage. */
        object_id: bcs.Address,
        /** Its bytes of encoded data from now on. */
        storage_size: bcs.u64(),
        /** FROST paid. */
        payment: bcs.u64()
    } });
export const StorageSplit = new MoveStruct({ name: `${$moduleName}::StorageSplit`, fields: {
        /** What remains of it, and until when. */
        object_id: bcs.Address,
        storage_size: bcs.u64(),
        end_epoch: bcs.u32(),
        /** What has been cut off. */
        new_object_id: bcs.Address,
        new_storage_size: bcs.u64(),
        new_start_epoch: bcs.u32(),
        new_end_epoch: bcs.u32()
    } });
export const StorageFused = new MoveStruct({ name: `${$moduleName}::StorageFused`, fields: {
        /** The storage that remains, as it is now. */
        object_id: bcs.Address,
        storage_size: bcs.u64(),
        start_epoch: bcs.u32(),
        end_epoch: bcs.u32(),
        /** The one that it has taken in. */
        fused_object_id: bcs.Address
    } });
export const StorageDestroyed = new MoveStruct({ name: `${$moduleName}::StorageDestroyed`, fields: {
        object_id: bcs.Address
    } });
export const StorageAttached = new MoveStruct({ name: `${$moduleName}::StorageAttached`, fields: {
        /** The storage. */
        object_id: bcs.Address,
        /** The blob or the storage pool. */
        blob_object_id: bcs.Address
    } });
export const StorageDetached = new MoveStruct({ name: `${$moduleName}::StorageDetached`, fields: {
        /** The storage. */
        object_id: bcs.Address,
        /** The blob or the storage pool. */
        blob_object_id: bcs.Address
    } });
export const BlobBurned = new MoveStruct({ name: `${$moduleName}::BlobBurned`, fields: {
        blob_id: bcs.u256(),
        object_id: bcs.Address
    } });
export const AttributesAdded = new MoveStruct({ name: `${$moduleName}::AttributesAdded`, fields: {
        object_id: bcs.Address,
        attributes: vec_map.VecMap(bcs.string(), bcs.string())
    } });
export const AttributesTaken = new MoveStruct({ name: `${$moduleName}::AttributesTaken`, fields: {
        object_id: bcs.Address
    } });
export const AttributeSet = new MoveStruct({ name: `${$moduleName}::AttributeSet`, fields: {
        object_id: bcs.Address,
        key: bcs.string(),
        value: bcs.string()
    } });
export const AttributeRemoved = new MoveStruct({ name: `${$moduleName}::AttributeRemoved`, fields: {
        object_id: bcs.Address,
        key: bcs.string()
    } });
export const BlobShared = new MoveStruct({ name: `${$moduleName}::BlobShared`, fields: {
        /** The shared object. */
        object_id: bcs.Address,
        blob_object_id: bcs.Address,
        blob_id: bcs.u256(),
        /** FROST given with it. */
        funds: bcs.u64()
    } });
export const SharedBlobFunded = new MoveStruct({ name: `${$moduleName}::SharedBlobFunded`, fields: {
        object_id: bcs.Address,
        /** FROST given. */
        amount: bcs.u64(),
        /** FROST that it has now. */
        funds: bcs.u64()
    } });
export const SharedBlobExtended = new MoveStruct({ name: `${$moduleName}::SharedBlobExtended`, fields: {
        object_id: bcs.Address,
        end_epoch: bcs.u32(),
        /** FROST spent. */
        amount: bcs.u64(),
        /** FROST that are left. */
        funds: bcs.u64()
    } });
export const SharedBlobFundsReleased = new MoveStruct({ name: `${$moduleName}::SharedBlobFundsReleased`, fields: {
        epoch: bcs.u32(),
        object_id: bcs.Address,
        /** FROST. */
        amount: bcs.u64()
    } });
export const SubsidyAdded = new MoveStruct({ name: `${$moduleName}::SubsidyAdded`, fields: {
        epoch: bcs.u32(),
        /** FROST for this epoch and those that follow. */
        amounts: bcs.vector(bcs.u64())
    } });
export const DenyListSizeChanged = new MoveStruct({ name: `${$moduleName}::DenyListSizeChanged`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        size: bcs.u64()
    } });
export const EventBlobAttested = new MoveStruct({ name: `${$moduleName}::EventBlobAttested`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        blob_id: bcs.u256(),
        /** The last checkpoint that the event blob covers. */
        ending_checkpoint_sequence_number: bcs.u64(),
        /** Shards of all nodes that voted for it in this epoch. */
        weight: bcs.u16()
    } });
export const UpgradeVoteCast = new MoveStruct({ name: `${$moduleName}::UpgradeVoteCast`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        package_digest: bcs.vector(bcs.u8()),
        /** Shards of all nodes that want it. */
        weight: bcs.u16()
    } });
export const HandOverDue = new MoveStruct({ name: `${$moduleName}::HandOverDue`, fields: {
        epoch: bcs.u32(),
        /** The new owner. */
        node_id: bcs.Address,
        /** The old owner. */
        from: bcs.Address,
        shards: bcs.vector(bcs.u16()),
        /** A report after this time is late; milliseconds since the Unix epoch. */
        deadline_ms: bcs.u64()
    } });
export const ShardsRecovered = new MoveStruct({ name: `${$moduleName}::ShardsRecovered`, fields: {
        epoch: bcs.u32(),
        /** The new owner. */
        node_id: bcs.Address,
        /** The old owner. */
        from: bcs.Address,
        shards: bcs.vector(bcs.u16()),
        deadline_ms: bcs.u64()
    } });
export const HandOverReported = new MoveStruct({ name: `${$moduleName}::HandOverReported`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** What it was owed, by whomsoever. */
        shards: bcs.vector(bcs.u16()),
        deadline_ms: bcs.u64(),
        /** Was it after the deadline? */
        late: bcs.bool()
    } });
export const HandOverMissed = new MoveStruct({ name: `${$moduleName}::HandOverMissed`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        /** What it was owed, by whomsoever. */
        shards: bcs.vector(bcs.u16()),
        deadline_ms: bcs.u64(),
        /**
         * Had enough other receivers reported by the deadline to prove that it was
         * possible?
         */
        others_in_time: bcs.bool()
    } });