// SPDX-License-Identifier: Apache-2.0

/// What a round has shown of one member.
///
/// A quorum that vouches for its answers makes it passed; one honest weight makes it late, for at
/// least one honest node has checked every sample. Anything less is a miss: silence is not told
/// apart from failure. A proof that an answer is wrong outweighs all of these.
module evidence::verdict;

// === Structs ===

public enum Verdict has copy, drop, store {
    /// Not decided yet.
    None,
    Passed,
    Late,
    Missed,
    /// A proof has convicted it.
    Wrong,
    /// It has declared all its shards lost.
    Exempt,
    /// The round came to nothing, and the member is not (or is) among those who kept it from
    /// becoming one.
    Void,
    KeptFromReady,
}

// === Public-Package Functions ===

public(package) fun none(): Verdict {
    Verdict::None
}

public(package) fun passed(): Verdict {
    Verdict::Passed
}

public(package) fun late(): Verdict {
    Verdict::Late
}

public(package) fun missed(): Verdict {
    Verdict::Missed
}

public(package) fun wrong(): Verdict {
    Verdict::Wrong
}

public(package) fun exempt(): Verdict {
    Verdict::Exempt
}

public(package) fun void(): Verdict {
    Verdict::Void
}

public(package) fun kept_from_ready(): Verdict {
    Verdict::KeptFromReady
}
