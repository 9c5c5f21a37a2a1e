// SPDX-License-Identifier: Apache-2.0

/// R17: what a judge orders is done to those whom it names, once, within bounds, and every FROST of
/// it can be accounted for. Nobody else can order anything.
#[test_only]
module walrus::judge_tests;

use std::{type_name, unit_test::{assert_eq, destroy}};
use sui::{bcs, event, package, test_scenario};
use wal::wal::{Self, ProtectedTreasury};
use walrus::{
    blob,
    events::{InvalidBlobID, NodePenalised, PenaltiesBurned, RewardsTaken, StakeTaken},
    judge::{Self, Sentence},
    staked_wal::StakedWal,
    staking_inner,
    staking_pool,
    storage_pool::StoragePool,
    system,
    test_network::{Self, Network},
    upgrade::{Self, EmergencyUpgradeCap}
};
use walrus_core::{bls_aggregate, messages};

/// The witness of the judge of these tests.
public struct Gavel() has drop;
/// Those of others.
public struct Toy() has drop;
public struct Club() has drop;

const MISS: u8 = 3;

fun wal(amount: u64): u64 {
    amount * test_network::frost_per_wal!()
}

/// Nodes with equal stake and one shard each, and a judge.
fun running(n_nodes: u64): Network {
    let mut network = test_network::running(n_nodes, n_nodes as u16);
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    network
}

fun carry_out(network: &mut Network, sentence: Sentence) {
    let (staking, system) = network.staking_and_system();
    judge::carry_out(system, staking, sentence);
}

/// Penalises node `index` for a deed of the current epoch.
fun penalise(network: &mut Network, index: u64, stake_ppm: u32, rewards_ppm: u32) {
    let epoch = network.staking().epoch();
    penalise_for(network, index, epoch, stake_ppm, rewards_ppm);
}

fun penalise_for(network: &mut Network, index: u64, epoch: u32, stake_ppm: u32, rewards_ppm: u32) {
    let mut sentence = judge::sentence(Gavel());
    sentence.penalise(network.node_id(index), epoch, MISS, stake_ppm, rewards_ppm);
    carry_out(network, sentence);
}

/// Pays for something in the current epoch, so that there are rewards to share.
fun earn(network: &mut Network, amount: u64) {
    let mut payment = network.mint(amount);
    network.system().set_prices(amount, 0);
    let (system, ctx) = network.system_and_ctx();
    destroy(system.reserve_space(1, 1, &mut payment, ctx));
    payment.destroy_zero();
}

fun request(network: &mut Network, staked_wal: &mut StakedWal) {
    let (staking, ctx) = network.staking_and_ctx();
    staking.request_withdraw_stake(staked_wal, ctx);
}

fun withdraw(network: &mut Network, staked_wal: StakedWal): u64 {
    let (staking, ctx) = network.staking_and_ctx();
    staking.withdraw_stake(staked_wal, ctx).burn_for_testing()
}

/// Takes the pot out, and returns what was in it.
fun pot(network: &mut Network): u64 {
    network.staking().take_penalties().destroy_for_testing()
}

// === Messages ===

/// A message of this project: its header, and a body.
fun message(message_type: u8, app_id: u8, epoch: u32, body: vector<u8>): vector<u8> {
    let mut bytes = vector[message_type, 0, app_id];
    bytes.append(bcs::to_bytes(&epoch));
    bytes.append(body);
    bytes
}

#[test]
fun a_message_says_who_signed_it_and_with_which_weight() {
    let mut network = running(10);
    let bytes = message(64, 72, 1, b"body");
    let (signature, bitmap) = network.certify_by(vector[0, 3, 9], &bytes);
    let verified = judge::verify(network.system(), 1, signature, bitmap, bytes);
    let (
        epoch,
        message_type,
        body,
        signers,
        weight,
        n_signers,
        n_shards,
        kept,
    ) = verified.into_parts();
    assert_eq!(epoch, 1);
    assert_eq!(message_type, 64);
    assert_eq!(body, b"body");
    assert_eq!(signers, 1 + 8 + 512);
    assert_eq!(vector[weight, n_signers, n_shards], vector[3, 3, 10]);
    assert_eq!(kept, signature);
    network.end();
}

#[test]
fun a_message_of_the_epoch_before_counts_with_its_own_committee() {
    let mut network = running(4);
    let bytes = message(65, 72, 1, vector[]);
    let (signature, bitmap) = network.certify_by(vector[1], &bytes);
    // Another node joins, so the committees differ.
    network.register(0);
    destroy(network.stake(4, wal(4000)));
    network.next_epoch();
    let verified = judge::verify(network.system(), 1, signature, bitmap, bytes);
    let (_, _, _, signers, weight, _, _, _) = verified.into_parts();
    assert_eq!(signers, 2);
    assert_eq!(weight, 1);
    network.end();
}

#[test, expected_failure(abort_code = system::ENoCommittee)]
fun a_message_of_two_epochs_before_counts_no_more() {
    let mut network = running(4);
    let bytes = message(64, 72, 1, vector[]);
    let (signature, bitmap) = network.certify(4, &bytes);
    network.next_epoch();
    network.next_epoch();
    destroy(judge::verify(network.system(), 1, signature, bitmap, bytes));
    abort
}

#[test, expected_failure(abort_code = system::ENoCommittee)]
fun a_message_of_an_epoch_to_come_does_not_count() {
    let mut network = running(4);
    let bytes = message(64, 72, 2, vector[]);
    let (signature, bitmap) = network.certify(4, &bytes);
    destroy(judge::verify(network.system(), 2, signature, bitmap, bytes));
    abort
}

#[test, expected_failure(abort_code = judge::EInvalidMessageType)]
fun a_message_of_a_type_of_walrus_is_refused() {
    verify_signed(message(63, 72, 1, vector[]));
}

#[test, expected_failure(abort_code = messages::EIncorrectAppId)]
fun a_message_of_walrus_is_refused() {
    verify_signed(message(64, 3, 1, vector[]));
}

#[test, expected_failure(abort_code = messages::EIncorrectEpoch)]
fun a_message_is_of_the_epoch_that_the_caller_names() {
    verify_signed(message(64, 72, 0, vector[]));
}

fun verify_signed(bytes: vector<u8>) {
    let mut network = running(4);
    let (signature, bitmap) = network.certify(4, &bytes);
    destroy(judge::verify(network.system(), 1, signature, bitmap, bytes));
    abort
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun nobody_is_not_a_signer() {
    let mut network = running(4);
    // No key at all, and the signature of nobody: both are the point at infinity.
    let mut signature = vector[0xc0];
    95u64.do!(|_| signature.push_back(0));
    let bytes = message(64, 72, 1, vector[]);
    destroy(judge::verify(network.system(), 1, signature, vector[0], bytes));
    abort
}

#[test]
fun an_official_certificate_against_a_blob_id_counts_here_as_well() {
    let mut network = running(4);
    let mut bytes = vector[2, 0, 3];
    bytes.append(bcs::to_bytes(&1u32));
    bytes.append(bcs::to_bytes(&77u256));
    let (signature, bitmap) = network.certify(2, &bytes);
    let verified = judge::verify_invalid(network.system(), signature, bitmap, bytes);
    let (epoch, blob_id, signers, kept) = verified.into_invalid();
    assert_eq!(epoch, 1);
    assert_eq!(blob_id, 77);
    assert_eq!(signers, 3);
    assert_eq!(kept, signature);
    assert_eq!(event::events_by_type<InvalidBlobID>().length(), 1);
    network.end();
}

#[test]
fun judges_know_the_epoch_and_its_committee() {
    let mut network = running(4);
    let now = judge::now(network.system());
    assert_eq!(now.epoch(), 1);
    assert_eq!(now.n_shards(), 4);
    let (staking, system) = network.staking_and_system();
    let deadline = staking.hand_over().deadline_ms();
    let record = judge::epoch_record(system, staking);
    let (
        epoch,
        n_shards,
        node_ids,
        keys,
        weights,
        shards,
        done_ms,
        duration_ms,
        until,
    ) = record.into_epoch();
    assert_eq!(epoch, 1);
    assert_eq!(n_shards, 4);
    assert_eq!(node_ids, network.staking().committee().inner().keys());
    assert_eq!(weights, vector[1, 1, 1, 1]);
    assert!(keys.all!(|key| key.length() == 96));
    let mut all = shards.flatten();
    all.insertion_sort_by!(|a, b| *a <= *b);
    assert_eq!(all, vector[0, 1, 2, 3]);
    assert_eq!(done_ms, network.clock().timestamp_ms());
    assert_eq!(duration_ms, test_network::epoch_duration!());
    assert_eq!(until, deadline);
    network.end();
}

#[test, expected_failure(abort_code = staking_inner::EWrongEpochState)]
fun judges_wait_until_the_epoch_change_is_done() {
    let mut network = running(4);
    network.end_voting();
    network.change_epoch();
    let (staking, system) = network.staking_and_system();
    destroy(judge::epoch_record(system, staking));
    abort
}

// === The judge ===

#[test, expected_failure(abort_code = judge::ENotTheJudge)]
fun nobody_else_can_pass_sentence() {
    let mut network = running(4);
    carry_out(&mut network, judge::sentence(Toy()));
    abort
}

#[test, expected_failure(abort_code = judge::ENotTheJudge)]
fun without_a_judge_nobody_can() {
    let mut network = test_network::running(4, 4);
    carry_out(&mut network, judge::sentence(Gavel()));
    abort
}

/// The right of whoever publishes the network.
fun emergency_cap(network: &mut Network): EmergencyUpgradeCap {
    upgrade::new(package::test_publish(@0xC.to_id(), network.ctx()), network.ctx())
}

#[test]
fun who_publishes_the_network_names_the_first_judge() {
    let mut network = test_network::running(4, 4);
    let cap = emergency_cap(&mut network);
    judge::name_first_judge<Gavel>(network.system(), &cap);
    carry_out(&mut network, judge::sentence(Gavel()));
    destroy(cap);
    network.end();
}

#[test, expected_failure(abort_code = judge::EJudgeAlreadyNamed)]
fun and_only_the_first_one() {
    let mut network = running(4);
    let cap = emergency_cap(&mut network);
    judge::name_first_judge<Toy>(network.system(), &cap);
    abort
}

fun judge_message(network: &mut Network, judge: type_name::TypeName): vector<u8> {
    let before = network.system().judge().map!(|named| named.into_string());
    let mut body = bcs::to_bytes(&object::id(network.system()));
    body.append(bcs::to_bytes(&before));
    body.append(bcs::to_bytes(&judge.into_string()));
    message(71, 72, 1, body)
}

#[test]
fun a_quorum_names_another_judge() {
    let mut network = running(4);
    let bytes = judge_message(&mut network, type_name::with_defining_ids<Toy>());
    let (signature, bitmap) = network.certify(3, &bytes);
    judge::name_judge<Toy>(network.system(), signature, bitmap, bytes);
    carry_out(&mut network, judge::sentence(Toy()));
    network.end();
}

#[test, expected_failure(abort_code = bls_aggregate::ENotEnoughStake)]
fun less_than_a_quorum_does_not() {
    let mut network = running(4);
    let bytes = judge_message(&mut network, type_name::with_defining_ids<Toy>());
    let (signature, bitmap) = network.certify(2, &bytes);
    judge::name_judge<Toy>(network.system(), signature, bitmap, bytes);
    abort
}

#[test, expected_failure(abort_code = judge::EJudgeNotVoted)]
fun a_judge_who_was_replaced_does_not_come_back_by_the_vote_that_named_him() {
    let mut network = running(4);
    let first = judge_message(&mut network, type_name::with_defining_ids<Toy>());
    let (signature, bitmap) = network.certify(3, &first);
    judge::name_judge<Toy>(network.system(), signature, bitmap, first);
    let second = judge_message(&mut network, type_name::with_defining_ids<Club>());
    let (other_signature, other_bitmap) = network.certify(3, &second);
    judge::name_judge<Club>(network.system(), other_signature, other_bitmap, second);
    judge::name_judge<Toy>(network.system(), signature, bitmap, first);
    abort
}

#[test, expected_failure(abort_code = judge::EJudgeNotVoted)]
fun a_quorum_names_the_judge_that_it_has_signed_for() {
    let mut network = running(4);
    let bytes = judge_message(&mut network, type_name::with_defining_ids<Gavel>());
    let (signature, bitmap) = network.certify(3, &bytes);
    judge::name_judge<Toy>(network.system(), signature, bitmap, bytes);
    abort
}

// === Penalties ===

#[test]
fun earnings_of_the_operator_pay_first_and_stake_owes_the_rest() {
    let mut network = test_network::registered(0, 3);
    // The operator of node 0 takes 10 %.
    network.register(1000);
    2u64.do!(|_| { network.register(0); });
    let mut stakes = vector::tabulate!(3, |i| network.stake(i, wal(1000)));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    earn(&mut network, wal(300));
    network.next_epoch();
    // Worth 1090 now, of which 90 are rewards; 10 of commission.
    penalise(&mut network, 0, 50_000, 0);
    assert_eq!(pot(&mut network), wal(10));
    let node_id = network.node_id(0);
    // 5 % of 1090 are 54.5.
    assert_eq!(network.staking().penalties_due(node_id), wal(445) / 10);
    let penalised = event::events_by_type<NodePenalised>();
    assert_eq!(penalised.length(), 1);

    stakes.do_mut!(|stake| request(&mut network, stake));
    network.next_epoch();
    assert_eq!(network.staking().penalties_due(node_id), 0);
    // Rewards bear their part at once: 90 / 1090 of 44.5.
    let of_rewards = 3_674_311_926;
    assert_eq!(pot(&mut network), of_rewards);
    let staking = network.staking();
    let kept = staking.calculate_kept_principal(node_id, wal(1000), 1, 3);
    let rewards = staking.calculate_rewards(node_id, wal(1000), 1, 3);
    let stake = stakes.remove(0);
    let paid = withdraw(&mut network, stake);
    assert_eq!(paid, kept + rewards);
    // 1090 - 44.5, but for a FROST.
    assert!(paid == wal(10455) / 10 - 1 || paid == wal(10455) / 10);
    let of_principal = pot(&mut network);
    assert_eq!(of_principal, wal(1000) - kept);
    assert!(of_rewards + of_principal <= wal(445) / 10 + 1);
    assert_eq!(event::events_by_type<StakeTaken>().length(), 1);
    // The others have lost nothing.
    stakes.do!(|stake| assert_eq!(withdraw(&mut network, stake), wal(1100)));
    network.end();
}

#[test]
fun who_joins_after_the_deed_does_not_pay_for_it() {
    let mut network = running(3);
    penalise(&mut network, 0, 100_000, 0);
    let mut late = network.stake(0, wal(500));
    network.next_epoch();
    request(&mut network, &mut late);
    network.next_epoch();
    assert_eq!(withdraw(&mut network, late), wal(500));
    network.end();
}

#[test]
fun who_leaves_with_the_end_of_the_epoch_of_the_deed_pays() {
    let mut network = test_network::registered(3, 3);
    let mut stakes = vector::tabulate!(3, |i| network.stake(i, wal(1000)));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    request(&mut network, &mut stakes[0]);
    penalise(&mut network, 0, 100_000, 0);
    network.next_epoch();
    let stake = stakes.remove(0);
    assert_eq!(withdraw(&mut network, stake), wal(900));
    assert_eq!(pot(&mut network), wal(100));
    destroy(stakes);
    network.end();
}

#[test]
fun penalties_are_bounded_by_a_tenth_an_epoch() {
    let mut network = running(3);
    penalise(&mut network, 0, 70_000, 0);
    penalise(&mut network, 0, 70_000, 0);
    penalise(&mut network, 0, 1_000_000, 0);
    let node_id = network.node_id(0);
    assert_eq!(network.staking().penalties_due(node_id), wal(100));
    network.end();
}

#[test]
fun at_three_tenths_in_26_epochs_a_node_is_no_candidate() {
    let mut network = running(3);
    let node_id = network.node_id(0);
    3u64.do!(|_| {
        penalise(&mut network, 0, 100_000, 0);
        network.next_epoch();
    });
    // It still serves in this epoch, for which it was chosen before, but cannot be chosen.
    penalise(&mut network, 0, 100_000, 0);
    assert_eq!(network.staking().penalties_due(node_id), 0);
    network.next_epoch();
    assert_eq!(network.weight(0), 0);
    network.end();
}

fun votes(network: &mut Network, node_id: ID): u64 {
    network.staking().inner_for_testing().pool(node_id).stake_for_vote(2)
}

#[test]
fun a_penalty_lowers_the_votes_at_once() {
    let mut network = running(3);
    let node_id = network.node_id(0);
    assert_eq!(votes(&mut network, node_id), wal(1000));
    penalise(&mut network, 0, 100_000, 0);
    assert_eq!(votes(&mut network, node_id), wal(900));
    network.end();
}

#[test]
fun who_leaves_pays_his_part_of_what_is_due_and_the_votes_of_the_others_do_not_pay_it() {
    let mut network = running(3);
    let node_id = network.node_id(0);
    let mut more = network.stake(0, wal(9000));
    network.next_epoch();
    request(&mut network, &mut more);
    penalise(&mut network, 0, 100_000, 0);
    assert_eq!(network.staking().penalties_due(node_id), wal(1000));
    // 1000 WAL stay, of which a tenth is due.
    let staying = network.staking().inner_for_testing().pool(node_id).stake_for_vote(3);
    assert_eq!(staying, wal(900));
    network.next_epoch();
    assert_eq!(withdraw(&mut network, more), wal(8100));
    network.end();
}

#[test]
fun for_a_deed_of_the_epoch_before_only_earnings_and_rewards_pay() {
    let mut network = running(3);
    network.next_epoch();
    earn(&mut network, wal(300));
    penalise_for(&mut network, 0, 1, 50_000, 1_000_000);
    let node_id = network.node_id(0);
    assert_eq!(network.staking().penalties_due(node_id), 0);
    assert_eq!(pot(&mut network), 0);
    network.next_epoch();
    assert_eq!(pot(&mut network), wal(100));
    assert_eq!(event::events_by_type<RewardsTaken>().length(), 1);
    network.end();
}

#[test]
fun what_an_older_deed_does_not_take_of_stake_is_left_for_the_deeds_of_this_epoch() {
    let mut network = running(3);
    let node_id = network.node_id(0);
    // Three epochs with as much as the bounds allow, of which nothing is taken.
    4u64.do!(|_| {
        let epoch = network.staking().epoch();
        network.next_epoch();
        penalise_for(&mut network, 0, epoch, 100_000, 0);
    });
    assert_eq!(network.staking().penalties_due(node_id), 0);
    assert!(network.weight(0) > 0);
    penalise(&mut network, 0, 100_000, 0);
    assert_eq!(network.staking().penalties_due(node_id), wal(100));
    network.end();
}

#[test]
fun what_an_older_deed_takes_of_earnings_counts_for_the_bounds() {
    let mut network = test_network::registered(0, 3);
    3u64.do!(|_| {
        let index = network.register(10_000);
        destroy(network.stake(index, wal(1000)));
    });
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    earn(&mut network, wal(90));
    network.next_epoch();
    // 3 % of the stake is all that the operator has.
    penalise_for(&mut network, 0, 1, 50_000, 0);
    assert_eq!(pot(&mut network), wal(30));
    penalise(&mut network, 0, 100_000, 0);
    let node_id = network.node_id(0);
    assert_eq!(network.staking().penalties_due(node_id), wal(70));
    network.end();
}

#[test, expected_failure(abort_code = judge::EDeedTooOld)]
fun older_deeds_are_not_punished() {
    let mut network = running(3);
    network.next_epoch();
    network.next_epoch();
    penalise_for(&mut network, 0, 1, 50_000, 0);
    abort
}

#[test, expected_failure(abort_code = judge::EDeedTooOld)]
fun deeds_to_come_are_not_punished() {
    let mut network = running(3);
    penalise_for(&mut network, 0, 2, 50_000, 0);
    abort
}

#[test, expected_failure(abort_code = judge::EDeedTooOld)]
fun rewards_do_not_wait_for_older_deeds() {
    let mut network = running(3);
    let mut sentence = judge::sentence(Gavel());
    sentence.hold_rewards(network.node_id(0), 2, 250_000);
    carry_out(&mut network, sentence);
    abort
}

#[test]
fun rewards_are_taken_in_parts_that_add_up_to_all_of_them() {
    let mut network = running(3);
    earn(&mut network, wal(300));
    5u64.do!(|_| penalise(&mut network, 0, 0, 250_000));
    penalise(&mut network, 1, 0, 250_000);
    network.next_epoch();
    assert_eq!(pot(&mut network), wal(125));
    // The next rewards are whole again.
    earn(&mut network, wal(300));
    network.next_epoch();
    assert_eq!(pot(&mut network), 0);
    network.end();
}

#[test]
fun rewards_that_wait_are_paid_after_the_next_pass() {
    let mut network = test_network::registered(3, 3);
    let mut stakes = vector::tabulate!(3, |i| network.stake(i, wal(1000)));
    network.next_epoch();
    network.system().set_judge(type_name::with_defining_ids<Gavel>());
    let node_id = network.node_id(0);
    earn(&mut network, wal(300));
    let mut sentence = judge::sentence(Gavel());
    sentence.hold_rewards(node_id, 1, 250_000);
    carry_out(&mut network, sentence);
    network.next_epoch();
    2u32.do!(|i| {
        let earned = network.staking().calculate_rewards(node_id, wal(1000), 1, 2 + i);
        assert_eq!(earned, wal(75));
        if (i == 0) network.next_epoch();
    });
    let mut sentence = judge::sentence(Gavel());
    sentence.release_rewards(node_id);
    carry_out(&mut network, sentence);
    request(&mut network, &mut stakes[0]);
    network.next_epoch();
    let stake = stakes.remove(0);
    assert_eq!(withdraw(&mut network, stake), wal(1100));
    assert_eq!(pot(&mut network), 0);
    destroy(stakes);
    network.end();
}

#[test, expected_failure(abort_code = staking_pool::EPoolWornOut)]
fun a_node_that_has_lost_two_thirds_takes_no_more_stake() {
    let mut network = running(3);
    // More than the bounds allow, for all nodes alike, so that all go on serving.
    8u64.do!(|_| {
        3u64.do!(|i| {
            let node_id = network.node_id(i);
            let pool = network.staking().inner_for_testing().pool_mut(node_id);
            pool.penalties_mut().add_due(wal(84));
        });
        network.next_epoch();
    });
    destroy(network.stake(0, wal(1)));
    abort
}

#[test]
fun penalties_are_burned() {
    let mut network = running(3);
    network.scenario().next_tx(test_network::operator!());
    wal::init_for_testing(network.ctx());
    network.scenario().next_tx(test_network::operator!());
    let mut treasury = network.scenario().take_shared<ProtectedTreasury>();
    earn(&mut network, 300);
    penalise(&mut network, 0, 0, 1_000_000);
    network.next_epoch();
    let supply = treasury.total_supply();
    let (staking, ctx) = network.staking_and_ctx();
    judge::burn_penalties(staking, &mut treasury, ctx);
    judge::burn_penalties(staking, &mut treasury, ctx);
    assert_eq!(treasury.total_supply(), supply - 100);
    assert_eq!(event::events_by_type<PenaltiesBurned>().length(), 2);
    test_scenario::return_shared(treasury);
    network.end();
}

// === Blobs ===

#[test]
fun a_judge_announces_invalid_blob_ids() {
    let mut network = running(4);
    let mut sentence = judge::sentence(Gavel());
    sentence.invalidate(5);
    carry_out(&mut network, sentence);
    assert_eq!(event::events_by_type<InvalidBlobID>().length(), 1);
    network.end();
}

const ROOT: u256 = 0xabcdef;

fun blob_id(): u256 {
    blob::derive_blob_id(ROOT, 1, 100)
}

/// A permanent blob that is stored for two epochs, certified if wanted.
fun stored(network: &mut Network, is_certified: bool): blob::Blob {
    let mut payment = network.mint(wal(1));
    let (system, ctx) = network.system_and_ctx();
    let storage = system.reserve_space(10_000_000, 2, &mut payment, ctx);
    let mut blob = system.register_blob(storage, blob_id(), ROOT, 100, 1, false, &mut payment, ctx);
    destroy(payment);
    if (is_certified) {
        let epoch = network.staking().epoch();
        let bytes = messages::blob_certificate_bytes(epoch, blob_id(), option::none());
        let (signature, bitmap) = network.certify(4, &bytes);
        network.system().certify_blob(&mut blob, signature, bitmap, bytes);
    };
    blob
}

fun lose(network: &mut Network, epoch: u32) {
    let mut sentence = judge::sentence(Gavel());
    sentence.lose(blob_id(), epoch);
    carry_out(network, sentence);
}

#[test]
fun the_owner_of_a_lost_blob_gets_the_storage_back() {
    let mut network = running(4);
    let blob = stored(&mut network, true);
    lose(&mut network, 1);
    let storage = network.system().release_lost(blob);
    assert_eq!(storage.size(), 10_000_000);
    destroy(storage);
    network.end();
}

#[test, expected_failure(abort_code = system::ENotLost)]
fun a_blob_that_is_not_lost_stays() {
    let mut network = running(4);
    let blob = stored(&mut network, true);
    destroy(network.system().release_lost(blob));
    abort
}

#[test, expected_failure(abort_code = system::ENotLost)]
fun a_blob_that_was_certified_after_the_loss_stays() {
    let mut network = running(4);
    lose(&mut network, 1);
    network.next_epoch();
    let blob = stored(&mut network, true);
    destroy(network.system().release_lost(blob));
    abort
}

#[test, expected_failure(abort_code = system::ENotLost)]
fun a_blob_that_was_never_certified_cannot_be_lost() {
    let mut network = running(4);
    lose(&mut network, 1);
    let blob = stored(&mut network, false);
    destroy(network.system().release_lost(blob));
    abort
}

#[test, expected_failure(abort_code = system::ENotLost)]
fun a_loss_that_was_revoked_gives_nothing_back() {
    let mut network = running(4);
    let blob = stored(&mut network, true);
    lose(&mut network, 1);
    let mut sentence = judge::sentence(Gavel());
    sentence.revoke(blob_id());
    carry_out(&mut network, sentence);
    destroy(network.system().release_lost(blob));
    abort
}

#[test, expected_failure(abort_code = blob::EResourceBounds)]
fun storage_that_has_ended_is_not_given_back() {
    let mut network = running(4);
    let blob = stored(&mut network, true);
    lose(&mut network, 1);
    2u64.do!(|_| network.next_epoch());
    destroy(network.system().release_lost(blob));
    abort
}

/// A pool with the blob, certified.
fun pooled(network: &mut Network): StoragePool {
    let mut payment = network.mint(wal(1));
    let (system, ctx) = network.system_and_ctx();
    let mut pool = system.create_storage_pool(10_000_000, 2, &mut payment, ctx);
    system.register_pooled_blob(&mut pool, blob_id(), ROOT, 100, 1, false, &mut payment, ctx);
    destroy(payment);
    let epoch = network.staking().epoch();
    let bytes = messages::blob_certificate_bytes(epoch, blob_id(), option::none());
    let (signature, bitmap) = network.certify(4, &bytes);
    network.system().certify_pooled_blob(&mut pool, blob_id(), signature, bitmap, bytes);
    pool
}

#[test]
fun a_lost_blob_leaves_its_room_in_the_pool() {
    let mut network = running(4);
    let mut pool = pooled(&mut network);
    lose(&mut network, 1);
    network.system().release_lost_pooled_blob(&mut pool, blob_id());
    assert_eq!(pool.used_encoded_bytes(), 0);
    destroy(pool.destroy());
    network.end();
}

#[test, expected_failure(abort_code = system::ENotLost)]
fun a_blob_in_a_pool_that_is_not_lost_stays() {
    let mut network = running(4);
    let mut pool = pooled(&mut network);
    network.system().release_lost_pooled_blob(&mut pool, blob_id());
    abort
}
