/** The types of the elements for React 19, as JSX tags and as components, and for the DOM: compiled as a page's owner would. */
import assert from 'node:assert/strict';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import ts from 'typescript';
import { jsxTypes, reactTypes } from '../../scripts/generate-typings.mjs';
import { root } from '../../scripts/run.mjs';

const files = new Map([
  [join(root, 'src/jsx.d.ts'), jsxTypes()],
  // Beside the sources in place of a folder further in: only the way to them is another.
  [join(root, 'src/react.d.ts'), reactTypes('./')],
]);

/** What the compiler minds in a page, each with its line. */
function faultsOf(page: string): readonly string[] {
  const name = join(root, 'src/page.tsx');
  const options: ts.CompilerOptions = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    module: ts.ModuleKind.ESNext,
    moduleResolution: ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    exactOptionalPropertyTypes: true,
    noEmit: true,
    skipLibCheck: true,
    types: [],
  };
  const written = new Map([...files, [name, page]]);
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => written.has(file) || fileExists.call(host, file);
  host.readFile = (file) => written.get(file) ?? readFile.call(host, file);
  host.getSourceFile = (file, how, ...more) => {
    const text = written.get(file);
    return text === undefined ? getSourceFile.call(host, file, how, ...more) : ts.createSourceFile(file, text, how);
  };
  const program = ts.createProgram([...files.keys(), name], options, host);
  const own = [...files.keys(), name].flatMap((file) => {
    const source = program.getSourceFile(file);
    return [...program.getSyntacticDiagnostics(source), ...program.getSemanticDiagnostics(source)];
  });
  return own.map(({ file, start, messageText }) => {
    const line = file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0;
    return `${String(line + 1)} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

const right = `import type { SyncController } from './index.js';
import type { GdbEditErrors } from './elements/edit-errors/gdb-edit-errors.js';
import type {} from './jsx.js';
import { GdbSyncButton, GdbAttachmentPicker } from './react.js';
declare const sync: SyncController;
const noted: string[] = [];
export const tags = (
  <main>
    <gdb-sync-button service-url="https://example.com" layers="0,1" sync-direction="upload" class="mine" id="a" />
    <gdb-sync-button controller={sync} ongdb-before-sync={(event) => noted.push(event.detail.operation)} />
    <gdb-sync-progress controller={sync} style={{ inlineSize: '20rem' }} slot="side" />
    <gdb-edit-errors
      controller={sync}
      ref={(list: GdbEditErrors | null) => void list?.setFocus()}
      ongdb-zoom-request={({ detail }) => noted.push(detail.globalId)}
    />
    <gdb-attachment-picker layerId={0} globalId="g" max-pixels="2048" camera="page" stamp required />
  </main>
);
export const components = (
  <>
    <GdbSyncButton controller={sync} onGdbBeforeSync={(event) => event.preventDefault()} />
    <GdbAttachmentPicker layerId="0" globalId="g" exif="strip" onGdbBeforeCamera={({ detail }) => void detail} />
  </>
);
const list = document.createElement('gdb-edit-errors');
export const found: Promise<void> | undefined = document.querySelector('gdb-attachment-picker')?.setFocus();
list.addEventListener('gdb-zoom-request', ({ detail }) => noted.push(detail.globalId));
`;

const wrong: readonly (readonly [what: string, line: string, words: RegExp])[] = [
  ['an unknown word of an attribute', '<gdb-attachment-picker camera="phone" />', /camera|"phone"/],
  ['a property that takes something else', '<gdb-edit-errors controller={5} />', /number/],
  ['a tag that is none of ours', '<gdb-map />', /gdb-map/],
  [
    'a listener of another event',
    '<gdb-sync-button ongdb-before-sync={(event) => event.detail.globalId} />',
    /globalId/,
  ],
  ['a component without that property', '<GdbSyncProgress layers="0" />', /layers/],
];

describe('the types of the elements', () => {
  it('let a page say what the elements take', () => {
    assert.deepEqual(faultsOf(right), []);
  });

  it('name everything else, each in its line', () => {
    const head = `import type {} from './jsx.js';\nimport { GdbSyncProgress } from './react.js';\nexport { GdbSyncProgress };\n`;
    const page = head + wrong.map(([, line], at) => `export const wrong${String(at)} = ${line};`).join('\n');
    const faults = faultsOf(page);
    assert.equal(faults.length, wrong.length, faults.join('\n'));
    wrong.forEach(([what, , words], at) => {
      assert.ok(faults[at]?.startsWith(`${String(at + 4)} `), `${what}: ${faults[at] ?? ''}`);
      assert.match(faults[at] ?? '', words, what);
    });
  });
});
