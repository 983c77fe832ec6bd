import { expect } from '@open-wc/testing';

const ELSEWHERE = (window as unknown as { readonly __elsewhere: string }).__elsewhere;

interface Said {
  readonly camera: string;
  readonly summary: string;
}

/** What a picker says that is shown in a frame of another origin. */
async function framed(allow: string): Promise<Said> {
  const frame = document.createElement('iframe');
  frame.allow = allow;
  frame.src = `${ELSEWHERE}/test/support/framed-picker.html`;
  const heard = new Promise<Said>((resolve) => {
    addEventListener('message', ({ data, source }) => {
      if (source === frame.contentWindow) resolve(data as Said);
    });
  });
  document.body.append(frame);
  try {
    return await heard;
  } finally {
    frame.remove();
  }
}

describe('a picker in a frame of another origin', () => {
  it('says that the frame keeps camera and position from it, and what the frame needs', async function () {
    this.timeout(30_000);
    const { camera, summary } = await framed('');
    expect(camera).to.contain('it needs allow="camera"');
    expect(camera).to.contain('Add photos as files with the button beside.');
    expect(summary).to.contain('it needs allow="geolocation"');
  });

  it('does not blame a frame that passes them on', async function () {
    this.timeout(30_000);
    if (!('featurePolicy' in document)) {
      console.log('not run: this browser does not tell a page what its frame passes on');
      this.skip();
    }
    const { camera, summary } = await framed('camera; geolocation');
    expect(camera).not.to.equal('');
    expect(camera).not.to.contain('allow="camera"');
    expect(summary).not.to.contain('allow="geolocation"');
  });
});
