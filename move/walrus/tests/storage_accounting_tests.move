// SPDX-License-Identifier: Apache-2.0

#[test_only]
module walrus::storage_accounting_tests;

use std::unit_test::{assert_eq, destroy};
use sui::balance;
use walrus::storage_accounting::{Self, ring_new};

#[test]
fun accounts_come_due_in_the_order_of_epochs_and_the_ring_goes_on() {
    let length = 4;
    let mut ring = ring_new(length);
    assert_eq!(ring.max_epochs_ahead(), length);
    // In each epoch, promise bytes and WAL for the farthest one, marked by its number.
    12u32.do!(|epoch| {
        let farthest = epoch + length - 1;
        let account = ring.ring_lookup_mut(length - 1);
        assert_eq!(account.epoch(), farthest);
        assert_eq!(account.increase_used_capacity(farthest as u64), farthest as u64);
        let wal = balance::create_for_testing(1000 + (farthest as u64));
        account.rewards_balance().join(wal);

        length.do!(|i| assert_eq!(ring[i].epoch(), epoch + i));
        let (used, rewards) = ring.advance();
        let due = if (epoch < length - 1) 0 else 1000 + (epoch as u64);
        assert_eq!(used, if (epoch < length - 1) 0 else epoch as u64);
        assert_eq!(rewards.value(), due);
        destroy(rewards);
    });
    destroy(ring);
}

#[test]
fun the_only_account_of_a_short_ring_is_the_current_one() {
    let mut ring = ring_new(1);
    3u32.do!(|epoch| {
        assert_eq!(ring[0].epoch(), epoch);
        let (_, rewards) = ring.advance();
        rewards.destroy_zero();
    });
    destroy(ring);
}

#[test, expected_failure(abort_code = storage_accounting::ETooFarInFuture)]
fun one_cannot_look_beyond_the_ring() {
    let ring = ring_new(4);
    ring[4].epoch();
    abort
}

#[test, expected_failure(abort_code = storage_accounting::ETooFarInFuture)]
fun one_cannot_promise_beyond_the_ring() {
    let mut ring = ring_new(4);
    ring.ring_lookup_mut(4).increase_used_capacity(1);
    abort
}
