/** What is in memory is given as long as it has not been deleted, without asking the disk each time. */
import assert from 'node:assert/strict';
import { describe, test } from 'vitest';
import { StillStored } from '../../../node/src/store/verified/still-stored.js';

const BLOB = new Uint8Array(32).fill(1);
const OTHER = new Uint8Array(32).fill(2);

function made() {
  let tell: (blobId: Uint8Array) => void = () => undefined;
  const still = new StillStored({ onDeleted: (listener) => void (tell = listener) });
  return { still, deleted: (blobId: Uint8Array) => tell(blobId) };
}

describe('whether something is still stored', () => {
  test('is asked once, and again after a deletion of the blob, but not after one of another', async () => {
    const { still, deleted } = made();
    let asked = 0;
    const ask = async () => ++asked > 0;
    assert.ok(await still.is(BLOB, 'a sliver', ask));
    assert.ok(await still.is(BLOB, 'a sliver', ask));
    deleted(OTHER);
    assert.ok(await still.is(BLOB, 'a sliver', ask));
    assert.equal(asked, 1);
    deleted(BLOB);
    assert.equal(await still.is(BLOB, 'a sliver', async () => false), false);
    assert.ok(await still.is(BLOB, 'a sliver', ask), 'what is missing is asked for each time');
  });

  test('is not remembered when something was deleted while it was asked', async () => {
    const { still, deleted } = made();
    const asked = still.is(BLOB, 'a sliver', async () => {
      deleted(BLOB);
      return true;
    });
    assert.ok(await asked, 'it was there when the question came');
    assert.equal(await still.is(BLOB, 'a sliver', async () => false), false);
  });
});
