/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The state of the storage network that users change: the committee that signs,
 * the prices, the capacity, and the accounts of the current epoch and the epochs
 * to come.
 * 
 * Storage is sold in units of 1 MiB, rounded up, at a price for each unit and
 * epoch, from the current epoch on: who wants storage for later epochs alone keeps
 * others out of it from now on, and pays for that. Writing a blob costs another
 * price for each unit, once. All payments go to the account of the epoch in which
 * the service is given. At the end of that epoch the nodes receive them, by the
 * weight of their shards and the bytes that they stored. What cannot be divided
 * evenly goes to the account of the next epoch.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as bls_aggregate from '../walrus_core/bls_aggregate.js';
import * as storage_accounting from './storage_accounting.js';
import * as event_blob from '../walrus_core/event_blob.js';
import * as extended_field from './extended_field.js';
const $moduleName = '@local-pkg/walrus::system_state_inner';
export const SystemStateInnerV1 = new MoveStruct({ name: `${$moduleName}::SystemStateInnerV1`, fields: {
        /** The committee of the current epoch. */
        committee: bls_aggregate.BlsCommittee,
        /**
         * Bytes of encoded data that the network offers; `used_capacity_size` of them are
         * sold in the current epoch.
         */
        total_capacity_size: bcs.u64(),
        used_capacity_size: bcs.u64(),
        /** FROST per unit, for storage per epoch. */
        storage_price_per_unit_size: bcs.u64(),
        write_price_per_unit_size: bcs.u64(),
        future_accounting: storage_accounting.FutureAccountingRingBuffer,
        event_blob_certification_state: event_blob.EventBlobCertificationState,
        /** Bytes that a node refuses to store, by node. */
        deny_list_sizes: extended_field.ExtendedField
    } });