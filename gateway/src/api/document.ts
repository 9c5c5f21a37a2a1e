/** The OpenAPI document of a gateway with the roles that it has. */
import { aggregatorApi } from './aggregator.js';
import { json, refusalSchema } from './parts.js';
import { publisherApi } from './publisher.js';
import { relayApi } from './relay.js';

/** Which roles a gateway has. */
interface Roles {
  readonly aggregator?: object | undefined;
  readonly publisher?: object | undefined;
  readonly relay?: object | undefined;
}

const text = (description: string): object => ({
  description,
  content: { 'text/plain': { schema: { type: 'string' } } },
});
const always = (summary: string, answer: object) => {
  const operation = { tags: ['gateway'], summary, responses: { 200: answer } };
  return { get: operation, head: operation };
};

/** The document, as `GET /v1/api` gives it. */
export function apiDocument({ aggregator, publisher, relay }: Roles): object {
  const apis = [aggregator && aggregatorApi, publisher && publisherApi, relay && relayApi].filter(
    (api) => api !== undefined,
  );
  return {
    openapi: '3.1.0',
    info: {
      title: 'Haulout gateway',
      version: '0.1.0',
      description: 'Reads and stores blobs of a Walrus-style storage network over HTTP.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    paths: {
      ...Object.assign({}, ...apis.map(({ paths }) => paths)),
      '/status': always('Whether the gateway runs.', text('`OK`')),
      '/v1/api': always('This document.', json('an OpenAPI document', { type: 'object' })),
      '/metrics': always('What the gateway counts, for Prometheus.', text('metrics')),
    },
    components: {
      schemas: Object.assign({ Refusal: refusalSchema }, ...apis.map(({ schemas }) => schemas)) as object,
      securitySchemes: { token: { type: 'http', scheme: 'bearer', bearerFormat: 'JWT' } },
    },
  };
}
