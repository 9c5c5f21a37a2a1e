/// A coin with metadata.
module rpc_tests::gold;

use sui::{coin::{Self, TreasuryCap}, url};

public struct GOLD has drop {}

fun init(witness: GOLD, ctx: &mut TxContext) {
    let (mut treasury, metadata) = coin::create_currency(
        witness,
        3,
        b"GLD",
        b"Gold",
        b"For tests",
        option::some(url::new_unsafe_from_bytes(b"https://example.com/gold.svg")),
        ctx,
    );
    transfer::public_freeze_object(metadata);
    treasury.mint_and_transfer(1_000, ctx.sender(), ctx);
    transfer::public_transfer(treasury, ctx.sender());
}

public fun mint(treasury: &mut TreasuryCap<GOLD>, amount: u64, to: address, ctx: &mut TxContext) {
    treasury.mint_and_transfer(amount, to, ctx);
}
