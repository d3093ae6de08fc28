/** A sentence of the catalogue without the places that are filled in when the error occurs. */
export const withoutGaps = (message: string): string =>
  message
    // The API answers its entries with the places marked already.
    .replaceAll(/\{\w+\}/g, '…')
    .replaceAll(': …', '')
    .replace(/…\.?$/, '…')
    .replace(/^…$/, '');
