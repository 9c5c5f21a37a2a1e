/// A kiosk, and what is sold in it, to test policies with.
#[test_only]
module sui::kiosk_test_utils;

use sui::{
    coin::{Self, Coin},
    kiosk::{Self, Kiosk, KioskOwnerCap},
    package::{Self, Publisher},
    sui::SUI,
    transfer_policy::{Self, TransferPolicy, TransferPolicyCap}
};

/// The witness of the publisher.
public struct OTW has drop {}

/// What is sold.
public struct Asset has key, store {
    id: UID,
}

public fun ctx(): TxContext {
    tx_context::dummy()
}

/// Three people.
public fun folks(): (address, address, address) {
    (@0xA11CE, @0xB0B, @0xCA51)
}

public fun get_publisher(ctx: &mut TxContext): Publisher {
    package::test_claim(OTW {}, ctx)
}

public fun get_policy(ctx: &mut TxContext): (TransferPolicy<Asset>, TransferPolicyCap<Asset>) {
    let publisher = get_publisher(ctx);
    let (policy, cap) = transfer_policy::new(&publisher, ctx);
    return_publisher(publisher);
    (policy, cap)
}

public fun get_sui(amount: u64, ctx: &mut TxContext): Coin<SUI> {
    coin::mint_for_testing(amount, ctx)
}

public fun get_asset(ctx: &mut TxContext): (Asset, ID) {
    let asset = Asset { id: object::new(ctx) };
    let id = object::id(&asset);
    (asset, id)
}

public fun get_kiosk(ctx: &mut TxContext): (Kiosk, KioskOwnerCap) {
    kiosk::new(ctx)
}

public fun return_publisher(publisher: Publisher) {
    publisher.burn_publisher()
}

/// Ends a policy; what it collected.
public fun return_policy(
    policy: TransferPolicy<Asset>,
    cap: TransferPolicyCap<Asset>,
    ctx: &mut TxContext,
): u64 {
    policy.destroy_and_withdraw(cap, ctx).burn_for_testing()
}

/// Ends a kiosk; its profits.
public fun return_kiosk(kiosk: Kiosk, cap: KioskOwnerCap, ctx: &mut TxContext): u64 {
    kiosk.close_and_withdraw(cap, ctx).burn_for_testing()
}

public fun return_assets(assets: vector<Asset>) {
    assets.do!(|Asset { id }| id.delete())
}
