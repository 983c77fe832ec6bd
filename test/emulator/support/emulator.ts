import { after, before } from 'node:test';
import { startEmulator, type RunningEmulator, type StartOptions } from '../../../emulator/node/serve.js';
import { Service } from './service.js';

/** One emulator for a test file; each test makes a service of its own in it. */
export interface EmulatorUnderTest {
  readonly running: () => RunningEmulator;
  /** @returns the service that it starts with */
  readonly main: () => Service;
  /** @returns a new service with a few of the demo features, or what is asked for */
  readonly fresh: (wanted?: object) => Promise<Service>;
}

export function useEmulator(options: StartOptions = {}): EmulatorUnderTest {
  let emulator: RunningEmulator | undefined;
  before(async () => {
    emulator = await startEmulator({ sample: 5, ...options });
  });
  after(async () => {
    await emulator?.close();
  });
  const running = (): RunningEmulator => {
    if (emulator === undefined) throw new Error('The emulator has not started');
    return emulator;
  };
  return {
    running,
    main: () => {
      const { url, featureServerUrl } = running();
      return new Service({ url: featureServerUrl, site: `${url}/arcgis`, control: `${url}/control/services/arcgis` });
    },
    fresh: async (wanted = {}) => {
      const response = await fetch(`${running().url}/control/services`, {
        method: 'POST',
        body: JSON.stringify({ sample: 30, ...wanted }),
      });
      const about = (await response.json()) as { url: string; site: string; control: string };
      if (!response.ok) throw new Error(JSON.stringify(about));
      return new Service(about);
    },
  };
}
