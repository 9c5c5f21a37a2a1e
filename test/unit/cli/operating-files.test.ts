/** The systemd unit and the Containerfile that ship call commands that exist, with options that they take. */
import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { describe, it } from 'vitest';
import { createProgram } from '../../../cli/src/program.js';

const file = (name: string) => readFile(new URL(`../../../docs/operating/${name}`, import.meta.url), 'utf8');

/** Checks a command line without the word `haulout`. */
async function assertTaken(words: readonly string[]): Promise<void> {
  let command = await createProgram(words);
  let at = 0;
  for (; at < words.length; at++) {
    const next = command.commands.find((one) => one.name() === words[at]);
    if (next === undefined) break;
    command = next;
  }
  assert.equal(command.name(), 'run');
  const { operands, unknown } = command.exitOverride().parseOptions(words.slice(at));
  assert.deepEqual([operands, unknown], [[], []]);
}

/** Directives of a unit; each section has some of its own. */
function directives(text: string): Map<string, string> {
  const lines = text.split('\n').filter((line) => line !== '' && !/^[#[]/.test(line));
  return new Map(
    lines.map((line) => {
      const [, name, value] = /^([A-Z]\w+)=(.*)$/.exec(line) ?? assert.fail(line);
      return [name!, value!];
    }),
  );
}

describe('the systemd unit', () => {
  it('runs the node of its own state folder, stops it gently, and starts it again when it fails', async () => {
    const unit = directives(await file('haulout-node.service'));
    const [env, haulout, ...words] = unit.get('ExecStart')!.split(' ');
    assert.deepEqual([env, haulout], ['/usr/bin/env', 'haulout']);
    await assertTaken(words);
    assert.equal(words[words.indexOf('--folder') + 1], `%S/${unit.get('StateDirectory')}/node`);
    assert.equal(unit.get('KillSignal'), 'SIGTERM');
    assert.equal(unit.get('Restart'), 'on-failure');
    assert.ok(Number(unit.get('TimeoutStopSec')) > 10, 'longer than the grace of a node that stops');
  });

  it('gives it nothing that it does not need', async () => {
    const unit = directives(await file('haulout-node.service'));
    const wanted = {
      DynamicUser: 'yes',
      ProtectSystem: 'strict',
      ProtectHome: 'yes',
      NoNewPrivileges: 'yes',
    };
    for (const [name, value] of Object.entries(wanted)) assert.equal(unit.get(name), value, name);
    assert.equal(unit.get('CapabilityBoundingSet'), '');
    assert.equal(unit.has('MemoryDenyWriteExecute'), false, 'the compiler of Node needs such memory');
  });
});

describe('the Containerfile', () => {
  it('runs the node of its volume as a user without rights, and asks for its health', async () => {
    const text = await file('Containerfile');
    const json = (name: string): string[] =>
      JSON.parse(new RegExp(`^(?:HEALTHCHECK [^]*?)?${name} (\\[.*\\])$`, 'm').exec(text)![1]!);
    assert.deepEqual(json('ENTRYPOINT'), ['haulout']);
    const words: string[] = JSON.parse(/^CMD (\[.*\])$/m.exec(text)![1]!);
    await assertTaken(words);
    const [, volume] = /^VOLUME (.*)$/m.exec(text)!;
    assert.equal(words[words.indexOf('--folder') + 1], `${volume}/node`);
    assert.match(text, /^USER node$/m);
    assert.match(text, /^STOPSIGNAL SIGTERM$/m);
    assert.match(text, /\/v1\/health/);
    const { version } = JSON.parse(
      await readFile(new URL('../../../cli/package.json', import.meta.url), 'utf8'),
    ) as { version: string };
    assert.ok(text.includes(`ARG HAULOUT_VERSION=${version}\n`));
  });
});
