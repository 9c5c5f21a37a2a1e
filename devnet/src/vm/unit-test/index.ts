/**
 * Move unit tests on the machine of this package.
 *
 * @module @haulout/devnet/test
 */
export type { Failure } from './failure.js';
export type {
  AbortSite,
  ExpectedFailure,
  FunctionSites,
  ModuleName,
  ModuleSites,
  MoveTest,
  MoveTestPlan,
} from './plan.js';
export { summaryLines, testLines, testReport, type ReportOptions } from './report.js';
export { runCompiledTests, type RunOptions, type TestResult, type TestRun } from './run.js';
export type { SourcePlace } from './source-place.js';
