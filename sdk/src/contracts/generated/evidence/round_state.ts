/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * One round: who is ready, what was drawn, who has answered, who vouches for whom,
 * and what came of it. `evidence::round` has the calls; this module has the rules
 * that need no more than the round itself, its times and the committee.
 * 
 * opened -> ready -> drawn -> closed a quorum was ready in time, and somebody drew
 * \-> void \-> void it was not, or nobody did
 * 
 * A round that has all its verdicts (closed or void) settles, member by member.
 * The next one cannot open before that, nor before the deadline of this one.
 */

import { MoveEnum, MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as verdict from './verdict.js';
const $moduleName = '@local-pkg/evidence::round_state';
export const Phase = new MoveEnum({ name: `${$moduleName}::Phase`, fields: {
        Opened: null,
        /** A quorum has the set with this number. */
        Ready: new MoveStruct({ name: `Phase.Ready`, fields: {
                set: bcs.u64(),
                since_ms: bcs.u64()
            } }),
        Drawn: null,
        Closed: new MoveStruct({ name: `Phase.Closed`, fields: {
                is_conclusive: bcs.bool()
            } }),
        Void: null,
        /** A quorum says that the set is empty: there is nothing to ask. */
        Empty: null
    } });
export const Set = new MoveStruct({ name: `${$moduleName}::Set`, fields: {
        count: bcs.u64(),
        bytes: bcs.u64(),
        root: bcs.Address,
        signers: bcs.u256(),
        weight: bcs.u16()
    } });
export const RoundState = new MoveStruct({ name: `${$moduleName}::RoundState`, fields: {
        number: bcs.u32(),
        epoch: bcs.u32(),
        phase: Phase,
        opened_ms: bcs.u64(),
        /**
         * The sets that members have signed, and all these members. Who signs two sets
         * counts for the first one only, and is noted.
         */
        sets: bcs.vector(Set),
        signers: bcs.u256(),
        contradicted: bcs.u256(),
        /** What decides the samples, and when it was drawn; zero before. */
        seed: bcs.Address,
        seed_ms: bcs.u64(),
        /** For each member: its root (zero: none), and those who vouch for its answers. */
        roots: bcs.vector(bcs.Address),
        vouchers: bcs.vector(bcs.u256()),
        /** For each member: how many accusations wait. */
        accusations: bcs.vector(bcs.u32()),
        verdicts: bcs.vector(verdict.Verdict),
        settled: bcs.u256(),
        /**
         * Verdicts of so many members are decided, and their weight of passed and exempt
         * ones.
         */
        n_decided: bcs.u64(),
        good_weight: bcs.u16(),
        n_settled: bcs.u64()
    } });