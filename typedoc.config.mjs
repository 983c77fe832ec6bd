/** `npm run docs`: the API from the code's own comments, and every page of docs, as one site. */
import { OptionDefaults } from 'typedoc';

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
  // Those of elements, which custom-elements.json is made of.
  blockTags: [...OptionDefaults.blockTags, '@attr', '@csspart', '@cssproperty', '@fires', '@slot', '@summary', '@tag'],
  highlightLanguages: [...OptionDefaults.highlightLanguages, 'http', 'jsx'],
  validation: { notExported: false, invalidLink: true, notDocumented: false },
};

export default config;
