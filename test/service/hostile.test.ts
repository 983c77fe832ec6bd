import { expect } from '@open-wc/testing';
import fc from 'fast-check';
import { isGdbError } from '../../src/shared/errors.js';
import { call, NOTES, OAK, serve, SERVICE, TREES } from './play-server.js';

/** Words that the readers look for, so that random JSON gets past the first check. */
const KEYS = [
  'error',
  'code',
  'message',
  'details',
  'status',
  'layers',
  'tables',
  'edits',
  'editsResults',
  'editResults',
  'id',
  'features',
  'adds',
  'updates',
  'deleteIds',
  'deletes',
  'attributes',
  'geometry',
  'GlobalID',
  'globalId',
  'OBJECTID',
  'attachments',
  'parentGlobalId',
  'data',
  'url',
  'URL',
  'resultUrl',
  'statusUrl',
  'replicaServerGen',
  'layerServerGens',
  'serverGen',
  'responseType',
  'addResults',
  'success',
  'objectId',
  'fields',
  'name',
  'type',
  'capabilities',
  'indexes',
  'domain',
  'attachmentGroups',
  'attachmentInfos',
  'item',
  'itemID',
  'parts',
  'replicas',
  'exceededTransferLimit',
  'maxUploadFileSize',
  '__proto__',
  'constructor',
];
const VALUES = [
  OAK,
  'https://x.example/a',
  'javascript:1',
  'esriReplicaResponseTypeData',
  'esriReplicaResponseTypeReplacementData',
  'Completed',
  'AAEC',
  '[{"id":0,"serverGen":1}]',
  'GlobalID',
  '0',
];

const { value: anyJson } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 6, depthSize: 'medium' },
    fc.constantFrom(...VALUES),
    fc.oneof(fc.string(), fc.integer(), fc.double(), fc.boolean(), fc.constant(null)),
    fc.array(tie('value'), { maxLength: 4 }),
    fc
      .array(
        fc.tuple(
          fc.oneof({ weight: 9, arbitrary: fc.constantFrom(...KEYS) }, { weight: 1, arbitrary: fc.string() }),
          tie('value'),
        ),
        { maxLength: 8 },
      )
      .map((entries) => Object.fromEntries(entries)),
  ),
}));

type Service = ReturnType<typeof serve>['service'];
const parameters = {
  layers: [],
  extent: null,
  outSpatialReference: null,
  attachments: 'none',
  syncModel: 'perLayer',
  syncDirection: 'bidirectional',
} as const;

const OPERATIONS: Readonly<Record<string, (service: Service) => Promise<unknown>>> = {
  describe: (service) => service.describe(null, call),
  createReplica: (service) =>
    service.createReplica({ replicaName: 'x', parameters, layers: [TREES, NOTES], async: false }, call),
  readResult: (service) =>
    service.readResult(`${SERVICE}/a`, { ...call, layers: [TREES, NOTES], onProgress: () => undefined }),
  jobStatus: (service) => service.jobStatus(`${SERVICE}/a`, call),
  listReplicas: (service) => service.listReplicas(call),
  replicaMark: (service) => service.replicaMark('r1', call),
  unregisterReplica: (service) => service.unregisterReplica('r1', call),
  queryByGlobalIds: (service) => service.queryByGlobalIds(TREES, [OAK], { ...call, outSpatialReference: null }),
  queryAttachments: (service) => service.queryAttachments(TREES, [OAK], call),
  uploadLimits: (service) => service.uploadLimits(call),
  upload: (service) => service.upload({ name: 'a', bytes: new Blob() }, call),
  uploadPart: (service) => service.uploadPart('i1', { partNo: 1, bytes: new Blob() }, call),
  listParts: (service) => service.listParts('i1', call),
  item: (service) => service.item('i1', call),
  whoAmI: (service) => service.whoAmI(call),
};

describe('a hostile service', () => {
  for (const [name, operation] of Object.entries(OPERATIONS)) {
    it(`makes ${name} answer or reject with a GdbError, whatever JSON it sends`, async () => {
      await fc.assert(
        fc.asyncProperty(anyJson, async (body) => {
          const { service } = serve(() => new Response(JSON.stringify(body)));
          try {
            await operation(service);
          } catch (error) {
            expect(isGdbError(error), String(error)).to.equal(true);
            if (isGdbError(error)) expect(error.code).not.to.equal('internal');
          }
        }),
        { numRuns: 200 },
      );
    });

    it(`makes ${name} reject with a GdbError, whatever text it sends`, async () => {
      await fc.assert(
        fc.asyncProperty(fc.string(), async (text) => {
          const { service } = serve(() => new Response(`<${text}`));
          const ended = await operation(service).then(
            () => 'resolved',
            (error: unknown) => (isGdbError(error) ? error.code : error),
          );
          expect(ended).to.equal('not-json');
        }),
        { numRuns: 30 },
      );
    });
  }

  it('cannot exhaust the reader by nesting', async () => {
    const { service } = serve(() => new Response('['.repeat(100_000)));
    await service.listReplicas(call).then(
      () => expect.fail('resolved'),
      (error: unknown) => expect(isGdbError(error)).to.equal(true),
    );
  });
});
