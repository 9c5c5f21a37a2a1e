/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/
import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::object_table';
export const ObjectTable = new MoveStruct({ name: `${$moduleName}::ObjectTable<phantom T0, phantom T1>`, fields: {
        id: bcs.Address,
        size: bcs.u64()
    } });