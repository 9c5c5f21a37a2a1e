/**
 * Move unit tests on the machine of this package.
 *
 * @module @haulout/devnet/test
 */
export type { Failure } from './failure.js';
export type { ExpectedFailure, ModuleName, MoveTest, MoveTestPlan } from './plan.js';
export { testReport } from './report.js';
export { runCompiledTests, type RunOptions, type TestResult, type TestRun } from './run.js';
