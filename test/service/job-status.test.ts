import { expect } from '@open-wc/testing';
import { call, failure, json, rejection, serve, SERVICE } from './play-server.js';

const STATUS = `${SERVICE}/jobs/j1`;
const RESULT = 'https://gis.example.com/arcgis/rest/directories/arcgisoutput/a.json';
const status = (body: unknown) => serve(() => json(body)).service.jobStatus(STATUS, call);

describe('the status of a job', () => {
  it('is asked with f=json, beside what the URL asks already', async () => {
    const { service, seen } = serve(() => json({ status: 'Pending' }));
    await service.jobStatus(`${SERVICE}/createReplica/j1?statusId=j1`, call);
    expect(seen[0]?.url.href).to.equal(`${SERVICE}/createReplica/j1?statusId=j1&f=json`);
  });

  for (const running of [
    'Pending',
    'InProgress',
    'ImportChanges',
    'ExportingData',
    'ProvisioningReplica',
    'esriJobExecuting',
    'Something New',
  ]) {
    it(`"${running}" is running`, async () => {
      expect(await status({ status: running })).to.deep.equal({ kind: 'running', status: running });
    });
  }

  for (const [spelled, withErrors] of [
    ['Completed', false],
    ['COMPLETED', false],
    ['esriJobSucceeded', false],
    ['CompletedWithErrors', true],
    ['Completed With Errors', true],
  ] as const) {
    it(`"${spelled}" is done`, async () => {
      expect(await status({ status: spelled, resultUrl: RESULT, transportType: 'esriTransportTypeURL' })).to.deep.equal(
        { kind: 'done', status: spelled, resultUrl: RESULT, withErrors },
      );
    });
  }

  it('done without a result has no URL', async () => {
    expect(await status({ status: 'Completed', responseType: 'esriReplicaResponseTypeNoEdits' })).to.include({
      kind: 'done',
      resultUrl: null,
    });
  });

  it('failed keeps its error', async () => {
    const failed = await status({
      status: 'Failed',
      error: { code: 400, message: 'Unable to synchronize.', details: ['Rolled back.'] },
    });
    expect(failed).to.deep.equal({
      kind: 'failed',
      error: { code: 400, description: 'Unable to synchronize. Rolled back.' },
    });
  });

  it('failed without an error is failed all the same', async () => {
    expect(await status({ status: 'FAILED' })).to.deep.equal({ kind: 'failed', error: null });
  });

  it('completed with an error and without a result is failed', async () => {
    expect(await status({ status: 'Completed', error: { code: 500, message: 'no' } })).to.deep.include({
      kind: 'failed',
    });
  });

  it('without any status is a bad reply, and with an envelope alone an error', async () => {
    expect((await rejection(status({ jobId: 'j1' }))).code).to.equal('bad-reply');
    expect(
      (await rejection(serve(() => failure(404, 'Job not found')).service.jobStatus(STATUS, call))).details.serviceCode,
    ).to.equal(404);
    expect((await rejection(status({ status: 'error', code: 499, messages: ['Token required'] }))).code).to.equal(
      'token-required',
    );
  });

  it('with a result that is no web address is a bad reply', async () => {
    expect((await rejection(status({ status: 'Completed', resultUrl: 'javascript:1' }))).code).to.equal('bad-reply');
  });

  it('is never asked of an address that is no web address', async () => {
    const { service, seen } = serve(() => json({}));
    expect((await rejection(service.jobStatus('javascript:1', call))).code).to.equal('bad-reply');
    expect(seen).to.have.length(0);
  });
});
