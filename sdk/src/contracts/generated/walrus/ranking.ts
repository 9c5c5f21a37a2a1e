/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The nodes that have stake and are not in the active set, and which of them is
 * the best.
 * 
 * A tournament tree. Every node has a slot, without gaps; 64 slots make a page. A
 * page of the next level holds the best of each of 64 pages below, and so on up to
 * a single page, which holds the best of all. So a change of stake rewrites one
 * page of each level: two levels for up to 4,096 nodes, three for up to 262,144.
 * Nobody falls out of the ranking, however many come.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as table from './deps/sui/table.js';
const $moduleName = '@local-pkg/walrus::ranking';
export const Ranked = new MoveStruct({ name: `${$moduleName}::Ranked`, fields: {
        node_id: bcs.Address,
        stake: bcs.u64()
    } });
export const Ranking = new MoveStruct({ name: `${$moduleName}::Ranking`, fields: {
        slots: table.Table,
        pages: table.Table
    } });
export const PageKey = new MoveStruct({ name: `${$moduleName}::PageKey`, fields: {
        level: bcs.u8(),
        number: bcs.u64()
    } });