/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A vector in dynamic fields: of any size, each element loaded only when it is
 * used.
 */

import { MoveStruct } from '../../../utils/index.js';
import * as table from './table.js';
const $moduleName = '0x2::table_vec';
export const TableVec = new MoveStruct({ name: `${$moduleName}::TableVec<phantom Element>`, fields: {
        /** Element of each index. */
        contents: table.Table
    } });