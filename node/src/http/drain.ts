import type { FastifyInstance } from 'fastify';
import type { Timers } from '@haulout/sdk/base';
import { ServiceError } from '../errors.js';
import type { RefusalOptions } from './refusals.js';
import { whenOver } from './when-over.js';

/**
 * Lets a server stop without breaking off what it has begun: counts the requests under way, and from `drain`
 * on refuses new ones.
 *
 * @returns `drain`, which resolves when all answers are out, or after `graceMs`
 */
export function drainable(
  app: FastifyInstance,
  { name }: Pick<RefusalOptions, 'name'>,
): (timers: Timers, graceMs: number) => Promise<void> {
  let underWay = 0;
  let draining = false;
  let onEmpty = () => {};
  app.addHook('onRequest', async (request, reply) => {
    if (draining) {
      reply.header('connection', 'close');
      throw new ServiceError<string>({
        status: 'UNAVAILABLE',
        reason: 'UNAVAILABLE',
        message: `${name} is stopping; ask another one`,
      });
    }
    underWay++;
    whenOver(request, reply, () => {
      if (--underWay === 0) onEmpty();
    });
  });

  return (timers, graceMs) => {
    draining = true;
    if (underWay === 0) return Promise.resolve();
    return new Promise((resolve) => {
      const cancel = timers.after(graceMs, resolve);
      onEmpty = () => {
        cancel();
        resolve();
      };
    });
  };
}
