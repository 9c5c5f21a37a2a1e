/// A currency, made when the package is published.
module ledger_tests::token;

use sui::coin::{Self, TreasuryCap};

public struct TOKEN has drop {}

/// Says how often `init` ran.
public struct Started has key {
    id: UID,
    witness: bool,
}

fun init(witness: TOKEN, ctx: &mut TxContext) {
    let is_witness = sui::types::is_one_time_witness(&witness);
    let (treasury, metadata) = coin::create_currency(
        witness,
        2,
        b"TOK",
        b"Token",
        b"For tests",
        option::none(),
        ctx,
    );
    transfer::public_freeze_object(metadata);
    transfer::public_transfer(treasury, ctx.sender());
    transfer::share_object(Started { id: object::new(ctx), witness: is_witness });
}

public fun mint(
    treasury: &mut TreasuryCap<TOKEN>,
    amount: u64,
    ctx: &mut TxContext,
): sui::coin::Coin<TOKEN> {
    treasury.mint(amount, ctx)
}
