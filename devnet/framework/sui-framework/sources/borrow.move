/// Lending an object by value within a transaction: whoever takes it must put the same one back.
module sui::borrow;

/// The promise is to another lender.
const EWrongBorrow: u64 = 0;
/// The object is not the one that was lent.
const EWrongValue: u64 = 1;

/// A lender.
public struct Referent<T: key + store> has store {
    id: address,
    /// None while it is lent.
    value: Option<T>,
}

/// The promise to put an object back.
public struct Borrow {
    ref: address,
    obj: ID,
}

/// A lender of `value`.
public fun new<T: key + store>(value: T, ctx: &mut TxContext): Referent<T> {
    let id = ctx.fresh_object_address();
    Referent { id, value: option::some(value) }
}

/// Takes the object. Aborts with `std::option::EOPTION_NOT_SET` when it is lent.
public fun borrow<T: key + store>(self: &mut Referent<T>): (T, Borrow) {
    let value = self.value.extract();
    let promise = Borrow { ref: self.id, obj: object::id(&value) };
    (value, promise)
}

/// Puts the object back. Aborts with `EWrongValue` and `EWrongBorrow`.
public fun put_back<T: key + store>(self: &mut Referent<T>, value: T, borrow: Borrow) {
    let Borrow { ref, obj } = borrow;
    assert!(obj == object::id(&value), EWrongValue);
    assert!(ref == self.id, EWrongBorrow);
    self.value.fill(value);
}

/// Ends the lender. Aborts with `std::option::EOPTION_NOT_SET` when the object is lent.
public fun destroy<T: key + store>(self: Referent<T>): T {
    let Referent { value, .. } = self;
    value.destroy_some()
}
