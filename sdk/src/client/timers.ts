export { systemTimers, type Timers } from '../timers.js';
