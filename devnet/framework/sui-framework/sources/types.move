/// Facts about types.
module sui::types;

/// Whether `T` is a one-time witness: a type named like its module in capitals, of which the chain makes one
/// value, for `init`.
public native fun is_one_time_witness<T: drop>(_: &T): bool;
