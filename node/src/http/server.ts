import type { FastifyInstance } from 'fastify';
import { storeRefusal } from '../store-refusal.js';
import { holdAnswers } from './hold-answers.js';
import { addRoutes, type HttpParts } from './routes.js';
import { createShell, type HttpOptions } from './shell.js';

/**
 * The storage node's HTTP API: the paths, codes and envelopes of the Walrus storage node. It only
 * translates; every rule is in the services. Bodies are read after a service has said how large one may be.
 *
 * @throws TlsError
 */
export async function createHttpApi(parts: HttpParts, options: HttpOptions): Promise<FastifyInstance> {
  const app = await createShell({
    ...options,
    name: 'the node',
    refusalOf: storeRefusal,
    onAnswer: (answered) => parts.metrics.request(answered),
  });
  holdAnswers(app, parts.holdAnswer);
  addRoutes(app, parts);
  return app;
}
