import { bytes, flagInQuery, inPath, json, parameter, refusals, schemaOf } from './parts.js';

const BUSY = 'too much is under way; `retry-after` says when to come back';
const bytesSchema = { type: 'integer', minimum: 0 };
const conditions = [
  parameter('header', 'range', { about: 'one range, as `bytes=0-499`, `bytes=500-` or `bytes=-500`' }),
  parameter('header', 'if-none-match', { about: 'the etag of what the client has' }),
  parameter('header', 'if-range', { about: 'the etag for which the range counts' }),
];
const strictness = [
  flagInQuery('strict_consistency_check', 'check the whole blob before its first byte is sent'),
  flagInQuery('skip_consistency_check', 'taken, and changes nothing: parts are checked as they come'),
];
const answers = {
  200: bytes('the whole content'),
  206: bytes('the range'),
  304: { description: 'the client has it already' },
  ...refusals({
    400: 'an id or the query is malformed',
    404: 'the network has no such blob, or the quilt no such file',
    413: 'the answer would be too large for this aggregator; ask for a range',
    416: 'the content has no byte of the range',
    429: BUSY,
    451: 'operators of storage nodes have blocked it',
    503: `nodes or chain do not answer, or ${BUSY}`,
  }),
};

/** Reads, and the same without content. */
const read = (summary: string, parameters: readonly object[]) => {
  const operation = { tags: ['aggregator'], summary, parameters, responses: answers };
  return { get: operation, head: operation };
};

const CONCAT = 'Blobs one after the other; the object of the first one gives headers.';
const concat = {
  ...read(CONCAT, [
    {
      ...parameter('query', 'ids', { about: 'ids of up to 256 blobs or objects, with commas between' }),
      required: true,
    },
    ...strictness,
    ...conditions,
  ]),
  post: {
    ...{ tags: ['aggregator'], summary: CONCAT, responses: answers },
    requestBody: {
      required: true,
      content: {
        'application/json': {
          schema: {
            type: 'object',
            required: ['ids'],
            properties: {
              ids: { type: 'array', items: { type: 'string' }, minItems: 1, maxItems: 256 },
              strict_consistency_check: { type: ['boolean', 'null'] },
              skip_consistency_check: { type: ['boolean', 'null'] },
            },
          },
        },
      },
    },
  },
};

const patches = {
  tags: ['aggregator'],
  summary: 'The files of a quilt.',
  parameters: [inPath('quiltId', 'blob id of the quilt')],
  responses: {
    200: json('its files', { type: 'array', items: schemaOf('Patch') }),
    ...refusals({ 400: 'the id is malformed', 404: 'there is no such quilt', 503: BUSY }),
  },
};

/** Paths of an aggregator, and schemas that they name. */
export const aggregatorApi = {
  paths: {
    '/v1/blobs/{blobId}': read('A blob, by its id.', [
      inPath('blobId', 'URL-safe base64, 43 characters'),
      ...strictness,
      ...conditions,
    ]),
    '/v1/blobs/{blobId}/byte-range': read('Bytes of a blob, as content of their own.', [
      inPath('blobId', 'URL-safe base64, 43 characters'),
      { ...parameter('query', 'start', { about: 'first byte', schema: bytesSchema }), required: true },
      { ...parameter('query', 'length', { about: 'how many', schema: bytesSchema }), required: true },
      ...conditions,
    ]),
    '/v1alpha/blobs/{blobId}/stream': read('A blob by its id; the same as without `stream`.', [
      inPath('blobId', 'URL-safe base64, 43 characters'),
      ...strictness,
      ...conditions,
    ]),
    '/v1alpha/blobs/concat': concat,
    '/v1/blobs/by-object-id/{objectId}': read(
      'A blob by its object, of an owner or shared; attributes that are allowed become headers.',
      [inPath('objectId', '0x and up to 64 hex digits'), ...strictness, ...conditions],
    ),
    '/v1/blobs/by-quilt-patch-id/{patchId}': read('A file of a quilt, by its patch id.', [
      inPath('patchId', 'URL-safe base64, 50 characters'),
      ...conditions,
    ]),
    '/v1/blobs/by-quilt-id/{quiltId}/{identifier}': read('A file of a quilt, by its name.', [
      inPath('quiltId', 'blob id of the quilt'),
      inPath('identifier', 'name of the file; slashes may stand as they are'),
      ...conditions,
    ]),
    '/v1/quilts/{quiltId}/patches': { get: patches, head: patches },
  },
  schemas: {
    Patch: {
      type: 'object',
      required: ['identifier', 'patch_id', 'tags'],
      properties: {
        identifier: { type: 'string' },
        patch_id: { type: 'string' },
        tags: { type: 'object', additionalProperties: { type: 'string' } },
      },
    },
  },
};
