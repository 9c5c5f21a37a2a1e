import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import type { FrameworkInterface, ModuleInterface } from './describe.js';
import { frameworkDirectory, interfaceOf } from './interface-of.js';

/** The interface of the Sui framework (1.51), for the modules that ours has: see generate-interface.ts. */
const expected = JSON.parse(
  readFileSync(new URL('./interface.json', import.meta.url), 'utf8'),
) as FrameworkInterface;

/** What ours has on purpose: newer names of the framework, which code and compiler of today use. */
const ADDED = [
  'std::type_name functions address_string',
  'std::type_name functions as_string',
  'std::type_name functions defining_id',
  'std::type_name functions module_string',
  'std::type_name functions original_id',
  'std::type_name functions with_defining_ids',
  'std::type_name functions with_original_ids',
  'std::unit_test functions destroy',
  'sui::tx_context functions create',
  'sui::tx_context functions dummy_tx_hash_with_hint',
  'sui::tx_context functions gas_budget',
  'sui::tx_context functions gas_price',
  'sui::tx_context functions ids_created',
  'sui::tx_context functions native_rgp',
  'sui::tx_context functions reference_gas_price',
  'sui::vec_map functions length',
  'sui::vec_set functions length',
];
/** Test code that newer VMs want otherwise, or that was there for the framework's own tests. */
const CHANGED = [
  'sui::borrow datatypes Test',
  'sui::test_utils functions destroy',
  'sui::tx_context functions replace',
];

const PARTS = ['datatypes', 'functions', 'macros', 'errors'] as const;
const ours = await interfaceOf(frameworkDirectory);

for (const [name, module] of Object.entries(expected)) {
  test(`${name} has the layouts, signatures, macros and abort codes of the real one`, () => {
    assert.deepEqual(
      without(ours[name] ?? { datatypes: {}, functions: {}, macros: {}, errors: {} }, name, [
        ...ADDED,
        ...CHANGED,
      ]),
      without(module, name, CHANGED),
    );
  });
}

test('the framework has no module that the real one has not', () => {
  assert.deepEqual(Object.keys(ours), Object.keys(expected));
});

test('every addition to the real framework is there, and is an addition', () => {
  for (const entry of ADDED) {
    const [name, part, member] = entry.split(' ') as [string, (typeof PARTS)[number], string];
    assert.ok(ours[name]?.[part][member] !== undefined, `${entry} is missing`);
    assert.equal(expected[name]?.[part][member], undefined, `${entry} is no addition`);
  }
});

test('the interface that is compared has something in it', () => {
  const functions = Object.values(expected).flatMap((module) => Object.keys(module.functions));
  assert.ok(Object.keys(expected).length > 60 && functions.length > 700, `${functions.length} functions`);
});

function without(module: ModuleInterface, name: string, entries: readonly string[]): ModuleInterface {
  const copy = structuredClone(module);
  for (const part of PARTS) {
    for (const member of Object.keys(copy[part])) {
      if (entries.includes(`${name} ${part} ${member}`)) delete copy[part][member];
    }
  }
  return copy;
}
