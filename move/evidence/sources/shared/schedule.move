// SPDX-License-Identifier: Apache-2.0

/// What each cause of a penalty costs: millionths (ppm) of the node's stake, which are burned, and
/// of its rewards of the epoch, which are withheld for burning.
///
/// | number | cause                        | stake  | rewards   | note                            |
/// |--------|------------------------------|--------|-----------|---------------------------------|
/// | 1      | wrong answer                 | 50,000 | 1,000,000 |                                 |
/// | 2      | missed in a row              | 50,000 | 1,000,000 | the third miss and later ones   |
/// | 3      | missed                       | 0      | 250,000   |                                 |
/// | 4      | void round                   | 0      | 250,000   | of those who kept it from ready |
/// | 5      | shards not delivered         | 10,000 | 0         | times shards named / owned      |
/// | 6      | shards not received          | 5,000  | 0         | times shards named / owned      |
/// | 7      | shards declared lost         | 0      | 1,000,000 | times shards named / owned      |
/// | 8      | blob declared unrecoverable  | 1      | 0         |                                 |
/// | 9      | vote                         | 0      | 0         |                                 |
///
/// A quorum changes the schedule, for an epoch two epochs ahead, so that whoever does not like it
/// can leave before. One change moves a number to at most twice and at least half of what it was,
/// or within the first percent; it takes no more than 10 % of a stake. There is one change for an
/// epoch at most.
module evidence::schedule;

// === Errors ===

/// There is not one number for each of the nine causes.
const EWrongLength: u64 = 0;
/// A number is above its bound: a tenth of the stake, all of the rewards.
const EOutOfBounds: u64 = 1;
/// A number is more than twice, or less than half, of what it was.
const EChangeTooLarge: u64 = 2;
/// The change is not for the epoch two epochs after that in which it was signed, or there is a
/// change for that epoch already.
const EWrongEpoch: u64 = 3;
/// The sequence number is not larger than that of the last change.
const EOldSequence: u64 = 4;

// === Constants ===

/// How many causes there are; they are numbered from 1 on.
const N_CAUSES: u64 = 9;
const MAX_STAKE_PPM: u64 = 100_000;
const MAX_REWARDS_PPM: u64 = 1_000_000;
/// What a number can always rise to.
const FIRST_STEP: u64 = 10_000;
/// Epochs from a change to its effect.
const NOTICE: u32 = 2;
/// FROST that rebuilding a MiB costs, at first.
const REBUILD_COST: u64 = 10_000;

// === Structs ===

/// What causes cost; cause c is at place c - 1.
public struct Schedule has copy, drop, store {
    stake_ppm: vector<u32>,
    rewards_ppm: vector<u32>,
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
    DeclaredLost,
    Unrecoverable,
}

// === Public-Package Functions ===

/// The first schedule, which counts from the beginning.
public(package) fun new(): Schedules {
    let schedule = Schedule {
        stake_ppm: vector[50_000, 50_000, 0, 0, 10_000, 5_000, 0, 1, 0],
        rewards_ppm: vector[1_000_000, 1_000_000, 250_000, 250_000, 0, 0, 1_000_000, 0, 0],
        rebuild_cost: REBUILD_COST,
    };
    Schedules { entries: vector[Entry { from_epoch: 0, schedule }], sequence: 0 }
}

/// Changes the schedule, by a message that was signed in `epoch`.
public(package) fun change(
    self: &mut Schedules,
    epoch: u32,
    sequence: u64,
    from_epoch: u32,
    stake_ppm: vector<u32>,
    rewards_ppm: vector<u32>,
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
    assert_change(&last.schedule.stake_ppm, &stake_ppm, MAX_STAKE_PPM);
    assert_change(&last.schedule.rewards_ppm, &rewards_ppm, MAX_REWARDS_PPM);
    assert_step(last.schedule.rebuild_cost, rebuild_cost);
    let schedule = Schedule { stake_ppm, rewards_ppm, rebuild_cost };
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
    (self.stake_ppm[at], self.rewards_ppm[at])
}

/// The number of a cause.
public(package) fun number(self: Cause): u8 {
    match (self) {
        Cause::WrongAnswer => 1,
        Cause::MissedInARow => 2,
        Cause::Missed => 3,
        Cause::VoidRound => 4,
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

public(package) fun declared_lost(): Cause {
    Cause::DeclaredLost
}

public(package) fun unrecoverable(): Cause {
    Cause::Unrecoverable
}

// === Private Functions ===

fun assert_change(before: &vector<u32>, after: &vector<u32>, max: u64) {
    assert!(after.length() == N_CAUSES, EWrongLength);
    before.zip_do_ref!(after, |before, after| {
        assert!((*after as u64) <= max, EOutOfBounds);
        assert_step(*before as u64, *after as u64);
    });
}

fun assert_step(before: u64, after: u64) {
    let most = if (before > std::u64::max_value!() / 2) std::u64::max_value!() else 2 * before;
    assert!(after <= most.max(FIRST_STEP) && after >= before / 2, EChangeTooLarge);
}
