/** Files that carry unsent edits from one device to another. Loaded when one is written or read. */
export { openRescue, type OpenRescue } from './read-rescue.js';
export { writeRescue, type RescueWish } from './write-rescue.js';
