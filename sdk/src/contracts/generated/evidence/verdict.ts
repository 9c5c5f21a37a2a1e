/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * What a round has shown of one member.
 * 
 * A quorum that vouches for its answers makes it passed; one honest weight makes
 * it late, for at least one honest node has checked every sample. Anything less is
 * a miss: silence is not told apart from failure. A proof that an answer is wrong
 * outweighs all of these.
 */

import { MoveEnum } from '../utils/index.js';
const $moduleName = '@local-pkg/evidence::verdict';
export const Verdict = new MoveEnum({ name: `${$moduleName}::Verdict`, fields: {
        /** Not decided yet. */
        None: null,
        Passed: null,
        Late: null,
        Missed: null,
        /** A proof has convicted it. */
        Wrong: null,
        /** It has declared all its shards lost. */
        Exempt: null,
        /**
         * The round came to nothing, and the member is not (or is) among those who kept it
         * from becoming one.
         */
        Void: null,
        KeptFromReady: null
    } });