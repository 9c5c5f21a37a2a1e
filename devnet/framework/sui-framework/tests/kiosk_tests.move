/// Kiosks, their extensions, and transfer policies.
#[test_only, allow(untyped_literal)]
module sui::kiosk_tests;

use std::unit_test::{assert_eq, destroy};
use sui::{
    event,
    kiosk::{Self, ItemDelisted, ItemListed, ItemPurchased, Kiosk, KioskOwnerCap},
    kiosk_extension as extension,
    kiosk_test_utils::{Self as utils, Asset},
    transfer_policy as policy,
    transfer_policy_tests
};

public struct Rule has drop {}
public struct Other has drop {}

#[test]
fun an_item_is_placed_listed_and_bought() {
    let ctx = &mut utils::ctx();
    let (mut kiosk, cap) = utils::get_kiosk(ctx);
    let (asset, id) = utils::get_asset(ctx);
    let (policy, policy_cap) = utils::get_policy(ctx);
    kiosk.place(&cap, asset);
    assert!(kiosk.has_item(id) && kiosk.has_item_with_type<Asset>(id) && !kiosk.is_listed(id));
    assert_eq!(object::id(kiosk.borrow<Asset>(&cap, id)), id);
    kiosk.list<Asset>(&cap, id, 10);
    kiosk.delist<Asset>(&cap, id);
    kiosk.list<Asset>(&cap, id, 20);
    assert!(kiosk.is_listed(id) && !kiosk.is_listed_exclusively(id));
    let (bought, request) = kiosk.purchase<Asset>(id, utils::get_sui(20, ctx));
    let (item, paid, from) = policy.confirm_request(request);
    assert!(item == id && paid == 20 && from == object::id(&kiosk));
    assert_eq!(kiosk.item_count(), 0);
    assert_eq!(kiosk.profits_amount(), 20);
    assert_eq!(event::events_by_type<ItemListed<Asset>>().length(), 2);
    assert_eq!(event::events_by_type<ItemDelisted<Asset>>().length(), 1);
    assert_eq!(event::events_by_type<ItemPurchased<Asset>>().length(), 1);
    assert_eq!(kiosk.withdraw(&cap, option::some(5), ctx).burn_for_testing(), 5);
    assert_eq!(utils::return_kiosk(kiosk, cap, ctx), 15);
    assert_eq!(utils::return_policy(policy, policy_cap, ctx), 0);
    utils::return_assets(vector[bought]);
}

#[test]
fun who_has_the_capability_alone_can_buy() {
    let ctx = &mut utils::ctx();
    let (mut kiosk, cap) = utils::get_kiosk(ctx);
    let (asset, id) = utils::get_asset(ctx);
    let (policy, policy_cap) = utils::get_policy(ctx);
    kiosk.lock(&cap, &policy, asset);
    assert!(kiosk.is_locked(id));
    let right = kiosk.list_with_purchase_cap<Asset>(&cap, id, 7, ctx);
    assert_eq!(right.purchase_cap_item(), id);
    assert_eq!(right.purchase_cap_kiosk(), object::id(&kiosk));
    assert_eq!(right.purchase_cap_min_price(), 7);
    assert!(kiosk.is_listed_exclusively(id));
    kiosk.return_purchase_cap(right);
    let right = kiosk.list_with_purchase_cap<Asset>(&cap, id, 7, ctx);
    let (bought, request) = kiosk.purchase_with_cap(right, utils::get_sui(9, ctx));
    assert_eq!(request.paid(), 9);
    policy.confirm_request(request);
    assert!(!kiosk.is_locked(id) && !kiosk.is_listed(id));
    assert_eq!(utils::return_kiosk(kiosk, cap, ctx), 9);
    utils::return_policy(policy, policy_cap, ctx);
    utils::return_assets(vector[bought]);
}

#[test]
fun an_item_is_lent_and_taken() {
    let ctx = &mut utils::ctx();
    let (mut kiosk, cap) = utils::get_kiosk(ctx);
    let (asset, id) = utils::get_asset(ctx);
    kiosk.place_and_list(&cap, asset, 3);
    let taken: Asset = kiosk.take(&cap, id);
    assert!(!kiosk.is_listed(id));
    kiosk.place(&cap, taken);
    let (lent, promise) = kiosk.borrow_val<Asset>(&cap, id);
    assert!(!kiosk.has_item(id));
    kiosk.return_val(lent, promise);
    kiosk.set_owner_custom(&cap, @0xB0B);
    assert_eq!(kiosk.owner(), @0xB0B);
    kiosk.set_owner(&cap, ctx);
    assert_eq!(kiosk.owner(), ctx.sender());
    utils::return_assets(vector[kiosk.take(&cap, id)]);
    utils::return_kiosk(kiosk, cap, ctx);
}

/// A kiosk with one item, which a stranger has a capability of another kiosk for.
fun shop(ctx: &mut TxContext): (Kiosk, KioskOwnerCap, KioskOwnerCap, ID) {
    let (mut kiosk, cap) = utils::get_kiosk(ctx);
    let (other, stranger) = utils::get_kiosk(ctx);
    destroy(other);
    let (asset, id) = utils::get_asset(ctx);
    kiosk.place(&cap, asset);
    (kiosk, cap, stranger, id)
}

#[test, expected_failure(abort_code = kiosk::ENotOwner)]
fun a_stranger_takes_nothing() {
    let (mut kiosk, _cap, stranger, id) = shop(&mut utils::ctx());
    destroy(kiosk.take<Asset>(&stranger, id));
    abort
}

#[test, expected_failure(abort_code = kiosk::EIncorrectAmount)]
fun the_price_is_the_price() {
    let ctx = &mut utils::ctx();
    let (mut kiosk, cap, _stranger, id) = shop(ctx);
    kiosk.list<Asset>(&cap, id, 10);
    let (_item, _request) = kiosk.purchase<Asset>(id, utils::get_sui(11, ctx));
    abort
}

#[test, expected_failure(abort_code = kiosk::ENotEmpty)]
fun a_kiosk_with_items_stays_open() {
    let ctx = &mut utils::ctx();
    let (kiosk, cap, _stranger, _id) = shop(ctx);
    utils::return_kiosk(kiosk, cap, ctx);
    abort
}

#[test, expected_failure(abort_code = kiosk::EItemIsListed)]
fun what_is_for_sale_stays_as_it_is() {
    let (mut kiosk, cap, _stranger, id) = shop(&mut utils::ctx());
    kiosk.list<Asset>(&cap, id, 10);
    kiosk.borrow_mut<Asset>(&cap, id);
    abort
}

#[test, expected_failure(abort_code = kiosk::EUidAccessNotAllowed)]
fun strangers_do_not_reach_the_identity() {
    let (mut kiosk, cap, _stranger, _id) = shop(&mut utils::ctx());
    kiosk.set_allow_extensions(&cap, true);
    assert_eq!(kiosk.uid_mut().to_inner(), object::id(&kiosk));
    kiosk.set_allow_extensions(&cap, false);
    kiosk.uid_mut();
    abort
}

#[test]
fun an_extension_does_what_it_may() {
    let ctx = &mut utils::ctx();
    let (mut kiosk, cap) = utils::get_kiosk(ctx);
    let (policy, policy_cap) = utils::get_policy(ctx);
    let (asset, id) = utils::get_asset(ctx);
    extension::add(Rule {}, &mut kiosk, &cap, 3, ctx);
    assert!(extension::can_place<Rule>(&kiosk) && extension::can_lock<Rule>(&kiosk));
    assert!(!extension::is_installed<Other>(&kiosk));
    extension::storage_mut(Rule {}, &mut kiosk).add(1, true);
    assert!(extension::storage(Rule {}, &kiosk).contains(1));
    extension::lock(Rule {}, &mut kiosk, asset, &policy);
    assert!(kiosk.is_locked(id));
    extension::disable<Rule>(&mut kiosk, &cap);
    assert!(!extension::is_enabled<Rule>(&kiosk) && !extension::can_place<Rule>(&kiosk));
    extension::enable<Rule>(&mut kiosk, &cap);
    let _: bool = extension::storage_mut(Rule {}, &mut kiosk).remove(1);
    extension::remove<Rule>(&mut kiosk, &cap);
    utils::return_policy(policy, policy_cap, ctx);
    destroy(kiosk);
    destroy(cap);
}

#[test, expected_failure(abort_code = extension::EExtensionNotAllowed)]
fun an_extension_does_no_more_than_it_may() {
    let ctx = &mut utils::ctx();
    let (mut kiosk, cap) = utils::get_kiosk(ctx);
    let (policy, _policy_cap) = utils::get_policy(ctx);
    let (asset, _) = utils::get_asset(ctx);
    extension::add(Rule {}, &mut kiosk, &cap, 1, ctx);
    extension::lock(Rule {}, &mut kiosk, asset, &policy);
    abort
}

#[test]
fun every_rule_of_a_policy_is_met() {
    let ctx = &mut utils::ctx();
    let (mut policy, cap) = utils::get_policy(ctx);
    policy::add_rule(Rule {}, &mut policy, &cap, 5u64);
    assert!(policy.has_rule<Asset, Rule>() && !policy.has_rule<Asset, Other>());
    assert_eq!(*policy::get_rule<Asset, Rule, u64>(Rule {}, &policy), 5);
    let mut request = policy::new_request<Asset>(@0x1.to_id(), 9, @0x2.to_id());
    policy::add_receipt(Rule {}, &mut request);
    policy::add_to_balance(Rule {}, &mut policy, utils::get_sui(2, ctx));
    let (item, paid, from) = policy.confirm_request(request);
    assert!(item == @0x1.to_id() && paid == 9 && from == @0x2.to_id());
    policy.remove_rule<Asset, Rule, u64>(&cap);
    assert!(policy.rules().is_empty());
    assert_eq!(policy.withdraw(&cap, option::some(1), ctx).burn_for_testing(), 1);
    assert_eq!(utils::return_policy(policy, cap, ctx), 1);
}

#[test, expected_failure(abort_code = policy::EPolicyNotSatisfied)]
fun a_missing_receipt_is_noticed() {
    let ctx = &mut utils::ctx();
    let (mut policy, cap) = utils::get_policy(ctx);
    policy::add_rule(Rule {}, &mut policy, &cap, true);
    policy.confirm_request(policy::new_request(@0x1.to_id(), 9, @0x2.to_id()));
    abort
}

#[test, expected_failure(abort_code = policy::EIllegalRule)]
fun a_receipt_of_another_rule_does_not_count() {
    let ctx = &mut utils::ctx();
    let (mut policy, cap) = utils::get_policy(ctx);
    policy::add_rule(Rule {}, &mut policy, &cap, true);
    let mut request = policy::new_request<Asset>(@0x1.to_id(), 9, @0x2.to_id());
    policy::add_receipt(Other {}, &mut request);
    policy.confirm_request(request);
    abort
}

#[test]
fun a_policy_for_tests_of_rules() {
    let ctx = &mut utils::ctx();
    let (policy, cap) = transfer_policy_tests::prepare(ctx);
    let item = transfer_policy_tests::fresh_id(ctx);
    let (confirmed, _, _) = policy.confirm_request(policy::new_request(item, 1, item));
    assert_eq!(confirmed, item);
    assert_eq!(transfer_policy_tests::wrapup(policy, cap, ctx), 0);
}
