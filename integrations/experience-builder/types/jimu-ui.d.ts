/** As much of Experience Builder's `jimu-ui` 1.21 as the settings page uses. */
declare module 'jimu-ui' {
  import type { ComponentType } from 'react';

  export const TextInput: ComponentType<{
    readonly 'aria-label': string;
    readonly defaultValue?: string;
    readonly placeholder?: string;
    readonly onAcceptValue: (value: string) => void;
  }>;
  export const Switch: ComponentType<{
    readonly 'aria-label': string;
    readonly checked: boolean;
    readonly onChange: (event: unknown, checked: boolean) => void;
  }>;
}

declare module 'jimu-ui/advanced/setting-components' {
  import type { ImmutableArray } from 'jimu-core';
  import type { ComponentType, ReactNode } from 'react';

  export const SettingSection: ComponentType<{ readonly title?: string; readonly children?: ReactNode }>;
  export const SettingRow: ComponentType<{
    readonly label?: string;
    readonly flow?: 'wrap' | 'no-wrap';
    readonly children?: ReactNode;
  }>;
  export const MapWidgetSelector: ComponentType<{
    readonly useMapWidgetIds: ImmutableArray<string> | undefined;
    readonly onSelect: (useMapWidgetIds: string[]) => void;
  }>;
}

declare module 'jimu-ui/advanced/data-source-selector' {
  import type { ImmutableArray, UseDataSource } from 'jimu-core';
  import type { ComponentType } from 'react';

  export const DataSourceSelector: ComponentType<{
    readonly widgetId: string;
    readonly types: ImmutableArray<string>;
    readonly useDataSources: ImmutableArray<UseDataSource> | undefined;
    readonly useDataSourcesEnabled: boolean | undefined;
    readonly onToggleUseDataEnabled: (enabled: boolean) => void;
    readonly onChange: (useDataSources: UseDataSource[]) => void;
  }>;
}
