// SPDX-License-Identifier: Apache-2.0

/// From a cause to an order: what a node has to pay, and that it pays once.
module evidence::penalties;

use evidence::{evidence_events, node_record::{Self, NodeRecord}, schedule::{Cause, Schedule}};
use sui::table::Table;
use walrus::judge::Sentence;

// === Constants ===

const MAX_REWARDS_PPM: u64 = 1_000_000;

// === Public-Package Functions ===

/// A copy of the record of a node.
public(package) fun record_of(node_records: &Table<ID, NodeRecord>, node_id: ID): NodeRecord {
    if (node_records.contains(node_id)) node_records[node_id] else node_record::new()
}

/// Keeps the record of a node. A node of which there is nothing to say takes no storage.
public(package) fun keep(
    node_records: &mut Table<ID, NodeRecord>,
    node_id: ID,
    node_record: NodeRecord,
) {
    if (node_record == record_of(node_records, node_id)) return;
    if (node_records.contains(node_id)) *&mut node_records[node_id] = node_record
    else node_records.add(node_id, node_record);
}

/// Orders what a cause costs.
public(package) fun order(
    sentence: &mut Sentence,
    node_record: &mut NodeRecord,
    schedule: &Schedule,
    node_id: ID,
    epoch: u32,
    cause: Cause,
) {
    let (stake_ppm, rewards_ppm) = schedule.cost(cause);
    order_amounts(sentence, node_record, node_id, epoch, cause, stake_ppm, rewards_ppm);
}

/// Orders amounts of the caller's for a cause. Stake is taken once for a cause in an epoch.
public(package) fun order_amounts(
    sentence: &mut Sentence,
    node_record: &mut NodeRecord,
    node_id: ID,
    epoch: u32,
    cause: Cause,
    stake_ppm: u32,
    rewards_ppm: u32,
) {
    let is_first = stake_ppm > 0 && node_record.take_stake(epoch, cause);
    let stake_ppm = if (is_first) stake_ppm else 0;
    if (stake_ppm == 0 && rewards_ppm == 0) return;
    sentence.penalise(node_id, epoch, cause.number(), stake_ppm, rewards_ppm);
    evidence_events::penalty_ordered(epoch, node_id, cause, stake_ppm, rewards_ppm);
}

/// The part of the rewards that `count` of `n` shards earn, rounded up, times what a cause costs.
public(package) fun share(rewards_ppm: u32, count: u64, n: u64): u32 {
    ((rewards_ppm as u64) * count).divide_and_round_up(n).min(MAX_REWARDS_PPM) as u32
}

/// A part of what a cause costs, both in millionths, and at least one if it costs anything.
public(package) fun part(ppm: u32, part_ppm: u32): u32 {
    let part = ((ppm as u64) * (part_ppm as u64) / 1_000_000) as u32;
    part.max(1).min(ppm)
}
