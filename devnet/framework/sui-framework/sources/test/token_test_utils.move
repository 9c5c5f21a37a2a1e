/// A token to test rules with.
#[test_only]
module sui::token_test_utils;

use sui::{coin::{Self, TreasuryCap}, token::{Self, Token, TokenPolicy, TokenPolicyCap}};

/// The token's type.
public struct TEST has drop {}

/// A context of `sender`.
public fun ctx(sender: address): TxContext {
    tx_context::new_from_hint(sender, 0, 0, 0, 0)
}

public fun get_treasury_cap(ctx: &mut TxContext): TreasuryCap<TEST> {
    coin::create_treasury_cap_for_testing(ctx)
}

public fun return_treasury_cap(treasury_cap: TreasuryCap<TEST>) {
    std::unit_test::destroy(treasury_cap)
}

public fun get_policy(ctx: &mut TxContext): (TokenPolicy<TEST>, TokenPolicyCap<TEST>) {
    token::new_policy_for_testing(ctx)
}

public fun return_policy(policy: TokenPolicy<TEST>, cap: TokenPolicyCap<TEST>) {
    policy.burn_policy_for_testing(cap)
}

public fun mint(amount: u64, ctx: &mut TxContext): Token<TEST> {
    token::mint_for_testing(amount, ctx)
}

public fun burn(token: Token<TEST>) {
    token.burn_for_testing()
}
