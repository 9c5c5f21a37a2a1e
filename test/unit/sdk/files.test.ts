/** Files as sources of blobs, and temporary files for what memory is not to hold. */
import assert from 'node:assert/strict';
import {
  appendFile,
  mkdir,
  mkdtemp,
  open,
  readdir,
  rm,
  symlink,
  truncate,
  utimes,
  writeFile,
} from 'node:fs/promises';
import { join } from 'node:path';
import { beforeAll, describe, inject, it } from 'vitest';
import { readSource, type BlobSource } from '@haulout/sdk/encoding';
import { fileScratch, fileSource, filesIn, folderFiles, spool } from '@haulout/sdk/files';
import { seededBytes } from '../../support/bytes.js';
import { canMount, startChildOnDisk } from '../../support/child.js';
import { code } from '../../support/encoded.js';

let folder: string;
const content = seededBytes(2_500_000, 1);
let count = 0;
async function newFile(bytes: Uint8Array = content): Promise<string> {
  const path = join(folder, `file-${count++}`);
  await writeFile(path, bytes);
  return path;
}
beforeAll(async () => {
  folder = await mkdtemp(join(inject('temporaryFolder'), 'files-'));
});

describe('a file as a source', () => {
  it('has the size and the bytes of the file, each time that it is read', async () => {
    const source = await fileSource(await newFile());
    assert.equal(source.size, content.length);
    assert.deepEqual(await readSource(source), content);
    assert.deepEqual(await readSource(source), content);
    assert.deepEqual(await readSource(await fileSource(await newFile(new Uint8Array()))), new Uint8Array());
  });

  it('may be open already, and stays open', async () => {
    const file = await open(await newFile());
    try {
      assert.deepEqual(await readSource(await fileSource(file)), content);
      assert.equal((await file.stat()).size, content.length);
    } finally {
      await file.close();
    }
  });

  it('is refused when it is none, or no regular one', async () => {
    await mkdir(join(folder, 'folder'));
    await assert.rejects(fileSource(join(folder, 'folder')), code('INVALID_ARGUMENT'));
    const missing = join(folder, 'nothing');
    const message = `there is no file or folder ${missing}`;
    await assert.rejects(fileSource(missing), { name: 'FileError', code: 'NO_FILE', message });
    const removed = await newFile();
    const source = await fileSource(removed);
    await rm(removed);
    await assert.rejects(readSource(source), code('NO_FILE'));
  });

  it('is refused when it changes between the question for its size and the last byte', async () => {
    const changes: readonly ((path: string) => Promise<void>)[] = [
      (path) => appendFile(path, 'x'),
      (path) => truncate(path, 2_000_000),
      (path) => utimes(path, new Date(), new Date(1_000_000)),
    ];
    for (const change of changes) {
      const path = await newFile();
      const source = await fileSource(path);
      await assert.rejects(
        readSource(
          changedAfterFirst(source, () => change(path)),
          undefined,
        ),
        code('SOURCE_CHANGED'),
      );
    }
    const path = await newFile();
    const source = await fileSource(path);
    await appendFile(path, 'x');
    await assert.rejects(readSource(source), code('SOURCE_CHANGED'));
  });
});

describe('a folder', () => {
  it('gives its files and those in its folders, by name, and nothing else', async () => {
    const top = await mkdtemp(join(folder, 'site-'));
    await mkdir(join(top, 'b', 'deep'), { recursive: true });
    for (const name of ['z.txt', 'b/page.html', 'b/deep/a.css']) await writeFile(join(top, name), name);
    await symlink(join(top, 'z.txt'), join(top, 'link'));
    const files = await folderFiles(top);
    assert.deepEqual(
      files.map(({ identifier }) => identifier),
      ['b/deep/a.css', 'b/page.html', 'z.txt'],
    );
    for (const { identifier, bytes } of files)
      assert.equal(new TextDecoder().decode(await readSource(bytes)), identifier);
    assert.equal((await filesIn(top, { maxFiles: 3 })).length, 3);
    await assert.rejects(filesIn(top, { maxFiles: 2 }), code('INVALID_ARGUMENT'));
  });

  it('is refused when it is empty, or none', async () => {
    await assert.rejects(folderFiles(await mkdtemp(join(folder, 'empty-'))), code('INVALID_ARGUMENT'));
    await assert.rejects(folderFiles(join(folder, 'nothing')), code('NO_FILE'));
    await assert.rejects(folderFiles(await newFile()), code('UNREADABLE_FILE'));
  });
});

/** Changes something when the first chunk has been read. */
function changedAfterFirst(source: BlobSource, change: () => Promise<void>): BlobSource {
  return {
    size: source.size,
    async *stream() {
      let isFirst = true;
      for await (const chunk of source.stream() as AsyncIterable<Uint8Array>) {
        if (isFirst) await change();
        isFirst = false;
        yield chunk;
      }
    },
  };
}

describe('a temporary file', () => {
  it('keeps bytes where they were written, and has no name', async () => {
    const empty = await mkdtemp(join(folder, 'scratch-'));
    const scratch = await fileScratch({ folder: empty })(1000);
    assert.deepEqual(await readdir(empty), []);
    await scratch.write(100, content.subarray(0, 700));
    const found = new Uint8Array(300);
    await scratch.read(400, found);
    assert.deepEqual(found, content.slice(300, 600));
    await assert.rejects(scratch.read(900, found), code('SCRATCH_FAILED'));
    await scratch.close();
  });

  it('is refused before anything is written, where there is no room for it', async () => {
    await assert.rejects(fileScratch({ folder })(Number.MAX_SAFE_INTEGER), code('SCRATCH_FULL'));
    await assert.rejects(fileScratch({ folder: join(folder, 'nowhere') })(1), code('SCRATCH_FAILED'));
  });

  it(
    'says that the disk is full when others fill it',
    { skip: !canMount(), meta: { why: 'may not mount' } },
    async () => {
      const disk = await mkdtemp(join(folder, 'disk-'));
      const child = startChildOnDisk(
        { folder: disk, bytes: 1_000_000 },
        new URL('full-scratch.ts', import.meta.url),
        disk,
      );
      const [answer] = await Promise.all([
        new Promise((resolve) => child.once('message', resolve)),
        new Promise((resolve) => child.once('exit', resolve)),
      ]);
      assert.deepEqual(answer, { code: 'SCRATCH_FULL', left: [] });
    },
  );
});

describe('a stream of unknown length', () => {
  async function* chunks(...lengths: readonly number[]) {
    let at = 0;
    for (const length of lengths) yield content.subarray(at, (at += length));
  }

  it('becomes a source that can be read again', async () => {
    const place = await mkdtemp(join(folder, 'spool-'));
    const source = await spool(chunks(1, 0, 2_000_000, 5), { folder: place, maxBytes: 2_000_006 });
    assert.equal(source.size, 2_000_006);
    for (const _ of [1, 2]) assert.deepEqual(await readSource(source), content.slice(0, 2_000_006));
    assert.deepEqual(await readdir(place), []);
    await source.close();
  });

  it('is refused when it is longer than it may be, or given up', async () => {
    await assert.rejects(spool(chunks(10, 1), { folder, maxBytes: 10 }), code('INPUT_TOO_LARGE'));
    const signal = AbortSignal.abort(new Error('enough'));
    await assert.rejects(spool(chunks(1), { folder, maxBytes: 10, signal }), /enough/);
  });
});
