import { writeGeodatabase, type Made } from '../../support/geodatabase/write-geodatabase.js';
import { makeSqliteFile } from './sqlite-file.js';

/** The bytes of a small mobile geodatabase. */
export function makeGeodatabase(made: Made): Uint8Array<ArrayBuffer> {
  return makeSqliteFile((database) => writeGeodatabase(database, made));
}
