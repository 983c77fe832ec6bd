import { expect } from '@open-wc/testing';
import { whyPhotosWait } from '../../src/controller/photo-policy.js';

describe('photos', () => {
  it('go with their features, unless told otherwise', () => {
    expect(whyPhotosWait('always', { type: 'cellular', saveData: true })).to.equal(null);
  });

  it('wait for Wi-Fi or cable', () => {
    expect(whyPhotosWait('wifi', { type: 'wifi' })).to.equal(null);
    expect(whyPhotosWait('wifi', { type: 'ethernet' })).to.equal(null);
    expect(whyPhotosWait('wifi', { type: 'cellular' })).to.equal('mobile');
  });

  it('wait, and say why, where the browser cannot tell Wi-Fi from mobile data', () => {
    expect(whyPhotosWait('wifi', {})).to.equal('unknown');
    expect(whyPhotosWait('wifi', { type: 'unknown' })).to.equal('unknown');
  });

  it('wait where data are to be saved, and until a person says so', () => {
    expect(whyPhotosWait('wifi', { type: 'wifi', saveData: true })).to.equal('data-saver');
    expect(whyPhotosWait('manual', { type: 'wifi' })).to.equal('manual');
  });
});
