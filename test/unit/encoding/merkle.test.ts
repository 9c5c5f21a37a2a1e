import assert from 'node:assert/strict';
import { test } from 'vitest';
import { concatenate } from '@haulout/sdk/base';
import {
  hashInner,
  merkleDepth,
  merklePath,
  merkleTree,
  rootOfLeaf,
  rootOfPath,
  verifyMerklePath,
} from '../../../sdk/src/encoding/merkle.js';
import { naiveLeaf, naivePath, naiveRoot } from '../../support/naive-merkle.js';

const contents = Array.from({ length: 20 }, (_, i) => Uint8Array.of(i, 255));
const hashes = contents.map((data) => naiveLeaf(data));

test('roots and paths are those of the definition, for any number of leaves', () => {
  for (let count = 1; count <= hashes.length; count++) {
    const leaves = hashes.slice(0, count);
    const tree = merkleTree(concatenate(leaves));
    const root = naiveRoot(leaves);
    assert.equal(tree.leafCount, count);
    assert.deepEqual(tree.root, root);
    contents.slice(0, count).forEach((data, index) => {
      const path = merklePath(tree, index);
      assert.deepEqual(path, naivePath(leaves, index));
      assert.equal(path.length, merkleDepth(count));
      assert.deepEqual(rootOfPath(count, index, data, path), root);
      assert.deepEqual(rootOfLeaf(count, index, leaves[index]!, path), root);
      assert.ok(verifyMerklePath(root, count, index, data, path));
      assert.ok(!verifyMerklePath(root, count, index, contents[(index + 1) % 20]!, path));
      assert.ok(!verifyMerklePath(hashes[19]!, count + 1, index, data, path));
    });
  }
});

test('a tree of n leaves has ceil(log2 n) levels above them; one without leaves has a root of zeros', () => {
  const depths = [0, 1, 2, 3, 4, 5, 8, 9, 1000, 1024, 1025].map(merkleDepth);
  assert.deepEqual(depths, [0, 0, 1, 2, 2, 3, 3, 4, 10, 10, 11]);
  const empty = merkleTree(new Uint8Array(0));
  assert.deepEqual([empty.leafCount, empty.root], [0, new Uint8Array(32)]);
});

test('a node above two is the root of both, and not of both turned round', () => {
  const [left, right] = hashes;
  assert.deepEqual(hashInner(left!, right!), naiveRoot([left!, right!]));
  assert.deepEqual(hashInner(right!, left!), naiveRoot([right!, left!]));
});

test('the root is a copy: who keeps it does not keep the tree', () => {
  for (const count of [1, 2, 5]) {
    const tree = merkleTree(concatenate(hashes.slice(0, count)));
    assert.equal(tree.root.buffer.byteLength, 32);
    assert.notEqual(tree.root.buffer, tree.levels.at(-1)!.buffer);
  }
});

test('a path that cannot belong to a tree of so many leaves leads nowhere', () => {
  const leaves = hashes.slice(0, 5);
  const path = naivePath(leaves, 1);
  const root = naiveRoot(leaves);
  assert.deepEqual(rootOfLeaf(5, 1, leaves[1]!, path), root);
  for (const index of [-1, 5, 0.5, NaN, Infinity]) {
    assert.equal(rootOfLeaf(5, index, leaves[1]!, path), undefined);
    assert.ok(!verifyMerklePath(root, 5, index, contents[1]!, path));
  }
  for (const hash of [leaves[1]!.subarray(1), concatenate([leaves[1]!, Uint8Array.of(0)])]) {
    assert.equal(rootOfLeaf(5, 1, hash, path), undefined);
    assert.equal(rootOfLeaf(5, 1, leaves[1]!, path.with(0, hash)), undefined);
    assert.equal(rootOfLeaf(5, 1, leaves[1]!, path.with(2, hash)), undefined);
  }
  for (const other of [path.slice(1), [...path, leaves[0]!], []]) {
    assert.equal(rootOfLeaf(5, 1, leaves[1]!, other), undefined);
  }
});
