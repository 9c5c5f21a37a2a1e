import { json, parameter, refusals, schemaOf } from './parts.js';

const tipConfig = {
  tags: ['relay'],
  summary: 'What an upload costs here.',
  responses: { 200: json('the tip, or that there is none', schemaOf('TipConfig')) },
};

/** Paths of a relay, and schemas that they name. */
export const relayApi = {
  paths: {
    '/v1/tip-config': { get: tipConfig, head: tipConfig },
    '/v1/blob-upload-relay': {
      post: {
        tags: ['relay'],
        summary: 'Uploads a registered blob to the storage nodes.',
        parameters: [
          {
            ...parameter('query', 'blob_id', { about: 'URL-safe base64, 43 characters' }),
            required: true,
          },
          parameter('query', 'deletable_blob_object', { about: 'the object of a deletable blob' }),
          parameter('query', 'tx_id', { about: 'the transaction that has paid the tip, in base58' }),
          parameter('query', 'nonce', { about: '32 bytes, whose hash is in it, in URL-safe base64' }),
          parameter('query', 'encoding_type', {
            about: 'how to encode',
            schema: { type: 'string', enum: ['RS2'] },
          }),
        ],
        requestBody: {
          required: true,
          content: { '*/*': { schema: { type: 'string', format: 'binary' } } },
        },
        responses: {
          200: json('the certificate of the nodes', schemaOf('Certificate')),
          ...refusals({
            400: 'the query is malformed, the transaction too old, the blob not registered, or another one',
            401: 'the transaction is not for these bytes, or was used for others',
            402: 'the tip is missing or too small',
            413: 'the blob is too large',
            429: 'this address has too much under way',
            503: 'nodes or chain do not answer, or too much is under way',
            504: 'too few nodes have confirmed it; the same upload again goes on with it',
            507: 'the relay has no room for the upload',
          }),
        },
      },
    },
  },
  schemas: {
    TipConfig: {
      oneOf: [
        { const: 'no_tip' },
        {
          type: 'object',
          required: ['send_tip'],
          properties: {
            send_tip: {
              type: 'object',
              required: ['address', 'kind'],
              properties: {
                address: { type: 'string' },
                kind: {
                  oneOf: [
                    {
                      type: 'object',
                      required: ['const'],
                      properties: { const: { type: 'integer', description: 'MIST' } },
                    },
                    {
                      type: 'object',
                      required: ['linear'],
                      properties: {
                        linear: {
                          type: 'object',
                          required: ['base', 'encoded_size_mul_per_kib'],
                          properties: {
                            base: { type: 'integer', description: 'MIST' },
                            encoded_size_mul_per_kib: {
                              type: 'integer',
                              description: 'MIST for each KiB begun of the encoded blob',
                            },
                          },
                        },
                      },
                    },
                  ],
                },
              },
            },
          },
        },
      ],
    },
    Certificate: {
      type: 'object',
      required: ['blob_id', 'confirmation_certificate'],
      properties: {
        blob_id: { type: 'string' },
        confirmation_certificate: {
          type: 'object',
          required: ['signers', 'serialized_message', 'signature'],
          properties: {
            signers: { type: 'array', items: { type: 'integer' } },
            serialized_message: { type: 'array', items: { type: 'integer', minimum: 0, maximum: 255 } },
            signature: { type: 'string', description: 'base64' },
          },
        },
      },
    },
  },
};
