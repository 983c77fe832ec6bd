import { getSyncController, type FeatureEditError, type LocalFeature, type SyncController } from 'gdb-sync';
import 'gdb-sync/all.js';
import type {} from 'gdb-sync/jsx';
import { useEffect, useState } from 'react';
import { createRoot } from 'react-dom/client';

const serviceUrl =
  new URLSearchParams(location.search).get('service') ??
  'https://example.com/arcgis/rest/services/Hydrants/FeatureServer';

/** The features of a layer on this device, read anew when they change. */
function useFeatures(sync: SyncController, layerId: number): readonly LocalFeature[] {
  const [features, setFeatures] = useState<readonly LocalFeature[]>([]);
  useEffect(() => {
    const read = async (): Promise<void> => {
      await sync.ready;
      if (sync.state.geodatabase !== null) setFeatures((await sync.queryFeatures(layerId)).features);
    };
    const again = (): void => void read();
    again();
    sync.addEventListener('gdb-edits-change', again);
    sync.addEventListener('gdb-sync-status-change', again);
    return () => {
      sync.removeEventListener('gdb-edits-change', again);
      sync.removeEventListener('gdb-sync-status-change', again);
    };
  }, [sync, layerId]);
  return features;
}

function App({ sync }: { readonly sync: SyncController }) {
  const features = useFeatures(sync, 0);
  const [chosen, setChosen] = useState<string>();
  const [refused, setRefused] = useState<readonly FeatureEditError[]>([]);
  useEffect(() => {
    const note = (): void => setRefused(sync.syncErrors);
    sync.addEventListener('gdb-edit-error', note);
    return () => sync.removeEventListener('gdb-edit-error', note);
  }, [sync]);
  return (
    <main>
      <gdb-sync-button controller={sync} layers="0,1" />
      <gdb-sync-progress controller={sync} />
      <ul>
        {features.slice(0, 20).map(({ globalId, objectId, pending }) => (
          <li key={globalId}>
            <button onClick={() => setChosen(globalId)}>
              {objectId} {pending === 'none' ? '' : '(not sent)'}
            </button>
          </li>
        ))}
      </ul>
      <gdb-attachment-picker controller={sync} layerId={0} globalId={chosen} />
      {refused.length > 0 && <gdb-edit-errors controller={sync} />}
    </main>
  );
}

const root = document.querySelector('#root');
if (root) createRoot(root).render(<App sync={getSyncController({ serviceUrl })} />);
