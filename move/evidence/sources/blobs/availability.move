// SPDX-License-Identifier: Apache-2.0

/// Whether a contract can count on a blob.
module evidence::availability;

use evidence::records::Records;
use walrus::{blob::Blob, judge::Now};

// === Public Functions ===

/// Does the network answer for this blob now? It is certified, its storage has not ended, its id is
/// not invalid, and it is not lost. `Now` comes from `walrus::judge::now`, in the same transaction,
/// so nobody can bring an old epoch. Never aborts.
public fun is_available(records: &Records, blob: &Blob, now: &Now): bool {
    let certified_epoch = blob.certified_epoch();
    certified_epoch.is_some()
        && now.epoch() < blob.end_epoch()
        && !records.is_invalid(blob.blob_id())
        && !records.is_lost(blob.blob_id(), *certified_epoch.borrow())
}
