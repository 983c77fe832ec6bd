import {
  ReactiveElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
} from '@lit/reactive-element';
import { css } from '../common/css.js';
import type { ConflictPolicy, ControllerOptions, PhotoPolicy, SyncController } from '../../controller/types.js';
import type { Envelope } from '../../shared/esri.js';
import { parseAutoSync } from '../common/auto-sync-attribute.js';
import { ControllerBinding } from '../common/binding.js';
import { LazyFace, type FaceSource } from '../common/lazy-face.js';
import { MapBinding, mapProperties, type MapViewLike, type MissingMap } from '../common/map-binding.js';
import type { Message } from '../common/message.js';
import { shell } from '../common/shell.styles.js';
import { define } from '../define.js';
import type { AreaDesk } from './area-desk.js';
import type { ButtonFace } from './button-face.js';
import { ButtonFrame, type ButtonShown } from './button-frame.js';
import { firstLook, styles } from './first-look.js';

export type * from '../common/events.js';

const source: FaceSource<GdbSyncButton, ButtonShown, ButtonFace> = {
  frame: ButtonFrame,
  look: { firstLook, styles },
  load: () => import('./button-face.js').then((module) => module.ButtonFace),
};

/**
 * One control that always says the truth about an area: take it offline, then sync it. It shows how many changes are not sent, how far a
 * sync is, and what to do when there is no connection, no sign-in, or something was refused.
 *
 * @summary Takes an area of a feature service offline, then syncs it.
 * @tag gdb-sync-button
 *
 * @attr {string} state - Read only, for styling: `opening`, `not-offline`, `ready`, `changes-not-sent`, `working`, `waiting-retry`, `offline`, `sign-in-needed`, `other-tab`, `attention`, `paused`, `storage`, `metered`, `unavailable` or `setup` while an attribute is missing or wrong.
 *
 * @slot icon - Replaces the icon of the button while it is not busy.
 * @slot label - Replaces the words of the button while it is not busy. The second line stays.
 *
 * @csspart base - The whole element.
 * @csspart button - The button itself.
 * @csspart sign - The round icon with the progress ring.
 * @csspart label - The first line.
 * @csspart detail - The second line: changes not sent, last sync, or what is being done.
 * @csspart count - The number of changes not sent.
 * @csspart missing - Below the button: what the service lacks where an area cannot be taken, and what an admin has to switch on.
 * @csspart open-file - The button that opens the panel for a file, while nothing is on this device. Where it is narrow the menu has it.
 * @csspart file - The panel: what is inside a geodatabase file, before it is loaded.
 * @csspart area - The panel: the area on the map that is about to be taken, and what it holds.
 * @csspart cancel - The button that cancels, while there is something to cancel.
 * @csspart more - The three dots: they open the menu.
 * @csspart menu - Below the button: what else can be done, as a list, and the page of what was chosen.
 * @csspart ready - In the menu: "Ready for the field?".
 * @csspart receipts - In the menu: the last syncs.
 * @csspart areas - In the menu: the areas of this service that are on this device.
 * @csspart people - In the menu: whose copies of this area are on this device.
 * @csspart leave - In the menu: what would be lost before an area is replaced or removed.
 * @csspart rescue - In the menu: unsent edits as a file for another device, and from one.
 *
 * @cssproperty [--gdb-sync-button-width=20rem] - Width; always the same, whatever it says.
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Fill of the button when pressing it is what to do next.
 * @cssproperty [--gdb-color-on-brand=var(--calcite-color-text-inverse)] - Text on that fill.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Fill of the quiet button.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of the second line.
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Border and icon when something needs attention.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-color-border-input=var(--calcite-color-border-input)] - Edges of what can be pressed.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 * @cssproperty [--gdb-font-size=inherit] - Size of the text; the page's own by default.
 *
 * @fires {GdbBeforeSyncEvent} gdb-before-sync - A press is about to take the area offline or to sync. Cancel it to do something else instead. Bubbles.
 * @fires {GdbAreaChooseEvent} gdb-area-choose - Another area was chosen in the menu. Left alone, the button shows it by its `geodatabase`. Bubbles.
 * @fires gdb-auth-required - The service wants a sign-in, or "Sign in" was pressed; hand the token to `detail.provideToken`. Does not bubble.
 * @fires gdb-photo-question - Attachments wait because the browser cannot tell Wi-Fi from mobile data; `controller.answerPhotoQuestion` takes the answer. Does not bubble.
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-edits-change - Local data changed. Does not bubble.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 */
export class GdbSyncButton extends ReactiveElement {
  static override styles: CSSResultGroup = [
    shell,
    css`
      :host {
        display: inline-block;
        inline-size: var(--gdb-sync-button-width, 20rem);
      }
      :host([width='full']) {
        inline-size: 100%;
      }
      .blank {
        min-block-size: 5.375rem;
      }
    `,
  ];
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    layers: {},
    extent: {},
    where: {},
    syncDirection: { attribute: 'sync-direction' },
    photos: {},
    conflictPolicy: { attribute: 'conflict-policy' },
    autoSync: { attribute: 'auto-sync' },
    attachments: {},
    appBadge: { attribute: 'app-badge', type: Boolean },
    disabledReason: { attribute: 'disabled-reason' },
    appearance: { reflect: true },
    scale: { reflect: true },
    width: { reflect: true },
    highlightUnsent: { attribute: 'highlight-unsent', type: Boolean },
    ...mapProperties,
    controller: { attribute: false, noAccessor: true },
    messageOverrides: { attribute: false },
  };

  /** Web address of the feature service, or of one of its layers. */
  declare serviceUrl: string | undefined;
  /** Name of the local copy, for pages that keep several areas of one service. */
  declare geodatabase: string | undefined;
  /** Which layers and tables to take: `0,1`. Without it, the layer that `service-url` names, else all. */
  declare layers: string | readonly number[] | undefined;
  /** The area to take: `xmin,ymin,xmax,ymax` in degrees, or with a fifth number in the spatial reference of that wkid. Without it, everything. */
  declare extent: string | Envelope | undefined;
  /** Which features to take, as a SQL where clause of the service. */
  declare where: string | undefined;
  /** `bidirectional`, `upload` or `download`. Without it, as the area was taken. */
  declare syncDirection: 'bidirectional' | 'upload' | 'download' | undefined;
  /** When photos travel: `always` (default), `wifi` (where the browser cannot tell, a person is asked) or `manual`; edits always go at once. Read when the element is connected. */
  declare photos: 'always' | 'wifi' | 'manual' | undefined;
  /** What was changed here and by others: `mine` (default), `theirs` or `ask`. Read when the element is connected. */
  declare conflictPolicy: 'mine' | 'theirs' | 'ask' | undefined;
  /**
   * Syncs start by themselves. Alone: when the page is opened, after edits, when the connection is back, when the page is seen, and every 15 minutes. As a
   * list, some of `load`, `edits`, `online`, `visible` and a number of minutes: `load edits 30`. Read when the element is connected.
   */
  declare autoSync: boolean | string | undefined;
  /**
   * Photos and other files of the area: `eager` brings them with each sync (default), `lazy` when one is opened, `upload` only sends those made here, `none`
   * leaves them out. Fixed when the area is taken.
   */
  declare attachments: 'eager' | 'lazy' | 'upload' | 'none' | undefined;
  /** An installed app shows the number of changes not sent on its icon. */
  declare appBadge: boolean | undefined;
  /** Why nothing may be started now, in the words of the page: the button is shown as disabled, says it, and keeps the focus. */
  declare disabledReason: string | undefined;
  /** `solid` (default) fills the button when pressing it is what to do next; `outline` never does; `transparent` has no border either. */
  declare appearance: 'solid' | 'outline' | 'transparent' | undefined;
  /** Size: `s`, `m` (default) or `l`. */
  declare scale: 's' | 'm' | 'l' | undefined;
  /** `auto` (default): `--gdb-sync-button-width`; `full`: as wide as the place it is in. */
  declare width: 'auto' | 'full' | undefined;
  /** On the map of `view` or `reference-element`, features that are not sent are highlighted. Read when the map is there. */
  declare highlightUnsent: boolean | undefined;
  /** The MapView or SceneView from which the area is taken: "Take offline" then shows it as a rectangle first, unless `extent` names one. */
  declare view: MapViewLike | undefined;
  /** An `<arcgis-map>` or `<arcgis-scene>`, or the id of one, in place of `view`. */
  declare referenceElement: string | HTMLElement | undefined;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #binding: ControllerBinding = new ControllerBinding(this, () => {
    this.#face.current?.onEvent();
  });
  readonly #face: LazyFace<GdbSyncButton, ButtonShown, ButtonFace> = new LazyFace<
    GdbSyncButton,
    ButtonShown,
    ButtonFace
  >(this, source, this.#binding);

  #area: AreaDesk | undefined;
  readonly #map: MapBinding = new MapBinding(this, async (map, controller) => {
    if (this.highlightUnsent === true) map.markUnsent();
    const { AreaDesk: Desk } = await import('./area-desk.js');
    const desk = new Desk(this, map, controller);
    this.#area = desk;
    return () => {
      desk.destroy();
      if (this.#area === desk) this.#area = undefined;
    };
  });

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** @ignore */
  get wishes(): Pick<ControllerOptions, 'photos' | 'conflictPolicy' | 'autoSync'> {
    const autoSync = parseAutoSync(this.autoSync);
    const photos = PHOTOS.find((word) => word === this.photos);
    const conflictPolicy = POLICIES.find((word) => word === this.conflictPolicy);
    return {
      ...(photos === undefined ? {} : { photos }),
      ...(conflictPolicy === undefined ? {} : { conflictPolicy }),
      ...(autoSync.ok && autoSync.value !== false ? { autoSync: autoSync.value } : {}),
    };
  }

  /** @ignore */
  get lacksMap(): boolean {
    return this.#map.lacksMap;
  }

  /** @ignore */
  missingMap(): Promise<MissingMap | null> {
    return this.#map.missing();
  }

  /** @ignore On the map, where there is one; null where nobody chose. */
  chooseArea(): Promise<Envelope | null> | undefined {
    return this.#area?.choose();
  }

  /** Moves the focus to the button. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.#button?.focus();
  }

  /** As `setFocus`, at once: nothing happens before the element is drawn. */
  override focus(): void {
    this.#button?.focus();
  }

  protected override update(changed: PropertyValues): void {
    this.#face.draw();
    this.#area?.draw();
    super.update(changed);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#face.ready;
    return super.getUpdateComplete();
  }

  get #button(): HTMLElement | null | undefined {
    return this.shadowRoot?.querySelector<HTMLElement>('.main');
  }
}

const PHOTOS: readonly PhotoPolicy[] = ['always', 'wifi', 'manual'];
const POLICIES: readonly ConflictPolicy[] = ['mine', 'theirs', 'ask'];

define('gdb-sync-button', GdbSyncButton);

declare global {
  interface HTMLElementTagNameMap {
    'gdb-sync-button': GdbSyncButton;
  }
}
