// SPDX-License-Identifier: Apache-2.0

/// One round: who is ready, what was drawn, who has answered, who vouches for whom, and what came
/// of it. `evidence::round` has the calls; this module has the rules that need no more than the
/// round itself, its times and the committee.
///
/// opened -> ready -> drawn -> closed          a quorum was ready in time, and somebody drew
///       \-> void  \-> void                    it was not, or nobody did
///
/// A round that has all its verdicts (closed or void) settles, member by member. The next one
/// cannot open before that, nor before the deadline of this one.
module evidence::round_state;

use evidence::{members, statements::Signers, terms::Term, times, verdict::{Self, Verdict}};
use walrus_core::quorum;

// === Errors ===

/// The round is not in the state in which this can be done.
const EWrongPhase: u64 = 0;
/// It is too late for this.
const ETooLate: u64 = 1;
/// It is too early for this.
const ETooEarly: u64 = 2;
/// The message was signed in another epoch than that of the round.
const EWrongEpoch: u64 = 3;
/// The certificate adds nothing to what is known.
const ENothingNew: u64 = 4;
/// The node has posted its root already.
const EAnsweredAlready: u64 = 5;
/// The root is 32 zero bytes, which stands for none.
const ENoRoot: u64 = 6;
/// The node has not posted a root, so it has claimed nothing.
const EClaimedNothing: u64 = 7;
/// The node has its verdict: it is convicted, or has paid for this round.
const EJudgedAlready: u64 = 8;
/// A member has no verdict that can no longer change; wait for the deadline.
const EStillOpen: u64 = 9;
/// So many accusations wait against the member that no more are taken; resolve them, or convict.
const ETooManyAccusations: u64 = 10;

// === Constants ===

/// Accusations against one member that wait at one time. A member can have claimed anything about
/// blobs that nobody has stored, and its friends accuse it of all that: each has to be resolved before
/// the round is over.
const MAX_ACCUSATIONS: u32 = 8;

// === Structs ===

public enum Phase has copy, drop, store {
    Opened,
    /// A quorum has the set with this number.
    Ready { set: u64, since_ms: u64 },
    Drawn,
    Closed { is_conclusive: bool },
    Void,
    /// A quorum says that the set is empty: there is nothing to ask.
    Empty,
}

/// A set of blobs, and the members that have it.
public struct Set has copy, drop, store {
    count: u64,
    bytes: u64,
    root: address,
    signers: u256,
    weight: u16,
}

/// A round.
public struct RoundState has drop, store {
    number: u32,
    epoch: u32,
    phase: Phase,
    opened_ms: u64,
    /// The sets that members have signed, and all these members. Who signs two sets counts for the
    /// first one only, and is noted.
    sets: vector<Set>,
    signers: u256,
    contradicted: u256,
    /// What decides the samples, and when it was drawn; zero before.
    seed: address,
    seed_ms: u64,
    /// For each member: its root (zero: none), and those who vouch for its answers.
    roots: vector<address>,
    vouchers: vector<u256>,
    /// For each member: how many accusations wait.
    accusations: vector<u32>,
    verdicts: vector<Verdict>,
    settled: u256,
    /// Verdicts of so many members are decided, and their weight of passed and exempt ones.
    n_decided: u64,
    good_weight: u16,
    n_settled: u64,
}

// === Public-Package Functions: The Course of a Round ===

/// A round opens.
public(package) fun new(number: u32, term: &Term, now_ms: u64): RoundState {
    let n = term.size();
    RoundState {
        number,
        epoch: term.epoch(),
        phase: Phase::Opened,
        opened_ms: now_ms,
        sets: vector[],
        signers: 0,
        contradicted: 0,
        seed: @0x0,
        seed_ms: 0,
        roots: vector::tabulate!(n, |_| @0x0),
        vouchers: vector::tabulate!(n, |_| 0),
        accusations: vector::tabulate!(n, |_| 0),
        verdicts: vector::tabulate!(n, |_| verdict::none()),
        settled: 0,
        n_decided: 0,
        good_weight: 0,
        n_settled: 0,
    }
}

/// Members say that they have this set. Returns whether this makes the round ready.
public(package) fun add_ready(
    self: &mut RoundState,
    term: &Term,
    step_ms: u64,
    signers: &Signers,
    count: u64,
    bytes: u64,
    root: address,
    now_ms: u64,
): bool {
    let was_ready = match (&self.phase) {
        Phase::Opened => false,
        Phase::Ready { .. } => true,
        _ => abort EWrongPhase,
    };
    assert!(signers.epoch() == self.epoch, EWrongEpoch);
    assert!(now_ms <= self.opened_ms + times::ready_window(term, step_ms), ETooLate);

    let known = self.sets.find_index!(|set| {
        set.root == root && set.count == count && set.bytes == bytes
    });
    // Sets are no more than members: each has somebody who had signed nothing before.
    let at = known.destroy_or!(self.sets.length());
    let here = if (at < self.sets.length()) self.sets[at].signers else 0;
    let new = members::without(signers.bitmap(), self.signers);
    let contradicted = members::without(
        members::without(signers.bitmap(), here) & self.signers,
        self.contradicted,
    );
    assert!(new != 0 || contradicted != 0, ENothingNew);
    self.contradicted = self.contradicted | contradicted;
    if (new == 0) return false;

    self.signers = self.signers | new;
    if (at == self.sets.length()) {
        self.sets.push_back(Set { count, bytes, root, signers: 0, weight: 0 });
    };
    let set = &mut self.sets[at];
    set.signers = set.signers | new;
    set.weight = set.weight + members::weight(new, term.weights());
    if (was_ready || !quorum::is_quorum(set.weight, term.n_shards())) return false;
    self.phase = if (count == 0) Phase::Empty else Phase::Ready { set: at, since_ms: now_ms };
    if (count == 0) self.n_settled = term.size();
    true
}

/// Aborts unless the seed can be drawn now.
public(package) fun assert_can_draw(self: &RoundState, term: &Term, step_ms: u64, now_ms: u64) {
    match (&self.phase) {
        Phase::Ready { since_ms, .. } => {
            assert!(now_ms >= *since_ms + times::draw_delay(term, step_ms), ETooEarly);
        },
        _ => abort EWrongPhase,
    };
    assert!(now_ms <= self.opened_ms + times::draw_until(term, step_ms), ETooLate);
}

/// The seed has been drawn.
public(package) fun set_seed(self: &mut RoundState, seed: address, now_ms: u64) {
    self.seed = seed;
    self.seed_ms = now_ms;
    self.phase = Phase::Drawn;
}

/// A member answers.
public(package) fun answer(
    self: &mut RoundState,
    term: &Term,
    step_ms: u64,
    index: u64,
    root: address,
    now_ms: u64,
) {
    self.assert_drawn();
    assert!(now_ms <= self.answers_until(term, step_ms), ETooLate);
    assert!(root != @0x0, ENoRoot);
    assert!(self.roots[index] == @0x0, EAnsweredAlready);
    *&mut self.roots[index] = root;
}

/// Members vouch for the answers of others.
public(package) fun add_passed(
    self: &mut RoundState,
    term: &Term,
    step_ms: u64,
    signers: &Signers,
    nodes: u256,
    now_ms: u64,
) {
    self.assert_drawn();
    assert!(signers.epoch() == self.epoch, EWrongEpoch);
    // Answers are shown when no root can be posted any more.
    assert!(now_ms > self.answers_until(term, step_ms), ETooEarly);
    assert!(now_ms <= self.deadline(term, step_ms), ETooLate);
    members::assert_among(nodes, term.size());
    let signers = signers.bitmap();
    let mut is_new = false;
    let mut left = nodes;
    let mut index = 0;
    while (left != 0) {
        if (left & 1 == 1) {
            let before = self.vouchers[index];
            let after = before | signers;
            if (after != before) {
                *&mut self.vouchers[index] = after;
                is_new = true;
            };
        };
        left = left >> 1;
        index = index + 1;
    };
    assert!(is_new, ENothingNew);
}

/// Ends a round that was not ready, or not drawn, in time.
public(package) fun make_void(self: &mut RoundState, term: &Term, step_ms: u64, now_ms: u64) {
    let until = match (&self.phase) {
        Phase::Opened => times::ready_window(term, step_ms),
        Phase::Ready { .. } => times::draw_until(term, step_ms),
        _ => abort EWrongPhase,
    };
    assert!(now_ms > self.opened_ms + until, ETooEarly);
    self.phase = Phase::Void;
    let innocent = self.innocent_of_void(term.n_shards()) | term.exempt();
    term.size().do!(|i| {
        *&mut self.verdicts[i] = if (members::contains(innocent, i)) verdict::void()
        else verdict::kept_from_ready();
    });
}

/// Decides the verdicts of the next members, `at_most` of them. Before the deadline those are
/// decided that cannot change any more, and at least one has to be. Returns whether all are.
public(package) fun decide(
    self: &mut RoundState,
    term: &Term,
    step_ms: u64,
    at_most: u64,
    now_ms: u64,
): bool {
    self.assert_drawn();
    let is_over = now_ms > self.deadline(term, step_ms);
    let n = term.size();
    let start = self.n_decided;
    let end = n.min(start + at_most);
    let (mut counted, mut weight) = (0, 0);
    let mut index = start;
    while (index < end) {
        if (self.verdicts[index] != verdict::wrong()) {
            // Most members have the same vouchers.
            if (self.vouchers[index] != counted) {
                counted = self.vouchers[index];
                weight = members::weight(counted, term.weights());
            };
            let decided = self.verdict_by(term, index, weight);
            let is_good = decided == verdict::passed() || decided == verdict::exempt();
            if (!is_good && !is_over) break;
            if (is_good) self.good_weight = self.good_weight + term.weights()[index];
            *&mut self.verdicts[index] = decided;
        };
        index = index + 1;
    };
    assert!(index > start || n == 0, EStillOpen);
    self.n_decided = index;
    if (index < n) return false;
    let is_conclusive = quorum::is_quorum(self.good_weight, term.n_shards());
    self.phase = Phase::Closed { is_conclusive };
    true
}

// === Public-Package Functions: Proofs ===

/// Aborts unless something that this member has claimed in this round can be held against it.
public(package) fun assert_answerable(self: &RoundState, index: u64) {
    assert!(self.roots[index] != @0x0, EClaimedNothing);
    assert!(self.is_answerable(index), EJudgedAlready);
}

/// Can a proof against this member still convict it? One that was settled as passed or late can be
/// convicted; one that has paid for a miss has paid for the round.
public(package) fun is_answerable(self: &RoundState, index: u64): bool {
    let verdict = self.verdicts[index];
    verdict != verdict::wrong()
        && (
            !self.is_member_settled(index) || verdict == verdict::passed()
                || verdict == verdict::late(),
        )
}

/// An accusation is made against a member.
public(package) fun accuse(
    self: &mut RoundState,
    term: &Term,
    step_ms: u64,
    index: u64,
    now_ms: u64,
) {
    assert!(!self.is_member_settled(index), EJudgedAlready);
    assert!(now_ms <= self.deadline(term, step_ms), ETooLate);
    assert!(self.accusations[index] < MAX_ACCUSATIONS, ETooManyAccusations);
    *&mut self.accusations[index] = self.accusations[index] + 1;
}

/// An accusation against a member is no more.
public(package) fun drop_accusation(self: &mut RoundState, index: u64) {
    *&mut self.accusations[index] = self.accusations[index] - 1;
}

/// A proof has convicted a member. It counts as passed no more, if it has.
public(package) fun convict(self: &mut RoundState, term: &Term, index: u64) {
    let was_passed = self.verdicts[index] == verdict::passed();
    if (was_passed) self.good_weight = self.good_weight - term.weights()[index];
    *&mut self.verdicts[index] = verdict::wrong();
    self.mark_settled(index);
}

// === Public-Package Functions: Settling ===

/// Can verdicts be settled?
public(package) fun assert_decided(self: &RoundState) {
    match (&self.phase) {
        Phase::Closed { .. } => (),
        Phase::Void => (),
        _ => abort EWrongPhase,
    }
}

/// Is the member not settled yet, and not accused?
public(package) fun can_settle(self: &RoundState, index: u64): bool {
    !self.is_member_settled(index) && self.accusations[index] == 0
}

/// Settles a member.
public(package) fun mark_settled(self: &mut RoundState, index: u64) {
    if (self.is_member_settled(index)) return;
    self.settled = self.settled | members::only(index);
    self.n_settled = self.n_settled + 1;
}

/// Aborts unless the round is over in every respect, so that another one can open.
public(package) fun assert_over(self: &RoundState, term: &Term, step_ms: u64, now_ms: u64) {
    assert!(self.n_settled == self.verdicts.length(), EWrongPhase);
    let was_drawn = self.seed_ms > 0;
    assert!(!was_drawn || now_ms > self.deadline(term, step_ms), ETooEarly);
}

// === Public-Package Functions: Accessors ===

public(package) fun number(self: &RoundState): u32 {
    self.number
}

public(package) fun epoch(self: &RoundState): u32 {
    self.epoch
}

/// What decides the samples.
public(package) fun seed(self: &RoundState): address {
    self.seed
}

/// The root that a member has posted.
public(package) fun root(self: &RoundState, index: u64): address {
    self.roots[index]
}

public(package) fun verdict(self: &RoundState, index: u64): Verdict {
    self.verdicts[index]
}

/// Did enough members pass for the others' misses to count?
public(package) fun is_conclusive(self: &RoundState): bool {
    match (&self.phase) {
        Phase::Closed { is_conclusive } => *is_conclusive,
        _ => false,
    }
}

/// Has the member signed two sets?
public(package) fun has_contradicted(self: &RoundState, index: u64): bool {
    members::contains(self.contradicted, index)
}

/// The members that have signed two sets.
public(package) fun contradicted(self: &RoundState): u256 {
    self.contradicted
}

/// Has every member been settled?
public(package) fun is_settled(self: &RoundState): bool {
    self.n_settled == self.verdicts.length()
}

/// The last moment for an answer.
public(package) fun answers_until(self: &RoundState, term: &Term, step_ms: u64): u64 {
    self.seed_ms + times::answer_time(term, step_ms)
}

/// The last moment for verdicts and accusations.
public(package) fun deadline(self: &RoundState, term: &Term, step_ms: u64): u64 {
    self.seed_ms + times::deadline(term, step_ms)
}

// === Private Functions ===

fun assert_drawn(self: &RoundState) {
    assert!(self.phase == Phase::Drawn, EWrongPhase);
}

fun is_member_settled(self: &RoundState, index: u64): bool {
    members::contains(self.settled, index)
}

/// The verdict of a member for which others with this weight vouch. Without a root there is nothing
/// that could be proved wrong, so nothing to vouch for.
fun verdict_by(self: &RoundState, term: &Term, index: u64, weight: u16): Verdict {
    let n_shards = term.n_shards();
    if (members::contains(term.exempt(), index)) verdict::exempt()
    else if (self.roots[index] == @0x0) verdict::missed()
    else if (quorum::is_quorum(weight, n_shards)) verdict::passed()
    else if (weight >= quorum::one_honest_weight(n_shards)) verdict::late()
    else verdict::missed()
}

/// Who has not kept the round from being one: the signers of the heaviest set, and of two of the
/// same weight the first. Where no set has an honest node behind it for certain, faulty nodes alone
/// may have made the heaviest; then whoever has signed any set is innocent. Who has signed two sets
/// is not.
fun innocent_of_void(self: &RoundState, n_shards: u16): u256 {
    let (mut signers, mut weight) = (0, 0);
    self.sets.do_ref!(|set| if (set.weight > weight) {
        signers = set.signers;
        weight = set.weight;
    });
    if (weight < quorum::one_honest_weight(n_shards)) signers = self.signers;
    members::without(signers, self.contradicted)
}

// === Test Only ===

/// Who vouches for the answers of a member.
#[test_only]
public fun vouchers(self: &RoundState, index: u64): u256 {
    self.vouchers[index]
}

/// The weight of the heaviest set.
#[test_only]
public fun set_weights(self: &RoundState): vector<u16> {
    self.sets.map_ref!(|set| set.weight)
}
