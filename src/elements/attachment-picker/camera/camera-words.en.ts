/** What the camera in the page says. */
export const cameraEnglish = {
  cameraTitle: 'Camera',
  cameraOpening: 'Opening the camera',
  cameraShoot: 'Take a photo',
  cameraDone: 'Done',
  cameraTurn: 'Other camera',
  cameraLamp: 'Lamp',
  cameraCount: { one: '{count} photo taken', other: '{count} photos taken' },
  cameraPlace: 'Position known, within {metres} m',
  cameraNoPlace: 'No position yet',
  cameraRefused: 'The camera is blocked for this page: allow it in the browser’s settings.',
  cameraFrame: 'The frame around this page keeps the camera from it: it needs allow="camera".',
  cameraMissing: 'No camera was found on this device.',
  cameraBusy: 'The camera can’t be used now: another app may have it.',
  cameraInstead: 'Add photos as files with the button beside.',
};

export type CameraKey = keyof typeof cameraEnglish;
