/// SUI, the currency that pays for gas: 9 decimals, the smallest amount is a MIST.
module sui::sui;

use sui::{balance::Balance, coin};

/// The currency is founded in epoch 0 only.
const EAlreadyMinted: u64 = 0;
/// Only the system (address 0x0) may do this.
const ENotSystemAddress: u64 = 1;

#[allow(unused_const)]
const MIST_PER_SUI: u64 = 1_000_000_000;
/// In SUI.
#[allow(unused_const)]
const TOTAL_SUPPLY_SUI: u64 = 10_000_000_000;
/// In MIST.
const TOTAL_SUPPLY_MIST: u64 = 10_000_000_000_000_000_000;

public struct SUI has drop {}

/// Founds the currency at genesis and returns all of it that there will ever be.
#[allow(unused_function)]
fun new(ctx: &mut TxContext): Balance<SUI> {
    assert!(ctx.sender() == @0x0, ENotSystemAddress);
    assert!(ctx.epoch() == 0, EAlreadyMinted);
    let (treasury, metadata) = coin::create_currency(
        SUI {},
        9,
        b"SUI",
        b"Sui",
        b"",
        option::none(),
        ctx,
    );
    transfer::public_freeze_object(metadata);
    let mut supply = treasury.treasury_into_supply();
    let everything = supply.increase_supply(TOTAL_SUPPLY_MIST);
    supply.destroy_supply();
    everything
}

/// Gives a coin to somebody.
public entry fun transfer(c: coin::Coin<SUI>, recipient: address) {
    transfer::public_transfer(c, recipient)
}
