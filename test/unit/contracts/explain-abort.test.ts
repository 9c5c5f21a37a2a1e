import assert from 'node:assert/strict';
import { describe, it } from 'vitest';
import { abortTable, explainAbort } from '@haulout/sdk/contracts';

const abort = (module: string, abortCode: string, packageId = `0x${'a1'.repeat(32)}`) => ({
  $kind: 'MoveAbort',
  message: 'MoveAbort in 1st command',
  MoveAbort: { abortCode, location: { package: packageId, module, functionName: 'certify' } },
});

describe('on-chain errors reach the user by name and sentence', () => {
  it('explains every code of the table, wherever the client put the error', () => {
    for (const [packageName, modules] of Object.entries(abortTable)) {
      for (const [module, codes] of Object.entries(modules)) {
        for (const [code, { name, sentence }] of Object.entries(codes)) {
          assert.match(name, /^E[A-Z]\w+$/);
          assert.match(sentence, /^[A-Z].*[.]$/, `${module}::${name} is explained by a sentence`);
          const error = abort(module, code);
          const forms = [
            error,
            { success: false, error },
            { $kind: 'FailedTransaction', FailedTransaction: { status: { success: false, error } } },
            Object.assign(new Error('simulation failed'), { executionError: error }),
            new Error('could not build', { cause: Object.assign(new Error('x'), { executionError: error }) }),
          ];
          for (const form of forms) {
            assert.deepEqual(explainAbort(form), {
              package: packageName,
              module,
              function: 'certify',
              code: BigInt(code),
              name,
              sentence,
            });
          }
        }
      }
    }
  });

  it('knows the codes that users meet', () => {
    assert.equal(explainAbort(abort('bls_aggregate', '1'))?.name, 'ESigVerification');
    assert.equal(explainAbort(abort('bls_aggregate', '2'))?.name, 'ENotEnoughStake');
    assert.equal(explainAbort(abort('messages', '1'))?.name, 'EIncorrectEpoch');
    // A call of walrus can end in the package below it.
    assert.equal(explainAbort(abort('apportionment', '0'))?.name, 'ENoStake');
  });

  it('says nothing about what it does not know', () => {
    assert.equal(explainAbort(abort('bls_aggregate', '99')), undefined);
    assert.equal(explainAbort(abort('nowhere', '0')), undefined);
    assert.equal(explainAbort(abort('constructor', '0')), undefined);
    assert.equal(explainAbort(abort('bls_aggregate', 'toString')), undefined);
    assert.equal(
      explainAbort(abort('messages', '1', `0x${'2'.padStart(64, '0')}`)),
      undefined,
      'not the framework',
    );
    assert.equal(explainAbort(abort('messages', '1'), { packageIds: ['0x5'] }), undefined);
    for (const other of [undefined, null, 5, 'MoveAbort', {}, new Error('no'), { MoveAbort: null }]) {
      assert.equal(explainAbort(other), undefined);
    }
    const endless: Record<string, unknown> = {};
    endless['cause'] = endless;
    assert.equal(explainAbort(endless), undefined);
  });
});
