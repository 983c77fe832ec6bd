/**
 * What `npm run analyze` reads and writes: the public face of the elements, with the paths that the package ships.
 */

/** Drops what is not public: the analyzer lists a private reactive property even as an attribute. */
const publicOnly = {
  name: 'public-only',
  /** @param {{ customElementsManifest: any }} context */
  packageLinkPhase({ customElementsManifest }) {
    for (const module of customElementsManifest.modules) {
      for (const declaration of module.declarations ?? []) {
        /** @param {any} member */
        const isHidden = (member) =>
          member.privacy === 'private' || member.privacy === 'protected' || /^[_#]/.test(member.name);
        const hidden = new Set(
          (declaration.members ?? []).filter(isHidden).map((/** @type {any} */ member) => member.name),
        );
        declaration.members = declaration.members?.filter((/** @type {any} */ member) => !hidden.has(member.name));
        // Events come from @fires; those the analyzer guesses from dispatchEvent have no name, or a wrong one.
        declaration.events = declaration.events?.filter((/** @type {any} */ event) => event.description);
        declaration.attributes = declaration.attributes?.filter(
          (/** @type {any} */ attribute) => !hidden.has(attribute.fieldName),
        );
      }
    }
  },
};

/** src/elements/x.ts is shipped as dist/elements/x.js. */
const shippedPaths = {
  name: 'shipped-paths',
  /** @param {{ customElementsManifest: any }} context */
  packageLinkPhase({ customElementsManifest }) {
    const text = JSON.stringify(customElementsManifest).replace(/"(\/?)src\/([^"]+)\.ts"/g, '"$1dist/$2.js"');
    customElementsManifest.modules = JSON.parse(text).modules;
  },
};

export default {
  globs: ['src/elements/**/gdb-*.ts'],
  exclude: ['**/*.styles.ts'],
  litelement: true,
  // package.json is nobody's to rewrite.
  packagejson: false,
  plugins: [publicOnly, shippedPaths],
};
