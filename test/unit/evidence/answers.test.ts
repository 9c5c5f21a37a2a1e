/** Answers from the node that gives them to the verifier, and what becomes of wrong ones. */
import assert from 'node:assert/strict';
import { beforeAll, test } from 'vitest';
import { bcs } from '@mysten/sui/bcs';
import fc from 'fast-check';
import {
  encodeBlob,
  merklePath,
  otherAxis,
  type EncodedBlob,
  type ExpandedSliver,
  type Sliver,
} from '@haulout/sdk/encoding';
import {
  acquits,
  acquittal,
  answerPlace,
  cellsFor,
  conflictOf,
  drawSamples,
  hashAnswer,
  isPassed,
  makeAnswer,
  makeWrongAnswerProof,
  maxAnswersBytes,
  openCell,
  parseAnswers,
  sampleLeaves,
  answerTree,
  serializeAnswers,
  verifyAnswers,
  verifyConflictProof,
  verifyPosted,
  verifyWrongAnswerProof,
  type Answer,
  type Answers,
  type BlobOnChain,
  type CheckedSample,
  type OpenSliver,
  type PostedAnswer,
  type PostedRoot,
  type Sample,
  type WrongAnswerProof,
} from '@haulout/sdk/evidence';
import { isHauloutError } from '@haulout/sdk/client';
import { code, flip, generate, primaries, publishInstead, secondaries, SEED } from '../../support/encoded.js';
import { naiveLeaf, naiveRoot } from '../../support/naive-merkle.js';
import { answering, paperRound, paperRoundOf, roundOf, type PaperRound } from '../../support/paper-round.js';

const N = 7;
const ROUND = roundOf(N, { members: 3, sampleCount: 8 });
const PROVER = 1;
const VERIFIER = 2;
let paper: PaperRound;
let honest: ReturnType<typeof answering>;
beforeAll(async () => {
  paper = await paperRound(ROUND, [0, 1, 300, 1000, 4000]);
  honest = answering(paper, PROVER);
});

const faults = (checked: readonly CheckedSample[]): (string | undefined)[] =>
  checked.map(({ fault }) => fault);
const onChain = ({ blob }: Sample): BlobOnChain => ({ ...blob, nShards: N });
const verify = (answers: Answers, { posted, samples } = honest, verifier = VERIFIER) =>
  verifyAnswers(posted, { samples, verifier }, answers);

test('R16: what an honest node sends is good for every verifier, at any number of shards', async () => {
  for (const [nShards, members] of [
    [4, 1],
    [4, 4],
    [7, 3],
    [10, 9],
    [13, 5],
  ] as const) {
    const round = roundOf(nShards, { members, sampleCount: 6, seed: nShards });
    const there = await paperRound(round, [0, 50, 999, 2000]);
    for (let prover = 0; prover < members; prover++) {
      const node = answering(there, prover);
      assert.equal(node.samples.length, 6);
      for (let verifier = 0; verifier < members; verifier++) {
        if (verifier === prover) continue;
        const bytes = serializeAnswers(node.to(verifier));
        const answers = parseAnswers(bytes, round, node.samples);
        const checked = verifyAnswers(node.posted, { samples: node.samples, verifier }, answers);
        assert.ok(checked.every(({ fault, suspects }) => fault === undefined && suspects.length === 0));
        assert.ok(isPassed(6, checked));
      }
    }
  }
});

test('R16: the root is that of a tree of leaves as they are defined', () => {
  const Leaf = bcs.struct('', {
    evidenceId: bcs.Address,
    round: bcs.u32(),
    node: bcs.Address,
    blobId: bcs.bytes(32),
    axis: bcs.u8(),
    sliver: bcs.u16(),
    cell: bcs.u16(),
    leafHash: bcs.bytes(32),
  });
  const leaves: Uint8Array[] = [];
  for (const sample of honest.samples) {
    for (let verifier = 0; verifier < 3; verifier++) {
      for (const cell of cellsFor(ROUND, sample, verifier)) {
        const { symbols, symbolSize } = paper.sliver(sample);
        const leaf = {
          evidenceId: ROUND.evidenceId,
          round: ROUND.round,
          node: ROUND.members[PROVER]!.nodeId,
          blobId: sample.blob.blobId,
          axis: sample.axis === 'primary' ? 0 : 1,
          sliver: sample.sliver,
          cell,
          leafHash: naiveLeaf(symbols.subarray(cell * symbolSize, (cell + 1) * symbolSize)),
        };
        const hash = naiveLeaf(Leaf.serialize(leaf).toBytes());
        assert.equal(Leaf.serialize(leaf).toBytes().length, 137);
        leaves.push(verifier === PROVER ? new Uint8Array(32) : hash);
      }
    }
  }
  assert.equal(leaves.length, 2 * 8 * 3);
  assert.deepEqual(honest.posted.root, naiveRoot(leaves));
});

test('R16: answers of another round, node, network or root, or for another verifier, are not posted', () => {
  const answers = honest.to(VERIFIER);
  const round = { ...ROUND };
  const others: PostedRoot[] = [
    { ...honest.posted, round: { ...round, round: 8 } },
    { ...honest.posted, round: { ...round, evidenceId: `0x${'e2'.repeat(32)}` } },
    { ...honest.posted, root: flip(honest.posted.root, 31) },
    { ...honest.posted, prover: 0 },
  ];
  for (const posted of others) {
    const checked = verifyAnswers(posted, { samples: honest.samples, verifier: VERIFIER }, answers);
    assert.deepEqual(new Set(faults(checked)), new Set(['NOT_POSTED']));
    assert.ok(!isPassed(8, checked));
  }
  assert.deepEqual(new Set(faults(verify(answers, honest, 0))), new Set(['NOT_POSTED']));
});

/** An answer with one bit flipped, somewhere. */
function withBitFlipped(answer: Answer, pick: number): Answer {
  const bytes = [answer.own.symbol, answer.drawn.symbol, answer.otherHash];
  const paths = [answer.own.path, answer.drawn.path, answer.pairPath, answer.answerPath];
  const all = [...bytes, ...paths.flat()];
  let bit = pick % (8 * all.reduce((sum, part) => sum + part.length, 0));
  const changed = all.map((part) => {
    const here = bit >= 0 && bit < 8 * part.length;
    const copy = here ? part.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte)) : part;
    bit = here ? -1 : bit - (bit < 0 ? 0 : 8 * part.length);
    return copy;
  });
  const path = (which: number): Uint8Array[] => {
    const from = 3 + paths.slice(0, which).reduce((sum, { length }) => sum + length, 0);
    return changed.slice(from, from + paths[which]!.length);
  };
  return {
    own: { symbol: changed[0]!, path: path(0) },
    drawn: { symbol: changed[1]!, path: path(1) },
    otherHash: changed[2]!,
    pairPath: path(2),
    answerPath: path(3),
  };
}

test('R16: an answer with any bit flipped does not count, and convicts nobody', () => {
  const answers = honest.to(VERIFIER);
  fc.assert(
    fc.property(fc.nat(7), fc.nat(), (index, pick) => {
      const changed = answers.map((answer, i) => (i === index ? withBitFlipped(answer!, pick) : answer));
      const checked = verify(changed);
      checked.forEach(({ fault }, i) => assert.equal(fault !== undefined, i === index));
      assert.ok(!isPassed(8, checked));
      const { sample, fault, suspects } = checked[index]!;
      assert.ok(fault === 'NOT_POSTED' || fault === 'NOT_COMMITTED');
      // What is posted is right, whatever path came with it: no opening of it convicts.
      for (const suspect of suspects) {
        verifyPosted(suspect, honest.posted);
        for (const axis of ['primary', 'secondary'] as const) {
          const [sliver, cell] =
            axis === suspect.axis ? [suspect.sliver, suspect.cell] : [suspect.cell, suspect.sliver];
          const opening = openCell(paper.open(sample, axis, sliver), cell);
          const context = { posted: honest.posted, blob: onChain(sample) };
          assert.throws(() => makeWrongAnswerProof(suspect, opening, context), code('NOT_WRONG'));
        }
      }
    }),
    { seed: SEED, numRuns: 150 },
  );
});

test('R16: symbols and paths of any other length, and missing answers, are named', () => {
  const answers = honest.to(VERIFIER);
  const [first] = answers;
  const { own, drawn, otherHash, pairPath, answerPath } = first!;
  const cases: [string, Answer | undefined][] = [
    ['UNANSWERED', undefined],
    ['SYMBOL_LENGTH', { ...first!, own: { ...own, symbol: own.symbol.subarray(1) } }],
    ['SYMBOL_LENGTH', { ...first!, drawn: { ...drawn, symbol: new Uint8Array(0) } }],
    ['PATH_LENGTH', { ...first!, own: { ...own, path: own.path.slice(1) } }],
    ['PATH_LENGTH', { ...first!, drawn: { ...drawn, path: [...drawn.path, otherHash] } }],
    ['PATH_LENGTH', { ...first!, drawn: { ...drawn, path: drawn.path.map((hash) => hash.subarray(1)) } }],
    ['PATH_LENGTH', { ...first!, pairPath: pairPath.slice(1) }],
    ['PATH_LENGTH', { ...first!, otherHash: otherHash.subarray(1) }],
    ['PATH_LENGTH', { ...first!, answerPath: answerPath.slice(1) }],
    ['PATH_LENGTH', { ...first!, answerPath: [...answerPath, otherHash] }],
  ];
  for (const [wanted, answer] of cases) {
    const checked = verify([answer, ...answers.slice(1)]);
    assert.deepEqual(faults(checked), [wanted, ...Array.from({ length: 7 }, () => undefined)]);
  }
  assert.throws(() => verify(answers.slice(1)), code('INVALID_ANSWERS'));
  assert.throws(() => verify([...answers, undefined]), code('INVALID_ANSWERS'));
  const twice = { ...honest, samples: [...honest.samples, ...honest.samples] };
  assert.throws(() => verify([...answers, ...answers], twice), code('INVALID_ANSWERS'));
});

test('R16: who has not got a sliver leaves its leaves empty; that is no wrong answer', () => {
  const node = answering(paper, PROVER, (sample, index) => (index === 3 ? undefined : paper.sliver(sample)));
  const checked = verify(node.to(VERIFIER), node);
  assert.deepEqual(
    faults(checked).map((fault) => fault ?? ''),
    ['', '', '', 'UNANSWERED', '', '', '', ''],
  );
  const place = answerPlace(ROUND, 3, VERIFIER);
  assert.ok(node.tree.levels[0]!.subarray(place * 32, place * 32 + 64).every((byte) => byte === 0));
  // It cannot send later what it did not post.
  const late = honest.to(VERIFIER)[3];
  assert.equal(faults(verify(node.to(VERIFIER).with(3, late), node))[3], 'NOT_POSTED');
});

test('R16: a verifier vouches when all is good that is left of k, and that is at least a half', () => {
  const checked = verify(honest.to(VERIFIER));
  const dropped = (count: number) => {
    const ids = new Set(checked.slice(0, count).map(({ sample }) => sample));
    const blobs = new Map([...ids].map((sample) => [sample.blob.blobId, sample]));
    return (blobId: Uint8Array) => blobs.has(blobId);
  };
  assert.ok(isPassed(8, checked));
  assert.ok(isPassed(8, checked, dropped(4)));
  assert.ok(!isPassed(8, checked, dropped(5)));
  const oneBad = checked.map((some, i) => (i === 0 ? { ...some, fault: 'UNANSWERED' as const } : some));
  assert.ok(!isPassed(8, oneBad));
  assert.ok(isPassed(8, oneBad, dropped(1)));
  assert.ok(!isPassed(8, checked.slice(0, 3)));
});

test('a node does not answer with another sliver, or with one of another blob', () => {
  const [one] = honest.samples;
  const task = { round: ROUND, prover: PROVER };
  const other = honest.samples.find(({ axis, sliver }) => axis !== one!.axis || sliver !== one!.sliver)!;
  assert.throws(() => sampleLeaves(task, one!, paper.sliver(other)), code('INVALID_ANSWERS'));
  const across = paper.open(one!, otherAxis(one!.axis), one!.sliver);
  assert.throws(() => sampleLeaves(task, one!, across), code('INVALID_ANSWERS'));
  const answer = () =>
    makeAnswer({ round: ROUND, tree: honest.tree, sliver: paper.sliver(other) }, one!, {
      index: 0,
      verifier: 2,
    });
  assert.throws(answer, code('INVALID_ANSWERS'));
  const foreign = honest.samples.find(({ blob }) => blob.index !== one!.blob.index)!;
  const sliver = paper.open(foreign, one!.axis, one!.sliver);
  assert.throws(() => sampleLeaves(task, one!, sliver), code('BLOB_ID_MISMATCH'));
  assert.throws(() => answerTree(ROUND, [new Uint8Array(32)]), code('INVALID_ANSWERS'));
  const leaves = Array.from({ length: 9 }, () => new Uint8Array(192));
  assert.throws(() => answerTree(ROUND, leaves), code('INVALID_ANSWERS'));
});

test('answers survive their bytes, within the bound that the samples give', () => {
  for (const answers of [
    honest.to(VERIFIER),
    honest.to(VERIFIER).with(2, undefined),
    honest.samples.map(() => undefined),
  ]) {
    const bytes = serializeAnswers(answers);
    assert.ok(bytes.length <= maxAnswersBytes(ROUND, honest.samples));
    assert.deepEqual(parseAnswers(bytes, ROUND, honest.samples), answers);
  }
});

test('hostile bytes are refused or found at fault, never more', () => {
  const bytes = serializeAnswers(honest.to(VERIFIER));
  const parse = (some: Uint8Array) => parseAnswers(some, ROUND, honest.samples);
  for (let end = 0; end < bytes.length; end += 13) {
    assert.throws(() => parse(bytes.subarray(0, end)), code('MALFORMED_BYTES'));
  }
  const longer = new Uint8Array(bytes.length + 1);
  longer.set(bytes);
  assert.throws(() => parse(longer), code('MALFORMED_BYTES'));
  const limit = maxAnswersBytes(ROUND, honest.samples);
  assert.throws(() => parse(new Uint8Array(limit + 1)), code('MALFORMED_BYTES'));
  assert.throws(() => parse(Uint8Array.of(0)), code('INVALID_ANSWERS'));
  assert.throws(() => parse(Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0x0f)), code('MALFORMED_BYTES'));
  assert.throws(() => parse(Uint8Array.of(8, 1, 0xff, 0xff, 0xff, 0xff, 0x0f)), code('MALFORMED_BYTES'));
  fc.assert(
    fc.property(fc.nat(8 * bytes.length - 1), (bit) => {
      const changed = bytes.map((byte, i) => (i === bit >> 3 ? byte ^ (1 << (bit & 7)) : byte));
      let answers;
      try {
        answers = parse(changed);
      } catch (error) {
        assert.ok(isHauloutError(error));
        return;
      }
      assert.ok(!isPassed(8, verify(answers)));
    }),
    { seed: SEED, numRuns: 200 },
  );
  fc.assert(
    fc.property(fc.uint8Array({ maxLength: 300 }), (noise) => {
      assert.throws(() => parse(noise), isHauloutError);
    }),
    { seed: SEED, numRuns: 200 },
  );
});

/** A sliver of which a node has made up a symbol; the rest is what was committed to. */
function madeUp(sliver: OpenSliver, cells: readonly number[]): OpenSliver {
  const [leaves, ...above] = sliver.tree.levels;
  const symbols = sliver.symbols.slice();
  const changed = leaves!.slice();
  for (const cell of cells) {
    symbols[cell * sliver.symbolSize]! ^= 1;
    const symbol = symbols.subarray(cell * sliver.symbolSize, (cell + 1) * sliver.symbolSize);
    changed.set(naiveLeaf(symbol), cell * 32);
  }
  const tree: ExpandedSliver['tree'] = { ...sliver.tree, levels: [changed, ...above] };
  return { ...sliver, symbols, tree };
}

/** A node that posts made-up symbols for its sample number 2. */
function lying() {
  const bad = (sample: Sample, index: number): OpenSliver => {
    const sliver = paper.sliver(sample);
    return index === 2 ? madeUp(sliver, [0, 1, 2, 3, 4, 5, 6]) : sliver;
  };
  // Its leaves are its own: it does not use the check that keeps honest nodes from posting them.
  const { samples } = honest;
  const all = samples.map((sample, index) => {
    const sliver = bad(sample, index);
    const leaves = new Uint8Array(192);
    for (const verifier of [0, 2]) {
      cellsFor(ROUND, sample, verifier).forEach((cell, which) => {
        const leafHash = sliver.tree.levels[0]!.subarray(cell * 32, cell * 32 + 32);
        const leaf = { blobId: sample.blob.blobId, axis: sample.axis, sliver: sample.sliver, cell, leafHash };
        leaves.set(hashAnswer({ round: ROUND, prover: PROVER }, leaf), (2 * verifier + which) * 32);
      });
    }
    return leaves;
  });
  const tree = answerTree(ROUND, all);
  const to = (verifier: number): Answers =>
    samples.map((sample, index) =>
      makeAnswer({ round: ROUND, tree, sliver: bad(sample, index) }, sample, { index, verifier }),
    );
  return { samples, tree, posted: { round: ROUND, prover: PROVER, root: tree.root }, to };
}

/** A suspect of the lying node, and the openings that show it wrong. */
function caught() {
  const node = lying();
  const checked = verify(node.to(VERIFIER), node);
  assert.deepEqual(
    faults(checked).map((fault) => fault ?? ''),
    ['', '', 'NOT_COMMITTED', '', '', '', '', ''],
  );
  const { sample, suspects } = checked[2]!;
  const [suspect] = suspects;
  const { axis, sliver, cell } = suspect!;
  const convicting = openCell(paper.open(sample, axis, sliver), cell);
  const accusing = openCell(paper.open(sample, otherAxis(axis), cell), sliver);
  return { node, sample, suspect: suspect!, convicting, accusing, blob: onChain(sample) };
}

test('R12, R16: answers that are good open their cells: with a sliver of its own, a verifier proves a conflict', async () => {
  const blob = await encodeBlob(generate('xorshift32', 900, 3), { nShards: N });
  const bent = secondaries(blob).map((sliver): Sliver => ({ ...sliver, bytes: flip(sliver.bytes) }));
  const bad = publishInstead(blob, bent);
  const there = paperRoundOf(ROUND, [bad]);
  const node = answering(there, PROVER);
  const known = { blobId: bad.blobId, unencodedLength: 900, nShards: N };
  let conflicts = 0;
  for (const { sample, fault, openings } of verify(node.to(VERIFIER), node)) {
    assert.equal(fault, undefined);
    const [shown] = openings;
    const mine = openCell(there.open(sample, otherAxis(sample.axis), shown!.cell), sample.sliver);
    const [inRow, inColumn] = sample.axis === 'primary' ? [shown!, mine] : [mine, shown!];
    if (Buffer.compare(inRow.leafHash, inColumn.leafHash) === 0) continue;
    verifyConflictProof(conflictOf(inRow, inColumn), known);
    conflicts++;
  }
  assert.ok(conflicts > 0);
  for (const { openings, fault } of verify(honest.to(VERIFIER).with(0, undefined))) {
    assert.equal(openings.length, fault === undefined ? 2 : 0);
  }
});

test('R16: a made-up symbol convicts by the sliver it was asked for, and accuses by the one that crosses it', () => {
  const { node, suspect, convicting, accusing, blob } = caught();
  const context = { posted: node.posted, blob };
  const conviction = makeWrongAnswerProof(suspect, convicting, context);
  assert.equal(verifyWrongAnswerProof(conviction, node.posted, blob), 'convicts');
  const accusation = makeWrongAnswerProof(suspect, accusing, context);
  assert.equal(verifyWrongAnswerProof(accusation, node.posted, blob), 'accuses');
  // The blob is honest, so nothing acquits.
  assert.throws(() => acquittal(accusation, convicting), code('NO_CONFLICT'));
});

test('R16: no opening convicts a node of what it answered right, in any cell for any verifier', () => {
  for (const verifier of [0, VERIFIER]) {
    honest.samples.forEach((sample, index) => {
      const sliver = paper.sliver(sample);
      const place = answerPlace(ROUND, index, verifier);
      cellsFor(ROUND, sample, verifier).forEach((cell, which) => {
        const opening = openCell(sliver, cell);
        const levels = honest.tree.levels.slice(0, -1);
        const path = levels.map((level, height) => {
          const sibling = ((place + which) >> height) ^ 1;
          const hash = new Uint8Array(32);
          hash.set(level.subarray(sibling * 32, sibling * 32 + 32));
          return hash;
        });
        const answer: PostedAnswer = { ...opening, blobId: sample.blob.blobId, place: place + which, path };
        verifyPosted(answer, honest.posted);
        const blob = onChain(sample);
        const crossing = openCell(paper.open(sample, otherAxis(sample.axis), cell), sample.sliver);
        for (const other of [opening, crossing]) {
          const proof = { answer, opening: other };
          assert.throws(() => verifyWrongAnswerProof(proof, honest.posted, blob), code('NOT_WRONG'));
        }
        // Nor of what it did not answer: an empty leaf has no preimage.
        const empty = { ...answer, place: answerPlace(ROUND, index, PROVER) };
        assert.throws(() => verifyPosted(empty, honest.posted), code('NOT_POSTED'));
      });
    });
  }
});

test('R16: a wrong-answer proof with any bit, place, index, path length, round, node or blob changed is refused', () => {
  const { node, suspect, convicting, accusing, blob, sample } = caught();
  for (const opening of [convicting, accusing]) {
    const good: WrongAnswerProof = { answer: suspect, opening };
    const attempt =
      (
        { answer = {}, opened = {} }: { answer?: Partial<PostedAnswer>; opened?: Partial<typeof opening> },
        posted = node.posted,
        about = blob,
      ) =>
      () =>
        verifyWrongAnswerProof(
          { answer: { ...good.answer, ...answer }, opening: { ...opening, ...opened } },
          posted,
          about,
        );
    attempt({})();
    fc.assert(
      fc.property(fc.nat(), fc.nat(31), (pick, at) => {
        const path = (hashes: readonly Uint8Array[]) =>
          hashes.map((hash, i) => (i === pick % hashes.length ? flip(hash, at) : hash));
        assert.throws(attempt({ answer: { leafHash: flip(suspect.leafHash, at) } }), code('NOT_POSTED'));
        assert.throws(attempt({ answer: { path: path(suspect.path) } }), code('NOT_POSTED'));
        assert.throws(attempt({ answer: { blobId: flip(suspect.blobId, at) } }), code('BLOB_ID_MISMATCH'));
        assert.throws(
          attempt({ opened: { leafHash: flip(opening.leafHash, at) } }),
          code('BLOB_ID_MISMATCH'),
        );
        assert.throws(attempt({ opened: { cellPath: path(opening.cellPath) } }), code('BLOB_ID_MISMATCH'));
        assert.throws(attempt({ opened: { pairPath: path(opening.pairPath) } }), code('BLOB_ID_MISMATCH'));
        assert.throws(
          attempt({ opened: { otherHash: flip(opening.otherHash, at) } }),
          code('BLOB_ID_MISMATCH'),
        );
      }),
      { seed: SEED, numRuns: 20 },
    );
    for (const place of [suspect.place + 1, suspect.place ^ 2, 48, -1, 0.5, NaN]) {
      assert.throws(attempt({ answer: { place } }), code('NOT_POSTED'));
    }
    assert.throws(attempt({ answer: { path: suspect.path.slice(1) } }), code('NOT_POSTED'));
    assert.throws(attempt({ answer: { path: [...suspect.path, suspect.leafHash] } }), code('NOT_POSTED'));
    assert.throws(attempt({ answer: { leafHash: suspect.leafHash.subarray(1) } }), code('NOT_POSTED'));
    const blobId = suspect.blobId.subarray(1);
    assert.throws(attempt({ answer: { blobId } }, node.posted, { ...blob, blobId }), code('NOT_POSTED'));
    assert.throws(attempt({ opened: { cellPath: opening.cellPath.slice(1) } }), code('INVALID_OPENING'));
    assert.throws(attempt({ opened: { pairPath: [] } }), code('INVALID_OPENING'));
    assert.throws(attempt({ answer: { cell: (suspect.cell + 1) % N } }), code('DIFFERENT_CELLS'));
    assert.throws(attempt({ answer: { sliver: (suspect.sliver + 1) % N } }), code('DIFFERENT_CELLS'));
    assert.throws(attempt({ opened: { cell: (opening.cell + 1) % N } }), code('DIFFERENT_CELLS'));
    const turned = { axis: otherAxis(suspect.axis), sliver: suspect.cell, cell: suspect.sliver };
    assert.throws(attempt({ answer: turned }), code('NOT_POSTED'));
    for (const index of [N, -1, 0.5, 70_000]) {
      for (const change of [{ cell: index }, { sliver: index }]) {
        const { axis, sliver, cell } = suspect;
        const there = { axis, sliver, cell, ...change };
        assert.throws(attempt({ answer: there, opened: there }), code('INVALID_INDEX'));
      }
    }
    const others: PostedRoot[] = [
      { ...node.posted, prover: 0 },
      { ...node.posted, root: honest.posted.root },
      { ...node.posted, round: { ...ROUND, round: 8 } },
      { ...node.posted, round: { ...ROUND, evidenceId: '0x1' } },
      { ...node.posted, round: { ...ROUND, sampleCount: 16 } },
    ];
    for (const posted of others) assert.throws(attempt({}, posted), code('NOT_POSTED'));
    const foreign = honest.samples.find((some) => some.blob.index !== sample.blob.index)!;
    assert.throws(attempt({}, node.posted, onChain(foreign)), code('BLOB_ID_MISMATCH'));
    const longer = { ...blob, unencodedLength: blob.unencodedLength + 1 };
    assert.throws(attempt({}, node.posted, longer), code('BLOB_ID_MISMATCH'));
  }
});

test('R16: no answer is read as another one whose bytes are the same, with a byte more here and less there', () => {
  const blobId = Uint8Array.of(...new Uint8Array(31).fill(9), 0);
  const leafHash = Uint8Array.of(0, ...new Uint8Array(31).fill(7));
  const leaf = { blobId, axis: 'primary', sliver: 0, cell: 0, leafHash } as const;
  const leaves = new Uint8Array(192);
  leaves.set(hashAnswer(honest.posted, leaf));
  const tree = answerTree(ROUND, [leaves]);
  const posted = { ...honest.posted, root: tree.root };
  const answer: PostedAnswer = { ...leaf, place: 0, path: merklePath(tree, 0) };
  verifyPosted(answer, posted);
  const shifted = [
    { blobId: blobId.subarray(0, 31), leafHash: Uint8Array.of(0, ...leafHash) },
    { blobId: Uint8Array.of(...blobId, 0), leafHash: leafHash.subarray(1) },
  ];
  for (const change of shifted) {
    assert.deepEqual(hashAnswer(posted, { ...leaf, ...change }), hashAnswer(posted, leaf));
    assert.throws(() => verifyPosted({ ...answer, ...change }, posted), code('NOT_POSTED'));
  }
});

test('R12, R16: an honest node that answers about a bad blob is accused at most, and acquitted by a conflict proof', async () => {
  const blob: EncodedBlob = await encodeBlob(generate('xorshift32', 900, 3), { nShards: N });
  const bent = [...primaries(blob), ...secondaries(blob)].filter(({ index }) => index % 2 === 0);
  const bad = publishInstead(
    blob,
    bent.map((sliver): Sliver => ({ ...sliver, bytes: flip(sliver.bytes, sliver.index) })),
  );
  const there = paperRoundOf(ROUND, [bad]);
  const node = answering(there, PROVER);
  const known = { blobId: bad.blobId, unencodedLength: 900, nShards: N };
  assert.ok(isPassed(8, verify(node.to(VERIFIER), node)), 'it has what was committed to');
  let accused = 0;
  node.samples.forEach((sample, index) => {
    cellsFor(ROUND, sample, VERIFIER).forEach((cell, which) => {
      const own = openCell(there.sliver(sample), cell);
      const crossing = openCell(there.open(sample, otherAxis(sample.axis), cell), sample.sliver);
      const answers = node.to(VERIFIER)[index]!;
      const leaf = (some: typeof own) => ({ ...some, blobId: bad.blobId });
      const pair = cellsFor(ROUND, sample, VERIFIER).map((c) =>
        hashAnswer(node.posted, leaf(openCell(there.sliver(sample), c))),
      );
      const place = answerPlace(ROUND, index, VERIFIER) + which;
      const answer: PostedAnswer = { ...leaf(own), place, path: [pair[1 - which]!, ...answers.answerPath] };
      assert.throws(
        () => verifyWrongAnswerProof({ answer, opening: own }, node.posted, known),
        code('NOT_WRONG'),
      );
      let accusation;
      try {
        accusation = makeWrongAnswerProof(answer, crossing, { posted: node.posted, blob: known });
      } catch (error) {
        assert.ok(code('NOT_WRONG')(error));
        return;
      }
      accused++;
      assert.equal(verifyWrongAnswerProof(accusation, node.posted, known), 'accuses');
      const conflict = acquittal(accusation, own);
      verifyConflictProof(conflict, known);
      assert.ok(acquits(conflict, accusation));
      const elsewhere = { ...conflict, inRow: { ...conflict.inRow, cell: (conflict.inRow.cell + 1) % N } };
      assert.ok(!acquits(elsewhere, accusation));
    });
  });
  assert.ok(accused > 4, `${accused} accusations`);
});

test('answers to a set drawn from nothing are none', () => {
  const samples = drawSamples(ROUND, PROVER, { set: paper.set, isSkipped: () => true });
  assert.deepEqual(samples, []);
  assert.ok(!isPassed(8, verifyAnswers(honest.posted, { samples, verifier: VERIFIER }, [])));
});
