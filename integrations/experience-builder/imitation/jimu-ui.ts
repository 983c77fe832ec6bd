/** Imitates what the settings page uses of `jimu-ui`. */
import { React } from 'jimu-core';

type Children = { readonly children?: React.ReactNode };
const { createElement } = React;

export function TextInput(props: {
  readonly 'aria-label': string;
  readonly defaultValue?: string;
  readonly onAcceptValue: (value: string) => void;
}): React.ReactNode {
  const { onAcceptValue, ...rest } = props;
  return createElement('input', {
    ...rest,
    onBlur: (event: { target: HTMLInputElement }) => onAcceptValue(event.target.value),
  });
}

export function Switch(props: {
  readonly 'aria-label': string;
  readonly checked: boolean;
  readonly onChange: (event: unknown, checked: boolean) => void;
}): React.ReactNode {
  const { onChange, ...rest } = props;
  const change = (event: { target: HTMLInputElement }): void => onChange(event, event.target.checked);
  return createElement('input', { ...rest, type: 'checkbox', onChange: change });
}

export function SettingSection({ title, children }: Children & { readonly title?: string }): React.ReactNode {
  return createElement('section', {}, createElement('h2', {}, title), children);
}

export function SettingRow({ children }: Children): React.ReactNode {
  return createElement('div', {}, children);
}

export function MapWidgetSelector({ onSelect }: { readonly onSelect: (ids: string[]) => void }): React.ReactNode {
  return createElement('button', { onClick: () => onSelect(['map_1']) }, 'Select the map');
}

export function DataSourceSelector(props: {
  readonly onToggleUseDataEnabled: (enabled: boolean) => void;
  readonly onChange: (sources: { dataSourceId: string; mainDataSourceId: string }[]) => void;
}): React.ReactNode {
  const choose = (): void => {
    props.onToggleUseDataEnabled(true);
    props.onChange([{ dataSourceId: 'ds_1', mainDataSourceId: 'ds_1' }]);
  };
  return createElement('button', { onClick: choose }, 'Select the data');
}
