/**
 * The messages that nodes sign about evidence, types 64 and up, byte for byte as the contracts make them:
 * intent type, intent version 0, app id 72, epoch as u32, body. Every body begins with the id of the
 * `Evidence` object, so that nothing signed on one network counts on another, and each type has one length.
 *
 * | type | name          | body after the id                                            | bytes in all |
 * | ---- | ------------- | ------------------------------------------------------------ | ------------ |
 * | 64   | ready         | round u32, count u64, bytes u64, root (32)                   | 91           |
 * | 65   | passed        | round u32, nodes u256 (bit i: member i)                      | 75           |
 * | 67   | refused       | blob id (32)                                                 | 71           |
 * | 68   | unrecoverable | blob id (32)                                                 | 71           |
 * | 69   | schedule      | sequence u64, from epoch u32, ppm of 9 causes u32, cost u64  | 95           |
 * | 70   | revoked       | blob id (32), record u64                                     | 79           |
 *
 * Integers are little-endian.
 */
import { bitsOf, positionsIn } from '../base/bit-set.js';
import { concatenate, equalBytes } from '../base/bytes.js';
import { withJson } from '../base/json.js';
import { CertificateError } from '../certificate/errors.js';
import { intentBytes, readIntent, unknownType } from '../certificate/intent.js';
import { bytesToId, cursor, exact, idToBytes, uint, type Cursor } from '../certificate/wire.js';
import { CAUSES, type Cause, type Schedule } from './schedule.js';

/** What every message says. */
interface Head {
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** Object id of `Evidence`, in hex. */
  readonly evidenceId: string;
}

/** The signer knows the set of a round, and has it. */
export interface Ready extends Head {
  /** Which message it is. */
  readonly type: 'ready';
  /** Number of the round. */
  readonly round: number;
  /** Blobs in the set. */
  readonly count: bigint;
  /** Sum of their encoded sizes. */
  readonly bytes: bigint;
  /** Root of the set, 32 bytes. */
  readonly root: Uint8Array;
}

/** The signer has checked the answers of nodes and found them good. */
export interface Passed extends Head {
  /** Which message it is. */
  readonly type: 'passed';
  /** Number of the round. */
  readonly round: number;
  /** Committee positions of these nodes, ascending, each below 256. */
  readonly nodes: readonly number[];
}

/** The signer was refused a blob that it is owed. */
export interface Refused extends Head {
  /** Which message it is. */
  readonly type: 'refused';
  /** 32 bytes. */
  readonly blobId: Uint8Array;
}

/** The signer cannot rebuild a blob from what others have. */
export interface Unrecoverable extends Head {
  /** Which message it is. */
  readonly type: 'unrecoverable';
  /** 32 bytes. */
  readonly blobId: Uint8Array;
}

/** The signer agrees to other penalties. */
export interface ScheduleUpdate extends Head {
  /** Which message it is. */
  readonly type: 'schedule';
  /** Number of the schedule, larger than that of the one before. */
  readonly sequence: bigint;
  /** First epoch of the schedule. */
  readonly fromEpoch: number;
  /** The penalties; see `checkSchedule` for their bounds. */
  readonly schedule: Schedule;
}

/** The signer takes back that a blob was lost. */
export interface Revoked extends Head {
  /** Which message it is. */
  readonly type: 'revoked';
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Number of the record of the loss. */
  readonly record: bigint;
}

/** A message about evidence. */
export type EvidenceMessage = Ready | Passed | Refused | Unrecoverable | ScheduleUpdate | Revoked;

/** Name of a message type. */
export type EvidenceMessageType = EvidenceMessage['type'];

/** Number of the app in the intents of evidence; that of Walrus is 3. */
export const EVIDENCE_APP_ID = 72;

/** Intent numbers of the message types. */
export const EVIDENCE_MESSAGE_TYPES: Readonly<Record<EvidenceMessageType, number>> = {
  ready: 64,
  passed: 65,
  refused: 67,
  unrecoverable: 68,
  schedule: 69,
  revoked: 70,
};

/** Bits of the bitmap in `passed`. */
const BITS = 256;

/**
 * The bytes to sign.
 *
 * @throws CertificateError `MALFORMED_MESSAGE` when a field does not fit its type
 */
export function serializeEvidenceMessage(message: EvidenceMessage): Uint8Array {
  const type = EVIDENCE_MESSAGE_TYPES[message.type];
  return concatenate([
    intentBytes({ type, appId: EVIDENCE_APP_ID, epoch: message.epoch }),
    idToBytes(message.evidenceId),
    ...body(message),
  ]);
}

/**
 * Reads a message of any of these types; bytes and messages correspond one to one.
 *
 * @throws CertificateError `MESSAGE_TRUNCATED`, `MESSAGE_PADDED`, `UNKNOWN_MESSAGE_TYPE`,
 *   `WRONG_INTENT_VERSION`, `WRONG_APP_ID`
 */
export function parseEvidenceMessage(bytes: Uint8Array): EvidenceMessage {
  const from = cursor(bytes);
  const number = Number(from.uint(1));
  const type = typeOf(number);
  if (type === undefined) throw unknownType(number);
  const head = { epoch: readIntent(from, EVIDENCE_APP_ID), evidenceId: bytesToId(from.bytes(32)) };
  const message = readBody(type, head, from);
  from.end();
  return withJson(message);
}

/**
 * Checks that bytes are the expected message, and says in what they differ if not.
 *
 * @throws CertificateError `WRONG_MESSAGE_TYPE`, `WRONG_EPOCH`, `WRONG_CONTENT`, and what
 *   {@link parseEvidenceMessage} throws
 */
export function checkEvidenceMessage(bytes: Uint8Array, expected: EvidenceMessage): void {
  const message = parseEvidenceMessage(bytes);
  if (message.type !== expected.type) {
    throw new CertificateError(
      'WRONG_MESSAGE_TYPE',
      `a message of type ${message.type}, not ${expected.type}`,
      { type: message.type, expected: expected.type },
    );
  }
  if (message.epoch !== expected.epoch) {
    throw new CertificateError('WRONG_EPOCH', `a message of epoch ${message.epoch}, not ${expected.epoch}`, {
      epoch: message.epoch,
      expected: expected.epoch,
    });
  }
  if (equalBytes(bytes, serializeEvidenceMessage(expected))) return;
  throw new CertificateError('WRONG_CONTENT', `a ${message.type} message with other content than expected`, {
    message,
    expected,
  });
}

function typeOf(number: number): EvidenceMessageType | undefined {
  const types = Object.keys(EVIDENCE_MESSAGE_TYPES) as EvidenceMessageType[];
  return types.find((type) => EVIDENCE_MESSAGE_TYPES[type] === number);
}

function body(message: EvidenceMessage): Uint8Array[] {
  switch (message.type) {
    case 'ready':
      return [
        uint(message.round, 4),
        uint(message.count, 8),
        uint(message.bytes, 8),
        exact(message.root, 32),
      ];
    case 'passed':
      checkPositions(message.nodes);
      return [uint(message.round, 4), uint(bitsOf(message.nodes), 32)];
    case 'refused':
    case 'unrecoverable':
      return [exact(message.blobId, 32)];
    case 'schedule': {
      const { stakePpm, rebuildCost } = message.schedule;
      return [
        uint(message.sequence, 8),
        uint(message.fromEpoch, 4),
        ...CAUSES.map((cause) => uint(stakePpm[cause], 4)),
        uint(rebuildCost, 8),
      ];
    }
    case 'revoked':
      return [exact(message.blobId, 32), uint(message.record, 8)];
  }
}

function readBody(type: EvidenceMessageType, head: Head, from: Cursor): EvidenceMessage {
  switch (type) {
    case 'ready':
      return {
        type,
        ...head,
        round: Number(from.uint(4)),
        count: from.uint(8),
        bytes: from.uint(8),
        root: from.bytes(32),
      };
    case 'passed':
      return { type, ...head, round: Number(from.uint(4)), nodes: positionsIn(from.uint(32)) };
    case 'refused':
    case 'unrecoverable':
      return { type, ...head, blobId: from.bytes(32) };
    case 'schedule': {
      const sequence = from.uint(8);
      const fromEpoch = Number(from.uint(4));
      const stakePpm = Object.fromEntries(CAUSES.map((cause) => [cause, Number(from.uint(4))]));
      const schedule = { stakePpm: stakePpm as Record<Cause, number>, rebuildCost: from.uint(8) };
      return { type, ...head, sequence, fromEpoch, schedule };
    }
    case 'revoked':
      return { type, ...head, blobId: from.bytes(32), record: from.uint(8) };
  }
}

/** Throws CertificateError unless positions ascend and are those of a u256. */
function checkPositions(positions: readonly number[]): void {
  let last = -1;
  for (const position of positions) {
    if (!Number.isInteger(position) || position <= last || position >= BITS) {
      throw new CertificateError(
        'MALFORMED_MESSAGE',
        `position ${position} after ${last}: positions ascend and are below ${BITS}`,
        { position, last },
      );
    }
    last = position;
  }
}
