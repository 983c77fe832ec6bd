/** The replies of a feature service, as far as the tests read them. */

export interface ErrorJson {
  code: number;
  message: string;
  details: string[];
}
export interface Failure {
  error: ErrorJson;
}
export interface FeatureJson {
  attributes: Record<string, string | number | null>;
  geometry?: { x: number; y: number; rings?: number[][][] } | null;
}
export interface ResultJson {
  objectId: number;
  globalId: string;
  success: boolean;
  error?: { code: number; description: string };
}
export interface ResultLists {
  addResults: ResultJson[];
  updateResults: ResultJson[];
  deleteResults: ResultJson[];
}
export interface LayerResults extends ResultLists {
  id: number;
  attachments: ResultLists;
}
export interface AttachmentJson {
  attachmentId: number;
  globalId: string;
  parentGlobalId: string;
  contentType: string;
  name: string;
  size: number;
  url?: string;
  data?: string;
}
export interface Delta<T> {
  adds: T[];
  updates: T[];
  deleteIds: string[];
}
export interface LayerEditsJson extends Partial<ResultLists> {
  id: number;
  features: Delta<FeatureJson>;
  attachments?: Delta<AttachmentJson>;
}
export interface LayerDataJson {
  id: number;
  features: FeatureJson[];
  attachments?: AttachmentJson[];
}
export interface LayerGen {
  id: number;
  serverGen: number;
}
export interface ReplicaJson {
  replicaName: string;
  replicaID: string;
  replicaServerGen: number;
  layerServerGens: LayerGen[];
  transportType: string;
  responseType: string;
  syncModel: string;
  targetType: string;
  layers: LayerDataJson[];
}
export interface SyncJson extends ReplicaJson {
  edits: LayerEditsJson[];
  editResults?: LayerResults[];
  editsResults?: LayerResults[];
}
export interface QueryJson {
  features: FeatureJson[];
  exceededTransferLimit?: boolean;
  spatialReference: { wkid: number; latestWkid: number };
  fields: { name: string }[];
}
export interface ItemJson {
  success: boolean;
  item: { itemID: string; itemName: string; committed: boolean };
}
export interface JobJson {
  status: string;
  resultUrl: string;
  replicaID: string;
  responseType: string;
  error?: ErrorJson;
}
export interface LogJson {
  operation: string;
  method: string;
  outcome: string;
  status: number | null;
  performed: number;
  error?: number;
  params: Record<string, string>;
  requestBytes: number;
  responseBytes: number | null;
  edits?: { id: number; adds: number; updates: number; deletes: number; attachments: { adds: number } }[];
}
export interface FaultJson {
  id: number;
  seen: number;
  fired: number;
  holding: number;
}
