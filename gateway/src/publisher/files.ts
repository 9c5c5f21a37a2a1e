/** The files of a multipart form, each under the name of its field, with tags from the field `_metadata`. */
import type { FastifyRequest } from 'fastify';
import { isHauloutError } from '@haulout/sdk/base';
import { malformed } from '../http/query.js';
import { refusal } from '../refusal.js';

/** A file of a form. */
export interface FormFile {
  readonly identifier: string;
  readonly bytes: Uint8Array;
  readonly tags: Readonly<Record<string, string>>;
}

const METADATA = '_metadata';
/** Bytes of the field with the tags. */
const METADATA_BYTES = 4 * 1024 * 1024;
/** Fields of a form; a quilt of 1000 shards has 666 files at most. */
const MOST_FIELDS = 700;
/** Bytes of a form besides its files and tags, for each field. */
const FRAME_BYTES = 4 * 1024;

/**
 * Reads a form into memory.
 *
 * @param maxBytes most bytes of all files together
 * @throws ServiceError MALFORMED_REQUEST, BODY_TOO_LARGE; fastify's errors for a form that is none
 */
export async function formFiles(request: FastifyRequest, maxBytes: number): Promise<FormFile[]> {
  if (!request.isMultipart()) throw malformed('the body is no form: send multipart/form-data');
  const bound = formBound(request, maxBytes + METADATA_BYTES + MOST_FIELDS * FRAME_BYTES);
  try {
    return await Promise.race([readForm(request, maxBytes), bound.exceeded]);
  } catch (error) {
    request.raw.unpipe();
    request.raw.pause();
    // What has a status is a refusal already; the parser says of a form that is none only why.
    if (error instanceof Error && !('statusCode' in error) && !isHauloutError(error))
      throw malformed(`the body is no form: ${error.message.slice(0, 200)}`);
    throw error;
  } finally {
    bound.end();
  }
}

/**
 * Rejects when a form has more bytes than so many, wherever they stand: a parser passes over what comes
 * before the first part and after the last.
 */
function formBound(
  { raw, headers }: FastifyRequest,
  most: number,
): { readonly exceeded: Promise<never>; readonly end: () => void } {
  const tooLarge = (size: string) =>
    refusal('PAYLOAD_TOO_LARGE BODY_TOO_LARGE', `a form of ${size} bytes, where at most ${most} are taken`);
  const declared = Number(headers['content-length'] ?? 0);
  if (declared > most) throw tooLarge(String(declared));
  let reject = (_reason: Error): void => undefined;
  const exceeded = new Promise<never>((_resolve, rejects) => (reject = rejects));
  let size = 0;
  const count = (chunk: Buffer): void => {
    size += chunk.length;
    if (size > most) reject(tooLarge(`more than ${most}`));
  };
  raw.on('data', count);
  return { exceeded, end: () => void raw.off('data', count) };
}

async function readForm(request: FastifyRequest, maxBytes: number): Promise<FormFile[]> {
  const files = new Map<string, Uint8Array>();
  let tags: ReadonlyMap<string, Readonly<Record<string, string>>> = new Map();
  let hasMetadata = false;
  let left = maxBytes;
  const parts = request.parts({
    limits: { fileSize: maxBytes + 1, parts: MOST_FIELDS, headerPairs: 32 },
    // Also what has no file name is taken as the bytes that it is.
    isPartAFile: () => true,
  });
  for await (const part of parts) {
    if (part.type !== 'file') throw malformed('a part of the form has no content');
    const { fieldname: name } = part;
    const isMetadata = name === METADATA;
    if (isMetadata && hasMetadata) throw malformed(`${METADATA} is there twice`);
    const bytes = await readPart(part.file, isMetadata ? METADATA_BYTES : left);
    if (bytes === undefined)
      throw refusal(
        'PAYLOAD_TOO_LARGE BODY_TOO_LARGE',
        isMetadata
          ? `${METADATA} has more than ${METADATA_BYTES} bytes`
          : `the files have more than ${maxBytes} bytes together`,
      );
    if (isMetadata) {
      hasMetadata = true;
      tags = tagsOf(bytes);
    } else if (name.startsWith('_'))
      throw malformed(`the name '${name.slice(0, 80)}' begins with _, as only ${METADATA} does`);
    else if (files.has(name)) throw malformed(`there are two files '${name.slice(0, 80)}'`);
    else {
      left -= bytes.length;
      files.set(name, bytes);
    }
  }
  if (files.size === 0) throw malformed('the form has no files');
  for (const name of tags.keys())
    if (!files.has(name)) throw malformed(`${METADATA} names '${name.slice(0, 80)}', which is no file`);
  return [...files].map(([identifier, bytes]) => ({ identifier, bytes, tags: tags.get(identifier) ?? {} }));
}

/** The bytes of a part; undefined when they are more than so many. */
async function readPart(stream: AsyncIterable<Buffer>, most: number): Promise<Uint8Array | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return new Uint8Array(Buffer.concat(chunks, size));
}

/** Reads `_metadata`: a list of `{ identifier, tags }`; values that are no text are taken as their JSON. */
function tagsOf(bytes: Uint8Array): ReadonlyMap<string, Readonly<Record<string, string>>> {
  let list: unknown;
  try {
    list = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
  } catch {
    throw malformed(`${METADATA} is not JSON`);
  }
  if (!Array.isArray(list)) throw malformed(`${METADATA} is not a list of { identifier, tags }`);
  const all = new Map<string, Readonly<Record<string, string>>>();
  for (const entry of list as unknown[]) {
    const { identifier, tags = {} } = (entry ?? {}) as { identifier?: unknown; tags?: unknown };
    const isEntry = typeof identifier === 'string' && typeof tags === 'object' && tags !== null;
    if (!isEntry || Array.isArray(tags)) throw malformed(`${METADATA} is not a list of { identifier, tags }`);
    if (all.has(identifier)) throw malformed(`${METADATA} names '${identifier.slice(0, 80)}' twice`);
    const values = Object.entries(tags).map(([key, value]: [string, unknown]) => [
      key,
      typeof value === 'string' ? value : JSON.stringify(value),
    ]);
    all.set(identifier, Object.fromEntries(values) as Record<string, string>);
  }
  return all;
}
