import { build, transform } from 'esbuild'; import { gzipSync } from 'node:zlib'; import { readFileSync } from 'node:fs';
import { minifiedTemplates } from '/tmp/wt-start/scripts/minify-templates.mjs';
import { parseAst } from '/work/main/node_modules/rollup/dist/parseAst.js';
const root = '/tmp/wt-start';
export async function ideal(e, drop = []) {
  const { outputFiles, metafile } = await build({ entryPoints: [`${root}/src/elements/${e}.ts`], bundle: true, minify: true, write: false, metafile: true, format: 'esm', target: 'es2022', outdir: 'out', absWorkingDir: root, legalComments: 'none', tsconfig: `${root}/tsconfig.test.json`, define: { 'process.env.NODE_ENV': '"production"' },
   plugins: [{ name: 'm', setup(b) { b.onResolve({ filter: /.*/ }, (a) => a.kind === 'dynamic-import' ? { path: a.path, external: true } : undefined);
   for (const d of drop) b.onLoad({ filter: new RegExp(d) }, () => ({ contents: 'export const tokens={},frame={},controls={},pieces={}' }));
   b.onLoad({ filter: /src\/elements\/.*\.ts$/ }, async (a) => { const { code } = await transform(readFileSync(a.path, 'utf8'), { loader: 'ts', target: 'es2022', tsconfigRaw: { compilerOptions: { useDefineForClassFields: false, experimentalDecorators: true, verbatimModuleSyntax: true } } }); return { contents: /\b(?:css|html|svg)`/.test(code) ? minifiedTemplates(code, parseAst(code)) : code, loader: 'js' }; }); } }] });
  return gzipSync(outputFiles[0].contents, { level: 9 }).length;
}
for (const e of ['sync-progress/gdb-sync-progress','sync-button/gdb-sync-button','edit-errors/gdb-edit-errors','attachment-picker/gdb-attachment-picker']) {
  console.log(e, await ideal(e), 'without tokens', await ideal(e, ['tokens.styles']), 'no css', await ideal(e, ['tokens.styles','frame.styles','controls.styles']));
}
