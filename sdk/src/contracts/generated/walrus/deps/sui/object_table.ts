/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A map in dynamic object fields: like `sui::table`, but the values are objects
 * and can be found by their ids from outside.
 */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::object_table';
export const ObjectTable = new MoveStruct({ name: `${$moduleName}::ObjectTable<phantom K, phantom V>`, fields: {
        id: bcs.Address,
        /** Number of entries. */
        size: bcs.u64()
    } });