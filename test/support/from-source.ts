/** Options of Node for a process that runs our TypeScript sources, as tests start them. */
export const FROM_SOURCE = ['--conditions=@haulout/source', '--import', 'tsx'];
