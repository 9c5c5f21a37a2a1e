/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The committee as the verifier of certificates: who can sign, with which key and
 * which weight.
 * 
 * A certificate is one BLS12-381 signature (public keys in G1, signatures in G2),
 * the aggregate of all signers' signatures, and a bitmap of the signers. Member i
 * is bit i mod 8 of byte i / 8, least significant bit first. Zero bytes at the end
 * can be left out. A bit after the last member is refused.
 * 
 * The committee stores the sum of all keys. The key of the signers is this sum
 * less the keys of the members who did not sign, and with a quorum these are few.
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