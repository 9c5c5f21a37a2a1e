// SPDX-License-Identifier: Apache-2.0

/// What each cause of a penalty costs: millionths (ppm) of the node's stake, which are burned, and
/// of its rewards of the epoch, which are withheld for burning.
///
/// | number | cause                        | stake at first | rewards   | of which                  |
/// |--------|------------------------------|----------------|-----------|---------------------------|
/// | 1      | wrong answer                 | 50,000         | 1,000,000 |                           |
/// | 2      | missed in a row              | 50,000         | 1,000,000 | the third miss, and later |
/// | 3      | missed                       | 0              | 250,000   |                           |
/// | 4      | void round                   | 0              | 250,000   | who kept it from ready    |
/// | 5      | shards not delivered         | 10,000         | 0         | times shards named / owned |
/// | 6      | shards not received          | 5,000          | 0         | times shards named / owned |
/// | 7      | shards declared lost         | 0              | 1,000,000 | times shards named / owned |
/// | 8      | unrecoverable                | 10,000         | 0         | times blob / all blobs    |
/// | 9      | vote                         | 0              | 0         |                           |
///
/// A quorum changes what causes take of the stake, for an epoch two epochs ahead, so that whoever
/// does not like it can leave before. No cause takes more than 10 %, and one change moves a number
/// to at most twice and at least half of what it was; less than 0.1 % counts as 0.1 %, so that zero
/// can be left and reached. There is one change for an epoch at most. The part of the rewards is
/// fixed.
module evidence::schedule;

// === Errors ===

/// A cause would take more than a tenth of the stake.
const EOutOfBounds: u64 = 0;
/// A number is more than twice, or less than half, of what it was.
const EChangeTooLarge: u64 = 1;
/// The change is not for the epoch two epochs after that in which it was signed, or there is a
/// change for that epoch already.
const EWrongEpoch: u64 = 2;
/// The sequence number is not larger than that of the last change.
const EOldSequence: u64 = 3;

// === Constants ===

/// By cause, from number 1 on.
const FIRST_STAKE_PPM: vector<u32> = vector[50_000, 50_000, 0, 0, 10_000, 5_000, 0, 10_000, 0];
const REWARDS_PPM: vector<u32> = vector[
    1_000_000, 1_000_000, 250_000, 250_000, 0, 0, 1_000_000, 0, 0,
];
const MAX_STAKE_PPM: u32 = 100_000;
/// What a smaller number counts as where changes are bounded.
const LEAST_STEP_PPM: u32 = 1_000;
/// Epochs from a change to its effect.
const NOTICE: u32 = 2;
/// FROST that rebuilding a MiB costs, at first.
const FIRST_REBUILD_COST: u64 = 10_000;

// === Structs ===

/// What causes cost; cause c is at place c - 1.
public struct Schedule has copy, drop, store {
    stake_ppm: vector<u32>,
    /// FROST that rebuilding a MiB costs.
    rebuild_cost: u64,
}

/// A schedule and the first epoch in which it counts.
public struct Entry has copy, drop, store { from_epoch: u32, schedule: Schedule }

/// The schedules that count, or will, in the order of epochs.
public struct Schedules has drop, store {
    entries: vector<Entry>,
    /// The number of the last change.
    sequence: u64,
}

/// The causes. Numbers are those of the orders that walrus carries out.
public enum Cause has copy, drop, store {
    WrongAnswer,
    MissedInARow,
    Missed,
    VoidRound,
    NotDelivered,
    NotReceived,
    DeclaredLost,
    Unrecoverable,
}

// === Public-Package Functions ===

/// The first schedule, which counts from the beginning.
public(package) fun new(): Schedules {
    let schedule = Schedule { stake_ppm: FIRST_STAKE_PPM, rebuild_cost: FIRST_REBUILD_COST };
    Schedules { entries: vector[Entry { from_epoch: 0, schedule }], sequence: 0 }
}

/// Changes the schedule, by a message that was signed in `epoch`.
public(package) fun change(
    self: &mut Schedules,
    epoch: u32,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: vector<u32>,
    rebuild_cost: u64,
) {
    assert!(sequence > self.sequence, EOldSequence);
    // What counts in an epoch that has begun does not change any more; two epochs are left here,
    // because what was done in the one before can still be judged.
    while (self.entries.length() > 1 && self.entries[1].from_epoch < epoch) {
        self.entries.remove(0);
    };
    let last = &self.entries[self.entries.length() - 1];
    assert!(from_epoch == epoch + NOTICE && from_epoch > last.from_epoch, EWrongEpoch);
    last.schedule.stake_ppm.zip_do_ref!(&stake_ppm, |before, after| {
        assert!(*after <= MAX_STAKE_PPM, EOutOfBounds);
        let (before, after) = ((*before).max(LEAST_STEP_PPM), (*after).max(LEAST_STEP_PPM));
        assert!(after <= 2 * before && before <= 2 * after, EChangeTooLarge);
    });
    let schedule = Schedule { stake_ppm, rebuild_cost };
    self.entries.push_back(Entry { from_epoch, schedule });
    self.sequence = sequence;
}

/// The schedule that counts in an epoch.
public(package) fun in_force(self: &Schedules, epoch: u32): &Schedule {
    let mut at = self.entries.length() - 1;
    while (self.entries[at].from_epoch > epoch) at = at - 1;
    &self.entries[at].schedule
}

/// Millionths of the stake, and of the rewards, that a cause costs.
public(package) fun cost(self: &Schedule, cause: Cause): (u32, u32) {
    let at = cause.number() as u64 - 1;
    let rewards_ppm = REWARDS_PPM;
    (self.stake_ppm[at], rewards_ppm[at])
}

/// The number of a cause.
public(package) fun number(self: Cause): u8 {
    match (self) {
        Cause::WrongAnswer => 1,
        Cause::MissedInARow => 2,
        Cause::Missed => 3,
        Cause::VoidRound => 4,
        Cause::NotDelivered => 5,
        Cause::NotReceived => 6,
        Cause::DeclaredLost => 7,
        Cause::Unrecoverable => 8,
    }
}

public(package) fun wrong_answer(): Cause {
    Cause::WrongAnswer
}

public(package) fun missed_in_a_row(): Cause {
    Cause::MissedInARow
}

public(package) fun missed(): Cause {
    Cause::Missed
}

public(package) fun void_round(): Cause {
    Cause::VoidRound
}

public(package) fun not_delivered(): Cause {
    Cause::NotDelivered
}

public(package) fun not_received(): Cause {
    Cause::NotReceived
}

public(package) fun declared_lost(): Cause {
    Cause::DeclaredLost
}

public(package) fun unrecoverable(): Cause {
    Cause::Unrecoverable
}
