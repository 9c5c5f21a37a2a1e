/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Arithmetic in groups. A number says which group, as the machine numbers them;
 * the modules of the curves give types to the elements, so that no two groups get
 * mixed up.
 */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::group_ops';
export const Element = new MoveStruct({ name: `${$moduleName}::Element<phantom T>`, fields: {
        bytes: bcs.vector(bcs.u8())
    } });