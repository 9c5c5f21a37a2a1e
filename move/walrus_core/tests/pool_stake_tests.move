// SPDX-License-Identifier: Apache-2.0

/// What stake has become, and what of it is at work.
#[test_only]
module walrus_core::pool_stake_tests;

use std::unit_test::assert_eq;
use walrus_core::{pool_exchange_rate::{Self, PoolExchangeRate}, pool_stake, test_random};

// === Exchange rates ===

#[test]
fun what_has_not_changed_is_worth_what_it_was() {
    let flat = pool_exchange_rate::flat();
    let rate = flat.with_rewards(77, 77).destroy_some();
    vector[0, 1, 123, std::u128::max_value!()].do!(|amount| {
        assert_eq!(flat.worth(&flat, amount), amount);
        assert_eq!(rate.worth(&flat, amount), amount);
        assert_eq!(flat.worth(&rate, amount), amount);
    });
}

#[test]
fun worth_follows_the_index_and_is_rounded_down() {
    let flat = pool_exchange_rate::flat();
    let third_more = flat.with_rewards(3, 4).destroy_some();
    assert_eq!(third_more.worth(&flat, 3), 3);
    assert_eq!(third_more.worth(&flat, 300), 399);
    let double = third_more.with_rewards(1_000_000_000, 2_000_000_000).destroy_some();
    assert_eq!(double.worth(&third_more, 55), 110);
    // More than fits does not abort.
    let huge = flat.with_rewards(1, 5_000_000_000_000_000_000).destroy_some();
    assert_eq!(huge.worth(&flat, 1 << 100), std::u128::max_value!());
}

#[test]
fun an_index_below_one_is_as_good_as_any() {
    let flat = pool_exchange_rate::flat();
    let tenth = flat.with_rewards(10, 1).destroy_some();
    assert_eq!(tenth.worth(&flat, 1_000), 100);
    let millionth = tenth.with_rewards(100_000, 1).destroy_some();
    assert_eq!(millionth.worth(&flat, 5_000_000_000), 5_000);
    assert_eq!(millionth.worth(&tenth, 100_000), 1);
    // What joins at that index keeps what it brings, and earns.
    assert_eq!(millionth.worth(&millionth, 1_000_000_000), 1_000_000_000);
    let risen = millionth.with_rewards(1_000_000_000, 1_500_000_000).destroy_some();
    assert_eq!(risen.worth(&millionth, 1_000_000_000), 1_500_000_000);
    // Nothing begins anew: all that is lost is not undone.
    assert!(flat.with_rewards(1_000, 0).is_none());
}

#[test]
fun an_index_beyond_its_bounds_is_no_index() {
    let mut rate = pool_exchange_rate::flat();
    let mut steps = 0u64;
    loop {
        let next = rate.with_rewards(1, 1_000_000_000);
        if (next.is_none()) break;
        rate = next.destroy_some();
        steps = steps + 1;
    };
    assert_eq!(steps, 2);
    assert!(rate.with_rewards(1, 100).is_some());
    assert!(rate.with_rewards(1, 1_000).is_none());

    let flat = pool_exchange_rate::flat();
    assert!(flat.with_rewards(1_000_000_000, 1).is_some());
    assert!(flat.with_rewards(1_000_000_001, 1).is_none());
    assert!(flat.with_rewards(1_000_000_000, 1).destroy_some().with_rewards(2, 1).is_none());
}

#[test]
fun leaving_in_parts_never_gains() {
    let mut random = test_random::new(4);
    200u64.do!(|_| {
        let since = scaled_at_random(&mut random, pool_exchange_rate::flat());
        let rate = scaled_at_random(&mut random, since);
        let a = random.below(1_000_000_000_000) as u128;
        let b = random.below(1_000_000_000_000) as u128;
        let apart = rate.worth(&since, a) + rate.worth(&since, b);
        let together = rate.worth(&since, a + b);
        assert!(apart <= together && together <= apart + 1);
    });
}

fun scaled_at_random(random: &mut test_random::Random, rate: PoolExchangeRate): PoolExchangeRate {
    let from = 1 + (random.below(1_000_000_000_000) as u128);
    let more = random.below(1_000_000_000_000) as u128;
    rate.with_rewards(from, from / 2 + more).destroy_or!(rate)
}

// === Stake of a pool ===

#[test]
fun what_leaves_takes_its_part_of_the_rewards_until_then() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    // Nobody is there to receive anything.
    assert!(stake.rate_with(&flat, 5).is_none());
    stake.advance(30, 1);
    assert_eq!(stake.worth(), 30);
    assert_eq!(stake.rate_with(&flat, 0), option::some(flat));

    stake.leave(2, 10, &flat, &flat);
    assert_eq!(stake.leaving().value_at(2), 10);
    let rate = stake.rate_with(&flat, 15).destroy_some();
    stake.earn(15, &rate, &flat);
    assert_eq!(stake.leaving().value_at(2), 15);
    stake.advance(6, 2);
    assert_eq!(stake.worth(), 36);
    assert!(stake.leaving().inner().is_empty());
}

#[test]
fun what_an_epoch_multiplies_leaves_no_stake_behind() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    // Two thirds of a FROST are lost in rounding here, and then grow a billion times.
    stake.advance(3, 1);
    let third = stake.rate_with(&flat, 2).destroy_some();
    stake.earn(2, &third, &flat);
    stake.advance(1_000_000_000, 2);
    stake.leave(3, 1, &third, &flat);
    let rate = stake.rate_with(&third, 1_000_000_000_000_000_000).destroy_some();
    stake.earn(1_000_000_000_000_000_000, &rate, &third);
    let before = stake.worth();
    stake.advance(0, 3);
    let expected = rate.worth(&flat, 1) as u64;
    assert_eq!(expected, 1_666_666_660);
    assert!(before - stake.worth() >= expected && before - stake.worth() <= expected + 1);
}

#[test]
fun the_dust_of_the_last_stake_is_nobodys() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(7, 1);
    let rate = stake.rate_with(&flat, 3).destroy_some();
    stake.earn(3, &rate, &flat);
    stake.leave(2, 7, &rate, &flat);
    assert_eq!(stake.worth_at(1, 0, 0, 0), 10);
    assert_eq!(stake.worth_at(2, 0, 0, 0), 0);
    assert_eq!(stake.worth_at(2, 5, 0, 0), 5);
    // Stake that comes and passes on counts for nothing.
    assert_eq!(stake.worth_at(2, 5, 5, 0), 0);
    stake.advance(0, 2);
    assert_eq!(stake.worth(), 0);
    assert!(stake.rate_with(&rate, 5).is_none());
    // The rate goes on from where it was.
    stake.advance(10, 3);
    assert_eq!(stake.worth(), 10);
    stake.leave(4, 10, &rate, &rate);
    assert_eq!(stake.leaving().value_at(4), 10);
}

#[test]
fun entries_do_not_pile_up_while_a_pool_rests() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(1000, 1);
    stake.merge_until(1);
    50u32.do!(|i| {
        stake.merge_until(2 + i);
        stake.leave(2 + i, 10, &flat, &flat);
    });
    stake.leave(60, 5, &flat, &flat);
    assert_eq!(stake.leaving().inner().size(), 2);
    assert_eq!(stake.worth_at(51, 0, 0, 0), 500);
    assert_eq!(stake.worth_at(60, 0, 0, 0), 495);
    stake.advance(0, 51);
    assert_eq!(stake.worth(), 500);
}

// === Penalties ===

#[test]
fun a_penalty_takes_of_principal_and_rewards_alike() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(1000, 1);
    let grown = stake.rate_with(&flat, 1000).destroy_some();
    stake.earn(1000, &grown, &flat);
    stake.leave(2, 500, &grown, &flat);
    let rate = stake.rate_without(&grown, 200).destroy_some();
    // Half of it is rewards, which pay at once.
    assert_eq!(stake.pay(200, 5000, &rate, &grown), 100);
    assert_eq!(stake.worth(), 1800);
    assert_eq!(stake.leaving().value_at(2), 900);
    assert_eq!(rate.worth(&flat, 500), 900);
    assert_eq!(rate.kept(&flat, 500), 450);
    // What joins afterwards has lost nothing.
    assert_eq!(rate.kept(&rate, 500), 500);
    assert!(!rate.is_worn_out());
}

#[test]
fun rewards_pay_no_more_than_there_are() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(1000, 1);
    let grown = stake.rate_with(&flat, 1000).destroy_some();
    stake.earn(1000, &grown, &flat);
    let rate = stake.rate_without(&grown, 200).destroy_some();
    assert_eq!(stake.pay(200, 50, &rate, &grown), 5);
}

#[test]
fun what_leaves_pays_its_part_of_a_penalty_and_what_joins_nothing() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(1000, 1);
    stake.leave(2, 900, &flat, &flat);
    assert_eq!(stake.worth_at(1, 0, 0, 100), 900);
    assert_eq!(stake.worth_at(2, 0, 0, 100), 90);
    assert_eq!(stake.worth_at(2, 500, 0, 100), 590);
    // Rounded down, as the penalty is rounded up.
    assert_eq!(stake.worth_at(2, 0, 0, 99), 90);
    let rate = stake.rate_without(&flat, 99).destroy_some();
    stake.pay(99, 0, &rate, &flat);
    stake.advance(500, 2);
    assert_eq!(stake.worth(), 590);
}

#[test]
fun no_penalty_takes_everything() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    assert!(stake.rate_without(&flat, 0).is_none());
    assert!(stake.rate_without_answerable(&flat, 0).is_none());
    stake.advance(1000, 1);
    assert!(stake.rate_without(&flat, 1000).is_none());
    assert!(stake.rate_without(&flat, 999).is_some());
    // It was not there before the epoch began.
    assert!(stake.rate_without_answerable(&flat, 1).is_none());
}

#[test]
fun what_is_left_of_principal_is_rounded_down_and_up() {
    let flat = pool_exchange_rate::flat();
    let rate = flat.with_penalty(3, 2).destroy_some();
    assert_eq!(rate.kept(&flat, 100), 66);
    assert_eq!(rate.kept_at_most(&flat, 100), 67);
    let rate = rate.with_penalty(20, 9).destroy_some();
    assert!(rate.is_worn_out());
    // Rewards raise what stake is worth, and not what is left of principal.
    let rate = rate.with_rewards(1, 9).destroy_some();
    assert_eq!(rate.worth(&flat, 100), 269);
    assert_eq!(rate.kept(&flat, 100), 29);
}

#[test]
fun what_has_departed_pays_alone_or_with_what_has_stayed() {
    let flat = pool_exchange_rate::flat();
    let mut stake = pool_stake::empty();
    stake.advance(3000, 1);
    let grown = stake.rate_with(&flat, 1500).destroy_some();
    stake.earn(1500, &grown, &flat);
    stake.leave(2, 1000, &grown, &flat);
    stake.advance(700, 2);
    assert_eq!(vector[stake.answerable(true), stake.answerable(false)], vector[1500, 4500]);

    // Alone: a tenth.
    let mut alone = stake;
    let (rate, paid) = alone.pay_departed(150, 10_000, &grown);
    assert_eq!(paid, 50);
    assert_eq!(rate.left_of(1500), 1350);
    assert_eq!(rate.left_of_at_most(1001), 901);
    assert_eq!(rate.worth(&grown, 1500), 1500);
    assert_eq!(alone.answerable(true), 1350);
    assert_eq!(alone.worth(), 3700);
    let others = rate.of_stake_at_work();
    assert_eq!(vector[others.left_of(1500), others.worth(&grown, 1500)], vector[1500, 1500]);
    assert!(grown.of_stake_at_work() == grown);
    // The next rewards are those of an epoch with which nothing has left yet.
    let next = rate.with_rewards(1, 1).destroy_some();
    assert_eq!(next.left_of(1500), 1500);

    // With what has stayed, but not with what has joined.
    let after = stake.rate_without_answerable(&grown, 450).destroy_some();
    assert_eq!(stake.pay_answerable(450, 10_000, &after, &grown), 150);
    assert_eq!(stake.worth(), 700 + 2700);
    assert_eq!(vector[stake.answerable(true), stake.answerable(false)], vector[1350, 4050]);
}

#[test]
fun penalties_in_any_order_leave_no_more_than_their_product() {
    let mut random = test_random::new(9);
    let flat = pool_exchange_rate::flat();
    let mut rate = flat;
    let mut expected = 1_000_000_000_000_000_000u128;
    100u64.do!(|_| {
        let bps = 1 + random.below(500);
        rate = rate.with_penalty(10_000, (10_000 - bps) as u128).destroy_some();
        expected = expected * ((10_000 - bps) as u128) / 10_000;
        assert_eq!(rate.kept(&flat, 1_000_000_000_000_000_000), expected);
        assert_eq!(rate.worth(&flat, 1_000_000_000_000_000_000), expected);
    });
}

#[test]
fun what_somebody_holds_is_counted_until_it_is_taken_out() {
    let mut stake = pool_stake::empty();
    stake.hold(7);
    stake.hold(5);
    stake.release(7);
    assert_eq!(stake.held(), 5);
}
