/** A sentence of the catalogue without the places that are filled in when the error occurs. */
export const withoutGaps = (message: string): string =>
  message
    .replaceAll(/: \{\w+\}/g, '')
    .replaceAll(/\{\w+\}/g, '…')
    .replace(/…\.?$/, '…')
    .replace(/^…$/, '');
