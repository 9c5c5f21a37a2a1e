// SPDX-License-Identifier: Apache-2.0

/// R3: a pool pays a share of what others pay, as far as it reaches, and no FROST is lost or made.
#[test_only]
module subsidies::subsidies_tests;

use std::unit_test::{assert_eq, destroy};
use subsidies::subsidies::{
    Self,
    AdminCap,
    FundsAdded,
    FundsWithdrawn,
    PurchaseSubsidized,
    RatesChanged,
    Subsidies,
    SubsidiesCreated,
};
use sui::{coin::{Self, Coin}, event, test_scenario};
use wal::wal::WAL;
use walrus::{blob::{Self, Blob}, encoding, test_network::{Self, Network}};
use walrus_core::test_random;

const RS2: u8 = 1;
const ROOT: u256 = 7;
const SIZE: u64 = 1_000_000;
const N_SHARDS: u16 = 10;
const MIB: u64 = 1024 * 1024;

/// A network where a MiB costs 1000 FROST an epoch, and a pool with these rates and funds.
fun with_pool(buyer: u16, nodes: u16, funds: u64): (Network, Subsidies, AdminCap) {
    let mut network = test_network::running(1, N_SHARDS);
    network.set_prices(1_000, 1);
    let coin = network.mint(funds);
    let package_id = subsidies::package_for_testing();
    let cap = subsidies::new_with_initial_rates_and_funds(
        package_id,
        buyer,
        nodes,
        coin,
        network.ctx(),
    );
    assert_eq!(event::events_by_type<SubsidiesCreated>().length(), 1);
    assert_eq!(event::events_by_type<RatesChanged>().length(), 1);
    network.scenario().next_tx(@0xB);
    let pool = network.scenario().take_shared<Subsidies>();
    assert_eq!(cap.admin_cap_subsidies_id(), object::id(&pool));
    (network, pool, cap)
}

fun end(network: Network, pool: Subsidies, cap: AdminCap) {
    test_scenario::return_shared(pool);
    destroy(cap);
    network.end();
}

/// Buys so many MiB for so many epochs with a coin of so much. Returns what is left in the coin.
fun buy(network: &mut Network, pool: &mut Subsidies, mib: u64, epochs: u32, coin: u64): u64 {
    let mut payment = network.mint(coin);
    let (system, ctx) = network.system_and_ctx();
    pool.reserve_space(system, mib * MIB, epochs, &mut payment, ctx).destroy();
    payment.burn_for_testing()
}

fun rewards(network: &mut Network, epoch: u32): u64 {
    network.system().future_accounting()[epoch].rewards()
}

fun all_rewards(network: &mut Network): u64 {
    let epochs = network.system().future_accounting().max_epochs_ahead();
    let mut all = 0;
    epochs.do!(|epoch| all = all + rewards(network, epoch));
    all
}

fun register(network: &mut Network, pool: &mut Subsidies, payment: &mut Coin<WAL>): Blob {
    let blob_id = blob::derive_blob_id(ROOT, RS2, SIZE);
    let size = encoding::encoded_blob_length(SIZE, RS2, N_SHARDS);
    let (system, ctx) = network.system_and_ctx();
    let storage = pool.reserve_space(system, size, 2, payment, ctx);
    pool.register_blob(system, storage, blob_id, ROOT, SIZE, RS2, false, payment, ctx)
}

#[test]
fun the_buyer_pays_less_and_those_who_store_get_more() {
    let (mut network, mut pool, cap) = with_pool(2_500, 1_000, 10_000);
    let before = rewards(&mut network, 0);
    // 3 MiB for 2 epochs: 6000. The pool pays 1500 of it, and adds 600.
    assert_eq!(buy(&mut network, &mut pool, 3, 2, 5_000), 500);
    assert_eq!(pool.subsidy_pool_value(), 10_000 - 1_500 - 600);
    assert_eq!(rewards(&mut network, 0), before + 3_000 + 300);
    assert_eq!(rewards(&mut network, 1), 3_000 + 300);
    assert_eq!(event::events_by_type<PurchaseSubsidized>().length(), 1);
    end(network, pool, cap);
}

#[test]
fun what_is_left_over_goes_to_the_first_epoch() {
    let (mut network, mut pool, cap) = with_pool(0, 1, 10_000);
    let before = rewards(&mut network, 0);
    // 21 MiB for 3 epochs: 63000, of which 6 are added, and then 4 of 44000.
    buy(&mut network, &mut pool, 21, 3, 63_000);
    assert_eq!(rewards(&mut network, 0), before + 21_002);
    buy(&mut network, &mut pool, 11, 4, 44_000);
    assert_eq!(rewards(&mut network, 0), before + 32_003);
    assert_eq!(rewards(&mut network, 2), 32_003);
    buy(&mut network, &mut pool, 25, 2, 50_000);
    assert_eq!(rewards(&mut network, 0), before + 57_006);
    assert_eq!(rewards(&mut network, 1), 57_005);
    end(network, pool, cap);
}

#[test]
fun a_pool_with_too_little_shares_it_out_and_then_pays_nothing() {
    let (mut network, mut pool, cap) = with_pool(2_000, 1_000, 900);
    // 300 of 3000 is for both; the pool is shared two to one.
    assert_eq!(buy(&mut network, &mut pool, 10, 1, 10_000), 600);
    assert_eq!(pool.subsidy_pool_value(), 0);
    assert_eq!(buy(&mut network, &mut pool, 10, 1, 10_000), 0);
    end(network, pool, cap);
}

#[test]
fun a_blob_is_registered_at_the_full_price_and_extended_for_less() {
    let (mut network, mut pool, cap) = with_pool(2_500, 2_000, 100_000);
    let mut payment = network.mint(100_000);
    let mut blob = register(&mut network, &mut pool, &mut payment);
    let message = walrus_core::messages::blob_certificate_bytes(1, blob.blob_id(), option::none());
    let (signature, bitmap) = network.certify(1, &message);
    network.system().certify_blob(&mut blob, signature, bitmap, message);
    let units = blob.encoded_size(N_SHARDS).divide_and_round_up(MIB);
    assert_eq!(payment.value(), 100_000 - units * 2_000 * 3 / 4 - units);
    let funds = pool.subsidy_pool_value();
    let before = payment.value();
    let current = rewards(&mut network, 0);
    let (system, ctx) = network.system_and_ctx();
    pool.extend_blob(system, &mut blob, 3, &mut payment, ctx);
    assert_eq!(blob.end_epoch(), 6);
    assert_eq!(payment.value(), before - units * 3_000 * 3 / 4);
    assert_eq!(pool.subsidy_pool_value(), funds - units * 3_000 / 4 - units * 600);
    // Only the added epochs are paid for.
    assert_eq!(rewards(&mut network, 0), current);
    assert_eq!(rewards(&mut network, 2), units * 1_200);
    assert_eq!(rewards(&mut network, 4), units * 1_200);
    destroy(blob);
    destroy(payment);
    end(network, pool, cap);
}

#[test]
fun the_coin_has_to_hold_only_what_is_left_to_pay() {
    let (mut network, mut pool, cap) = with_pool(5_000, 0, 10_000);
    assert_eq!(buy(&mut network, &mut pool, 10, 1, 5_000), 0);
    assert_eq!(pool.subsidy_pool_value(), 5_000);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EPaymentTooSmall)]
fun the_pool_pays_no_more_than_its_share() {
    let (mut network, mut pool, cap) = with_pool(5_000, 0, 10_000);
    buy(&mut network, &mut pool, 10, 1, 4_999);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = sui::balance::ENotEnough)]
fun pool_and_coin_together_are_enough() {
    let (mut network, mut pool, cap) = with_pool(5_000, 0, 1_000);
    buy(&mut network, &mut pool, 10, 1, 5_000);
    end(network, pool, cap);
}

/// With any rates and funds: the buyer pays the price less his share, those who store get the price and
/// theirs, the pool pays both and no more than it has, and no FROST comes or goes.
#[test]
fun no_frost_is_made_or_lost_whatever_the_rates_and_the_funds_are() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0);
    let mut random = test_random::new(7);
    60u64.do!(|_| {
        destroy(pool.withdraw_balance(&cap));
        pool.set_system_subsidy_rate(&cap, 0);
        let buyer = random.below(6_667);
        let nodes = random.below((20_001 - 3 * buyer).min(10_001));
        pool.set_buyer_subsidy_rate(&cap, buyer as u16);
        pool.set_system_subsidy_rate(&cap, nodes as u16);
        let most_funds = 1 << (random.below(20) as u8);
        let funds = random.below(most_funds);
        pool.add_funds(network.mint(funds));
        network.set_prices(random.below(100), 1);
        let (mib, epochs) = (1 + random.below(12), 1 + (random.below(10) as u32));
        let price = mib * network.system().storage_price_per_unit_size() * (epochs as u64);

        let before = all_rewards(&mut network);
        let paid = 1_000_000 - buy(&mut network, &mut pool, mib, epochs, 1_000_000);
        let stored = all_rewards(&mut network) - before;
        let spent = funds - pool.subsidy_pool_value();
        assert_eq!(stored, paid + spent);
        assert!(price - price * buyer / 10_000 <= paid && paid <= price);
        assert!(price <= stored && stored <= price + price * nodes / 10_000);
        let wanted = price * buyer / 10_000 + price * nodes / 10_000;
        if (wanted <= funds) assert_eq!(spent, wanted)
        else assert!(buyer + nodes == 0 || spent + 1 >= funds);
        if (epochs == 10) network.next_epoch();
    });
    end(network, pool, cap);
}

#[test]
fun the_admin_sets_rates_and_takes_the_funds() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0);
    assert_eq!(event::events_by_type<FundsAdded>().length(), 0);
    pool.add_funds(coin::mint_for_testing(70, network.ctx()));
    pool.set_buyer_subsidy_rate(&cap, 6_666);
    pool.set_system_subsidy_rate(&cap, 2);
    assert_eq!(pool.buyer_subsidy_rate(), 6_666);
    assert_eq!(pool.system_subsidy_rate(), 2);
    assert_eq!(pool.withdraw_balance(&cap).destroy_for_testing(), 70);
    assert_eq!(pool.subsidy_pool_value(), 0);
    assert_eq!(event::events_by_type<FundsWithdrawn>().length(), 1);
    end(network, pool, cap);
}

/// Whatever the rates may be: nodes with a third of the shards that pay for storage themselves get
/// back no more than they pay.
#[test]
fun who_has_a_third_of_the_shards_earns_nothing_by_buying() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 1_000_000);
    vector[0u64, 1_000, 3_333, 3_334, 5_000, 6_666].do!(|buyer| {
        let nodes = (20_000 - 3 * buyer).min(10_000);
        pool.set_system_subsidy_rate(&cap, 0);
        pool.set_buyer_subsidy_rate(&cap, buyer as u16);
        pool.set_system_subsidy_rate(&cap, nodes as u16);
        let before = rewards(&mut network, 0);
        let paid = 30_000 - buy(&mut network, &mut pool, 30, 1, 30_000);
        assert!((rewards(&mut network, 0) - before) / 3 <= paid);
    });
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EInvalidSubsidyRate)]
fun both_rates_together_are_bounded() {
    let (network, mut pool, cap) = with_pool(6_666, 2, 0);
    pool.set_system_subsidy_rate(&cap, 3);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EInvalidSubsidyRate)]
fun no_rate_is_above_the_price() {
    let (network, mut pool, cap) = with_pool(0, 0, 0);
    pool.set_system_subsidy_rate(&cap, 10_001);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EInvalidSubsidyRate)]
fun the_first_rates_are_bounded_as_well() {
    let (network, pool, cap) = with_pool(6_667, 0, 0);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EUnauthorizedAdminCap)]
fun another_admin_sets_no_rate() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0);
    let other = subsidies::new(subsidies::package_for_testing(), network.ctx());
    pool.set_buyer_subsidy_rate(&other, 1);
    destroy(other);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EUnauthorizedAdminCap)]
fun another_admin_sets_no_rate_of_the_nodes() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0);
    let other = subsidies::new(subsidies::package_for_testing(), network.ctx());
    pool.set_system_subsidy_rate(&other, 1);
    destroy(other);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EUnauthorizedAdminCap)]
fun another_admin_takes_nothing() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 100);
    let other = subsidies::new(subsidies::package_for_testing(), network.ctx());
    destroy(pool.withdraw_balance(&other));
    destroy(other);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EWrongPackage)]
fun a_pool_names_the_package_that_made_it() {
    let (mut network, pool, cap) = with_pool(0, 0, 0);
    destroy(subsidies::new(@0x77.to_id(), network.ctx()));
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EWrongVersion)]
fun a_pool_of_another_version_pays_nothing() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0);
    pool.set_version_for_testing(2);
    buy(&mut network, &mut pool, 1, 1, 1_000);
    end(network, pool, cap);
}

#[test, expected_failure(abort_code = subsidies::EWrongVersion)]
fun a_pool_of_another_version_takes_nothing() {
    let (mut network, mut pool, cap) = with_pool(0, 0, 0);
    pool.set_version_for_testing(2);
    pool.add_funds(coin::mint_for_testing(1, network.ctx()));
    end(network, pool, cap);
}
