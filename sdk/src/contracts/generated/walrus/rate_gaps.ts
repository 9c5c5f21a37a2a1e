/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The epochs in which a staking pool has no exchange rate of its own, because its
 * node did not serve. In these epochs the rate of the last epoch before them
 * holds.
 * 
 * Finding that epoch takes a binary search among the gaps, however many there are
 * and however long they last. A node that serves in every epoch has no gaps.
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