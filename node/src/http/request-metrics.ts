/** What every HTTP API of ours counts of its requests, in the text format of Prometheus. */
import { Counter, Histogram, type Registry } from 'prom-client';
import type { AnsweredRequest } from './shell.js';

/** How requests are counted. */
export interface RequestMetricsOptions {
  /** What the names of the metrics begin with. */
  readonly name: string;
  /** Upper bounds of the histogram of times, in seconds. */
  readonly buckets: readonly number[];
}

/**
 * Counts requests, and how long they took. No label is of a stranger's choice: routes are those of the API.
 *
 * @returns told of each request
 */
export function requestMetrics(
  registry: Registry,
  { name, buckets }: RequestMetricsOptions,
): (answered: AnsweredRequest) => void {
  const registers = [registry];
  const requests = new Counter({
    name: `${name}_requests_total`,
    help: 'Requests answered.',
    labelNames: ['method', 'route', 'status'],
    registers,
  });
  const seconds = new Histogram({
    name: `${name}_request_seconds`,
    help: 'Time from a request to the end of its answer.',
    labelNames: ['method', 'route'],
    buckets: [...buckets],
    registers,
  });
  return ({ method, route = 'none', status, seconds: taken }) => {
    requests.inc({ method, route, status: String(status) });
    seconds.observe({ method, route }, taken);
  };
}
