/** `JSON.stringify` of a result: nothing throws, and nothing is lost. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { InvalidArgument, jsonValue, withJson } from '@haulout/sdk/base';
import {
  aggregateCertificate,
  parseMessage,
  serializeMessage,
  verifyCertificate,
} from '@haulout/sdk/certificate';
import { computeMetadata, encodeBlob } from '@haulout/sdk/encoding';
import { parseEvidenceMessage, serializeEvidenceMessage, verifyAnswers } from '@haulout/sdk/evidence';
import { epochStep, EventReader, formatCursor, parseCursor, type WatchedEvent } from '@haulout/sdk/watch';
import { committeeOf, MESSAGE, sign } from '../../support/signed.js';
import { assertJson } from '../../support/json.js';
import { answering, paperRound, roundOf } from '../../support/paper-round.js';

const BYTES = Uint8Array.of(1, 2, 255);
const BASE64 = 'AQL/';
const asJson = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

describe('a result with a toJSON', () => {
  it('writes bigints as digits, bytes as base64, maps as objects, sets as arrays', () => {
    const result = withJson({
      frost: 12_345_678_901_234_567_890n,
      bytes: BYTES,
      stakes: new Map([['0x1', 2n]]),
      shards: new Map([[3, [1, 2]]]),
      names: new Set(['a']),
      nothing: undefined,
      none: null,
    });
    assert.deepEqual(asJson(result), {
      frost: '12345678901234567890',
      bytes: BASE64,
      stakes: { '0x1': '2' },
      shards: { 3: [1, 2] },
      names: ['a'],
      none: null,
    });
  });

  it('writes each of its parts as well, and lists of such results', () => {
    const part = () => ({ nodes: [{ key: BYTES }], owed: new Map([['a', [1n]]]) });
    const result = withJson({ inner: part(), list: [1n, 2n] });
    const written = { nodes: [{ key: BASE64 }], owed: { a: ['1'] } };
    assert.deepEqual(asJson(result.inner), written);
    assert.deepEqual(asJson(result.inner.nodes[0]), { key: BASE64 });
    assert.deepEqual(asJson(result.inner.owed), { a: ['1'] });
    assert.deepEqual(asJson(result.list), ['1', '2']);
    assert.deepEqual(asJson(withJson([part()])), [written]);
    assert.deepEqual(asJson(withJson(new Map([['b', part()]]))), { b: written });
  });

  it('looks and compares as before, and may hold what is frozen or refers to itself', () => {
    const plain = { cost: 1n, tags: new Map([['a', 'b']]) };
    const result = withJson({ cost: 1n, tags: new Map([['a', 'b']]) });
    assert.deepEqual(result, plain);
    assert.deepEqual(Object.keys(result), ['cost', 'tags']);
    assert.deepEqual(structuredClone(result), plain);
    assert.deepEqual(asJson(withJson({ frozen: Object.freeze({ cost: 1n }) })), { frozen: { cost: '1' } });
    const loop: { self?: unknown } = {};
    loop.self = loop;
    assert.deepEqual(asJson(withJson({ error: new InvalidArgument('no', { loop }) })), {
      error: { name: 'InvalidArgument', code: 'INVALID_ARGUMENT', message: 'no', values: { loop: {} } },
    });
  });

  it('writes an error that is not of the SDK with its name and message', () => {
    const error = new TypeError('fetch failed', { cause: new Error('refused') });
    const written = {
      name: 'TypeError',
      message: 'fetch failed',
      cause: { name: 'Error', message: 'refused' },
    };
    assert.deepEqual(asJson(withJson({ attempt: 1, error })), { attempt: 1, error: written });
    assert.deepEqual(asJson(jsonValue(error)), written);
  });
});

describe('the results of functions without I/O', () => {
  it('of the evidence', async () => {
    const round = roundOf(7, { members: 2, sampleCount: 4 });
    const paper = await paperRound(round, [10, 400]);
    const node = answering(paper, 0);
    assertJson(node.samples);
    assertJson(paper.set.entry(0));
    assertJson(paper.set.prove(1));
    assertJson(verifyAnswers(node.posted, { samples: node.samples, verifier: 1 }, node.to(1)));
    const message = { type: 'refused', epoch: 1, evidenceId: '0x1', blobId: new Uint8Array(32) } as const;
    assertJson(parseEvidenceMessage(serializeEvidenceMessage(message)));
  });

  it('of the encoding', async () => {
    assertJson(await encodeBlob(BYTES, { nShards: 7 }));
    assertJson(await computeMetadata(BYTES, { nShards: 7 }));
  });

  it('of certificates and messages', () => {
    const { committee, nodes } = committeeOf([3, 2, 2]);
    const signatures = nodes.map((node) => sign(node));
    const certificate = aggregateCertificate(committee, MESSAGE, signatures);
    assertJson(certificate);
    assertJson(verifyCertificate(committee, certificate));
    assertJson(
      parseMessage(
        serializeMessage({ type: 'protocolVersion', epoch: 3, startEpoch: 4, version: 2n ** 63n }),
      ),
    );
  });

  it('of the watch: cursors, events of later contracts, steps of epochs', () => {
    const digest = '1'.repeat(32);
    const cursor = formatCursor({ chain: '11111111', checkpoint: 7n, digest, event: undefined });
    assertJson(parseCursor(cursor));
    assertJson(new EventReader(['0x5']).read('0x5::events::OfLaterVersions', BYTES));
    const place = { cursor, checkpoint: 7n, timestampMs: 1, eventIndex: 0, sender: '0x1' };
    const transaction = { transactionDigest: digest, transactionIndex: 0 };
    const event = { kind: 'EpochChangeDone', fields: { epoch: 2 }, ...place, ...transaction };
    assertJson(epochStep(event as unknown as WatchedEvent));
  });
});
