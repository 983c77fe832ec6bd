import { LitElement, type CSSResultGroup, type PropertyDeclarations, type TemplateResult } from 'lit';
import type { SyncController } from '../../controller/types.js';
import { ControllerBinding } from '../common/binding.js';
import { LazyFace, type FaceSource } from '../common/lazy-face.js';
import { MapBinding, mapProperties, type MapViewLike } from '../common/map-binding.js';
import type { Message } from '../common/message.js';
import { blank, shell } from '../common/shell.styles.js';
import { define } from '../define.js';
import type { PickerFace } from './picker-face.js';

const source: FaceSource<GdbAttachmentPicker, PickerFace> = {
  load: () => import('./picker-face.js').then((module) => module.PickerFace),
};

/**
 * The photos and files of one feature: those of the server, those not sent yet, those that were refused. Files are added by button, camera,
 * drop or paste, are written to this device at once, and stay there until the server has them. The whole list is one Tab stop: arrows move
 * in it, Delete asks whether to remove.
 *
 * @summary Shows and adds the photos and files of one feature, with or without a connection.
 * @tag gdb-attachment-picker
 *
 * @slot title - Replaces the word "Attachments".
 *
 * @csspart base - The whole element.
 * @csspart title - The word above the list.
 * @csspart summary - How many files are not sent, and where they are kept.
 * @csspart add - The button that chooses files.
 * @csspart camera - The button that takes a photo, on devices with a touch screen.
 * @csspart row - One file.
 * @csspart thumbnail - Its picture or icon.
 * @csspart name - Its name.
 * @csspart status - Its size, and where it stands.
 * @csspart problem - Why it was refused, and what to do.
 *
 * @cssproperty [--gdb-color-brand=var(--calcite-color-brand)] - Fill of the add button, and progress.
 * @cssproperty [--gdb-color-on-brand=var(--calcite-color-text-inverse)] - Text on that fill.
 * @cssproperty [--gdb-color-danger=var(--calcite-color-status-danger)] - Refused files, and what would remove one.
 * @cssproperty [--gdb-color-surface=var(--calcite-color-foreground-1)] - Background.
 * @cssproperty [--gdb-color-surface-raised=var(--calcite-color-foreground-2)] - Background of a thumbnail without a picture.
 * @cssproperty [--gdb-color-border=var(--calcite-color-border-1)] - Borders and lines between rows.
 * @cssproperty [--gdb-color-text=var(--calcite-color-text-1)] - Text.
 * @cssproperty [--gdb-color-text-muted=var(--calcite-color-text-2)] - Text of second lines.
 * @cssproperty [--gdb-color-focus=var(--calcite-color-focus)] - Focus ring.
 * @cssproperty [--gdb-corner-radius=var(--calcite-corner-radius)] - Roundness of the corners.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 *
 * @fires gdb-edits-change - Local data changed, for instance by a file that was added. Does not bubble.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 * @fires gdb-auth-required - The service wants a sign-in; hand the token to `detail.provideToken`. Does not bubble.
 */
export class GdbAttachmentPicker extends LitElement {
  static override styles: CSSResultGroup = shell;
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    layerId: { attribute: 'layer-id' },
    globalId: { attribute: 'global-id' },
    ...mapProperties,
    controller: { attribute: false, noAccessor: true },
    messageOverrides: { attribute: false },
  };

  /** Web address of the feature service, or of one of its layers. */
  declare serviceUrl: string | undefined;
  /** Name of the local copy, for pages that keep several areas of one service. */
  declare geodatabase: string | undefined;
  /** Number of the layer or table that the feature is in. */
  declare layerId: string | number | undefined;
  /** GlobalID of the feature, with or without braces. */
  declare globalId: string | undefined;
  /** A MapView or SceneView: the feature that is selected there becomes `layerId` and `globalId`. */
  declare view: MapViewLike | undefined;
  /** An `<arcgis-map>` or `<arcgis-scene>`, or the id of one, in place of `view`. */
  declare referenceElement: string | HTMLElement | undefined;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #binding: ControllerBinding = new ControllerBinding(this, (event) => {
    this.#face.current?.onEvent(event);
  });
  readonly #face: LazyFace<GdbAttachmentPicker, PickerFace> = new LazyFace<GdbAttachmentPicker, PickerFace>(
    this,
    source,
    this.#binding,
  );

  constructor() {
    super();
    new MapBinding(this, (map) => {
      map.followSelection(({ layerId, globalId }) => {
        this.layerId = layerId;
        this.globalId = globalId;
      });
      return undefined;
    });
  }

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
  }

  /** Moves the focus to the button that adds files. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.focus();
  }

  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.add input')?.focus();
  }

  /** Adds files to the feature, as a drop would. Nothing happens while none can be added. */
  addFiles(files: Iterable<File>): void {
    const face = this.#face;
    if (face.current !== undefined) face.current.addFiles(files);
    else void face.ready.then(() => face.current?.addFiles(files));
  }

  override render(): TemplateResult {
    return this.#face.current?.render() ?? blank(this.#face.isMissing);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#face.ready;
    return super.getUpdateComplete();
  }
}

define('gdb-attachment-picker', GdbAttachmentPicker);

declare global {
  interface HTMLElementTagNameMap {
    'gdb-attachment-picker': GdbAttachmentPicker;
  }
}
