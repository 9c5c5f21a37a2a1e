/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The parameters on which the committee of an epoch has agreed: capacity and
 * prices.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::epoch_parameters';
export const EpochParams = new MoveStruct({ name: `${$moduleName}::EpochParams`, fields: {
        total_capacity_size: bcs.u64(),
        storage_price_per_unit_size: bcs.u64(),
        write_price_per_unit_size: bcs.u64()
    } });