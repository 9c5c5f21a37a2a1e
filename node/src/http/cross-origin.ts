import type { FastifyInstance } from 'fastify';

/**
 * Lets pages of any origin use the API, as Walrus nodes do: there are no cookies and no sessions that a page
 * could abuse, and whoever can send requests can send the same ones without a browser.
 */
export function allowEveryOrigin(app: FastifyInstance): void {
  app.addHook('onRequest', async (request, reply) => {
    reply.header('access-control-allow-origin', '*');
    if (request.method !== 'OPTIONS') return;
    // A browser asks once before it sends what forms cannot, and keeps the answer.
    return reply
      .code(204)
      .headers({
        'access-control-allow-methods': 'GET, HEAD, PUT, POST',
        'access-control-allow-headers': '*',
        'access-control-allow-private-network': 'true',
        'access-control-max-age': '86400',
      })
      .send();
  });
}
