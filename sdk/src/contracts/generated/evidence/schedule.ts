/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What each cause of a penalty costs: millionths (ppm) of the node's stake, which
 * are burned, and of its rewards of the epoch, which are withheld for burning.
 * 
 * | number | cause                | stake at first | rewards   | of which                   |
 * | ------ | -------------------- | -------------- | --------- | -------------------------- |
 * | 1      | wrong answer         | 50,000         | 1,000,000 |                            |
 * | 2      | missed in a row      | 50,000         | 1,000,000 | the third miss, and later  |
 * | 3      | missed               | 0              | 250,000   |                            |
 * | 4      | void round           | 0              | 250,000   | who kept it from ready     |
 * | 5      | shards not delivered | 10,000         | 0         | times shards named / owned |
 * | 6      | shards not received  | 5,000          | 0         | times shards named / owned |
 * | 7      | shards declared lost | 0              | 1,000,000 | times shards named / owned |
 * | 8      | unrecoverable        | 10,000         | 0         | times blob / all blobs     |
 * | 9      | vote                 | 0              | 0         |                            |
 * 
 * A quorum changes what causes take of the stake, for an epoch two epochs ahead,
 * so that whoever does not like it can leave before. No cause takes more than 10
 * %, and one change moves a number to at most twice and at least half of what it
 * was; less than 0.1 % counts as 0.1 %, so that zero can be left and reached.
 * There is one change for an epoch at most. The part of the rewards is fixed.
 */

import { MoveStruct, MoveEnum } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
const $moduleName = '@local-pkg/evidence::schedule';
export const Schedule = new MoveStruct({ name: `${$moduleName}::Schedule`, fields: {
        stake_ppm: bcs.vector(bcs.u32()),
        /** FROST that rebuilding a MiB costs. */
        rebuild_cost: bcs.u64()
    } });
export const Entry = new MoveStruct({ name: `${$moduleName}::Entry`, fields: {
        from_epoch: bcs.u32(),
        schedule: Schedule
    } });
export const Schedules = new MoveStruct({ name: `${$moduleName}::Schedules`, fields: {
        entries: bcs.vector(Entry),
        /** The number of the last change. */
        sequence: bcs.u64()
    } });
/** The causes. Numbers are those of the orders that walrus carries out. */
export const Cause = new MoveEnum({ name: `${$moduleName}::Cause`, fields: {
        WrongAnswer: null,
        MissedInARow: null,
        Missed: null,
        VoidRound: null,
        NotDelivered: null,
        NotReceived: null,
        DeclaredLost: null,
        Unrecoverable: null
    } });