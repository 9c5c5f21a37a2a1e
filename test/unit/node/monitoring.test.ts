/** The alert rules and the dashboard that ship name only metrics and labels that a running node has. */
import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, it } from 'vitest';
import { parse } from 'yaml';
import { openStorageNode, type BlobStore } from '@haulout/node';
import { createMetrics } from '../../../node/src/metrics.js';
import { handFedChain, SECRET_KEY, SHARDS, testBlob } from '../../support/blob-fixture.js';
import { upload } from './neighbourhood.js';

const file = (name: string) => readFile(new URL(`../../../docs/monitoring/${name}`, import.meta.url), 'utf8');
/** Labels that Prometheus itself adds. */
const ADDED = ['instance', 'job'];

interface Rule {
  readonly alert: string;
  readonly expr: string;
  readonly annotations: { readonly summary: string; readonly description: string };
}

let folder: string;
/** Labels, and their values, by the name of a metric. */
let metrics: Map<string, Map<string, Set<string>>>;
let rules: readonly Rule[];
let expressions: readonly string[];

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'haulout-monitoring-'));
  const chain = handFedChain();
  const node = await openStorageNode({
    folder,
    secretKey: SECRET_KEY,
    chain: () => chain.view,
    capacityBytes: 1_000_000,
  });
  const blob = await testBlob(5);
  chain.register(blob.id);
  await upload(node, blob, SHARDS);
  chain.remove(blob.id);
  await node.duties.catchUp();
  metrics = metricsIn((await node.inject({ method: 'GET', url: '/metrics' })).body);
  await node.close();
  const alerts = parse(await file('alerts.yml')) as { groups: { rules: Rule[] }[] };
  rules = alerts.groups.flatMap((group) => group.rules);
  const { panels } = JSON.parse(await file('dashboard.json')) as {
    panels: { targets: { expr: string }[] }[];
  };
  expressions = [
    ...rules.map(({ expr }) => expr),
    ...panels.flatMap(({ targets }) => targets.map(({ expr }) => expr)),
  ];
});
afterAll(() => rm(folder, { recursive: true, force: true }));

function metricsIn(text: string): typeof metrics {
  const found: typeof metrics = new Map();
  for (const line of text.split('\n')) {
    const [, name, labels = ''] = /^(\w+)(?:\{(.*)\})? \S+$/.exec(line) ?? [];
    if (name === undefined) continue;
    const known = found.get(name) ?? new Map<string, Set<string>>();
    found.set(name, known);
    for (const [, label, value] of labels.matchAll(/(\w+)="([^"]*)"/g))
      known.set(label!, (known.get(label!) ?? new Set()).add(value!));
  }
  return found;
}

describe('the last round', () => {
  it('has the verdict of the node in the metrics, until the next one is decided', async () => {
    const usage = () => ({ usedBytes: 0, capacityBytes: undefined });
    const store = { usage, trouble: async () => undefined } as unknown as BlobStore;
    const { round, text } = createMetrics(store, handFedChain().view);
    const shown = async () =>
      [...(await text()).matchAll(/last_round\{verdict="(\S+)"\} 1/g)].map(([, verdict]) => verdict);
    assert.deepEqual(await shown(), []);
    round('missed');
    assert.deepEqual(await shown(), ['missed']);
    round('none');
    assert.deepEqual(await shown(), ['missed']);
    round('passed');
    assert.deepEqual(await shown(), ['passed']);
  });
});

describe('what ships for monitoring', () => {
  it('names metrics that a running node has, with labels and values that they have', () => {
    assert.ok(expressions.length >= 20);
    for (const expr of expressions) {
      for (const [, name, matchers = ''] of expr.matchAll(/(haulout_node_\w+)(?:\{([^}]*)\})?/g)) {
        const labels = metrics.get(name!);
        assert.ok(labels, `${name} is no metric: ${expr}`);
        for (const [, label, operator, value] of matchers.matchAll(/(\w+)(=~|=)"([^"]*)"/g)) {
          if (ADDED.includes(label!)) continue;
          assert.ok(labels.has(label!), `${name} has no label ${label}`);
          const wanted = operator === '=' ? [value!] : value!.split('|');
          for (const one of wanted)
            assert.ok(labels.get(label!)!.has(one), `${name}: ${label} is never ${one}`);
        }
      }
      const names = [...expr.matchAll(/haulout_node_\w+/g)].map(([name]) => name);
      for (const [, grouped] of expr.matchAll(/by \(([^)]*)\)/g))
        for (const label of grouped!.split(', '))
          assert.ok(
            ADDED.includes(label) || names.some((name) => metrics.get(name)!.has(label)),
            `nothing has the label ${label}: ${expr}`,
          );
    }
  });

  it('has a rule for each trouble of a node, with a sentence about it and what to do', () => {
    const about = ['Down', 'MissedRound', 'OutOfCommittee', 'RotFound', 'DutiesBehind', 'DiskAlmostFull'];
    for (const name of about)
      assert.ok(
        rules.some(({ alert }) => alert === `HauloutNode${name}`),
        name,
      );
    for (const { alert, annotations } of rules) {
      assert.ok(annotations.summary.includes('$labels.instance'), alert);
      assert.match(annotations.description, /\.$/, alert);
    }
  });
});
