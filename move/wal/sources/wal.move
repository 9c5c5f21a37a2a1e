// SPDX-License-Identifier: Apache-2.0

/// WAL, the coin that pays for storage and is staked with storage nodes. For local and test
/// networks.
///
/// 1 WAL is 10^9 FROST, the smallest unit. The whole supply is minted once, to the publisher of
/// this package, who distributes it: a faucet is an ordinary wallet. The treasury capability is
/// locked in `ProtectedTreasury`, with which anyone can burn and nobody can mint. So the supply can
/// only fall.
module wal::wal;

use sui::{coin::{Self, Coin, TreasuryCap}, dynamic_object_field as dof};

// === Constants ===

/// Digits after the decimal point: FROST are the ninth.
const DECIMALS: u8 = 9;

/// Everything there will ever be: 5 billion WAL, in FROST.
const TOTAL_SUPPLY: u64 = 5_000_000_000_000_000_000;

// === Structs ===

/// The coin's type, and the one-time witness that creates it.
public struct WAL has drop {}

/// Shared holder of the treasury cap, which sits in a dynamic object field under `TreasuryCapKey`
/// so that explorers still find it.
public struct ProtectedTreasury has key {
    id: UID,
}

/// Where `ProtectedTreasury` keeps its `TreasuryCap<WAL>`.
public struct TreasuryCapKey has copy, drop, store {}

// === Public Functions ===

/// Burns coins. Never aborts.
public fun burn(treasury: &mut ProtectedTreasury, coin: Coin<WAL>) {
    let cap: &mut TreasuryCap<WAL> = dof::borrow_mut(&mut treasury.id, TreasuryCapKey {});
    cap.burn(coin);
}

/// The supply in FROST. Never aborts.
public fun total_supply(treasury: &ProtectedTreasury): u64 {
    let cap: &TreasuryCap<WAL> = dof::borrow(&treasury.id, TreasuryCapKey {});
    cap.total_supply()
}

// === Private Functions ===

/// Mints the supply to the publisher, freezes the metadata and locks the treasury cap away.
#[allow(lint(share_owned))]
fun init(witness: WAL, ctx: &mut TxContext) {
    let (mut cap, metadata) = coin::create_currency(
        witness,
        DECIMALS,
        b"WAL",
        b"WAL",
        b"Pays for storage and backs the nodes that provide it. Test networks only.",
        option::none(),
        ctx,
    );
    let supply = cap.mint(TOTAL_SUPPLY, ctx);
    let mut treasury = ProtectedTreasury { id: object::new(ctx) };
    dof::add(&mut treasury.id, TreasuryCapKey {}, cap);

    transfer::share_object(treasury);
    transfer::public_freeze_object(metadata);
    transfer::public_transfer(supply, ctx.sender());
}

// === Test Only ===

/// What publishing does, for the tests of packages that build on WAL.
#[test_only]
public fun init_for_testing(ctx: &mut TxContext) {
    init(WAL {}, ctx);
}
