import { html, type TemplateResult } from 'lit';

/** An icon of 24 by 24 from the paths below; hidden from assistive technology, words stand beside it. */
export function icon(path: string): TemplateResult {
  return html`<svg class="icon" viewBox="0 0 24 24" aria-hidden="true" focusable="false"><path d=${path}></path></svg>`;
}

export const ALERT = 'M12 4 2.8 19.5h18.4zM12 10v4.5M12 17v.1';
export const DISK =
  'M5 6.5C5 5.1 8.1 4 12 4s7 1.1 7 2.5S15.9 9 12 9 5 7.9 5 6.5zM5 6.5v11C5 18.9 8.1 20 12 20s7-1.1 7-2.5v-11M5 12c0 1.4 3.1 2.5 7 2.5s7-1.1 7-2.5';
export const RETRY = 'M4.5 12a7.5 7.5 0 1 0 2.4-5.5L4.5 9M4.5 4v5h5';
export const PLUS = 'M12 5v14M5 12h14';
export const CAMERA = 'M3.5 8h4l1.5-2.5h6L16.5 8h4v11h-17zM12 9.8a3.6 3.6 0 1 0 0 7.2 3.6 3.6 0 0 0 0-7.2z';
export const SYNC = 'M20 11a8 8 0 0 0-14.3-3.9L3.5 9.5M3.5 4.5v5h5M4 13a8 8 0 0 0 14.3 3.9l2.2-2.4M20.5 19.5v-5h-5';
export const TAKE_OFFLINE =
  'M12 3.5v11.5M7.5 10.5 12 15l4.5-4.5M4 16.5V19a1.5 1.5 0 0 0 1.5 1.5h13A1.5 1.5 0 0 0 20 19v-2.5';
export const UP = 'M12 19.5v-15M5.5 11 12 4.5l6.5 6.5';
export const DOWN = 'M12 4.5v15M5.5 13l6.5 6.5 6.5-6.5';
export const CHECK = 'm4.5 12.5 5 5 10-11';
export const OFFLINE =
  'M9.5 5.6A6 6 0 0 1 18 10.6a4 4 0 0 1 2.6 6.2M17 19H7a4.5 4.5 0 0 1-1-8.9 6 6 0 0 1 .6-1.6M3.5 3.5l17 17';
export const SIGN_IN = 'M10 4.5H18A1.5 1.5 0 0 1 19.5 6v12a1.5 1.5 0 0 1-1.5 1.5h-8M4 12h10.5M10.5 7.8l4.2 4.2-4.2 4.2';
export const PERSON = 'M12 4a4 4 0 1 0 0 8 4 4 0 0 0 0-8zM4.5 20c.7-3.6 3.7-5.5 7.5-5.5s6.8 1.9 7.5 5.5';
export const CLOCK = 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM12 7.5V12l3.2 2';
export const PAUSE = 'M8.5 5v14M15.5 5v14';
export const PLAY = 'M7.5 4.8v14.4L19 12z';
export const MORE = 'M12 5.5v.1M12 12v.1M12 18.5v.1';
export const CLOSE = 'M6 6l12 12M18 6 6 18';
export const OTHER_TAB = 'M8 8V4.5h12.5V15H16M3.5 8.5H16V19.5H3.5z';
export const BLOCKED = 'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM6 6l12 12';
export const STORAGE =
  'M4 6.2C4 4.7 7.6 3.5 12 3.5s8 1.2 8 2.7-3.6 2.8-8 2.8-8-1.3-8-2.8zM4 6.2v11.6c0 1.5 3.6 2.7 8 2.7s8-1.2 8-2.7V6.2M4 12c0 1.5 3.6 2.7 8 2.7s8-1.2 8-2.7';
export const PENCIL = 'M4.5 19.5l.8-4L15.8 5a1.7 1.7 0 0 1 2.4 0l.8.8a1.7 1.7 0 0 1 0 2.4L8.5 18.7zM13.5 7.3l3.2 3.2';
export const TRASH = 'M4.5 6.5h15M9.5 6.5V4h5v2.5M6.5 6.5l.9 13h9.2l.9-13M10.3 10.5v5.5M13.7 10.5v5.5';
export const PAPERCLIP =
  'M19.5 11.5l-7.7 7.7a4.7 4.7 0 0 1-6.6-6.6l8-8a3.2 3.2 0 0 1 4.5 4.5l-7.9 7.9a1.6 1.6 0 0 1-2.3-2.3l7.2-7.2';
export const ON_MAP =
  'M12 21s6.5-6.2 6.5-11.3a6.5 6.5 0 1 0-13 0C5.5 14.8 12 21 12 21zM12 7.5a2.3 2.3 0 1 0 0 4.6 2.3 2.3 0 0 0 0-4.6z';
export const FILE = 'M6 3.5h8l4.5 4.5v12.5H6zM13.5 3.5V8.5h5';
export const OPEN_FILE = 'M3.5 6h6l2 2.5h9V19h-17zM3.5 11h17';
export const IMAGE = 'M3.5 5h17v14h-17zM3.5 16l4.8-4.8 4.2 4.2 2.5-2.5 5.5 5.5M15.8 8.2v.1';
export const DEVICE = 'M7.5 3.5h9v17h-9zM11 17.8h2';
export const UNKNOWN =
  'M12 3.5a8.5 8.5 0 1 0 0 17 8.5 8.5 0 0 0 0-17zM9.5 9.6a2.5 2.5 0 1 1 3.5 2.3c-.7.3-1 .8-1 1.6M12 16.6v.1';
export const RECEIPT = 'M6 3.5h12v17l-3-2-3 2-3-2-3 2zM9 8.5h6M9 12.5h6';
export const LAYERS = 'M12 4 3.5 8.5 12 13l8.5-4.5zM4 12.5l8 4.2 8-4.2M4 16.3l8 4.2 8-4.2';
export const SWAP = 'M4 8.5h13M13.5 5l3.5 3.5-3.5 3.5M20 15.5H7M10.5 12 7 15.5l3.5 3.5';
export const COPY = 'M8.5 8.5h11v11h-11zM15.5 8.5v-4h-11v11h4';
export const BACK = 'M19.5 12h-15M10.5 6l-6 6 6 6';
export const LAMP = 'M13 3 6 13.5h5L10.5 21 18 10.5h-5.5z';
export const MINUS = 'M5 12h14';
export const BEFORE = 'M14.5 5.5 8 12l6.5 6.5';
export const NEXT = 'M9.5 5.5 16 12l-6.5 6.5';
export const DOWN_SMALL = 'm6.5 9.5 5.5 5.5 5.5-5.5';
export const DOWNLOAD = 'M12 4v11M7.5 10.5 12 15l4.5-4.5M4.5 20h15';
export const UNDO = 'M4.5 9.5h10a5 5 0 0 1 0 10H10M8.5 5.5l-4 4 4 4';
