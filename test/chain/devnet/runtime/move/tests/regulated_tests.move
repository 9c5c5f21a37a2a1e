/// A regulated coin: its deny list is a tree of children, and what is denied takes effect with the next
/// epoch.
#[test_only]
module runtime_tests::regulated_tests;

use runtime_tests::notes::{Self, Notes};
use sui::{coin::{Self, DenyCapV2}, deny_list::{Self, DenyList}, test_scenario::{Self, Scenario}};

public struct REGULATED_TESTS has drop {}

fun begin(): Scenario {
    let mut scenario = test_scenario::begin(@0x0);
    deny_list::create_for_test(scenario.ctx());
    let (treasury, deny, metadata) = coin::create_regulated_currency_v2(
        REGULATED_TESTS {},
        9,
        b"R",
        b"",
        b"",
        option::none(),
        true,
        scenario.ctx(),
    );
    transfer::public_transfer(treasury, @0xa);
    transfer::public_transfer(deny, @0xa);
    transfer::public_freeze_object(metadata);
    scenario.next_tx(@0xa);
    scenario
}

fun observe(notes: &mut Notes, list: &DenyList, scenario: &mut Scenario) {
    vector[@0x1, @0x2].do!(|address| {
        let ctx = scenario.ctx();
        notes.add(&coin::deny_list_v2_contains_current_epoch<REGULATED_TESTS>(list, address, ctx));
        notes.add(&coin::deny_list_v2_contains_next_epoch<REGULATED_TESTS>(list, address));
    });
    let ctx = scenario.ctx();
    notes.add(
        &coin::deny_list_v2_is_global_pause_enabled_current_epoch<REGULATED_TESTS>(list, ctx),
    );
    notes.add(&coin::deny_list_v2_is_global_pause_enabled_next_epoch<REGULATED_TESTS>(list));
}

#[test]
fun denials_take_effect_with_the_next_epoch() {
    let mut scenario = begin();
    let mut notes = notes::empty();
    7u64.do!(|turn| {
        let mut list: DenyList = scenario.take_shared();
        let mut cap: DenyCapV2<REGULATED_TESTS> = scenario.take_from_sender();
        let ctx = scenario.ctx();
        if (turn == 1) coin::deny_list_v2_add(&mut list, &mut cap, @0x1, ctx);
        if (turn == 2) coin::deny_list_v2_add(&mut list, &mut cap, @0x2, ctx);
        if (turn == 3) coin::deny_list_v2_remove(&mut list, &mut cap, @0x1, ctx);
        if (turn == 4) coin::deny_list_v2_enable_global_pause(&mut list, &mut cap, ctx);
        if (turn == 5) coin::deny_list_v2_disable_global_pause(&mut list, &mut cap, ctx);
        observe(&mut notes, &list, &mut scenario);
        test_scenario::return_shared(list);
        scenario.return_to_sender(cap);
        // A later transaction of the same epoch reads what the epoch began with, or not, as the machine says.
        scenario.next_tx(@0xa);
        let list: DenyList = scenario.take_shared();
        observe(&mut notes, &list, &mut scenario);
        test_scenario::return_shared(list);
        scenario.next_epoch(@0xa);
    });
    scenario.end();
    notes.end();
}
