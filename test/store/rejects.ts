/** What a promise rejected with. */
import { expect } from '@open-wc/testing';
import type { GdbError, GdbErrorCode } from '../../src/shared/errors.js';

export async function rejects(promise: Promise<unknown>, code: GdbErrorCode): Promise<GdbError> {
  let caught: unknown;
  try {
    await promise;
  } catch (error) {
    caught = error;
  }
  expect(caught, `a rejection with ${code}`).to.include({ name: 'GdbError', code });
  return caught as GdbError;
}
