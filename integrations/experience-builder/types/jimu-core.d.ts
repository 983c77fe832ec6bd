/** As much of Experience Builder's `jimu-core` 1.21 as the widget uses, written from its public documentation; the real types take its place there. */
declare module 'jimu-core' {
  export * as React from 'react';
  import type { ComponentType, ReactElement, ReactNode } from 'react';

  /** A value that is never changed; `set` and `asMutable` answer new ones. */
  export type ImmutableObject<T> = { readonly [K in keyof T]: T[K] } & {
    set<K extends keyof T>(key: K, value: T[K]): ImmutableObject<T>;
    asMutable(options?: { readonly deep?: boolean }): T;
  };
  export type ImmutableArray<T> = readonly T[] & { asMutable?(options?: { readonly deep?: boolean }): T[] };
  export function Immutable<T>(value: readonly T[]): ImmutableArray<T>;

  export interface UseDataSource {
    readonly dataSourceId: string;
    readonly mainDataSourceId: string;
  }
  export interface DataRecord {
    getId(): string;
    getData(): Readonly<Record<string, unknown>>;
  }
  export interface DataSource {
    readonly id: string;
    /** Of a feature layer: the layer's address. */
    readonly url?: string;
    getSelectedRecords(): readonly DataRecord[];
    getSelectedRecordIds(): readonly string[];
    getIdField?(): string;
  }
  export interface IMDataSourceInfo {
    readonly selectedIds?: readonly string[];
  }
  export interface DataSourceComponentProps {
    readonly useDataSource: ImmutableObject<UseDataSource> | UseDataSource;
    readonly widgetId: string;
    /** Draws anew whenever the data source's info changes, its selection included. */
    readonly children?: (dataSource: DataSource, info: IMDataSourceInfo) => ReactNode;
  }
  export const DataSourceComponent: ComponentType<DataSourceComponentProps>;
  export const AllDataSourceTypes: { readonly FeatureLayer: string };

  export interface Intl {
    formatMessage(message: { readonly id: string; readonly defaultMessage: string }): string;
  }
  export interface AllWidgetProps<Config> {
    readonly id: string;
    readonly config: Config;
    readonly intl: Intl;
    readonly useMapWidgetIds?: ImmutableArray<string>;
    readonly useDataSources?: ImmutableArray<UseDataSource>;
    readonly context: { readonly folderUrl: string };
  }
  export type Element = ReactElement;
}
