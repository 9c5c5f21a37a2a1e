/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The display templates for the objects that users hold: what wallets and
 * explorers show. The templates and the publisher of the package are in a shared
 * object. Only a later version of this package can change them.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as object_bag from './deps/sui/object_bag.js';
const $moduleName = '@local-pkg/walrus::display';
export const ObjectDisplay = new MoveStruct({ name: `${$moduleName}::ObjectDisplay`, fields: {
        id: bcs.Address,
        inner: object_bag.ObjectBag
    } });
export const PublisherKey = new MoveStruct({ name: `${$moduleName}::PublisherKey`, fields: {
        dummy_field: bcs.bool()
    } });