/** Options of Node for a process that runs a TypeScript file of the tests. */
export const TYPESCRIPT = ['--import', 'tsx'];
