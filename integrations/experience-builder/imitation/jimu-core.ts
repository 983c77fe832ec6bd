/** Imitates `jimu-core`: React 19, data sources with a selection, and values that are never changed. */
import * as React from 'react';
import { createRoot, type Root } from 'react-dom/client';

export { React, createRoot, type Root };
export const AllDataSourceTypes = { FeatureLayer: 'FEATURE_LAYER' };

export function Immutable<T>(value: T): T {
  return Object.freeze(value);
}

/** With the `set` of seamless-immutable, which the host uses. */
export function immutable<T extends object>(value: T): T {
  const set = (key: keyof T, next: unknown): T => immutable({ ...value, [key]: next });
  return Object.freeze(Object.defineProperty({ ...value }, 'set', { value: set }));
}

class ImitatedDataSource {
  readonly id: string;
  readonly url: string;
  #selected: readonly string[] = [];
  readonly #watching = new Set<() => void>();

  constructor(id: string, url: string) {
    this.id = id;
    this.url = url;
  }

  readonly getSelectedRecordIds = (): readonly string[] => this.#selected;
  getSelectedRecords(): readonly object[] {
    return this.#selected.map((id) => ({ getId: () => id, getData: () => ({}) }));
  }

  selectRecordsByIds(ids: readonly string[]): void {
    this.#selected = ids;
    for (const notify of this.#watching) notify();
  }

  readonly watch = (notify: () => void): (() => void) => {
    this.#watching.add(notify);
    return () => this.#watching.delete(notify);
  };
}

export const dataSources = new Map<string, ImitatedDataSource>();

export function addDataSource(id: string, url: string): void {
  dataSources.set(id, new ImitatedDataSource(id, url));
}

interface DataSourceProps {
  readonly useDataSource: { readonly dataSourceId: string };
  readonly children: (source: ImitatedDataSource, info: { readonly selectedIds: readonly string[] }) => React.ReactNode;
}

export function DataSourceComponent({ useDataSource, children }: DataSourceProps): React.ReactNode {
  const source = dataSources.get(useDataSource.dataSourceId);
  if (source === undefined) throw new Error(`no data source ${useDataSource.dataSourceId}`);
  const selectedIds = React.useSyncExternalStore(source.watch, source.getSelectedRecordIds);
  return children(source, { selectedIds });
}
