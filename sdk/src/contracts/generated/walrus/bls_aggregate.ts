/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The committee as verifier of certificates: who may sign, with which key and
 * which weight.
 * 
 * A certificate is one BLS12-381 signature (public keys in G1, signatures in G2)
 * aggregated over all its signers, and a bitmap of who they are: member i is bit i
 * mod 8, least significant first, of byte i / 8. Trailing zero bytes may be left
 * out; a bit past the last member is refused. As the sum of all keys is kept
 * ready, the signers' key is that sum less the keys of the members who did not
 * sign, of whom a quorum leaves but a few.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as group_ops from './deps/sui/group_ops.js';
const $moduleName = '@local-pkg/walrus::bls_aggregate';
export const BlsCommitteeMember = new MoveStruct({ name: `${$moduleName}::BlsCommitteeMember`, fields: {
        /** Its BLS public key, kept uncompressed because that makes adding keys cheap. */
        public_key: group_ops.Element,
        /** Its number of shards. */
        weight: bcs.u16(),
        node_id: bcs.Address
    } });
export const BlsCommittee = new MoveStruct({ name: `${$moduleName}::BlsCommittee`, fields: {
        members: bcs.vector(BlsCommitteeMember),
        /** The sum of all weights. */
        n_shards: bcs.u16(),
        epoch: bcs.u32(),
        /** The sum of all public keys. */
        total_aggregated_key: group_ops.Element
    } });