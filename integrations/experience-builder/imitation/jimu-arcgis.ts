/** Imitates `jimu-arcgis`: `config` and `request` are the real ones of the ArcGIS Maps SDK; the view and the IdentityManager are imitated. */
import config from '@arcgis/core/config.js';
import request from '@arcgis/core/request.js';
import { React } from 'jimu-core';
import type { JimuMapView } from 'jimu-arcgis';

const modules: Readonly<Record<string, unknown>> = {
  'esri/config': config,
  'esri/request': request,
  'esri/identity/IdentityManager': {
    findCredential: () => null,
    getCredential: () => Promise.reject(new Error('nobody is signed in')),
  },
};

export function loadArcGISJSAPIModules(names: readonly string[]): Promise<unknown[]> {
  return Promise.resolve(names.map((name) => modules[name]));
}

class ImitatedView {
  readonly went: unknown[] = [];
  readonly drawn: object[] = [];
  readonly spatialReference = { wkid: 4326 };
  readonly scale = 1_000_000;
  readonly map = { allLayers: { toArray: () => [] } };
  readonly graphics = {
    add: (graphic: object) => this.drawn.push(graphic),
    remove: (graphic: object) => this.drawn.splice(this.drawn.indexOf(graphic), 1),
    toArray: () => this.drawn,
  };
  get extent(): object {
    return { xmin: -10, ymin: 35, xmax: 30, ymax: 60, center: {}, clone: () => this.extent };
  }
  when(): Promise<this> {
    return Promise.resolve(this);
  }
  on(): { remove(): void } {
    return { remove: () => undefined };
  }
  goTo(target: unknown): Promise<void> {
    this.went.push(target);
    return Promise.resolve();
  }
}

/** The one map of the experience. */
export const view = new ImitatedView();

interface MapViewProps {
  readonly useMapWidgetId: string;
  readonly onActiveViewChange: (view: JimuMapView | null) => void;
}

export function JimuMapViewComponent({ useMapWidgetId, onActiveViewChange }: MapViewProps): null {
  React.useEffect(() => {
    const active: JimuMapView = { id: useMapWidgetId, view, whenJimuMapViewLoaded: () => Promise.resolve(active) };
    onActiveViewChange(active);
  }, [useMapWidgetId]);
  return null;
}
