import type { GeometryType } from '../geometry/esri.js';

const outline = { type: 'esriSLS', style: 'esriSLSSolid', color: [40, 40, 40, 255], width: 1 };
const symbols: Record<GeometryType, Record<string, unknown>> = {
  esriGeometryPoint: { type: 'esriSMS', style: 'esriSMSCircle', color: [0, 108, 175, 255], size: 7, outline },
  esriGeometryMultipoint: { type: 'esriSMS', style: 'esriSMSCircle', color: [0, 108, 175, 255], size: 7, outline },
  esriGeometryPolyline: { type: 'esriSLS', style: 'esriSLSSolid', color: [0, 108, 175, 255], width: 2 },
  esriGeometryPolygon: { type: 'esriSFS', style: 'esriSFSSolid', color: [0, 108, 175, 60], outline },
};

/** @returns how a map draws such a layer; nothing for a table */
export function drawingInfo(type: GeometryType | undefined): { drawingInfo?: Record<string, unknown> } {
  if (type === undefined) return {};
  return {
    drawingInfo: {
      renderer: { type: 'simple', symbol: symbols[type], label: '', description: '' },
      transparency: 0,
      labelingInfo: null,
    },
  };
}
