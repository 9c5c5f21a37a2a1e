/** R19: what an operator refuses to serve is in a file that it can change while the node runs. */
import assert from 'node:assert/strict';
import fs from 'node:fs';
import { mkdtemp, rename, rm, utimes, writeFile } from 'node:fs/promises';
import { syncBuiltinESMExports } from 'node:module';
import { join } from 'node:path';
import { describe, inject, it } from 'vitest';
import type { Logger } from 'pino';
import { blobIdToString } from '@haulout/sdk/encoding';
import { BlockListError, openBlockList, parseBlockList } from '../../../cli/src/node/block-list.js';

const idOf = (byte: number): string => blobIdToString(new Uint8Array(32).fill(byte));

describe('R19: a block list', () => {
  const parsed = (text: string) => [...parseBlockList(text, 'list.txt')];

  it('R19: has a blob id on each line, and comments', () => {
    assert.deepEqual(parsed(''), []);
    assert.deepEqual(parsed(`# ours\n\n  ${idOf(1)}\t# why\r\n${idOf(2)}`), [idOf(1), idOf(2)]);
    assert.deepEqual(parsed(`${idOf(1)}\n${idOf(1)}\n`), [idOf(1)]);
    assert.deepEqual(parsed(`# ${idOf(1)}`), []);
  });

  it('R19: with anything else on a line is refused, with the line', () => {
    const refused = (text: string, line: number) =>
      assert.throws(
        () => parsed(text),
        (error) => {
          assert.ok(error instanceof BlockListError);
          assert.equal(error.code, 'BAD_LINE');
          assert.deepEqual(error.values, { file: 'list.txt', line });
          assert.match(error.message, new RegExp(`^list\\.txt:${line}: ".+" is not a blob id`));
          assert.ok(error.message.length < 250);
          return true;
        },
      );
    refused('x', 1);
    refused(`${idOf(1)}\n\n${idOf(2)} ${idOf(3)}`, 3);
    refused(`${idOf(1)},\n`, 1);
    refused(`# why\n${idOf(1).slice(1)}`, 2);
    refused(`${'x'.repeat(10_000)}\n`, 1);
    refused('\0\0\0', 1);
  });
});

describe('R19: an open block list', () => {
  async function open(text: string) {
    const folder = await mkdtemp(join(inject('temporaryFolder'), 'block-list-'));
    const file = join(folder, 'blocked.txt');
    await writeFile(file, text);
    const logged: string[] = [];
    const log = (level: string) => (_facts: unknown, line: string) => void logged.push(`${level}: ${line}`);
    const logger = { info: log('info'), error: log('error') } as unknown as Logger;
    return { file, logged, list: openBlockList(file, logger) };
  }
  const CHANGED = 'info: the block list has changed';
  const UNUSABLE = 'error: the block list cannot be used; what was blocked stays blocked';

  it('R19: has what the file has at the moment, also when it was replaced by one of the same size', async () => {
    const { file, list, logged } = await open(idOf(1));
    assert.deepEqual([...list.blobIds()], [idOf(1)]);
    assert.ok(list.has(idOf(1)) && !list.has(idOf(2)));
    await writeFile(`${file}.next`, idOf(2));
    await rename(`${file}.next`, file);
    assert.ok(list.has(idOf(2)) && !list.has(idOf(1)));
    await writeFile(file, '');
    assert.deepEqual([...list.blobIds()], []);
    assert.deepEqual(logged, [CHANGED, CHANGED]);
  });

  it('R19: is read again when only the time of the file is another', async () => {
    const { file, list, logged } = await open(idOf(1));
    await utimes(file, 1, 1);
    assert.ok(list.has(idOf(1)) && list.has(idOf(1)));
    assert.deepEqual(logged, [CHANGED]);
  });

  it('R19: is read again when a tool has kept the time of the file, and its size is the same', async () => {
    const { file, list } = await open(idOf(1));
    await utimes(file, 1, 1);
    assert.ok(list.has(idOf(1)));
    await writeFile(file, idOf(2));
    await utimes(file, 1, 1);
    assert.ok(list.has(idOf(2)) && !list.has(idOf(1)));
  });

  it('R19: is read as soon as it can be, and what could not be read was told once', async () => {
    const { file, list, logged } = await open(idOf(1));
    await writeFile(file, `${idOf(1)}\n${idOf(2)}`);
    const { readFileSync } = fs;
    fs.readFileSync = () => {
      throw new Error('EMFILE: too many open files');
    };
    syncBuiltinESMExports();
    try {
      assert.ok(list.has(idOf(1)) && !list.has(idOf(2)));
    } finally {
      fs.readFileSync = readFileSync;
      syncBuiltinESMExports();
    }
    assert.deepEqual(logged, [UNUSABLE]);
    assert.ok(list.has(idOf(2)));
    assert.deepEqual(logged, [UNUSABLE, CHANGED]);
  });

  it('R19: keeps what was blocked when the new version is broken or gone, and says so once', async () => {
    const { file, list, logged } = await open(idOf(1));
    await writeFile(file, `${idOf(2)}\nnonsense`);
    assert.ok(list.has(idOf(1)) && !list.has(idOf(2)));
    assert.deepEqual(logged, [UNUSABLE]);
    await rm(file);
    assert.ok(list.has(idOf(1)));
    assert.deepEqual(logged, [UNUSABLE, UNUSABLE]);
    await writeFile(file, idOf(2));
    assert.ok(list.has(idOf(2)) && !list.has(idOf(1)));
    assert.deepEqual(logged, [UNUSABLE, UNUSABLE, CHANGED]);
  });

  it('R19: that cannot be used at first is refused', async () => {
    const { file } = await open(idOf(1));
    const refused = (path: string, code: string) =>
      assert.throws(
        () => openBlockList(path, {} as Logger),
        (error) => error instanceof BlockListError && error.code === code,
      );
    refused(`${file}.none`, 'UNREADABLE');
    refused(join(file, '..'), 'BAD_FILE');
    await writeFile(file, ' '.repeat(4 * 1024 * 1024 + 1));
    refused(file, 'BAD_FILE');
    await writeFile(file, 'nonsense');
    refused(file, 'BAD_LINE');
  });
});
