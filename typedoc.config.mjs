/** `npm run docs`: the API from the code's own comments, and every page of docs, as one site. */
import { OptionDefaults } from 'typedoc';

/** @type {readonly `@${string}`[]} */
const ELEMENT_TAGS = ['@attr', '@csspart', '@cssproperty', '@fires', '@slot', '@summary', '@tag'];

/** @type {Partial<import('typedoc').TypeDocOptions>} */
const config = {
  name: 'gdb-sync',
  entryPoints: [
    'src/index.ts',
    'src/elements/all.ts',
    'src/arcgis/index.ts',
    'src/service-worker/index.ts',
    'src/geodatabase/index.ts',
    // Made of custom-elements.json by `npm run docs`.
    '.cache/docs/react.d.ts',
    'emulator/core.ts',
    'emulator/node/serve.ts',
  ],
  tsconfig: 'tsconfig.docs.json',
  out: 'docs-site',
  readme: 'README.md',
  projectDocuments: ['docs/*.md', 'docs/decisions/*.md', 'CHANGELOG.md', 'CONTRIBUTING.md'],
  excludePrivate: true,
  excludeProtected: true,
  excludeExternals: true,
  disableSources: true,
  hideGenerator: true,
  githubPages: false,
  customCss: 'scripts/docs/site.css',
  customJs: 'scripts/docs/site.js',
  // custom-elements.json is made of them, and tables in the pages of the elements: scripts/docs/element-tables.mjs.
  blockTags: [...OptionDefaults.blockTags, ...ELEMENT_TAGS],
  excludeTags: [...OptionDefaults.excludeTags, ...ELEMENT_TAGS],
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'http', 'jsx'],
  validation: { notExported: false, invalidLink: true, notDocumented: false },
};

export default config;
