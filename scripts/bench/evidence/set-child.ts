/** Measures a set in a process of its own, so that memory is the set's: `set-child.ts PLAN`, PLAN as JSON. */
import { measureSet, type SetPlan } from './set.js';

process.send!(await measureSet(JSON.parse(process.argv[2]!) as SetPlan));
