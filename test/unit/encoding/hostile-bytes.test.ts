/** Bytes from strangers: parsed within bounds or refused with a code, never anything else. */
import { isHauloutError } from '@haulout/sdk/client';
import assert from 'node:assert/strict';
import { beforeAll, test } from 'vitest';
import fc from 'fast-check';
import {
  encodeBlob,
  expandSliver,
  makeRecoverySymbol,
  maxMetadataBytes,
  maxSliverBytes,
  metadataLayout,
  parseGeneralRecoverySymbols,
  parseInconsistencyProof,
  parseMetadata,
  parseMetadataWithId,
  parseRecoverySymbol,
  parseRecoverySymbolPair,
  parseSliver,
  parseSliverPair,
  parseSlivers,
  parseTaggedSliver,
  serializeGeneralRecoverySymbols,
  serializeInconsistencyProof,
  serializeMetadata,
  serializeMetadataWithId,
  serializeRecoverySymbol,
  serializeRecoverySymbolPair,
  serializeSliver,
  serializeSliverPair,
  serializeSlivers,
  serializeTaggedSliver,
  sliverBytes,
  symbolIdFromString,
  symbolIdToString,
  type BlobLayout,
  type EncodedBlob,
  blobLayout,
  maxSliversBytes,
  sliversTogether,
} from '@haulout/sdk/encoding';
import { code, generate, primaries, secondaries, SEED } from '../../support/encoded.js';

const N = 10;
let blob: EncodedBlob;
let layout: BlobLayout;
let forms: readonly (readonly [string, Uint8Array, (bytes: Uint8Array) => unknown, unknown])[];
beforeAll(async () => {
  blob = await encodeBlob(generate('xorshift32', 3000, 1), { nShards: N });
  layout = metadataLayout(blob.metadata);
  const own = (bytes: Uint8Array) => bytes.slice();
  const primary = { ...primaries(blob)[3]!, bytes: own(primaries(blob)[3]!.bytes) };
  const secondary = { ...secondaries(blob)[6]!, bytes: own(secondaries(blob)[6]!.bytes) };
  const pair = { index: 3, primary, secondary };
  const target = { axis: 'primary', index: 4 } as const;
  const symbols = secondaries(blob).map((held) => makeRecoverySymbol(expandSliver(held, layout), 4));
  const [first, second] = symbols;
  const general = symbols.map((symbol) => ({ ...symbol, along: target }));
  const proof = { target, symbols: symbols.slice(0, 7) };
  const symbolPair = { primary: first!, secondary: second! };
  const { blobId, metadata } = blob;
  const withId = { blobId, metadata };
  forms = [
    ['metadata', serializeMetadata(metadata), (b) => parseMetadata(b, N), metadata],
    ['metadata with id', serializeMetadataWithId(withId), (b) => parseMetadataWithId(b, N), withId],
    ['sliver', serializeSliver(primary), (b) => parseSliver(b, 'primary', layout), primary],
    ['sliver', serializeSliver(secondary), (b) => parseSliver(b, 'secondary', layout), secondary],
    ['tagged sliver', serializeTaggedSliver(secondary), (b) => parseTaggedSliver(b, layout), secondary],
    ['tagged sliver', serializeTaggedSliver(primary), (b) => parseTaggedSliver(b, layout), primary],
    ['slivers', serializeSlivers([secondary, primary]), (b) => parseSlivers(b, layout), [secondary, primary]],
    ['sliver pair', serializeSliverPair(pair), (b) => parseSliverPair(b, layout), pair],
    ['symbol', serializeRecoverySymbol(first!), (b) => parseRecoverySymbol(b, layout), first],
    [
      'symbol pair',
      serializeRecoverySymbolPair(symbolPair),
      (b) => parseRecoverySymbolPair(b, layout),
      symbolPair,
    ],
    [
      'symbols',
      serializeGeneralRecoverySymbols(general),
      (b) => parseGeneralRecoverySymbols(b, layout, N),
      general,
    ],
    [
      'proof',
      serializeInconsistencyProof(proof),
      (b) => parseInconsistencyProof(b, 'primary', layout),
      proof,
    ],
  ];
});

test('every form survives its bytes', () => {
  for (const [name, bytes, parse, value] of forms) assert.deepEqual(parse(bytes), value, name);
});

test('every prefix and every extension is refused', () => {
  for (const [name, bytes, parse] of forms) {
    const step = Math.max(1, Math.floor(bytes.length / 200));
    for (let end = 0; end < bytes.length; end += step) {
      assert.throws(() => parse(bytes.subarray(0, end)), code('MALFORMED_BYTES'), `${name} cut at ${end}`);
    }
    for (const more of [1, 2, 1000]) {
      const longer = new Uint8Array(bytes.length + more);
      longer.set(bytes);
      assert.throws(() => parse(longer), code('MALFORMED_BYTES'), `${name} with ${more} bytes more`);
    }
  }
});

test('a list of slivers has as many as fit in half a MiB, at most 64, at least one', () => {
  for (const [nShards, size] of [
    [10, 1],
    [10, 1_000_000],
    [100, 500_000],
    [1000, 1000],
    [1000, 100_000_000],
  ] as const) {
    const its = blobLayout(nShards, size);
    const bytes = 1 + Math.max(sliverBytes(its, 'primary'), sliverBytes(its, 'secondary'));
    const count = sliversTogether(its);
    assert.ok(count >= 1 && count <= 64);
    if (count > 1) assert.ok(count * bytes <= 512 * 1024);
    if (count < 64) assert.ok((count + 1) * bytes > 512 * 1024);
    assert.ok(maxSliversBytes(its) >= 1 + count * bytes);
  }
  const many = Array.from({ length: 65 }, () => primaries(blob)[0]!);
  assert.deepEqual(parseSlivers(serializeSlivers(many.slice(1)), layout).length, 64);
  assert.throws(() => parseSlivers(serializeSlivers(many), layout), code('MALFORMED_BYTES'));
});

test('a prefix is refused even when the buffer goes on behind it', () => {
  // Bodies often are views into a larger buffer; nothing behind their end may be read.
  for (const [name, bytes, parse] of forms) {
    const buffer = new Uint8Array(3 * bytes.length);
    buffer.set(bytes, bytes.length);
    assert.doesNotThrow(() => parse(buffer.subarray(bytes.length, 2 * bytes.length)), name);
    assert.throws(
      () => parse(buffer.subarray(bytes.length, 2 * bytes.length - 1)),
      code('MALFORMED_BYTES'),
      name,
    );
  }
});

test('bit flips and random bytes never crash, hang or claim memory', () => {
  const change = fc.array(fc.tuple(fc.nat(), fc.nat(255)), { minLength: 1, maxLength: 4 });
  fc.assert(
    fc.property(fc.nat(), change, fc.boolean(), (form, changes, early) => {
      const [name, bytes, parse] = forms[form % forms.length]!;
      const hostile = bytes.slice();
      for (const [at, value] of changes) hostile[at % (early ? 24 : hostile.length)] = value;
      try {
        parse(hostile);
      } catch (error) {
        assert.ok(isHauloutError(error, 'MALFORMED_BYTES'), `${name}: ${String(error)}`);
      }
    }),
    { seed: SEED, numRuns: 3000 },
  );
});

test('absurd counts and endless length prefixes are refused at once', () => {
  const uleb = (...bytes: number[]) => Uint8Array.from(bytes);
  const huge = uleb(0xff, 0xff, 0xff, 0xff, 0x0f);
  const endless = new Uint8Array(sliverBytes(layout, 'primary') - 20).fill(0x80);
  const header = serializeMetadata(blob.metadata).subarray(0, 10);
  for (const count of [huge, endless, uleb(0x80, 0x00), uleb(0xff, 0xff, 0xff, 0xff, 0x7f)]) {
    const metadata = Uint8Array.from([...header, ...count]);
    assert.throws(() => parseMetadata(metadata, N), code('MALFORMED_BYTES'));
    assert.throws(() => parseSliver(count, 'primary', layout), code('MALFORMED_BYTES'));
    assert.throws(() => parseGeneralRecoverySymbols(count, layout, N), code('MALFORMED_BYTES'));
    assert.throws(
      () => parseInconsistencyProof(Uint8Array.from([0, 0, ...count]), 'primary', layout),
      code('MALFORMED_BYTES'),
    );
  }
});

test('the withdrawn encoding, other versions and impossible lengths of metadata are refused', () => {
  const bytes = serializeMetadata(blob.metadata);
  const patched = (at: number, ...values: number[]) => {
    const changed = bytes.slice();
    changed.set(values, at);
    return () => parseMetadata(changed, N);
  };
  assert.throws(patched(0, 1), code('MALFORMED_BYTES'));
  assert.throws(patched(1, 0), code('MALFORMED_BYTES'));
  assert.throws(patched(1, 2), code('MALFORMED_BYTES'));
  assert.throws(patched(2, ...new Array<number>(8).fill(0xff)), code('MALFORMED_BYTES'));
  assert.throws(patched(11, 2), code('MALFORMED_BYTES'));
});

test('limits for bodies are exact', () => {
  assert.equal(serializeMetadata(blob.metadata).length, maxMetadataBytes(N));
  assert.equal(maxMetadataBytes(1000), 66_012);
  for (const axis of ['primary', 'secondary'] as const) {
    assert.equal(serializeSliver(blob.sliverPairs[0]![axis]).length, sliverBytes(layout, axis));
    assert.ok(sliverBytes(layout, axis) < maxSliverBytes(N, axis));
  }
});

test('an Empty node and 32 zero bytes are the same hash', () => {
  const [first, ...rest] = blob.metadata.hashes;
  const metadata = { ...blob.metadata, hashes: [{ ...first!, primary: new Uint8Array(32) }, ...rest] };
  const bytes = serializeMetadata(metadata);
  assert.equal(bytes.length, maxMetadataBytes(N) - 32);
  assert.deepEqual(parseMetadata(bytes, N), metadata);
  const digestForm = Uint8Array.from([
    ...bytes.subarray(0, 11),
    1,
    ...new Uint8Array(32),
    ...bytes.subarray(12),
  ]);
  assert.deepEqual(parseMetadata(digestForm, N), metadata);
});

test('a symbol id is two plain numbers in range', () => {
  assert.deepEqual(symbolIdFromString(symbolIdToString(7, 9), N), { row: 7, column: 9 });
  for (const text of [
    '',
    '7',
    '7-',
    '-7',
    '7-10',
    '10-7',
    '07-1',
    '7-1 ',
    '7-1-1',
    '1e0-1',
    '99999999999-1',
  ]) {
    assert.throws(() => symbolIdFromString(text, N), code('INVALID_INDEX'), text);
  }
});
