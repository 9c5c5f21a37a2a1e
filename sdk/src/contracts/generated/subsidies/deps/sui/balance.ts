/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Amounts of a currency.
 * 
 * A `Balance` is money without an identity; it can be neither copied nor dropped,
 * so the sum of all balances of a currency stays what its `Supply` says.
 */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::balance';
export const Balance = new MoveStruct({ name: `${$moduleName}::Balance<phantom T>`, fields: {
        value: bcs.u64()
    } });