/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A map in dynamic fields: of any size, each entry loaded only when it is used.
 * All keys are of one type, all values of one type. Equal contents do not make two
 * tables equal.
 */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::table';
export const Table = new MoveStruct({ name: `${$moduleName}::Table<phantom K, phantom V>`, fields: {
        id: bcs.Address,
        /** Number of entries. */
        size: bcs.u64()
    } });