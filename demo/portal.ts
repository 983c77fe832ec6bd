/** Stands for `dist/cdn/gdb-sync.js`, which a page without a bundler names in its script tag. The page has no other script. */
import '../src/elements/all.js';
