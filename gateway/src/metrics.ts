/** What a gateway counts of itself, in the text format of Prometheus. No label is of a stranger's choice. */
import { requestMetrics } from '@haulout/node/http';
import { Counter, Gauge, Registry } from 'prom-client';

export type GatewayMetrics = ReturnType<typeof createMetrics>;

/** Metrics of one gateway, in a registry of their own. */
export function createMetrics() {
  const registers = [new Registry()];
  const [registry] = registers as [Registry];
  const buckets = [0.01, 0.05, 0.2, 0.5, 2, 10, 60, 300];
  const answered = requestMetrics(registry, { name: 'haulout_gateway', buckets });
  const stored = new Counter({
    name: 'haulout_gateway_stored_blobs_total',
    help: 'Blobs that were to be stored, by how that ended.',
    labelNames: ['outcome'],
    registers,
  });
  const cost = new Counter({
    name: 'haulout_gateway_paid_frost_total',
    help: 'FROST paid for storage, gas aside.',
    registers,
  });
  const relayed = new Counter({
    name: 'haulout_gateway_relayed_blobs_total',
    help: 'Blobs relayed to the nodes, by whether nodes had to be asked or the answer was known.',
    labelNames: ['answer'],
    registers,
  });
  return {
    contentType: registry.contentType,
    text: () => registry.metrics(),
    answered,
    /** Says how to find out how many requests of a role are under way. */
    underWay(role: string, read: () => number) {
      new Gauge({
        name: `haulout_gateway_${role}_under_way`,
        help: `Requests to the ${role} that are under way.`,
        registers,
        collect() {
          this.set(read());
        },
      });
    },
    stored(outcome: 'new' | 'known' | 'failed', paid = 0n) {
      stored.inc({ outcome });
      cost.inc(Number(paid));
    },
    relayed: (answer: 'new' | 'known') => relayed.inc({ answer }),
  };
}
