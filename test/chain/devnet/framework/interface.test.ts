import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'vitest';
import type { FrameworkInterface, ModuleInterface } from './describe.js';
import { frameworkDirectory, interfaceOf } from './interface-of.js';

/** The interface of the Sui framework of release 1.63, by a fork's copy of it: see generate-interface.ts. */
const expected = JSON.parse(
  readFileSync(new URL('./interface.json', import.meta.url), 'utf8'),
) as FrameworkInterface;

/** Modules that ours has not, and why. */
const ABSENT: Readonly<Record<string, string>> = {
  'sui::authenticator_state': 'keys of identity providers, which the system alone reads and writes',
  'sui::nitro_attestation': 'certificates of AWS Nitro: no native for it',
  'sui::vdf': 'class groups: no native for it',
};

/** Modules of the framework's own tests that packages use: Sui has them among its tests. */
const FOR_TESTS = ['sui::kiosk_test_utils', 'sui::token_test_utils', 'sui::transfer_policy_tests'];

/** Modules of newer releases that ours has. */
const NEWER = ['sui::ristretto255'];

/** The newer functions and macros of dynamic fields. */
const OF_FIELDS = [
  ...['exists', 'remove_opt', 'replace'].map((name) => `functions ${name}`),
  ...['borrow_or_add', 'borrow_mut_or_add', 'get_do', 'get_mut_do', 'get_fold', 'get_mut_fold'].map(
    (name) => `macros ${name}`,
  ),
];
/** What ours has on purpose: newer names of the framework, up to release 1.78. */
const ADDED = [
  'std::macros macros num_div_ceil',
  ...['fold', 'fold_mut', 'fold_ref', 'is_none_or', 'map_mut'].map((name) => `std::option macros ${name}`),
  ...['u8', 'u16', 'u32', 'u64', 'u128', 'u256'].map((name) => `std::${name} functions div_ceil`),
  'sui::accumulator functions create_for_testing',
  'sui::accumulator functions read_u128',
  'sui::accumulator functions root_borrow_accumulator',
  'sui::balance functions settled_funds_value',
  ...OF_FIELDS.map((entry) => `sui::dynamic_field ${entry}`),
  ...OF_FIELDS.map((entry) => `sui::dynamic_object_field ${entry}`),
];
/** Names that newer releases have no longer, and what was there for the framework's own tests. */
const CHANGED = ['std::macros macros num_divide_and_round_up', 'sui::borrow datatypes Test'];

const PARTS = ['datatypes', 'functions', 'macros', 'errors', 'methods'] as const;
const ours = await interfaceOf(frameworkDirectory);

for (const [name, module] of Object.entries(expected)) {
  if (name in ABSENT) continue;
  test(`${name} has the layouts, signatures, macros, methods and abort codes of the real one`, () => {
    assert.deepEqual(
      without(ours[name] ?? { datatypes: {}, functions: {}, macros: {}, errors: {}, methods: {} }, name, [
        ...ADDED,
        ...CHANGED,
      ]),
      without(module, name, CHANGED),
    );
  });
}

test('the framework has the modules of the real one, but for those that are listed with a reason', () => {
  const listed = Object.keys(expected).filter((name) => !(name in ABSENT));
  assert.deepEqual(
    Object.keys(ours).filter((name) => !FOR_TESTS.includes(name) && !NEWER.includes(name)),
    listed,
  );
  assert.ok(Object.keys(ABSENT).every((name) => name in expected));
  assert.ok(NEWER.every((name) => name in ours && !(name in expected)));
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
  assert.ok(Object.keys(expected).length > 80 && functions.length > 950, `${functions.length} functions`);
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
