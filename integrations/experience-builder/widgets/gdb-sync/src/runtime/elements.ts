/** The elements as React 19 draws them: what is a property of the element is set as one. */
import { React } from 'jimu-core';
import type { SyncController } from 'gdb-sync';

/** What all of them are given. */
export interface Shared {
  readonly controller: SyncController;
  readonly view: object | undefined;
}

/** `null` and `undefined` take a property away. */
export function element(
  tag: `gdb-${string}`,
  properties: Partial<Shared> & Readonly<Record<string, unknown>>,
): React.ReactElement {
  return React.createElement(tag, properties);
}
