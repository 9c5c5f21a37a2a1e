/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A value that is stored outside of the object that owns it, in a dynamic field.
 * Reading or writing the owner then does not read or write the value.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/walrus::extended_field';
export const ExtendedField = new MoveStruct({ name: `${$moduleName}::ExtendedField<phantom T>`, fields: {
        id: bcs.Address
    } });
export const Key = new MoveStruct({ name: `${$moduleName}::Key`, fields: {
        dummy_field: bcs.bool()
    } });