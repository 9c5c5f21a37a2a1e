// SPDX-License-Identifier: Apache-2.0

/// The times of rounds, in milliseconds: fractions of an epoch. They are at least so many steps, so
/// that short epochs have rounds as well. Those in which nodes give no data are at most so many
/// steps, so that readers wait for a minute or two, however long the epoch is.
///
/// | what          | fraction | steps   | from                                                  |
/// |---------------|----------|---------|-------------------------------------------------------|
/// | slot          | 1/64     |         | the end of the epoch change                           |
/// | ready window  | 1/128    | 2 to 6  | the opening: nodes say which set they have            |
/// | draw delay    | 1/512    | 1 to 2  | a quorum is ready: no draw before                     |
/// | draw until    | 1/64     | 5 to 12 | the opening: no draw after                            |
/// | answer time   | 1/256    | 2 to 6  | the draw: no answer after                             |
/// | deadline      | 1/32     | from 5  | the draw: no verdict and no accusation after          |
/// | acquit time   | 1/64     | from 3  | an accusation: it convicts after                      |
///
/// A round opens only if all of these are over by 31/32 of the epoch.
module evidence::times;

use evidence::terms::Term;

// === Public-Package Functions ===

/// The number of the slot in which a time falls.
public(package) fun slot(term: &Term, now_ms: u64): u64 {
    (now_ms - term.done_ms()) / slot_length(term)
}

/// Is there time for a round that opens now?
public(package) fun fits(term: &Term, step_ms: u64, now_ms: u64): bool {
    let end_ms =
        now_ms + draw_until(term, step_ms) + deadline(term, step_ms)
        + acquit_time(term, step_ms);
    end_ms <= term.done_ms() + 31 * term.duration_ms() / 32
}

/// Is this the last slot in which a round can open at any moment: is there no time for one at the
/// end of the next? What may be left after it can be as short as a millisecond.
public(package) fun is_last_slot(term: &Term, step_ms: u64, slot: u64): bool {
    !fits(term, step_ms, term.done_ms() + (slot + 2) * slot_length(term))
}

public(package) fun ready_window(term: &Term, step_ms: u64): u64 {
    fraction(term, step_ms, 128, 2).min(6 * step_ms)
}

public(package) fun draw_delay(term: &Term, step_ms: u64): u64 {
    fraction(term, step_ms, 512, 1).min(2 * step_ms)
}

public(package) fun draw_until(term: &Term, step_ms: u64): u64 {
    fraction(term, step_ms, 64, 5).min(12 * step_ms)
}

public(package) fun answer_time(term: &Term, step_ms: u64): u64 {
    fraction(term, step_ms, 256, 2).min(6 * step_ms)
}

public(package) fun deadline(term: &Term, step_ms: u64): u64 {
    fraction(term, step_ms, 32, 5)
}

public(package) fun acquit_time(term: &Term, step_ms: u64): u64 {
    fraction(term, step_ms, 64, 3)
}

// === Private Functions ===

/// An epoch of walrus lasts a second at least, and a year at most.
fun slot_length(term: &Term): u64 {
    term.duration_ms() / 64
}

fun fraction(term: &Term, step_ms: u64, part: u64, steps: u64): u64 {
    (term.duration_ms() / part).max(steps * step_ms)
}
