/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/
import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::group_ops';
export const Element = new MoveStruct({ name: `${$moduleName}::Element<phantom T0>`, fields: {
        bytes: bcs.vector(bcs.u8())
    } });