import type { ErrorWords } from '../languages.js';

const INTERNAL: ErrorWords = ['The server could not carry it out.', 'Retry. If it stays, tell your admin the code.'];
const ROLLED_BACK: ErrorWords = [
  'The server took it back, because another change in the same sync was refused.',
  'Settle the others first, then retry.',
];

/**
 * The ArcGIS codes of refused edits: https://developers.arcgis.com/rest/services-reference/enterprise/feature-service-error-codes/
 * and those of older servers. From 9001 on they are our own: such edits never left the device.
 */
export const editErrorsEnglish: Readonly<Partial<Record<number, ErrorWords>>> = {
  1000: ['The server refused it.', 'Retry. If it stays, tell your admin.'],
  1001: ['A field that must be filled in is empty.', 'Open the feature, fill it in and sync again.'],
  1002: ['The measures (M values) of the shape are missing.', 'Ask your admin: the layer expects them.'],
  1003: ROLLED_BACK,
  1004: ['The layer does not allow shapes to be changed.', 'Discard the change, or ask your admin.'],
  1005: ['The layer does not accept true curves.', 'Draw the shape without curves, then retry.'],
  1006: ['A text contains HTML that the service does not allow.', 'Take the markup out of the text, then retry.'],
  1007: ['Only the person who made this feature may change it.', 'Discard the change, or ask the owner to make it.'],
  1008: [
    'The server could not add the file.',
    'Retry. If it stays, the file may be too large or of a kind it does not take.',
  ],
  1009: ['The server could not replace the file.', 'Retry, or add it as a new file.'],
  1010: ['The server could not delete the file.', 'Retry. It may be gone already.'],
  1011: ['The feature is no longer on the server: someone deleted it.', 'Discard the change, or add the feature anew.'],
  1012: ROLLED_BACK,
  1013: ['The feature is gone, or you may not see it.', 'Ask your admin, or discard the change.'],
  1014: ['The heights (Z values) of the shape are missing.', 'Ask your admin: the layer expects them.'],
  1015: ['The server could not take over the shape.', 'Draw the shape again, then retry.'],
  1016: ['The server could not take over one of the values.', 'Check the fields of the feature, then retry.'],
  1017: INTERNAL,
  1018: INTERNAL,
  1019: INTERNAL,
  1020: ['The layer lost its GlobalID.', 'Tell your admin.'],
  1021: ['The feature has an empty GlobalID.', 'Tell your admin.'],
  1022: ['A value that may occur only once exists already.', 'Change the value, then retry.'],
  1023: ['A field that can’t be edited was changed.', 'Discard the change, or ask your admin.'],
  2000: ['The server took back all changes of this layer.', 'Settle the other errors of the layer first, then retry.'],
  2001: ['The layer is no longer part of the service.', 'Tell your admin. Your change is kept on this device.'],
  9001: [
    'It belongs to a feature that was discarded, so it was not sent.',
    'Correct it so that it belongs to another feature, or discard it too.',
  ],
  9002: [
    'The layer was changed on the server and has no place for this any more.',
    'Tell your admin, or discard the change. It is kept on this device.',
  ],
  9003: ['This one change is larger than the server takes.', 'Ask your admin to allow larger requests, then retry.'],
  9004: [
    'The server takes the other changes, but none together with this one.',
    'Check the fields of the feature and retry, or tell your admin what the server said.',
  ],
  100: ['The heights (Z values) of the shape are missing.', 'Ask your admin: the layer expects them.'],
  // An extended code, which says more than the code beside it.
  [-2147207418]: ['A rule of the layer forbids these values.', 'Check the fields of the feature, then retry.'],
  [-2147217395]: ['The server could not take over one of the values.', 'Check the fields of the feature, then retry.'],
};
