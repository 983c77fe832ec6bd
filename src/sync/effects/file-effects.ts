/** All that files and their registration need of the sync, in one piece that is fetched when the first is met: few geodatabases come from a file. */
export { applyLoad, applyRegistration } from './apply-file.js';
export { submitLoad } from './load-file.js';
export { receiveChanges } from './receive-changes.js';
export { readDatabase } from './read-database.js';
export { ofMissingLayer, requireRegistration } from '../require-registration.js';
