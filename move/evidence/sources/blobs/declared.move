// SPDX-License-Identifier: Apache-2.0

/// Shards that a node says it has lost, before anybody asks.
///
/// It costs no stake: honesty has to be cheaper than to be caught. The shards named earn nothing in
/// this epoch and the next one, and are not asked for in rounds until then; a node that has lost
/// all of its shards is exempt. After that they are asked for again, and are missed if they are still
/// lost. A second declaration within four epochs counts as failing, so that nobody declares instead
/// of storing.
///
/// No declaration counts in a round that may be open already: from the attempt that could open one
/// until it is settled.
module evidence::declared;

use evidence::{
    declaration,
    evidence::{Evidence, EvidenceInnerV1},
    evidence_events,
    penalties,
    schedule,
    witness
};
use walrus::{judge::Sentence, storage_node::StorageNodeCap};

// === Errors ===

/// The shards are not in ascending order, or there is none.
const EInvalidOrder: u64 = 0;
/// The node does not own the shard in this epoch.
const ENotItsShard: u64 = 1;
/// The node has no shards that it declared lost in the epoch before and has not got back, or pays
/// for them already.
const ENothingDeclared: u64 = 2;

// === Public Functions ===

/// The node says that it has lost these shards, in ascending order: all that are lost now.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` if no epoch has been taken in,
/// - `slots::EAttemptPending` or `evidence::ERoundOpen` if a round is open or may be,
/// - `terms::ENotAMember` if the node is not in the committee,
/// - `EInvalidOrder` or `ENotItsShard` if the shards are not in order, or not the node's.
public fun declare(self: &mut Evidence, cap: &StorageNodeCap, shards: vector<u16>): Sentence {
    let inner = self.inner_mut();
    inner.assert_no_round();
    let node_id = cap.node_id();
    let term = inner.term();
    let epoch = term.epoch();
    let index = term.index_of(node_id);
    let owned = term.weights()[index] as u64;
    let count = shards.length();
    assert!(count > 0, EInvalidOrder);
    count.do!(|i| {
        assert!(i == 0 || shards[i - 1] < shards[i], EInvalidOrder);
        assert!(term.owns(index, shards[i]), ENotItsShard);
    });
    inner.set_exempt(index, count == owned);

    let declarations = inner.declarations_mut();
    let is_repeated =
        declarations.contains(node_id) && declarations.remove(node_id).is_recent(epoch);
    declarations.add(node_id, declaration::new(epoch, shards));
    evidence_events::shards_declared_lost(epoch, node_id, shards, epoch + 1, is_repeated);
    inner.charge(node_id, epoch, count, owned, is_repeated)
}

/// Withholds, in the epoch after a declaration, what the shards would earn that the node still owns
/// and has not got back. Anyone may call it, once. A node that has lost all of its shards is exempt
/// from then on.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` if no epoch has been taken in,
/// - `slots::EAttemptPending` or `evidence::ERoundOpen` if a round is open or may be,
/// - `terms::ENotAMember` if the node is not in the committee,
/// - `ENothingDeclared` if there is nothing to withhold for.
public fun hold_over(self: &mut Evidence, node_id: ID): Sentence {
    let inner = self.inner_mut();
    inner.assert_no_round();
    let term = inner.term();
    let epoch = term.epoch();
    let index = term.index_of(node_id);
    let owned = term.weights()[index] as u64;
    let declarations = inner.declarations_mut();
    assert!(declarations.contains(node_id), ENothingDeclared);
    let declaration = &mut declarations[node_id];
    assert!(declaration.holds_over(epoch) && declaration.charge(epoch), ENothingDeclared);
    let shards = *declaration.shards();
    let term = inner.term();
    let count = shards.count!(|shard| term.owns(index, *shard));
    inner.set_exempt(index, count == owned);
    evidence_events::shards_still_lost(epoch, node_id, count);
    inner.charge(node_id, epoch, count, owned, false)
}

/// The node says that it has its shards again. They are asked for from the next round on.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `evidence::EUnknownEpoch` if no epoch has been taken in,
/// - `slots::EAttemptPending` or `evidence::ERoundOpen` if a round is open or may be,
/// - `terms::ENotAMember` if the node is not in the committee,
/// - `ENothingDeclared` if nothing that it declared is lost.
public fun restore(self: &mut Evidence, cap: &StorageNodeCap) {
    let inner = self.inner_mut();
    inner.assert_no_round();
    let node_id = cap.node_id();
    let (epoch, index) = (inner.term().epoch(), inner.term().index_of(node_id));
    let declarations = inner.declarations_mut();
    assert!(declarations.contains(node_id), ENothingDeclared);
    assert!(declarations[node_id].restore(), ENothingDeclared);
    inner.set_exempt(index, false);
    evidence_events::shards_restored(epoch, node_id);
}

// === Private Functions ===

use fun charge as EvidenceInnerV1.charge;

/// Withholds what `count` of the node's `owned` shards earn; whoever declares too often pays as for
/// misses in a row.
fun charge(
    inner: &mut EvidenceInnerV1,
    node_id: ID,
    epoch: u32,
    count: u64,
    owned: u64,
    is_failure: bool,
): Sentence {
    let mut sentence = witness::sentence();
    let (node_records, schedule) = inner.node_records_mut(epoch);
    let (stake_ppm, rewards_ppm) = if (is_failure) schedule.cost(schedule::missed_in_a_row())
    else {
        let (stake_ppm, rewards_ppm) = schedule.cost(schedule::declared_lost());
        (stake_ppm, penalties::share(rewards_ppm, count, owned))
    };
    let mut node_record = penalties::record_of(node_records, node_id);
    let cause = schedule::declared_lost();
    penalties::order_amounts(
        &mut sentence,
        &mut node_record,
        node_id,
        epoch,
        cause,
        stake_ppm,
        rewards_ppm,
    );
    penalties::keep(node_records, node_id, node_record);
    sentence
}
