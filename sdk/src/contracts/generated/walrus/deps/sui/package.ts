/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * Packages: proof of who published one, and the steps of an upgrade.
 * 
 * An upgrade takes three steps in one transaction: the owner of the `UpgradeCap`
 * authorizes it and gets a ticket, the chain takes the ticket and publishes and
 * gives a receipt, and the receipt is committed. Ticket and receipt can be neither
 * kept nor dropped, so all steps happen or none.
 */

import { MoveStruct } from '../../../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '0x2::package';
export const Publisher = new MoveStruct({ name: `${$moduleName}::Publisher`, fields: {
        id: bcs.Address,
        /** Original address of the package, as hex digits. */
        package: bcs.string(),
        module_name: bcs.string()
    } });
export const UpgradeCap = new MoveStruct({ name: `${$moduleName}::UpgradeCap`, fields: {
        id: bcs.Address,
        /** The present version; 0x0 while an upgrade is under way. */
        package: bcs.Address,
        /** How many versions there were, the present one included. */
        version: bcs.u64(),
        policy: bcs.u8()
    } });