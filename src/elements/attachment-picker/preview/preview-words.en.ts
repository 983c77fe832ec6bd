/** What is said around one file that is looked at. */
export const previewEnglish = {
  previewClose: 'Close',
  previewBefore: 'File before',
  previewNext: 'Next file',
  previewOf: '{number} of {count}',
  previewReading: 'Reading this file',
  previewNoPicture: 'This browser can’t show this kind of file. Download it to open it in another app.',
  zoomIn: 'Closer',
  zoomOut: 'Further away',
  zoomWhole: 'Whole picture',
  fileName: 'Name',
  fileKeywords: 'Keywords',
  fileKeywordsHint: 'Words to find it by, with commas between',
  fileApply: 'Apply',
  fileReplace: 'Replace',
  tryAgain: 'Try again',
  fileDownload: 'Download',
  fileRemove: 'Remove',
  fileMore: 'About this file',
  fileTaken: 'Taken',
  filePosition: 'Position',
  filePositionNone: 'No position in this photo',
  filePositionWithin: '{place}, within {metres} m',
  saidRenamed: '{name}: changed, and kept on this device until sent',
  saidReplaced: '{name}: replaced, and kept on this device until sent',
};

export type PreviewKey = keyof typeof previewEnglish;
