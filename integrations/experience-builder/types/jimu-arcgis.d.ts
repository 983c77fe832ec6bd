/** As much of Experience Builder's `jimu-arcgis` 1.21 as the widget uses. */
declare module 'jimu-arcgis' {
  import type { ComponentType } from 'react';

  export interface JimuMapView {
    readonly id: string;
    /** The MapView or SceneView of the host's own ArcGIS Maps SDK. */
    readonly view: object;
    whenJimuMapViewLoaded(): Promise<JimuMapView>;
  }
  export const JimuMapViewComponent: ComponentType<{
    readonly useMapWidgetId: string;
    readonly onActiveViewChange: (view: JimuMapView | null) => void;
  }>;
  /** The host's own modules of the SDK, in the order asked for. */
  export function loadArcGISJSAPIModules(modules: readonly string[]): Promise<unknown[]>;
}
