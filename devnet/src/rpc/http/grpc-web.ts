/**
 * gRPC-web on the wire: one length-prefixed message in a request; messages and then the status in a response.
 * https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-WEB.md. Pure: bytes and strings only.
 */
import { maxRequestBytes } from '../grpc/server.js';
import { StatusError, statusNumbers } from '../grpc/status.js';

/** How frames are written: as they are, or in base64 for clients that cannot read bytes while they come. */
export type WireFormat = 'binary' | 'text';

/** A frame begins with a byte of flags and the length of the rest, 4 bytes, big endian. */
const prefixBytes = 5;
const compressedFlag = 0x01;
const trailerFlag = 0x80;

/** Media types by format; the first is the one of answers. */
const mediaTypes: Readonly<Record<WireFormat, readonly string[]>> = {
  binary: ['application/grpc-web+proto', 'application/grpc-web'],
  text: ['application/grpc-web-text', 'application/grpc-web-text+proto'],
};

/** The most bytes that the body of a request can have. */
export const maxBodyBytes: Readonly<Record<WireFormat, number>> = {
  binary: prefixBytes + maxRequestBytes,
  text: Math.ceil((prefixBytes + maxRequestBytes) / 3) * 4,
};

/** The format that a `content-type` header names; undefined when it is none of gRPC-web's. */
export function wireFormatOf(contentType: string | undefined): WireFormat | undefined {
  const type = contentType?.split(';')[0]!.trim().toLowerCase();
  return (['binary', 'text'] as const).find((format) => mediaTypes[format].includes(type ?? ''));
}

/** The `content-type` of answers in a format. */
export function mediaTypeOf(format: WireFormat): string {
  return mediaTypes[format][0]!;
}

/**
 * The message in the body of a request.
 *
 * @throws StatusError INVALID_ARGUMENT, UNIMPLEMENTED for a compressed message, RESOURCE_EXHAUSTED when it
 *   says that it is longer than any request may be
 */
export function readRequest(body: Uint8Array, format: WireFormat): Uint8Array {
  const frame = format === 'text' ? fromBase64(body) : body;
  if (frame.length < prefixBytes) throw malformed(`${frame.length} bytes are no gRPC-web frame`);
  const flags = frame[0]!;
  if ((flags & compressedFlag) !== 0) throw new StatusError('UNIMPLEMENTED', 'compression is not supported');
  if (flags !== 0) throw malformed(`a request begins with a message, not with a frame of flags ${flags}`);
  const length = new DataView(frame.buffer, frame.byteOffset).getUint32(1);
  if (length > maxRequestBytes) throw tooLarge();
  if (frame.length !== prefixBytes + length) {
    throw malformed(
      `a message of ${length} bytes is announced and ${frame.length - prefixBytes} bytes follow`,
    );
  }
  return frame.subarray(prefixBytes);
}

/** A request that is larger than any is allowed to be. */
export function tooLarge(most = maxRequestBytes): StatusError {
  return new StatusError('RESOURCE_EXHAUSTED', `a request has at most ${most} bytes`);
}

/** A message of an answer. */
export function messageFrame(message: Uint8Array): Uint8Array {
  return frameOf(0, message);
}

/** The end of an answer: its status; undefined is success. */
export function trailerFrame(error: StatusError | undefined): Uint8Array {
  const lines = [`grpc-status:${error === undefined ? 0 : statusNumbers[error.code]}`];
  if (error !== undefined) lines.push(`grpc-message:${percentEncoded(error.message)}`);
  return frameOf(trailerFlag, new TextEncoder().encode(lines.map((line) => `${line}\r\n`).join('')));
}

/** Frames as they are sent. Text is padded after each call, so that a client can read what has come. */
export function onWire(frames: readonly Uint8Array[], format: WireFormat): Uint8Array {
  const bytes = Buffer.concat(frames);
  return format === 'text' ? Buffer.from(bytes.toString('base64'), 'latin1') : bytes;
}

/**
 * A `grpc-timeout` header in ms, rounded up; undefined when there is none. Throws StatusError
 * INVALID_ARGUMENT.
 */
export function timeoutOf(header: string | undefined): number | undefined {
  if (header === undefined) return undefined;
  const match = /^(\d{1,8})([HMSmun])$/.exec(header);
  // Clients write milliseconds whatever their number, so more than 8 digits of them are taken too.
  const long = /^(\d{9,15})m$/.exec(header);
  if (match === null && long === null) throw malformed('grpc-timeout is no duration');
  return match === null ? Number(long![1]) : Math.ceil(Number(match[1]) * msPerUnit[match[2]!]!);
}

const msPerUnit: Readonly<Record<string, number>> = {
  H: 3_600_000,
  M: 60_000,
  S: 1000,
  m: 1,
  u: 1e-3,
  n: 1e-6,
};

function frameOf(flags: number, payload: Uint8Array): Uint8Array {
  const frame = new Uint8Array(prefixBytes + payload.length);
  frame[0] = flags;
  new DataView(frame.buffer).setUint32(1, payload.length);
  frame.set(payload, prefixBytes);
  return frame;
}

function fromBase64(body: Uint8Array): Uint8Array {
  const text = Buffer.from(body.buffer, body.byteOffset, body.length).toString('latin1');
  if (text.length % 4 !== 0 || !/^[A-Za-z0-9+/]*={0,2}$/.test(text)) throw malformed('the body is no base64');
  return Buffer.from(text, 'base64');
}

/** As gRPC wants status messages: UTF-8, all but printable ASCII as %XX; long ones are cut. */
function percentEncoded(message: string): string {
  const bytes = new TextEncoder().encode(message.slice(0, longestMessage));
  return Array.from(bytes, (byte) =>
    byte >= 0x20 && byte <= 0x7e && byte !== 0x25
      ? String.fromCharCode(byte)
      : `%${byte.toString(16).toUpperCase().padStart(2, '0')}`,
  ).join('');
}

/** Characters of a status message that are sent. */
const longestMessage = 8192;

function malformed(why: string): StatusError {
  return new StatusError('INVALID_ARGUMENT', `malformed gRPC-web request: ${why}`);
}
