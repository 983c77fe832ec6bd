/** All that the views draw from, and act on. */
import type { Connection } from './connection.js';
import type { SyncController } from './library.js';
import type { DemoMap } from './map/demo-map.js';
import type { Session } from './session.js';
import type { Settings } from './settings.js';
import type { Shell } from './shell.js';
import type { ServerWatch } from './server-watch.js';
import type { Theme } from './theme.js';
import type { Workspace } from './workspace.js';

export interface App {
  readonly settings: Settings;
  readonly controller: SyncController;
  readonly connection: Connection;
  readonly session: Session;
  readonly shell: Shell;
  readonly theme: Theme;
  readonly watch: ServerWatch;
  readonly workspace: Workspace;
  readonly map: () => DemoMap | null;
}
