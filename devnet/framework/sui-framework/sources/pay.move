/// Things that people do with coins, as functions a transaction can call.
module sui::pay;

use sui::coin::Coin;

/// No coins were given.
const ENoCoins: u64 = 0;

/// Gives a coin to the sender.
#[allow(lint(self_transfer))]
public fun keep<T>(c: Coin<T>, ctx: &TxContext) {
    transfer::public_transfer(c, ctx.sender())
}

/// Splits an amount off, for the sender.
public entry fun split<T>(coin: &mut Coin<T>, split_amount: u64, ctx: &mut TxContext) {
    let part = coin.split(split_amount, ctx);
    part.keep(ctx)
}

use fun keep as Coin.keep;

/// Splits amounts off, for the sender.
public entry fun split_vec<T>(self: &mut Coin<T>, split_amounts: vector<u64>, ctx: &mut TxContext) {
    split_amounts.do!(|amount| split(self, amount, ctx))
}

/// Splits an amount off, for `recipient`.
public entry fun split_and_transfer<T>(
    c: &mut Coin<T>,
    amount: u64,
    recipient: address,
    ctx: &mut TxContext,
) {
    let part = c.split(amount, ctx);
    transfer::public_transfer(part, recipient)
}

/// Splits a coin into `n` equal parts, for the sender; the last one stays.
public entry fun divide_and_keep<T>(self: &mut Coin<T>, n: u64, ctx: &mut TxContext) {
    let parts = self.divide_into_n(n, ctx);
    parts.destroy!(|part| part.keep(ctx))
}

/// Adds a coin to another.
public entry fun join<T>(self: &mut Coin<T>, coin: Coin<T>) {
    self.join(coin)
}

/// Adds coins to another.
public entry fun join_vec<T>(self: &mut Coin<T>, coins: vector<Coin<T>>) {
    coins.destroy!(|coin| self.join(coin))
}

/// Adds coins up to one, for `receiver`. Aborts with `ENoCoins`.
public entry fun join_vec_and_transfer<T>(mut coins: vector<Coin<T>>, receiver: address) {
    assert!(!coins.is_empty(), ENoCoins);
    let mut sum = coins.pop_back();
    join_vec(&mut sum, coins);
    transfer::public_transfer(sum, receiver)
}
