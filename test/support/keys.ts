/** Keys that one press cannot say. */
import { sendKeys } from '@web/test-runner-commands';

/** Presses a key while another is held. False, with the reason printed, where the driver of a browser can hold none: then the test is to be skipped. */
export async function pressHolding(held: 'Control' | 'Shift', key: string): Promise<boolean> {
  try {
    await sendKeys({ down: held });
  } catch (error) {
    if (!String(error).includes('are supported by webdriver')) throw error;
    console.log(`not run: the driver of this browser cannot hold ${held}`);
    return false;
  }
  await sendKeys({ press: key });
  await sendKeys({ up: held });
  return true;
}

/** A search field of this browser keeps Escape for itself, also when it is empty. */
export const searchKeepsEscape: boolean =
  navigator.userAgent.includes('AppleWebKit') && !navigator.userAgent.includes('Chrome');
