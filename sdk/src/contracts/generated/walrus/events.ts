/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Everything that happens, for those who follow the chain from outside.
 * 
 * The first group has the layouts that Walrus clients and nodes know. The second
 * group is this project's own: with it the state of the network can be rebuilt
 * from events alone. `epoch` is the epoch in which the event happened unless a
 * field says otherwise.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
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
        node_id: bcs.Address
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
export const StakeAdded = new MoveStruct({ name: `${$moduleName}::StakeAdded`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        object_id: bcs.Address,
        amount: bcs.u64(),
        /** The first epoch in which it counts. */
        activation_epoch: bcs.u32()
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