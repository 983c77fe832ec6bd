/** "Copy report", wherever something may have gone wrong. */
export const reportEnglish = {
  copyReport: 'Copy report',
  reportCopied: 'Report copied: states, versions and codes for who helps you. Nothing that you entered is in it.',
  reportByHand: 'This browser does not let the page copy. Select the report and copy it:',
};

export type ReportKey = keyof typeof reportEnglish;
