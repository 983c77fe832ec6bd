/**
 * The declarations of the built package as a page's owner meets them: a page that uses every entry, event, tag and component is compiled against dist, strictly,
 * with every declaration read (`skipLibCheck` off), as bundlers and as Node look for types. Part of `npm run package:check`.
 */
import { readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import ts from 'typescript';
import { isProgram, root } from './run.mjs';

/** @returns {{ name: string, tagName: string, events: { name: string }[] }[]} */
function elements() {
  const { modules } = JSON.parse(readFileSync(join(root, 'custom-elements.json'), 'utf8'));
  return modules
    .flatMap((/** @type {any} */ one) => one.declarations ?? [])
    .filter((/** @type {any} */ one) => one.tagName);
}

/** Every event of every element, heard on it; what bubbles, on the document as well. */
function listeners() {
  return elements().flatMap(({ tagName, events }) =>
    events.map(
      ({ name }) =>
        `document.querySelector('${tagName}')?.addEventListener('${name}', (event) => { const { detail } = event; heard(detail); });`,
    ),
  );
}

const page = () => `import { getSyncController, GdbError, type SyncController } from 'gdb-sync';
import { GdbSyncButton as Button, type GdbBeforeCameraEvent, type GdbZoomRequestEvent } from 'gdb-sync/all.js';
import type { GdbCameraReturnEvent } from 'gdb-sync/elements/gdb-attachment-picker.js';
import 'gdb-sync/elements/gdb-edit-errors.js';
import 'gdb-sync/elements/gdb-sync-progress.js';
import { connectArcGIS } from 'gdb-sync/arcgis';
import * as geodatabase from 'gdb-sync/geodatabase';
import * as serviceWorker from 'gdb-sync/service-worker';
import * as german from 'gdb-sync/locales/de';
import { GdbAttachmentPicker, GdbEditErrors, GdbSyncButton, GdbSyncProgress } from 'gdb-sync/react';
import type {} from 'gdb-sync/jsx';
import { getSyncController as fromCdn } from 'gdb-sync/cdn/core';
import type { Emulator } from 'gdb-sync/emulator';

declare function heard(what: unknown): void;
declare const sync: SyncController;
declare const emulator: Emulator;
heard([getSyncController, fromCdn, GdbError, Button, connectArcGIS, geodatabase, serviceWorker, german, emulator]);
heard([import('gdb-sync/autoloader'), import('gdb-sync/cdn')]);
${listeners().join('\n')}
const picker = document.createElement('gdb-attachment-picker');
picker.addEventListener('gdb-before-camera', (event) => {
  event.waitUntil(Promise.resolve());
});
const back = ({ detail }: GdbCameraReturnEvent): void => heard(detail.globalId);
document.addEventListener('gdb-camera-return', back);
window.addEventListener('gdb-zoom-request', (event: GdbZoomRequestEvent) => heard(event.detail.layerId));
export const wait = (event: GdbBeforeCameraEvent): void => heard(event.waits);
export const tags = (
  <main>
    <gdb-sync-button service-url="/FeatureServer" auto-sync app-badge highlight-unsent ongdb-before-sync={(event) => heard(event.detail.operation)} />
    <gdb-sync-progress controller={sync} />
    <gdb-edit-errors controller={sync} ongdb-zoom-request={({ detail }) => heard(detail.globalId)} />
    <gdb-attachment-picker layer-id={0} global-id="g" max-pixels={2000} ongdb-before-camera={(event) => event.waitUntil(Promise.resolve())} />
  </main>
);
export const components = (
  <>
    <GdbSyncButton key="a" className="mine" tabIndex={0} role="group" aria-label="x" data-test="y" onClick={(event) => heard(event.currentTarget.controller)} />
    <GdbSyncProgress controller={sync} hidden={false} onFocus={heard} />
    <GdbEditErrors style={{ inlineSize: '20rem' }} onGdbZoomRequest={(event) => heard(event.detail.globalId)} />
    <GdbAttachmentPicker layerId={0} onGdbBeforeCamera={(event) => event.waitUntil(Promise.resolve())} />
  </>
);
`;

/** @param {'Bundler' | 'Node16'} resolution @returns {string[]} what the compiler minds, each with its file and line */
function faultsBy(resolution) {
  const name = join(root, 'consumer.tsx');
  const text = page();
  const isNode = resolution === 'Node16';
  /** @type {import('typescript').CompilerOptions} */
  const options = {
    target: ts.ScriptTarget.ES2022,
    lib: ['lib.es2023.d.ts', 'lib.dom.d.ts', 'lib.dom.iterable.d.ts', 'lib.dom.asynciterable.d.ts'],
    module: isNode ? ts.ModuleKind.Node16 : ts.ModuleKind.ESNext,
    moduleResolution: isNode ? ts.ModuleResolutionKind.Node16 : ts.ModuleResolutionKind.Bundler,
    jsx: ts.JsxEmit.ReactJSX,
    strict: true,
    noEmit: true,
    skipLibCheck: false,
    types: [],
  };
  const host = ts.createCompilerHost(options);
  const { getSourceFile, fileExists, readFile } = host;
  host.fileExists = (file) => file === name || fileExists.call(host, file);
  host.readFile = (file) => (file === name ? text : readFile.call(host, file));
  host.getSourceFile = (file, how, ...more) =>
    file === name ? ts.createSourceFile(file, text, how) : getSourceFile.call(host, file, how, ...more);
  const program = ts.createProgram([name], options, host);
  const own = ts.getPreEmitDiagnostics(program).filter(({ file }) => !file?.fileName.includes('/node_modules/'));
  return own.map(({ file, start, messageText }) => {
    const line = (file?.getLineAndCharacterOfPosition(start ?? 0).line ?? 0) + 1;
    const where = file === undefined ? '' : relative(root, file.fileName);
    return `${resolution}: ${where}:${line} ${ts.flattenDiagnosticMessageText(messageText, ' ')}`;
  });
}

/** @returns {number} an exit code; says what is wrong, or what was right */
export function checkTypes() {
  const faults = [...faultsBy('Bundler'), ...faultsBy('Node16')];
  for (const fault of faults) console.error(fault);
  if (faults.length === 0)
    console.log('A page that uses every entry, event, tag and component compiles, with every declaration read.');
  return faults.length > 0 ? 1 : 0;
}

if (isProgram(import.meta)) process.exitCode = checkTypes();
