/** The help of every command: it fits a terminal, says what everything is for, and its examples are right. */
import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import type { Command } from 'commander';
import { createProgram, createWholeProgram } from '../../../cli/src/program.js';
import { ran } from '../../support/printed.js';

/** What stands for the names in capitals that examples have. */
const NAMES: Readonly<Record<string, string>> = {
  BLOB_ID: 'A'.repeat(43),
  // A blob id, version 1, and two columns of 16 bits.
  PATCH_ID: Buffer.from([...new Uint8Array(32), 1, 1, 0, 2, 0]).toString('base64url'),
  NODE_ID: '0x1',
  STAKE_ID: '0x2',
  OTHER_ID: '0x3',
  OBJECT_ID: '0x5',
  POOL_ID: '0x6',
  ADDRESS: '0x4',
  DIGEST: 'ab'.repeat(32),
};

/** Every command with the words that call it. */
function commandsOf(command: Command, before: readonly string[] = []): [string, Command][] {
  const words = [...before, command.name()];
  return [[words.join(' '), command], ...command.commands.flatMap((one) => commandsOf(one, words))];
}

function helpOf(command: Command): string {
  let text = '';
  const writeOut = (part: string): void => void (text += part);
  command.configureOutput({ writeOut, getOutHelpWidth: () => 80 }).outputHelp();
  return text;
}

/** `haulout complete` is for the scripts of shells. */
const all = commandsOf(await createWholeProgram()).filter(([name]) => name !== 'haulout complete');

describe('the help', () => {
  it('of a command is the same when that command alone is loaded, and of haulout whatever is loaded', async () => {
    const program = await createWholeProgram();
    for (const command of program.commands) {
      for (const args of [[command.name()], ['help', command.name()]]) {
        const alone = await createProgram(args);
        const found = alone.commands.find((one) => one.name() === command.name());
        if (found !== undefined) assert.equal(helpOf(found), helpOf(command));
        assert.equal(helpOf(alone), helpOf(program));
      }
    }
    for (const word of ['stor', 'help', '--help', 'constructor', '__proto__'])
      assert.equal(helpOf(await createProgram([word])), helpOf(program));
  });

  it('of a command that is none is refused', async () => {
    const { code, stderr } = await ran('help', 'nope');
    assert.deepEqual([code, stderr.split('\n')[0]], [1, "haulout: unknown command 'nope'"]);
    assert.equal((await ran('help', 'extend')).code, 0);
  });

  it('of every command says what it and its options and arguments are for, in 80 columns', () => {
    assert.ok(all.length > 25, `${all.length} commands`);
    for (const [name, command] of all) {
      assert.ok(command.description(), name);
      for (const { flags, description } of command.options) assert.ok(description, `${name} ${flags}`);
      for (const argument of command.registeredArguments)
        assert.ok(argument.description, `${name} ${argument.name()}`);
      for (const line of helpOf(command).split('\n')) assert.ok(line.length <= 80, `${name}: ${line}`);
    }
  });

  it('of every command that does something has examples, which the command line takes', async () => {
    for (const [name, command] of all) {
      if (command.commands.length > 0) continue;
      const examples = helpOf(command)
        .split('\n')
        .filter((line) => /^ {2}haulout /.test(line));
      assert.ok(examples.length > 0, `${name} has no example`);
      for (const example of examples) {
        assert.ok(example.startsWith(`  ${name}`), example);
        const words = example.trim().split(' ').slice(1);
        const program = await createProgram(words);
        let done = false;
        for (const [other, one] of commandsOf(program)) {
          one.exitOverride().configureOutput({ outputError: () => undefined });
          if (other === name) one.action(() => void (done = true));
        }
        const args = words.map((word) => NAMES[word] ?? word);
        // As HAULOUT_KEYSTORE in the environment would be.
        const takesKey = command.options.some(({ mandatory, long }) => mandatory && long === '--keystore');
        await program.parseAsync([...args, ...(takesKey ? ['--keystore', 'k'] : [])], { from: 'user' });
        assert.ok(done, example);
      }
    }
  });
});
