/** Replies of a service that lies: every operation answers, or rejects with an error of ours. */
import { call, NOTES, OAK, serve, SERVICE, TREES } from '../../service/play-server.js';
import { mutateBytes, mutateJson, pickOf, runFuzz, type FuzzOptions, type FuzzReport } from './run-fuzz.js';

type Service = ReturnType<typeof serve>['service'];

const guid = `{${OAK.toUpperCase()}}`;
const parameters = {
  layers: [],
  extent: null,
  outSpatialReference: null,
  attachments: 'none',
  syncModel: 'perLayer',
  syncDirection: 'bidirectional',
} as const;
const ROW = { attributes: { OBJECTID: 1, GlobalID: guid, species: 'Oak', edited: 1e12 }, geometry: { x: 1, y: 2 } };
const LAYER = {
  id: 0,
  name: 'Trees',
  type: 'Feature Layer',
  geometryType: 'esriGeometryPoint',
  objectIdField: 'OBJECTID',
  globalIdField: 'GlobalID',
  hasAttachments: true,
  capabilities: 'Create,Delete,Query,Update,Editing,Sync',
  fields: [
    { name: 'OBJECTID', type: 'esriFieldTypeOID', alias: 'OBJECTID', nullable: false, editable: false },
    { name: 'GlobalID', type: 'esriFieldTypeGlobalID', alias: 'GlobalID', nullable: false, editable: false },
    {
      name: 'species',
      type: 'esriFieldTypeString',
      length: 50,
      domain: { type: 'codedValue', codedValues: [{ name: 'Oak', code: 'o' }] },
    },
  ],
  indexes: [{ name: 'g', fields: 'GlobalID', isUnique: true }],
  relationships: [{ id: 0, name: 'r', relatedTableId: 1, role: 'esriRelRoleOrigin', keyField: 'GlobalID' }],
};
const ROOT = {
  capabilities: 'Create,Delete,Query,Sync,Update,Uploads',
  syncEnabled: true,
  syncCapabilities: { supportsAsync: true, supportsPerLayerSync: true, supportsSyncDirectionControl: true },
  layers: [{ id: 0, name: 'Trees' }],
  tables: [{ id: 1, name: 'Notes' }],
  spatialReference: { wkid: 4326 },
};
const REPLY = {
  replicaID: 'r1',
  replicaName: 'n',
  layerServerGens: [{ id: 0, serverGen: 5 }],
  responseType: 'esriReplicaResponseTypeEditsAndData',
  edits: [
    {
      id: 0,
      features: { adds: [ROW], updates: [ROW], deleteIds: [guid] },
      attachments: {
        adds: [{ attachmentId: 1, globalId: guid, parentGlobalId: guid, url: `${SERVICE}/0/1/attachments/1`, size: 5 }],
      },
      addResults: [{ objectId: 1, globalId: guid, success: true }],
      updateResults: [{ globalId: guid, success: false, error: { code: 1011, description: 'gone' } }],
    },
  ],
};

const OPERATIONS: readonly (readonly [body: unknown, ask: (service: Service) => Promise<unknown>])[] = [
  [{ ...ROOT, ...LAYER }, (service) => service.describe(null, call)],
  [LAYER, (service) => service.describe([0, 1], call)],
  [ROOT, (service) => service.inspect(call)],
  [
    { ...REPLY, layers: [{ id: 0, features: [ROW] }], statusUrl: `${SERVICE}/jobs/1` },
    (service) => service.createReplica({ replicaName: 'x', parameters, layers: [TREES, NOTES], async: false }, call),
  ],
  [
    REPLY,
    (service) => service.readResult(`${SERVICE}/a`, { ...call, layers: [TREES, NOTES], onProgress: () => undefined }),
  ],
  [
    { status: 'Completed', resultUrl: `${SERVICE}/out.json`, lastUpdatedTime: 1 },
    (service) => service.jobStatus(`${SERVICE}/a`, call),
  ],
  [[{ replicaID: 'r1', replicaName: 'n', replicaOwner: 'o' }], (service) => service.listReplicas(call)],
  [
    { replicaID: 'r1', layerServerGens: [{ id: 0, serverGen: 1 }], lastSyncDate: 5 },
    (service) => service.replicaMark('r1', call),
  ],
  [{ replicaID: 'r1', creationDate: 1 }, (service) => service.replicaInfo('r1', call)],
  [{ success: true }, (service) => service.unregisterReplica('r1', call)],
  [
    { features: [ROW], exceededTransferLimit: false },
    (service) => service.queryByGlobalIds(TREES, [OAK], { ...call, outSpatialReference: null }),
  ],
  [
    {
      attachmentGroups: [
        { parentGlobalId: guid, attachmentInfos: [{ id: 1, globalId: guid, name: 'a.jpg', size: 5, url: 'x' }] },
      ],
    },
    (service) => service.queryAttachments(TREES, [OAK], call),
  ],
  [{ maxUploadFileSize: 10, maxUploadFileSizeUnits: 'MB' }, (service) => service.uploadLimits(call)],
  [
    { success: true, item: { itemID: 'i1', committed: true } },
    (service) => service.upload({ name: 'a', bytes: new Blob() }, call),
  ],
  [{ success: true, parts: ['1', '2'] }, (service) => service.listParts('i1', call)],
  [{ itemID: 'i1', committed: false }, (service) => service.item('i1', call)],
  [{ username: 'me', owningSystemUrl: 'https://portal.example' }, (service) => service.whoAmI(call)],
];

export function fuzzService(options: FuzzOptions): Promise<FuzzReport> {
  const bodies = OPERATIONS.map(([body]) => new TextEncoder().encode(JSON.stringify(body)));
  return runFuzz(options, async (random, n) => {
    const at = n % OPERATIONS.length;
    const [body, ask] = OPERATIONS[at] as (typeof OPERATIONS)[number];
    const sent =
      random(4) === 0
        ? mutateBytes(bodies[at] ?? new Uint8Array(), random)
        : JSON.stringify(mutateJson(random(5) === 0 ? pickOf(random, OPERATIONS)[0] : body, random, 3 + random(20)));
    const status = random(20) === 0 ? pickOf(random, [401, 403, 404, 413, 429, 500, 503]) : 200;
    const { service } = serve(() => new Response(sent, { status }));
    await ask(service);
    return 'read';
  });
}
