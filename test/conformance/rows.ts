/** Every row of the table. */
import { description } from './rows/description.js';
import { edits } from './rows/edits.js';
import { files } from './rows/files.js';
import { replicas } from './rows/replicas.js';
import { rowsOf, type OperationSpec, type Row } from './table.js';

export const specs: readonly OperationSpec[] = [...description, ...replicas, ...files, ...edits];
export const rows: readonly Row[] = rowsOf(specs);
