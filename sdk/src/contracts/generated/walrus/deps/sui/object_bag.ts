/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A map in dynamic object fields: like `sui::bag`, but the values are objects and
 * can be found by their ids from outside.
 */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::object_bag';
export const ObjectBag = new MoveStruct({ name: `${$moduleName}::ObjectBag`, fields: {
        id: bcs.Address,
        /** Number of entries. */
        size: bcs.u64()
    } });