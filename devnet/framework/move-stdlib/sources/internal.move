/// Proof that the module which defines a type agrees to something.
module std::internal;

/// The consent of the module that defines `T`.
public struct Permit<phantom T>() has drop;

/// The consent of the calling module. Only the module that defines `T` may call this: the bytecode verifier
/// of Sui refuses every other call.
public fun permit<T>(): Permit<T> {
    Permit()
}
