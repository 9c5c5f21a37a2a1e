/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Amounts that begin to count in a later epoch.
 * 
 * Entries are at most two epochs ahead. Entries of past epochs are merged when one
 * is added, so there are never more than a few.
 */

import { MoveTuple } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as vec_map from './deps/sui/vec_map.js';
const $moduleName = '@local-pkg/walrus::pending_values';
export const PendingValues = new MoveTuple({ name: `${$moduleName}::PendingValues`, fields: [vec_map.VecMap(bcs.u32(), bcs.u64())] });