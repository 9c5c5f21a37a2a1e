/**
 * What is reached from outside, so that everything else can be found unused. Exports of packages are entries
 * by themselves.
 */
export default {
  workspaces: {
    '.': {
      entry: [
        'scripts/*.ts',
        // Processes that benches start.
        'scripts/bench/**/*-child.ts',
        'test/**/*.test.ts',
        'test/chain/devnet/framework/generate-interface.ts',
        'examples/**/*.ts',
      ],
      project: ['scripts/**/*.ts', 'test/**/*.ts', 'examples/**/*.ts'],
      // Of Linux: tests mount a small disk for a child, and make hosts and pipes, where they may.
      ignoreBinaries: ['unshare', 'ip', 'tc', 'mkfifo'],
      ignoreDependencies: [
        // Linked by name: the lowest @mysten/sui of the range, under which the packed packages are tested.
        'sui-lowest',
        // Loaded by Stryker: scripts/mutate/stryker.json names it.
        '@stryker-mutator/vitest-runner',
      ],
    },
    cli: {
      // Read as files: the sources of the Move packages.
      ignoreDependencies: ['@haulout/move'],
    },
    sdk: {
      // Read as a file by prebuild.mjs: AssemblyScript.
      entry: ['assembly/core.ts'],
      // Made by @mysten/codegen: it writes its helpers whole.
      ignore: ['src/contracts/generated/**'],
    },
  },
};
