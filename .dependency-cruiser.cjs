/**
 * Import circles, type imports included. Who may import whom is a matter of eslint.config.js, which editors
 * show.
 *
 * @type {import('dependency-cruiser').IConfiguration}
 */
module.exports = {
  forbidden: [
    {
      name: 'no-circular',
      severity: 'error',
      comment: 'No circles: what two modules both need belongs into a third one that imports neither.',
      from: {},
      to: { circular: true },
    },
    {
      name: 'no-unresolvable',
      severity: 'error',
      comment: 'An import that leads nowhere would hide a circle.',
      from: {},
      to: { couldNotResolve: true },
    },
  ],
  options: {
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.base.json' },
    enhancedResolveOptions: {
      exportsFields: ['exports'],
      conditionNames: ['@haulout/source', 'import', 'types', 'default'],
    },
    doNotFollow: { path: 'node_modules' },
    exclude: { path: ['/dist/', '^sdk/src/contracts/generated/'] },
  },
};
