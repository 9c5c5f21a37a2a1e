/// Closed-loop tokens.
#[test_only, allow(untyped_literal)]
module sui::token_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{token, token_test_utils::{Self as utils, TEST}};

public struct Rule has drop {}

const ALICE: address = @0xA11CE;

#[test]
fun amounts_are_split_and_joined() {
    let ctx = &mut utils::ctx(ALICE);
    let mut all = utils::mint(10, ctx);
    let part = all.split(4, ctx);
    assert_eq!(part.value(), 4);
    all.join(part);
    token::zero<TEST>(ctx).destroy_zero();
    assert_eq!(all.value(), 10);
    utils::burn(all);
}

#[test]
fun an_allowed_action_needs_no_approval() {
    let ctx = &mut utils::ctx(ALICE);
    let (mut policy, cap) = utils::get_policy(ctx);
    policy.allow(&cap, token::transfer_action(), ctx);
    assert!(policy.is_allowed(&token::transfer_action()));
    let request = token::transfer(utils::mint(3, ctx), @0xB0B, ctx);
    assert_eq!(request.recipient(), option::some(@0xB0B));
    assert_eq!(request.spent(), option::none());
    let (name, amount, sender, recipient) = policy.confirm_request(request, ctx);
    assert_eq!(name, token::transfer_action());
    assert_eq!(amount, 3);
    assert_eq!(sender, ALICE);
    assert_eq!(recipient, option::some(@0xB0B));
    policy.disallow(&cap, token::transfer_action(), ctx);
    assert!(!policy.is_allowed(&token::transfer_action()));
    utils::return_policy(policy, cap);
}

#[test]
fun what_is_spent_leaves_the_supply_with_the_next_flush() {
    let ctx = &mut utils::ctx(ALICE);
    let (mut policy, cap) = utils::get_policy(ctx);
    let mut treasury = utils::get_treasury_cap(ctx);
    policy.add_rule_for_action<TEST, Rule>(&cap, token::spend_action(), ctx);
    token::add_rule_config(Rule {}, &mut policy, &cap, 8u64, ctx);
    assert!(policy.has_rule_config<TEST, Rule>());
    *token::rule_config_mut<TEST, Rule, u64>(Rule {}, &mut policy, &cap) = 9;
    assert_eq!(*token::rule_config<TEST, Rule, u64>(Rule {}, &policy), 9);
    let mut request = token::mint(&mut treasury, 6, ctx).spend(ctx);
    assert_eq!(request.spent(), option::some(6));
    token::add_approval(Rule {}, &mut request, ctx);
    policy.confirm_request_mut(request, ctx);
    assert_eq!(policy.spent_balance(), 6);
    assert_eq!(policy.flush(&mut treasury, ctx), 6);
    assert_eq!(treasury.total_supply(), 0);
    let config: u64 = policy.remove_rule_config<TEST, Rule, u64>(&cap, ctx);
    assert_eq!(config, 9);
    policy.remove_rule_for_action<TEST, Rule>(&cap, token::spend_action(), ctx);
    assert!(policy.rules(&token::spend_action()).is_empty());
    utils::return_treasury_cap(treasury);
    utils::return_policy(policy, cap);
}

#[test]
fun coins_become_tokens_and_coins_again() {
    let ctx = &mut utils::ctx(ALICE);
    let (policy, cap) = utils::get_policy(ctx);
    let mut treasury = utils::get_treasury_cap(ctx);
    let (token, into) = token::from_coin(treasury.mint(5, ctx), ctx);
    cap.confirm_with_policy_cap(into, ctx);
    let (coin, out) = token.to_coin(ctx);
    treasury.confirm_with_treasury_cap(out, ctx);
    assert_eq!(treasury.burn(coin), 5);
    let spent = token::mint(&mut treasury, 2, ctx).spend(ctx);
    treasury.confirm_with_treasury_cap(spent, ctx);
    assert_eq!(treasury.total_supply(), 0);
    utils::return_treasury_cap(treasury);
    utils::return_policy(policy, cap);
}

use fun token::confirm_with_policy_cap as sui::token::TokenPolicyCap.confirm_with_policy_cap;
use fun token::confirm_with_treasury_cap as sui::coin::TreasuryCap.confirm_with_treasury_cap;

#[test, expected_failure(abort_code = token::EUnknownAction)]
fun an_action_that_nobody_allowed() {
    let ctx = &mut utils::ctx(ALICE);
    let (policy, _cap) = utils::get_policy(ctx);
    let request = token::transfer(utils::mint(3, ctx), @0xB0B, ctx);
    policy.confirm_request(request, ctx);
    abort
}

#[test, expected_failure(abort_code = token::ENotApproved)]
fun a_rule_that_has_not_approved() {
    let ctx = &mut utils::ctx(ALICE);
    let (mut policy, cap) = utils::get_policy(ctx);
    policy.add_rule_for_action<TEST, Rule>(&cap, token::transfer_action(), ctx);
    let request = token::transfer(utils::mint(3, ctx), @0xB0B, ctx);
    policy.confirm_request(request, ctx);
    abort
}

#[test, expected_failure(abort_code = token::ECantConsumeBalance)]
fun what_is_spent_goes_to_the_policy() {
    let ctx = &mut utils::ctx(ALICE);
    let (mut policy, cap) = utils::get_policy(ctx);
    policy.allow(&cap, token::spend_action(), ctx);
    policy.confirm_request(utils::mint(3, ctx).spend(ctx), ctx);
    abort
}

#[test, expected_failure(abort_code = token::ENotAuthorized)]
fun the_capability_of_another_policy() {
    let ctx = &mut utils::ctx(ALICE);
    let (mut policy, cap) = utils::get_policy(ctx);
    let (other, other_cap) = utils::get_policy(ctx);
    destroy(other);
    destroy(cap);
    policy.allow(&other_cap, token::spend_action(), ctx);
    abort
}
