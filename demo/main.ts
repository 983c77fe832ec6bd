/**
 * A page like an item of a portal, on the emulator: the four elements around a list, a map and a form.
 *
 * `?service=<FeatureServer URL>` uses another service than the start script's, `?secured` its token-secured one, `?watch=0` asks the service
 * what it has only on a press of "Ask now", so that its log holds nothing but the sync; `?settle=200` shortens the wait before a second look.
 *
 * For tests, which find things by `data-testid`:
 *
 * - `sync-button`, `sync-progress`, `edit-errors`, `attachment-picker`: the elements; `cut-off`: the switch; `user`: who is signed in
 * - `opens-offline`: `data-value` is `not-yet`, `yes` or `no`
 * - `layer-tab`: `data-layer-id`; `search`, `pending-only`, `page`, `page-previous`, `page-next`; `empty` while nothing is on the device
 * - `feature-row`: `data-layer-id`, `data-global-id` (bare, lower case), `data-pending` (`none`, `add`, `update`, `refused`)
 * - `add-feature`; `feature-form`: `data-global-id` (empty for a new one), `data-layer-id`, inputs by field name (`[name=notes]`)
 * - `save-feature`, `undo-feature`, `delete-feature` and then `confirm-delete` or `cancel-delete`; `note`: what happened, in words
 * - `place`: then a press on `map` moves the feature; `related-row`, `add-related`: rows of the related table
 * - `server-pane`: `ask-server`, `keep-asking`, `server-count` by `data-layer-id`, `server-feature` with `data-state` `present` or `absent`,
 *   `server-field` by `data-field` with `data-same`, `server-attachment` by `data-global-id`, `edit-on-server`, `server-problem`
 * - `sign-in-dialog`: `[name=username]`, `[name=password]`, `sign-in-submit`; `theme`; `update` while a new version of the page waits
 *
 * `window.gdbDemo` holds the controller, and `select(layerId, globalId)` for features on another page of the list.
 */
import { html, render } from 'lit';
import type { App } from './app.js';
import { Connection } from './connection.js';
import { getSyncController, type SyncController } from './library.js';
import './map/demo-map.js';
import { ServerWatch } from './server-watch.js';
import { Session } from './session.js';
import { readSettings, type Settings } from './settings.js';
import { Shell } from './shell.js';
import { Theme } from './theme.js';
import { followSession } from './views/dialogs.js';
import { page } from './views/page.js';
import { Workspace } from './workspace.js';

const root = document.querySelector<HTMLElement>('#app') ?? document.body;
let isDue = false;
let app: App | undefined;

/** Once for all changes of a moment. Not by animation frame: a page in the background must be right as well. */
function redraw(): void {
  if (isDue) return;
  isDue = true;
  setTimeout(() => {
    isDue = false;
    if (app === undefined) return;
    render(page(app), root);
    followSession(app);
  });
}

function assemble(settings: Settings): App {
  const connection = new Connection(redraw);
  // Before the elements are there: they share what this page makes, with this page's network.
  const { serviceUrl, settleMs } = settings;
  const controller = getSyncController({
    serviceUrl,
    fetch: connection.fetch,
    ...(settleMs !== undefined && { settleMs }),
  });
  const session = new Session(connection.fetch, redraw);
  const workspace = new Workspace(controller, redraw);
  const watch = new ServerWatch({
    serviceUrl: controller.serviceUrl,
    keepsAsking: settings.keepsAsking,
    token: () => session.person?.token ?? null,
    onChange: redraw,
    question: () => {
      const { draft, layers } = workspace;
      const selected = draft?.globalId ? { layer: draft.layer, globalId: draft.globalId } : null;
      return { layers, selected };
    },
  });
  const shell = new Shell(redraw);
  const map = (): ReturnType<App['map']> => document.querySelector('demo-map');
  return { settings, connection, controller, session, workspace, watch, shell, theme: new Theme(redraw), map };
}

function listen({ controller, session, workspace, watch, map }: App): void {
  controller.addEventListener('gdb-auth-required', ({ detail }) => {
    session.ask(detail);
  });
  root.addEventListener('gdb-zoom-request', ({ detail }) => {
    if (!workspace.select(detail.layerId, detail.globalId)) {
      workspace.say('info', 'This feature is not on this device any more.');
      return;
    }
    map()?.goTo(workspace.draft?.geometry);
    document.querySelector('#detail')?.scrollIntoView({ block: 'nearest' });
  });
  workspace.onSelect = () => {
    if (watch.keepsAsking) void watch.ask();
  };
  for (const type of ['online', 'offline']) addEventListener(type, () => void watch.ask());
}

try {
  const made = assemble(await readSettings());
  app = made;
  listen(made);
  window.gdbDemo = {
    controller: made.controller,
    select: (layerId, globalId) => made.workspace.select(layerId, globalId),
  };
  redraw();
  void made.shell.start();
  // What this device cannot keep is told by the elements.
  await made.controller.ready.catch(() => undefined);
  await made.workspace.load();
  if (made.watch.keepsAsking) void made.watch.ask();
} catch (error) {
  render(
    html`<main><p class="note error" role="alert">${error instanceof Error ? error.message : String(error)}</p></main>`,
    root,
  );
}

declare global {
  interface Window {
    gdbDemo?: {
      readonly controller: SyncController;
      /** False when the feature is not on this device. */
      readonly select: (layerId: number, globalId: string) => boolean;
    };
  }
}
