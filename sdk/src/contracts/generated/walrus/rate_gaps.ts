/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The epochs in which a staking pool has no exchange rate of its own, because its
 * node did not serve: the rate of the last epoch before them holds.
 * 
 * However long a node rests, and however often, finding that epoch takes a binary
 * search among the rests, and a node that never rests adds nothing here.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as table_vec from './deps/sui/table_vec.js';
const $moduleName = '@local-pkg/walrus::rate_gaps';
export const RateGaps = new MoveStruct({ name: `${$moduleName}::RateGaps`, fields: {
        gaps: table_vec.TableVec
    } });
export const Gap = new MoveStruct({ name: `${$moduleName}::Gap`, fields: {
        last: bcs.u32(),
        next: bcs.u32()
    } });