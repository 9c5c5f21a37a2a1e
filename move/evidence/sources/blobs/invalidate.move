// SPDX-License-Identifier: Apache-2.0

/// Blob ids become invalid: by a proof that anyone can check, or by the official certificate of
/// walrus (`walrus::judge::verify_invalid`). Anyone may bring either, also again what somebody has
/// brought to the official call: a blob id that is on record already is no error, and gives a
/// sentence without orders.
///
/// Nobody is penalised: a writer who encodes badly has paid for storage that nobody can use.
module evidence::invalidate;

use evidence::{
    conflict,
    evidence::Evidence,
    evidence_events,
    opening::Opening,
    padding,
    records::Records,
    witness
};
use walrus::judge::{Sentence, VerifiedInvalid};

// === Constants ===

// The causes of `evidence::records`.
const CONFLICT: u8 = 1;
const PADDING: u8 = 2;
const CERTIFICATE: u8 = 3;

// === Public Functions ===

/// By a conflict proof: the cell at `row` and `column` of a blob of `size` bytes has two contents.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `opening::EInvalidIndex` if row or column is not below the number of shards,
/// - `merkle::EInvalidPath` if a path does not have the depth of the tree,
/// - `conflict::ENoConflict` if the cell has the same hash in both openings,
/// - `conflict::EDifferentBlobs` if the openings do not lead to the same root hash.
public fun by_conflict(
    self: &mut Evidence,
    records: &mut Records,
    size: u64,
    row: u16,
    column: u16,
    in_row: Opening,
    in_column: Opening,
): Sentence {
    let n_shards = self.inner_mut().n_shards();
    let blob_id = conflict::verify(n_shards, size, row, column, &in_row, &in_column);
    evidence_events::conflict_proved(blob_id, size, row, column, in_row, in_column);
    record(self, records, blob_id, CONFLICT)
}

/// By a padding proof: byte number `at` of the cell at `row` and `column` of a blob of `size` bytes
/// is behind its end and not zero. `leaf` is a zero byte and the symbol.
///
/// Aborts with:
/// - `evidence::EWrongVersion` if the object belongs to another version of the package,
/// - `padding::ENotASourceCell` if the cell does not hold a part of the blob or its padding,
/// - `padding::EInvalidLeaf` if the leaf has another length, or another hash than the opening,
/// - `padding::ENotHidden` if the byte is part of the blob, not in the cell, or zero,
/// - `opening::EInvalidIndex` or `merkle::EInvalidPath` if the opening is not one of that cell.
public fun by_padding(
    self: &mut Evidence,
    records: &mut Records,
    size: u64,
    row: u16,
    column: u16,
    leaf: vector<u8>,
    at: u64,
    along_row: bool,
    opening: Opening,
): Sentence {
    let n_shards = self.inner_mut().n_shards();
    let blob_id = padding::verify(n_shards, size, row, column, &leaf, at, along_row, &opening);
    evidence_events::padding_proved(blob_id, size, row, column, leaf, at, along_row, opening);
    record(self, records, blob_id, PADDING)
}

/// By the certificate of walrus.
///
/// Aborts with `evidence::EWrongVersion` if the object belongs to another version of the package.
public fun by_certificate(
    self: &mut Evidence,
    records: &mut Records,
    verified: VerifiedInvalid,
): Sentence {
    let (epoch, blob_id, signers, signature) = verified.into_invalid();
    evidence_events::invalidity_attested(epoch, blob_id, signers, signature);
    record(self, records, blob_id, CERTIFICATE)
}

// === Private Functions ===

fun record(self: &mut Evidence, records: &mut Records, blob_id: u256, cause: u8): Sentence {
    let mut sentence = witness::sentence();
    let epoch = self.inner_mut().epoch();
    records.add_invalid(blob_id, epoch, cause).do!(|number| {
        // The official certificate has had its official event.
        if (cause != CERTIFICATE) sentence.invalidate(blob_id);
        evidence_events::blob_invalid(epoch, number, blob_id, cause);
    });
    sentence
}
