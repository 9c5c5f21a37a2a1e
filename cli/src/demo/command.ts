import { readFile } from 'node:fs/promises';
import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { InvalidArgument } from '@haulout/sdk/base';
import { Command } from 'commander';
import { wholeNumber, writeJson } from '../command-line.js';
import { examples } from '../examples.js';
import type { DemoEvent } from './demo.js';
import { linesOf, resultText } from './event-text.js';

const README = fileURLToPath(new URL('../../README.md', import.meta.url));

interface Flags {
  readonly nodes: number;
  readonly shards: number;
  readonly seed: string;
  readonly json: boolean;
}

/** `haulout demo [FILE]` */
export function demoCommand(): Command {
  return new Command('demo')
    .argument('[file]', 'what to store', README)
    .option('--nodes <n>', 'storage nodes', wholeNumber(4, 150), 10)
    .option('--shards <n>', 'shards, at least one for each node', wholeNumber(4, 1000), 100)
    .option('--seed <text>', 'decides every key, id and fault', 'haulout')
    .option('--json', 'one JSON object a line, for machines', false)
    .addHelpText('after', examples('haulout demo photo.jpg --nodes 7 --shards 50'))
    .action(async (file: string, flags: Flags) => {
      if (flags.shards < flags.nodes) {
        throw new InvalidArgument(`${flags.shards} shards are fewer than ${flags.nodes} nodes`);
      }
      const bytes = new Uint8Array(await readFile(file));
      const { runDemo } = await import('./demo.js');
      const started = performance.now();
      const show = (event: DemoEvent) => {
        const ms = Math.round(performance.now() - started);
        if (flags.json) return writeJson({ ms, ...event });
        console.log(linesOf(event, ms));
      };
      const result = await runDemo({ ...flags, name: basename(file), bytes, onEvent: show });
      if (flags.json) writeJson({ ms: Math.round(performance.now() - started), kind: 'ok', ...result });
      else console.log(resultText(result));
    });
}
