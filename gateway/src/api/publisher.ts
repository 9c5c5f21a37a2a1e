import { flagInQuery, json, parameter, refusals, schemaOf } from './parts.js';

const epoch = { type: 'integer', minimum: 0 };
const query = [
  parameter('query', 'epochs', {
    about: 'epochs to store it for, the current one included',
    schema: { type: 'integer', minimum: 1, default: 1 },
  }),
  flagInQuery('permanent', 'nobody can delete it before its end'),
  flagInQuery('deletable', 'its owner can delete it; this is the default'),
  flagInQuery('force', 'store it also if the network has it for as long already'),
  flagInQuery('reuse_resources', 'use storage and blobs that the publisher owns'),
  parameter('query', 'send_object_to', { about: 'address that gets the blob object' }),
  flagInQuery('share', 'make the blob object a shared one'),
  parameter('query', 'encoding_type', { about: 'how to encode', schema: { type: 'string', enum: ['RS2'] } }),
  parameter('query', 'quilt_version', {
    about: 'version of quilts',
    schema: { type: 'string', enum: ['V1', 'v1', '1'] },
  }),
];
const failures = refusals({
  400: 'the request is malformed, or the token is for something else',
  401: 'there is no token, or one that has expired or is not signed with the key',
  413: 'it is too large',
  429: 'the token was used already, or this address has too much under way',
  503: 'nodes or chain do not answer, the publisher cannot pay, or too much is under way',
  504: 'too few nodes have confirmed it; the same upload again goes on with it',
  507: 'the publisher has no room for the upload',
});
const put = (about: { readonly summary: string; readonly content: object; readonly result: string }) => ({
  tags: ['publisher'],
  summary: about.summary,
  parameters: query,
  security: [{}, { token: [] }],
  requestBody: { required: true, content: about.content },
  responses: { 200: json('how it has ended', schemaOf(about.result)), ...failures },
});

/** Paths of a publisher, and schemas that they name. */
export const publisherApi = {
  paths: {
    '/v1/blobs': {
      put: put({
        summary: 'Stores a blob; the publisher pays.',
        content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
        result: 'StoreResult',
      }),
    },
    '/v1/quilts': {
      put: put({
        summary: 'Stores files as a quilt; the publisher pays.',
        content: {
          'multipart/form-data': {
            schema: {
              type: 'object',
              description: 'files by their names; `_metadata` is a list of `{ identifier, tags }`',
              additionalProperties: { type: 'string', format: 'binary' },
            },
          },
        },
        result: 'QuiltStoreResult',
      }),
    },
  },
  schemas: {
    StoreResult: {
      oneOf: [
        {
          type: 'object',
          required: ['newlyCreated'],
          properties: {
            newlyCreated: {
              type: 'object',
              required: ['blobObject', 'resourceOperation', 'cost'],
              properties: {
                blobObject: schemaOf('Blob'),
                resourceOperation: { type: 'object', description: 'how it came to its blob object' },
                cost: { type: 'integer', description: 'FROST, gas aside' },
                sharedBlobObject: { type: 'string' },
              },
            },
          },
        },
        {
          type: 'object',
          required: ['alreadyCertified'],
          properties: {
            alreadyCertified: {
              type: 'object',
              required: ['blobId', 'endEpoch'],
              properties: {
                blobId: { type: 'string' },
                event: {
                  type: 'object',
                  properties: { txDigest: { type: 'string' }, eventSeq: { type: 'string' } },
                },
                object: { type: 'string' },
                endEpoch: epoch,
              },
            },
          },
        },
      ],
    },
    Blob: {
      type: 'object',
      required: [
        ...['id', 'registeredEpoch', 'blobId', 'size', 'encodingType', 'certifiedEpoch', 'storage'],
        'deletable',
      ],
      properties: {
        id: { type: 'string' },
        registeredEpoch: epoch,
        blobId: { type: 'string' },
        size: { type: 'integer' },
        encodingType: { const: 'RS2' },
        certifiedEpoch: { type: ['integer', 'null'] },
        storage: {
          type: 'object',
          required: ['id', 'startEpoch', 'endEpoch', 'storageSize'],
          properties: {
            id: { type: 'string' },
            startEpoch: epoch,
            endEpoch: epoch,
            storageSize: { type: 'integer' },
          },
        },
        deletable: { type: 'boolean' },
      },
    },
    QuiltStoreResult: {
      type: 'object',
      required: ['blobStoreResult', 'storedQuiltBlobs'],
      properties: {
        blobStoreResult: schemaOf('StoreResult'),
        storedQuiltBlobs: {
          type: 'array',
          items: {
            type: 'object',
            required: ['identifier', 'quiltPatchId'],
            properties: { identifier: { type: 'string' }, quiltPatchId: { type: 'string' } },
          },
        },
      },
    },
  },
};
