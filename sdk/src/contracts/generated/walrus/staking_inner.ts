/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The state of staking and epochs: the storage nodes with their stake, the
 * committees, and the steps from one epoch to the next.
 * 
 * An epoch has three states, one after the other. Anyone may make the next step
 * when it is time:
 * 
 * EpochChangeDone -- voting_end, half an epoch later --> NextParamsSelected
 * NextParamsSelected -- initiate_epoch_change, an epoch later --> EpochChangeSync
 * EpochChangeSync -- epoch_sync_done of a quorum of the shards --> EpochChangeDone
 * 
 * When voting ends, the next committee and its parameters are selected. Stake that
 * comes later counts for the epoch after it. Time is counted from the moment when
 * the epoch change was done. Epoch 0 has no committee: its end of voting and its
 * end wait only for `first_epoch_start`.
 */

import { MoveStruct, MoveEnum } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as object_table from './deps/sui/object_table.js';
import * as extended_field from './extended_field.js';
import * as committee from '../walrus_core/committee.js';
import * as epoch_parameters from '../walrus_core/epoch_parameters.js';
const $moduleName = '@local-pkg/walrus::staking_inner';
export const RewardDistributionKey = new MoveStruct({ name: `${$moduleName}::RewardDistributionKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const RankingKey = new MoveStruct({ name: `${$moduleName}::RankingKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const PenaltiesKey = new MoveStruct({ name: `${$moduleName}::PenaltiesKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const EpochParamsKey = new MoveStruct({ name: `${$moduleName}::EpochParamsKey`, fields: {
        dummy_field: bcs.bool()
    } });
export const BurnRateKey = new MoveStruct({ name: `${$moduleName}::BurnRateKey`, fields: {
        dummy_field: bcs.bool()
    } });
/**
 * How far the current epoch has come. Times are in milliseconds since the Unix
 * epoch.
 */
export const EpochState = new MoveEnum({ name: `${$moduleName}::EpochState`, fields: {
        /** Shards are on the move; nodes with that many shards are ready. */
        EpochChangeSync: bcs.u16(),
        /** Since this time a quorum has been ready. */
        EpochChangeDone: bcs.u64(),
        /** The next committee is settled; the current one has been ready since this time. */
        NextParamsSelected: bcs.u64()
    } });
export const StakingInnerV1 = new MoveStruct({ name: `${$moduleName}::StakingInnerV1`, fields: {
        n_shards: bcs.u16(),
        /** Milliseconds. */
        epoch_duration: bcs.u64(),
        /** The time at which epoch 0 may end. */
        first_epoch_start: bcs.u64(),
        /** Storage nodes by id. */
        pools: object_table.ObjectTable,
        epoch: bcs.u32(),
        active_set: extended_field.ExtendedField,
        next_committee: bcs.option(committee.Committee),
        committee: committee.Committee,
        previous_committee: committee.Committee,
        next_epoch_params: bcs.option(epoch_parameters.EpochParams),
        epoch_state: EpochState,
        /** The BLS keys of the next committee, in its order. */
        next_epoch_public_keys: extended_field.ExtendedField
    } });