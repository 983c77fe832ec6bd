import type { CSSResult } from 'lit';
import { looks } from './button-looks.styles.js';
import { button } from './button.styles.js';

/** Small buttons of every look. */
export const controls: CSSResult[] = [button, looks];
