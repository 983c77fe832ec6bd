/** Catalogue, rows and attachments in one piece, which is fetched when the first file is opened. */
export { readAttachments } from './attachments.js';
export { readCatalogue } from './catalogue/read-catalogue.js';
export { readFeatures } from './features.js';
