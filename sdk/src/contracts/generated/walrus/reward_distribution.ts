/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The staking pools that are still in the epoch before, each with the rewards of
 * its node for that epoch.
 * 
 * An epoch change advances the pools of two committees: up to twice as many as
 * there are candidates. Each pool takes several dynamic fields, and Sui limits how
 * many of them a transaction can touch. Pools beyond that limit wait here. A pool
 * that a call needs is advanced first, so no caller sees the difference. Anyone
 * can advance the others with `staking::advance_pools`.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as balance from './deps/sui/balance.js';
const $moduleName = '@local-pkg/walrus::reward_distribution';
export const PoolRewards = new MoveStruct({ name: `${$moduleName}::PoolRewards`, fields: {
        node_id: bcs.Address,
        rewards: balance.Balance,
        /** Does the node serve in the epoch that has begun? */
        serves: bcs.bool()
    } });
export const RewardDistribution = new MoveStruct({ name: `${$moduleName}::RewardDistribution`, fields: {
        waiting: bcs.vector(PoolRewards)
    } });