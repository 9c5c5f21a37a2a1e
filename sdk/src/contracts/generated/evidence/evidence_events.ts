/**************************************************************
 * THIS FILE IS GENERATED AND SHOULD NOT BE MANUALLY MODIFIED *
 **************************************************************/


/**
 * The events: everything that happens, told so that a stranger can check it. What
 * members have signed comes with their signature and says all that the message
 * does, proofs come whole, and every epoch brings its committee with keys.
 */

import { MoveStruct } from '../utils/index.js';
import { bcs } from '@mysten/sui/bcs';
import * as verdict from './verdict.js';
import * as wrong_answer from './wrong_answer.js';
import * as opening from './opening.js';
const $moduleName = '@local-pkg/evidence::evidence_events';
export const EvidenceCreated = new MoveStruct({ name: `${$moduleName}::EvidenceCreated`, fields: {
        evidence: bcs.Address,
        records: bcs.Address,
        n_shards: bcs.u16(),
        samples: bcs.u32(),
        step_ms: bcs.u64()
    } });
export const EvidenceMigrated = new MoveStruct({ name: `${$moduleName}::EvidenceMigrated`, fields: {
        version: bcs.u64()
    } });
export const CommitteeRecorded = new MoveStruct({ name: `${$moduleName}::CommitteeRecorded`, fields: {
        epoch: bcs.u32(),
        n_shards: bcs.u16(),
        node_ids: bcs.vector(bcs.Address),
        /** Uncompressed points of G1 (96 bytes each). */
        public_keys: bcs.vector(bcs.vector(bcs.u8())),
        weights: bcs.vector(bcs.u16()),
        shards: bcs.vector(bcs.vector(bcs.u16())),
        done_ms: bcs.u64(),
        duration_ms: bcs.u64(),
        hand_over_deadline_ms: bcs.u64(),
        digest: bcs.Address
    } });
export const ScheduleChanged = new MoveStruct({ name: `${$moduleName}::ScheduleChanged`, fields: {
        epoch: bcs.u32(),
        sequence: bcs.u64(),
        from_epoch: bcs.u32(),
        stake_ppm: bcs.vector(bcs.u32()),
        rebuild_cost: bcs.u64(),
        signers: bcs.u256(),
        /** The sum of the signers' signatures (96 bytes), here and in other events. */
        signature: bcs.vector(bcs.u8())
    } });
export const PenaltyOrdered = new MoveStruct({ name: `${$moduleName}::PenaltyOrdered`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        cause: bcs.u8(),
        stake_ppm: bcs.u32(),
        rewards_ppm: bcs.u32()
    } });
export const RoundAttempted = new MoveStruct({ name: `${$moduleName}::RoundAttempted`, fields: {
        epoch: bcs.u32(),
        slot: bcs.u64(),
        number: bcs.u8()
    } });
export const SlotPassed = new MoveStruct({ name: `${$moduleName}::SlotPassed`, fields: {
        epoch: bcs.u32(),
        slot: bcs.u64()
    } });
export const RoundOpened = new MoveStruct({ name: `${$moduleName}::RoundOpened`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        opened_ms: bcs.u64()
    } });
export const ReadySigned = new MoveStruct({ name: `${$moduleName}::ReadySigned`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        count: bcs.u64(),
        bytes: bcs.u64(),
        root: bcs.Address,
        signers: bcs.u256(),
        signature: bcs.vector(bcs.u8())
    } });
export const RoundReady = new MoveStruct({ name: `${$moduleName}::RoundReady`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        count: bcs.u64(),
        bytes: bcs.u64(),
        root: bcs.Address,
        since_ms: bcs.u64()
    } });
export const SeedDrawn = new MoveStruct({ name: `${$moduleName}::SeedDrawn`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        seed: bcs.Address,
        seed_ms: bcs.u64()
    } });
export const NodeAnswered = new MoveStruct({ name: `${$moduleName}::NodeAnswered`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        node_id: bcs.Address,
        root: bcs.Address
    } });
export const AnswersVouchedFor = new MoveStruct({ name: `${$moduleName}::AnswersVouchedFor`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        nodes: bcs.u256(),
        signers: bcs.u256(),
        signature: bcs.vector(bcs.u8())
    } });
export const RoundVoided = new MoveStruct({ name: `${$moduleName}::RoundVoided`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        contradicted: bcs.u256()
    } });
export const RoundClosed = new MoveStruct({ name: `${$moduleName}::RoundClosed`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        is_conclusive: bcs.bool()
    } });
export const NodeSettled = new MoveStruct({ name: `${$moduleName}::NodeSettled`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        node_id: bcs.Address,
        verdict: verdict.Verdict,
        misses_in_a_row: bcs.u32(),
        misses: bcs.u32()
    } });
export const RoundAbandoned = new MoveStruct({ name: `${$moduleName}::RoundAbandoned`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32()
    } });
export const AnswerProvedWrong = new MoveStruct({ name: `${$moduleName}::AnswerProvedWrong`, fields: {
        claim: wrong_answer.Claim,
        position: bcs.u64(),
        path: bcs.vector(bcs.Address),
        size: bcs.u64(),
        opening: opening.Opening
    } });
export const NodeAccused = new MoveStruct({ name: `${$moduleName}::NodeAccused`, fields: {
        claim: wrong_answer.Claim,
        position: bcs.u64(),
        path: bcs.vector(bcs.Address),
        size: bcs.u64(),
        opening: opening.Opening,
        acquit_after_ms: bcs.u64()
    } });
export const AccusationResolved = new MoveStruct({ name: `${$moduleName}::AccusationResolved`, fields: {
        epoch: bcs.u32(),
        round: bcs.u32(),
        node_id: bcs.Address,
        blob_id: bcs.u256(),
        is_convicted: bcs.bool(),
        is_dropped: bcs.bool()
    } });
export const ConflictProved = new MoveStruct({ name: `${$moduleName}::ConflictProved`, fields: {
        blob_id: bcs.u256(),
        size: bcs.u64(),
        row: bcs.u16(),
        column: bcs.u16(),
        in_row: opening.Opening,
        in_column: opening.Opening
    } });
export const PaddingProved = new MoveStruct({ name: `${$moduleName}::PaddingProved`, fields: {
        blob_id: bcs.u256(),
        size: bcs.u64(),
        row: bcs.u16(),
        column: bcs.u16(),
        leaf: bcs.vector(bcs.u8()),
        at: bcs.u64(),
        along_row: bcs.bool(),
        opening: opening.Opening
    } });
export const InvalidityAttested = new MoveStruct({ name: `${$moduleName}::InvalidityAttested`, fields: {
        epoch: bcs.u32(),
        blob_id: bcs.u256(),
        signers: bcs.u256(),
        signature: bcs.vector(bcs.u8())
    } });
export const BlobInvalid = new MoveStruct({ name: `${$moduleName}::BlobInvalid`, fields: {
        epoch: bcs.u32(),
        record: bcs.u64(),
        blob_id: bcs.u256(),
        cause: bcs.u8()
    } });
export const BlobLost = new MoveStruct({ name: `${$moduleName}::BlobLost`, fields: {
        epoch: bcs.u32(),
        record: bcs.u64(),
        blob_id: bcs.u256(),
        cause: bcs.u8(),
        signers: bcs.u256(),
        message_digest: bcs.Address,
        signature: bcs.vector(bcs.u8())
    } });
export const LossRevoked = new MoveStruct({ name: `${$moduleName}::LossRevoked`, fields: {
        epoch: bcs.u32(),
        record: bcs.u64(),
        blob_id: bcs.u256(),
        signers: bcs.u256(),
        message_digest: bcs.Address,
        signature: bcs.vector(bcs.u8())
    } });
export const ShardsDeclaredLost = new MoveStruct({ name: `${$moduleName}::ShardsDeclaredLost`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        shards: bcs.vector(bcs.u16()),
        until_epoch: bcs.u32(),
        is_repeated: bcs.bool()
    } });
export const ShardsStillLost = new MoveStruct({ name: `${$moduleName}::ShardsStillLost`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address,
        count: bcs.u64()
    } });
export const ShardsRestored = new MoveStruct({ name: `${$moduleName}::ShardsRestored`, fields: {
        epoch: bcs.u32(),
        node_id: bcs.Address
    } });