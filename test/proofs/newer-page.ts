/** The page as a later version will be: its store has a step more. */
import type { Replacement } from './bundle.js';

const ladder = "db.createObjectStore('sent', { autoIncrement: true }).createIndex('at', 'at');\n  },";

export const newerPage: readonly Replacement[] = [
  {
    file: 'src/store/upgrade.ts',
    from: ladder,
    to: `${ladder}\n  (db) => {\n    db.createObjectStore('later');\n  },`,
  },
];
