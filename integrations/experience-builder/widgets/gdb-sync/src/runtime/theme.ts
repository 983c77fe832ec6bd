/** The experience's theme, for the elements: they read `--gdb-*`, Experience Builder 1.16 and later writes `--sys-*`. */
import type { React } from 'jimu-core';

const TOKENS: Readonly<Record<string, string>> = {
  '--gdb-color-brand': '--sys-color-primary-main',
  '--gdb-color-on-brand': '--sys-color-primary-text',
  '--gdb-color-surface': '--sys-color-surface-paper',
  '--gdb-color-surface-raised': '--sys-color-surface-background',
  '--gdb-color-text': '--sys-color-surface-paper-text',
  '--gdb-color-text-muted': '--sys-color-surface-paper-hint',
  '--gdb-color-border': '--sys-color-divider-secondary',
  '--gdb-color-border-input': '--sys-color-divider-input',
  '--gdb-color-danger': '--sys-color-error-main',
  '--gdb-color-warning': '--sys-color-warning-main',
  '--gdb-color-success': '--sys-color-success-main',
  '--gdb-color-focus': '--sys-color-action-focus',
  '--gdb-corner-radius': '--sys-shape-2',
  '--gdb-font-family': '--sys-typography-body1-font-family',
};

/**
 * For the `style` of an element around them. `theme` is the style that holds the theme: a token that it does not define is left out, so that the
 * elements' own light or dark value counts.
 */
export function themeStyle(theme: Pick<CSSStyleDeclaration, 'getPropertyValue'>): React.CSSProperties {
  const defined = Object.entries(TOKENS).filter(([, token]) => theme.getPropertyValue(token).trim() !== '');
  return Object.fromEntries(defined.map(([own, token]) => [own, `var(${token})`]));
}
