import { React, AllDataSourceTypes, Immutable } from 'jimu-core';
import type { AllWidgetSettingProps } from 'jimu-for-builder';
import { Switch, TextInput } from 'jimu-ui';
import { DataSourceSelector } from 'jimu-ui/advanced/data-source-selector';
import { MapWidgetSelector, SettingRow, SettingSection } from 'jimu-ui/advanced/setting-components';
import type { Config, IMConfig } from '../config';
import words from './translations/default';

type Texts = 'serviceUrl' | 'layers' | 'geodatabase';
type Flags = 'highlightUnsent' | 'autoSync';

export default function Setting(props: AllWidgetSettingProps<IMConfig>): React.ReactElement {
  const { config, id, intl, onSettingChange, useDataSources, useDataSourcesEnabled, useMapWidgetIds } = props;
  const say = (key: keyof typeof words): string => intl.formatMessage({ id: key, defaultMessage: words[key] });
  const set = <K extends keyof Config>(key: K, value: Config[K]): void =>
    onSettingChange({ id, config: config.set(key, value) });

  const text = (key: Texts, placeholder = ''): React.ReactElement => (
    <SettingRow flow="wrap" label={say(key)}>
      <TextInput
        aria-label={say(key)}
        defaultValue={config[key]}
        placeholder={placeholder}
        onAcceptValue={(value) => set(key, value.trim())}
      />
    </SettingRow>
  );
  const flag = (key: Flags): React.ReactElement => (
    <SettingRow label={say(key)}>
      <Switch aria-label={say(key)} checked={config[key]} onChange={(_event, checked) => set(key, checked)} />
    </SettingRow>
  );
  return (
    <div className="widget-setting-gdb-sync">
      <SettingSection title={say('service')}>
        {text('serviceUrl', 'https://…/FeatureServer')}
        {text('layers', say('layersHint'))}
        {text('geodatabase')}
      </SettingSection>
      <SettingSection title={say('map')}>
        <MapWidgetSelector
          useMapWidgetIds={useMapWidgetIds}
          onSelect={(chosen) => onSettingChange({ id, useMapWidgetIds: chosen })}
        />
        {flag('highlightUnsent')}
      </SettingSection>
      <SettingSection title={say('records')}>
        <DataSourceSelector
          widgetId={id}
          types={Immutable([AllDataSourceTypes.FeatureLayer])}
          useDataSources={useDataSources}
          useDataSourcesEnabled={useDataSourcesEnabled}
          onToggleUseDataEnabled={(enabled) => onSettingChange({ id, useDataSourcesEnabled: enabled })}
          onChange={(chosen) => onSettingChange({ id, useDataSources: chosen })}
        />
      </SettingSection>
      <SettingSection title={say('behaviour')}>{flag('autoSync')}</SettingSection>
    </div>
  );
}
