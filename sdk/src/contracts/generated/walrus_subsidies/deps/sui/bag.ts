/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/** A map in dynamic fields whose keys and values may be of many types. */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::bag';
export const Bag = new MoveStruct({ name: `${$moduleName}::Bag`, fields: {
        id: bcs.Address,
        /** Number of entries. */
        size: bcs.u64()
    } });