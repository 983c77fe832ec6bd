import { getSyncController, type SyncController } from 'gdb-sync';
import 'gdb-sync/all.js';
import { JimuMapViewComponent, type JimuMapView } from 'jimu-arcgis';
import { React, DataSourceComponent, type AllWidgetProps } from 'jimu-core';
import type { IMConfig } from '../config';
import { opensWithoutNetwork } from './cold-start';
import { connectPage } from './connect-page';
import { element } from './elements';
import { globalIdOf, selectedRecord, type SelectedRecord } from './selection';
import { themeStyle } from './theme';
import words from './translations/default';

type Found = { readonly kind: 'controller'; readonly controller: SyncController } | { readonly kind: 'none' | 'wrong' };

/** One controller for each service and copy in the whole page, whichever widget asks. */
function findController({ serviceUrl, geodatabase }: IMConfig): Found {
  if (serviceUrl === '') return { kind: 'none' };
  try {
    const options = geodatabase === '' ? { serviceUrl } : { serviceUrl, geodatabase };
    return { kind: 'controller', controller: getSyncController(options) };
  } catch {
    return { kind: 'wrong' };
  }
}

export default function Widget(props: AllWidgetProps<IMConfig>): React.ReactElement {
  const { config, intl, id, useDataSources, useMapWidgetIds } = props;
  const say = (key: keyof typeof words): string => intl.formatMessage({ id: key, defaultMessage: words[key] });
  const [mapView, setMapView] = React.useState<object>();
  const [record, setRecord] = React.useState<SelectedRecord | null>(null);
  const found = React.useMemo(() => findController(config), [config.serviceUrl, config.geodatabase]);
  const controller = found.kind === 'controller' ? found.controller : null;

  React.useEffect(() => {
    if (controller === null) return;
    void connectPage(controller).then((connection) => {
      if (mapView) connection.watchView(mapView);
    });
  }, [controller, mapView]);

  const followView = (active: JimuMapView | null): void => {
    if (active === null) setMapView(undefined);
    else void active.whenJimuMapViewLoaded().then(({ view }) => setMapView(view));
  };
  const [mapId] = useMapWidgetIds ?? [];
  const [dataSource] = useDataSources ?? [];
  return (
    <div
      className="jimu-widget"
      style={{ ...themeStyle(getComputedStyle(document.documentElement)), overflow: 'auto' }}
    >
      {mapId && <JimuMapViewComponent useMapWidgetId={mapId} onActiveViewChange={followView} />}
      {controller === null ? (
        <p role="status">{say(found.kind === 'wrong' ? 'wrongService' : 'noService')}</p>
      ) : (
        <>
          {dataSource && (
            <DataSourceComponent useDataSource={dataSource} widgetId={id}>
              {(source, info) => (
                <FollowRecord
                  url={source.url ?? ''}
                  selectedIds={info.selectedIds ?? source.getSelectedRecordIds()}
                  serviceUrl={controller.serviceUrl}
                  onSelect={setRecord}
                />
              )}
            </DataSourceComponent>
          )}
          <Elements controller={controller} view={mapView} config={config} record={record} />
          {!opensWithoutNetwork(navigator) && <p className="gdb-keep-open">{say('keepOpen')}</p>}
        </>
      )}
    </div>
  );
}

interface FollowProps {
  readonly url: string;
  readonly selectedIds: readonly string[];
  readonly serviceUrl: string;
  readonly onSelect: (record: SelectedRecord | null) => void;
}

function FollowRecord({ url, selectedIds, serviceUrl, onSelect }: FollowProps): null {
  const record = selectedRecord({ url, selectedIds }, serviceUrl);
  React.useEffect(() => {
    onSelect(record);
  }, [record?.layerId, record?.objectId]);
  return null;
}

interface ElementsProps {
  readonly controller: SyncController;
  readonly view: object | undefined;
  readonly config: IMConfig;
  readonly record: SelectedRecord | null;
}

/** The four elements. The picker shows the selected record, and else what is selected on the map. */
function Elements({ controller, view, config, record }: ElementsProps): React.ReactElement {
  const [globalId, setGlobalId] = React.useState<string | null>(null);
  React.useEffect(() => {
    let isOver = false;
    setGlobalId(null);
    if (record !== null)
      void globalIdOf(controller, record)
        .catch(() => null)
        .then((found) => !isOver && setGlobalId(found));
    return () => {
      isOver = true;
    };
  }, [controller, record]);
  const { layers, highlightUnsent, autoSync } = config;
  const chosen = record !== null && globalId !== null ? { layerId: record.layerId, globalId } : {};
  return (
    <div style={{ display: 'grid', gap: '1rem' }}>
      {element('gdb-sync-button', { controller, view, layers, highlightUnsent, autoSync })}
      {element('gdb-sync-progress', { controller })}
      {element('gdb-attachment-picker', { controller, view, ...chosen })}
      {element('gdb-edit-errors', { controller, view })}
    </div>
  );
}
