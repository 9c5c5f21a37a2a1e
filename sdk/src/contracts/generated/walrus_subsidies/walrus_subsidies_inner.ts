/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What a pool pays to those who store, and when.
 * 
 * - For each epoch a node receives `base_subsidy`, and `subsidy_per_shard` for
 *   each of its shards, as commission. It is paid once, to the committee of the
 *   epoch before the current one.
 * - Of all that the accounts of the current epoch and of those to come have gained
 *   since the last time, a share (`system_subsidy_rate`) is added to them. What
 *   was added counts as paid for, so nothing is paid for twice. An account waits
 *   until storage is sold for its epoch: what it has without that goes on to the
 *   next epoch, and would be paid for there as well.
 * 
 * Whoever sets the rates has to know what a pool cannot tell apart:
 * 
 * - What anyone gives to the accounts (`system::add_subsidy`) counts as what users
 *   pay, and so does what another pool adds. Two pools with the rates a and b pay
 *   for what each other adds: of one FROST, calls in turn make (1 + a)(1 + b) /
 *   (1 - ab) of them, and where ab is 1 or more they stop only when one of the
 *   pools is empty. Together that has to stay below 3, as one rate has to.
 * - An operator who runs two nodes instead of one receives `base_subsidy` twice.
 * - A node is paid for its shards whether or not it has served. Penalties take of
 *   that until the voting of the epoch has ended, as they take of what it earns.
 * 
 * What the funds do not reach is not paid. Nothing aborts for that: the rest is
 * paid as usual, and the account of an epoch waits for funds as long as the epoch
 * lasts.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as balance from './deps/sui/balance.js';
import * as epoch_balance from './epoch_balance.js';
import * as bag from './deps/sui/bag.js';
const $moduleName = '@local-pkg/walrus_subsidies::walrus_subsidies_inner';
export const WalrusSubsidiesInnerV1 = new MoveStruct({ name: `${$moduleName}::WalrusSubsidiesInnerV1`, fields: {
        /** The share that is added to the accounts, in basis points. */
        system_subsidy_rate: bcs.u32(),
        subsidy_pool: balance.Balance,
        /** FROST for each node and epoch, and for each of its shards. */
        base_subsidy: bcs.u64(),
        subsidy_per_shard: bcs.u64(),
        /** The last epoch whose committee has been paid. */
        latest_epoch: bcs.u32(),
        /**
         * What the accounts had, with what was added to them, when they were looked at
         * last.
         */
        already_subsidized_balances: epoch_balance.EpochBalanceRingBuffer,
        /** When that was, in milliseconds since the Unix epoch. */
        last_subsidized_ts: bcs.u64(),
        /** For later versions. */
        extra_fields: bag.Bag
    } });