/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * A value kept outside of the object that owns it, in a dynamic field, so that
 * reading or writing the owner does not carry the value along.
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