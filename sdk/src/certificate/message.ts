/**
 * The messages that nodes sign, byte for byte as the contracts read them: intent type, intent version 0, app
 * id 3, epoch as u32, body. Integers are little-endian, ids 32 bytes.
 */
import { concatenate, equalBytes } from '../base/bytes.js';
import { withJson } from '../base/json.js';
import { CertificateError } from './errors.js';
import { intentBytes, readIntent, unknownType } from './intent.js';
import { bytesToId, cursor, exact, idToBytes, uint, type Cursor } from './wire.js';

/** Whether a blob can be deleted by its owner; a deletable one is certified for one blob object. */
export type Persistence =
  | { readonly kind: 'permanent' }
  | {
      readonly kind: 'deletable';
      /** Object id in hex. */
      readonly objectId: string;
    };

/** The owner of `publicKey` acts for the Sui address `address` (hex). */
export interface ProofOfPossession {
  /** Which message it is. */
  readonly type: 'proofOfPossession';
  /** Epoch in which it is signed; 0 before the network has a committee. */
  readonly epoch: number;
  /** Sui address, hex. */
  readonly address: string;
  /** 48 bytes. */
  readonly publicKey: Uint8Array;
}

/** The signer keeps its slivers of the blob. */
export interface BlobCertificate {
  /** Which message it is. */
  readonly type: 'blobCertificate';
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** 32 bytes. */
  readonly blobId: Uint8Array;
  /** Whether the blob can be deleted by its owner. */
  readonly persistence: Persistence;
}

/** The signer has seen proof that the blob is badly encoded. */
export interface InvalidBlobId {
  /** Which message it is. */
  readonly type: 'invalidBlobId';
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** 32 bytes. */
  readonly blobId: Uint8Array;
}

/** The signer asks another node for slivers of a shard. Between nodes only. */
export interface SyncShard {
  /** Which message it is. */
  readonly type: 'syncShard';
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** The shard whose slivers are asked for. */
  readonly shardIndex: number;
  /** Which slivers of it. */
  readonly axis: 'primary' | 'secondary';
  /** 32 bytes. */
  readonly startingBlobId: Uint8Array;
  /** Most slivers in the answer. */
  readonly sliverCount: bigint;
  /** Blobs certified before this epoch. */
  readonly untilEpoch: number;
}

/** The deny list of a node has changed. */
export interface DenyListUpdate {
  /** Which message it is. */
  readonly type: 'denyListUpdate';
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** Object id in hex. */
  readonly nodeId: string;
  /** Number of the list, larger than that of the one before. */
  readonly sequence: bigint;
  /** Bytes of the blobs on the list. */
  readonly size: bigint;
  /** 32 bytes. */
  readonly root: Uint8Array;
}

/** The signer has removed a blob because of a deny list. */
export interface DenyListBlobDeleted {
  /** Which message it is. */
  readonly type: 'denyListBlobDeleted';
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** 32 bytes. */
  readonly blobId: Uint8Array;
}

/** The signer runs a version of the protocol from an epoch on. */
export interface ProtocolVersion {
  /** Which message it is. */
  readonly type: 'protocolVersion';
  /** Epoch in which it is signed. */
  readonly epoch: number;
  /** First epoch of the version. */
  readonly startEpoch: number;
  /** Number of the version. */
  readonly version: bigint;
}

/** A message that nodes sign. */
export type Message =
  | ProofOfPossession
  | BlobCertificate
  | InvalidBlobId
  | SyncShard
  | DenyListUpdate
  | DenyListBlobDeleted
  | ProtocolVersion;

/** Name of a message type. */
export type MessageType = Message['type'];

/** Number of the app in every intent. */
export const APP_ID = 3;
/** Message types by intent number. */
const TYPES: readonly MessageType[] = [
  'proofOfPossession',
  'blobCertificate',
  'invalidBlobId',
  'syncShard',
  'denyListUpdate',
  'denyListBlobDeleted',
  'protocolVersion',
];

/**
 * The bytes to sign.
 *
 * @throws CertificateError `MALFORMED_MESSAGE` when a field does not fit its type
 */
export function serializeMessage(message: Message): Uint8Array {
  const type = TYPES.indexOf(message.type);
  return concatenate([intentBytes({ type, appId: APP_ID, epoch: message.epoch }), ...body(message)]);
}

/** The bytes that a node signs to confirm that it stores a blob. */
export function blobCertificateMessage(message: Omit<BlobCertificate, 'type'>): Uint8Array {
  return serializeMessage({ type: 'blobCertificate', ...message });
}

/** The bytes that a node signs to attest that a blob is badly encoded. */
export function invalidBlobIdMessage(message: Omit<InvalidBlobId, 'type'>): Uint8Array {
  return serializeMessage({ type: 'invalidBlobId', ...message });
}

/** The bytes that the owner of a key signs to register it. */
export function proofOfPossessionMessage(message: Omit<ProofOfPossession, 'type'>): Uint8Array {
  return serializeMessage({ type: 'proofOfPossession', ...message });
}

/**
 * Reads a message of any type.
 *
 * @throws CertificateError `MESSAGE_TRUNCATED`, `MESSAGE_PADDED`, `UNKNOWN_MESSAGE_TYPE`,
 *   `WRONG_INTENT_VERSION`, `WRONG_APP_ID`, `MALFORMED_MESSAGE`
 */
export function parseMessage(bytes: Uint8Array): Message {
  const from = cursor(bytes);
  const number = Number(from.uint(1));
  const type = TYPES[number];
  if (type === undefined) throw unknownType(number);
  const epoch = readIntent(from, APP_ID);
  const message = readBody(type, epoch, from);
  from.end();
  return withJson(message);
}

/**
 * Checks that bytes are the expected message, and says in what they differ if not.
 *
 * @throws CertificateError `WRONG_MESSAGE_TYPE`, `WRONG_INTENT_VERSION`, `WRONG_APP_ID`, `WRONG_EPOCH`,
 *   `WRONG_BLOB`, `WRONG_PERSISTENCE`, `WRONG_CONTENT`, `MESSAGE_TRUNCATED`, `MESSAGE_PADDED`,
 *   `MALFORMED_MESSAGE`
 */
export function checkMessage(bytes: Uint8Array, expected: Message): void {
  const from = cursor(bytes);
  const number = Number(from.uint(1));
  if (TYPES[number] !== expected.type) {
    throw new CertificateError(
      'WRONG_MESSAGE_TYPE',
      `a message of type ${TYPES[number] ?? number}, not ${expected.type}`,
      { type: TYPES[number] ?? number, expected: expected.type },
    );
  }
  const epoch = readIntent(from, APP_ID);
  if (epoch !== expected.epoch) {
    throw new CertificateError('WRONG_EPOCH', `a message of epoch ${epoch}, not ${expected.epoch}`, {
      epoch,
      expected: expected.epoch,
    });
  }
  const message = readBody(expected.type, epoch, from);
  from.end();
  checkBody(message, expected);
}

function checkBody(message: Message, expected: Message): void {
  if ('blobId' in message && 'blobId' in expected && !equalBytes(message.blobId, expected.blobId)) {
    throw new CertificateError(
      'WRONG_BLOB',
      `a message about blob ${bytesToId(message.blobId)}, not ${bytesToId(expected.blobId)}`,
      { blobId: message.blobId, expected: expected.blobId },
    );
  }
  if (equalBytes(serializeMessage(message), serializeMessage(expected))) return;
  if (message.type === 'blobCertificate' && expected.type === 'blobCertificate') {
    const [found, wanted] = [message, expected].map(({ persistence }) =>
      persistence.kind === 'permanent' ? 'a permanent blob' : `the blob object ${persistence.objectId}`,
    );
    throw new CertificateError('WRONG_PERSISTENCE', `a message for ${found}, not for ${wanted}`, {
      persistence: message.persistence,
      expected: expected.persistence,
    });
  }
  throw new CertificateError('WRONG_CONTENT', `a ${message.type} message with other content than expected`, {
    message,
    expected,
  });
}

function body(message: Message): Uint8Array[] {
  switch (message.type) {
    case 'proofOfPossession':
      return [idToBytes(message.address), exact(message.publicKey, 48)];
    case 'blobCertificate':
      return [exact(message.blobId, 32), ...persistenceBytes(message.persistence)];
    case 'invalidBlobId':
    case 'denyListBlobDeleted':
      return [exact(message.blobId, 32)];
    case 'syncShard':
      return [
        Uint8Array.of(0), // version 1 of the request
        uint(message.shardIndex, 2),
        Uint8Array.of(message.axis === 'primary' ? 0 : 1),
        exact(message.startingBlobId, 32),
        uint(message.sliverCount, 8),
        uint(message.untilEpoch, 4),
      ];
    case 'denyListUpdate':
      return [
        idToBytes(message.nodeId),
        uint(message.sequence, 8),
        uint(message.size, 8),
        exact(message.root, 32),
      ];
    case 'protocolVersion':
      return [uint(message.startEpoch, 4), uint(message.version, 8)];
  }
}

function persistenceBytes(persistence: Persistence): Uint8Array[] {
  return persistence.kind === 'permanent'
    ? [Uint8Array.of(0)]
    : [Uint8Array.of(1), idToBytes(persistence.objectId)];
}

function readBody(type: MessageType, epoch: number, from: Cursor): Message {
  switch (type) {
    case 'proofOfPossession':
      return { type, epoch, address: bytesToId(from.bytes(32)), publicKey: from.bytes(48) };
    case 'blobCertificate':
      return { type, epoch, blobId: from.bytes(32), persistence: readPersistence(from) };
    case 'invalidBlobId':
    case 'denyListBlobDeleted':
      return { type, epoch, blobId: from.bytes(32) };
    case 'syncShard': {
      choice(from, 1, 'version of a request');
      const shardIndex = Number(from.uint(2));
      const axis = choice(from, 2, 'sliver axis') === 0 ? 'primary' : 'secondary';
      const startingBlobId = from.bytes(32);
      return {
        type,
        epoch,
        shardIndex,
        axis,
        startingBlobId,
        sliverCount: from.uint(8),
        untilEpoch: Number(from.uint(4)),
      };
    }
    case 'denyListUpdate':
      return {
        type,
        epoch,
        nodeId: bytesToId(from.bytes(32)),
        sequence: from.uint(8),
        size: from.uint(8),
        root: from.bytes(32),
      };
    case 'protocolVersion':
      return { type, epoch, startEpoch: Number(from.uint(4)), version: from.uint(8) };
  }
}

function readPersistence(from: Cursor): Persistence {
  return choice(from, 2, 'persistence') === 0
    ? { kind: 'permanent' }
    : { kind: 'deletable', objectId: bytesToId(from.bytes(32)) };
}

/** A variant number below `count`. */
function choice(from: Cursor, count: number, what: string): number {
  const variant = Number(from.uint(1));
  if (variant >= count) {
    throw new CertificateError('MALFORMED_MESSAGE', `${what} ${variant} is not known`, { what, variant });
  }
  return variant;
}
