/** As much of Experience Builder's `jimu-for-builder` 1.21 as the settings page uses. */
declare module 'jimu-for-builder' {
  import type { ImmutableArray, Intl, UseDataSource } from 'jimu-core';

  export interface SettingChange<Config> {
    readonly id: string;
    readonly config?: Config;
    readonly useMapWidgetIds?: string[];
    readonly useDataSources?: UseDataSource[];
    readonly useDataSourcesEnabled?: boolean;
  }
  export interface AllWidgetSettingProps<Config> {
    readonly id: string;
    readonly config: Config;
    readonly intl: Intl;
    readonly useMapWidgetIds?: ImmutableArray<string>;
    readonly useDataSources?: ImmutableArray<UseDataSource>;
    readonly useDataSourcesEnabled?: boolean;
    readonly onSettingChange: (change: SettingChange<Config>) => void;
  }
}
