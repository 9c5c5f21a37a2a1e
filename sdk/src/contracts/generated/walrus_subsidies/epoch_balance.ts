/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * An amount for each of the epochs for which storage is sold, in a ring: the slot
 * at `current_index` is that of the earliest epoch, and is used again for the
 * latest one when that epoch has ended.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus_subsidies::epoch_balance';
export const EpochBalance = new MoveStruct({ name: `${$moduleName}::EpochBalance`, fields: {
        epoch: bcs.u32(),
        balance: bcs.u64()
    } });
export const EpochBalanceRingBuffer = new MoveStruct({ name: `${$moduleName}::EpochBalanceRingBuffer`, fields: {
        current_index: bcs.u32(),
        ring_buffer: bcs.vector(EpochBalance)
    } });