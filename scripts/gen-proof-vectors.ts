/**
 * Writes move/evidence/tests/proof_vectors.move: openings of honest and dishonest blobs as the SDK makes
 * them, so that the Move code is tested against trees that it has not built itself.
 *
 *   node --conditions=@haulout/source --import tsx scripts/gen-proof-vectors.ts [--check]
 *
 * With `--check` it writes nothing and fails when the file is not what it would write.
 */
import { readFileSync, writeFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import {
  blobIdOfMetadata,
  encodeBlob,
  metadataLayout,
  type BlobMetadata,
  type Sliver,
} from '@haulout/sdk/encoding';
import { openCell, openSliver } from '@haulout/sdk/evidence';
import { format, resolveConfig } from 'prettier';
import { flip, generate, hex, primaries, publishInstead, secondaries } from '../test/support/encoded.js';

const target = fileURLToPath(new URL('../move/evidence/tests/proof_vectors.move', import.meta.url));

interface Published {
  readonly metadata: BlobMetadata;
  readonly primary: readonly Sliver[];
  readonly secondary: readonly Sliver[];
}

const sections: string[] = [];

for (const nShards of [10, 100, 1000]) {
  const blob = await encodeBlob(generate('xorshift32', 500, nShards), { nShards });
  const row = 3;
  const column = nShards - 2;
  const tampered = { ...primaries(blob)[row]!, bytes: flip(primaries(blob)[row]!.bytes) };
  add(`conflict_${nShards}`, 'One cell with two contents', {
    blob: publishInstead(blob, [tampered]),
    row,
    column,
  });
}

const honest = await encodeBlob(generate('xorshift32', 500, 7), { nShards: 10 });
add('honest', 'A cell of a blob that is well encoded', { blob: published(honest), row: 4, column: 8 });

// A full matrix, published as a blob that ends 5 bytes earlier.
const { rows, columns } = metadataLayout(honest.metadata);
const full = await encodeBlob(new Uint8Array(rows * columns * 14).fill(7), { nShards: 10 });
const shorter = { ...full.metadata, unencodedLength: full.metadata.unencodedLength - 5 };
const hiding = { ...published(full), metadata: shorter };
add('padding', "A cell whose last 5 bytes are behind the blob's end", {
  blob: hiding,
  row: rows - 1,
  column: columns - 1,
});
sections.push(`/// The zero byte and the symbol of that cell.
public fun padding_leaf(): vector<u8> { x"00${'07'.repeat(14)}" }`);

const source = await format(
  `// SPDX-License-Identifier: Apache-2.0

/// Openings made by the SDK. Written by scripts/gen-proof-vectors.ts.
#[test_only]
module evidence::proof_vectors;

use evidence::opening::{Self, Opening};

${sections.join('\n\n')}
`,
  { ...(await resolveConfig(target)), filepath: target },
);

if (process.argv.includes('--check')) {
  if (readFileSync(target, 'utf8') !== source) {
    console.error('move/evidence/tests/proof_vectors.move is not current: run scripts/gen-proof-vectors.ts');
    process.exitCode = 1;
  }
} else {
  writeFileSync(target, source);
}

/** A function with the blob id, size, row, column, and the cell along its row and its column. */
function add(
  name: string,
  what: string,
  { blob, row, column }: { readonly blob: Published; readonly row: number; readonly column: number },
): void {
  const blobId = BigInt(`0x${hex(Uint8Array.from(blobIdOfMetadata(blob.metadata)).reverse())}`);
  sections.push(`/// ${what}.
/// Blob id, size, row, column, the cell along its row and its column.
public fun ${name}(): (u256, u64, u16, u16, Opening, Opening) {
    (${blobId}, ${blob.metadata.unencodedLength}, ${row}, ${column},
    ${opening(blob.primary[row]!, column, blob.metadata)},
    ${opening(blob.secondary[column]!, row, blob.metadata)})
}`);
}

function opening(sliver: Sliver, cell: number, metadata: BlobMetadata): string {
  const { leafHash, cellPath, otherHash, pairPath } = openCell(openSliver(sliver, metadata), cell);
  const [leaf, other] = [leafHash, otherHash].map((hash) => `@0x${hex(hash)}`);
  return `opening::new(${leaf}, ${addresses(cellPath)}, ${other}, ${addresses(pairPath)})`;
}

function addresses(path: readonly Uint8Array[]): string {
  return `vector[${path.map((node) => `@0x${hex(node)}`).join(', ')}]`;
}

function published(blob: Parameters<typeof primaries>[0]): Published {
  return { metadata: blob.metadata, primary: primaries(blob), secondary: secondaries(blob) };
}
