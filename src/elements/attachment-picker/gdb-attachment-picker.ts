import {
  ReactiveElement,
  type CSSResultGroup,
  type PropertyDeclarations,
  type PropertyValues,
} from '@lit/reactive-element';
import type { SyncController } from '../../controller/types.js';
import { LeaveGuard } from '../../shared/leave-guard.js';
import { afterFrame } from '../common/after-frame.js';
import { ControllerBinding } from '../common/binding.js';
import { warmNumbers } from '../common/intl.js';
import { LazyFace, type FaceSource, type FirstLook } from '../common/lazy-face.js';
import { MapBinding, mapProperties, type MapViewLike } from '../common/map-binding.js';
import type { Message } from '../common/message.js';
import { shell } from '../common/shell.styles.js';
import { define } from '../define.js';
import { FormPart, type FormState } from './form-part.js';
import type { PickerFace } from './picker-face.js';
import { acceptedBy } from './photo/accepted.js';
import { parseWishes } from './photo/wishes.js';
import { filesOf, PickerFrame, type PickerShown } from './picker-frame.js';
import { placeOf } from './place.js';
import { firstLook, missing, styles } from './first-look.js';
import { WaitingFiles } from './waiting-files.js';

export type * from './host-events.js';
export type * from '../common/events.js';

export interface PickerLook extends FirstLook<GdbAttachmentPicker, PickerShown> {
  readonly parseWishes: typeof parseWishes;
  readonly acceptedBy: typeof acceptedBy;
  readonly placeOf: typeof placeOf;
  readonly filesOf: typeof filesOf;
  readonly afterFrame: typeof afterFrame;
  readonly LeaveGuard: typeof LeaveGuard;
}

const source: FaceSource<GdbAttachmentPicker, PickerShown, PickerFace, PickerLook> = {
  frame: PickerFrame,
  look: { firstLook, missing, styles, parseWishes, acceptedBy, placeOf, filesOf, afterFrame, LeaveGuard },
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
 * @csspart camera - The button that takes a photo: on devices with a touch screen, or everywhere with `camera="page"`.
 * @csspart undo - The way back from the last removal.
 * @csspart row - One file.
 * @csspart thumbnail - Its picture or icon.
 * @csspart name - Its name.
 * @csspart status - Its size, and where it stands.
 * @csspart problem - Why it was refused, and what to do.
 * @csspart camera-dialog - The camera in the page, over everything else.
 * @csspart preview-dialog - One file, seen closely, with its name, its keywords and what else can be done with it.
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
 * @cssproperty [--gdb-color-border-input=var(--calcite-color-border-input)] - Edges of what can be pressed.
 * @cssproperty [--gdb-font-family=var(--calcite-font-family)] - Font; the page's own by default.
 * @cssproperty [--gdb-font-size=inherit] - Size of the text; the page's own by default.
 *
 * @fires {GdbBeforeCameraEvent} gdb-before-camera - A camera is about to open: save what is only in the page, `waitUntil` holds the camera back meanwhile. Can be cancelled.
 * @fires {GdbCameraReturnEvent} gdb-camera-return - The page was ended while a camera app was open: `detail` says which feature to go back to.
 * @fires gdb-edits-change - Local data changed, for instance by a file that was added. Does not bubble.
 * @fires gdb-edit-error - The service refused edits. Does not bubble.
 * @fires gdb-sync-status-change - The controller's state changed. Does not bubble.
 * @fires gdb-sync-progress - Counts or bytes moved. Does not bubble.
 * @fires gdb-conflict - A feature was changed here and on the server. Does not bubble.
 * @fires gdb-auth-required - The service wants a sign-in; hand the token to `detail.provideToken`. Does not bubble.
 */
export class GdbAttachmentPicker extends ReactiveElement {
  /** It takes part in a form as an input does: by `name`, with `required`, validity, and a fieldset's `disabled`. */
  static readonly formAssociated: boolean = true;
  static override styles: CSSResultGroup = shell;
  static override properties: PropertyDeclarations = {
    serviceUrl: { attribute: 'service-url' },
    geodatabase: {},
    layerId: { attribute: 'layer-id' },
    globalId: { attribute: 'global-id' },
    ...mapProperties,
    accept: {},
    maxSize: { attribute: 'max-size' },
    maxFiles: { attribute: 'max-files' },
    maxPixels: { attribute: 'max-pixels' },
    quality: {},
    exif: {},
    position: {},
    namePattern: { attribute: 'name-pattern' },
    stamp: { type: Boolean },
    camera: {},
    disabled: { type: Boolean, reflect: true },
    required: { type: Boolean, reflect: true },
    name: { reflect: true },
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
  /** What may be added, as the `accept` of a file input: `image/*,.pdf`. Without it, and besides it, what the service takes. */
  declare accept: string | undefined;
  /** How large a file may be when it is kept: `10MB`, `500kB`, or bytes. The service's own limit holds besides. */
  declare maxSize: string | number | undefined;
  /** How many files the feature may have. */
  declare maxFiles: string | number | undefined;
  /** Longest edge of a photo, in pixels; larger ones are made smaller. Without it photos stay as they are. */
  declare maxPixels: string | number | undefined;
  /** How sharp a photo that is written anew stays, above 0 to 1; 0.85 without it. On its own it also shrinks photos that are small enough. */
  declare quality: string | number | undefined;
  /** `keep` (default) or `strip`: whether photos keep what they say about time, place and camera. Stripped ones still lie the right way up. */
  declare exif: 'keep' | 'strip' | undefined;
  /**
   * `photo` (default): the position that a photo brings is kept. `device`: one that brings none, and is taken here, gets the measured one. `none`:
   * positions are taken out.
   */
  declare position: 'photo' | 'device' | 'none' | undefined;
  /** Names for new files: `{layer}_{date}_{time}`, with `{name}`, `{feature}` and `{number}` besides. A name that is taken gets a number. */
  declare namePattern: string | undefined;
  /** Writes time and position on photos that know them. */
  declare stamp: boolean;
  /** `device` (default): its camera app. `page`: a camera in the page, with lamp where there is one. `none`: no button for it. */
  declare camera: 'device' | 'page' | 'none' | undefined;
  /** Shows the files, and lets nothing be changed. */
  declare disabled: boolean;
  /** In a form: at least one file must be there. */
  declare required: boolean;
  /** In a form: its name there. The value is the GlobalIDs of the files. */
  declare name: string;
  /** The page's own words by key, over those of the language. */
  declare messageOverrides: Readonly<Partial<Record<string, Message>>> | undefined;

  readonly #form: FormPart = new FormPart(this);
  readonly #binding: ControllerBinding = new ControllerBinding(this, (event) => {
    this.#face.current?.onEvent(event);
  });
  readonly #face: LazyFace<GdbAttachmentPicker, PickerShown, PickerFace, PickerLook> = new LazyFace<
    GdbAttachmentPicker,
    PickerShown,
    PickerFace,
    PickerLook
  >(this, source, this.#binding);

  /** @ignore */
  readonly waiting: WaitingFiles = new WaitingFiles(this);

  constructor() {
    super();
    new MapBinding(this, (map) => {
      map.followSelection(({ layerId, globalId }) => {
        this.layerId = layerId;
        this.globalId = globalId;
      });
      return undefined;
    });
    this.stamp = false;
    this.disabled = false;
    this.required = false;
    this.name = '';
  }

  /** Nothing can be changed: by `disabled`, or by a fieldset around it. */
  get isFixed(): boolean {
    return this.disabled || this.matches(':disabled');
  }

  /** The form it belongs to. */
  get form(): HTMLFormElement | null {
    return this.#form.internals.form;
  }

  /** As of an input: `valueMissing` by `required`, `customError` while files are on their way to this device or could not be written. */
  get validity(): ValidityState {
    return this.#form.internals.validity;
  }

  /** Why it is not valid, in words. */
  get validationMessage(): string {
    return this.#form.internals.validationMessage;
  }

  /** False while it is disabled. */
  get willValidate(): boolean {
    return this.#form.internals.willValidate;
  }

  /** True when it is valid; else an `invalid` event is fired. */
  checkValidity(): boolean {
    return this.#form.internals.checkValidity();
  }

  /** As `checkValidity`, and the browser shows why. */
  reportValidity(): boolean {
    return this.#form.internals.reportValidity();
  }

  /** The page's own reason why it is not valid; an empty text for none. */
  setCustomValidity(message: string): void {
    this.#form.setCustomValidity(message);
  }

  /** @internal */
  formDisabledCallback(): void {
    // By its own attribute it comes while the element is drawn, when no other drawing can be asked for.
    queueMicrotask(() => {
      this.requestUpdate();
    });
  }

  /** @internal */
  takeFormState(state: FormState): void {
    this.#form.take(state);
  }

  /** The controller in use: the one given, else the page's shared one for `service-url` and `geodatabase`. */
  get controller(): SyncController | undefined {
    return this.#binding.controller;
  }

  set controller(controller: SyncController | undefined) {
    this.#binding.controller = controller;
    this.waiting.handOver();
  }

  /** Moves the focus to the button that adds files. */
  async setFocus(): Promise<void> {
    await this.updateComplete;
    this.focus();
  }

  /** As `setFocus`, at once: nothing happens before the element is drawn. */
  override focus(): void {
    this.renderRoot.querySelector<HTMLElement>('.add input')?.focus();
  }

  /** Adds files to the feature, as a drop would. Where none can be added, it says so of each; until that is known they wait. */
  addFiles(files: Iterable<File>): void {
    this.waiting.add(files);
  }

  protected override updated(): void {
    this.#form.refresh();
  }

  protected override update(changed: PropertyValues): void {
    this.waiting.handOver(this.#face.current?.takeWaiting);
    this.#face.draw();
    super.update(changed);
  }

  protected override async getUpdateComplete(): Promise<boolean> {
    await this.#face.ready;
    return super.getUpdateComplete();
  }
}

define('gdb-attachment-picker', GdbAttachmentPicker);
warmNumbers();

declare global {
  interface HTMLElementTagNameMap {
    'gdb-attachment-picker': GdbAttachmentPicker;
  }
}
