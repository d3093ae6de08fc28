import { after } from './timers.ts';

/** Hands a file to the person, as a download of the browser. */
export const saveFile = (name: string, content: Blob): void => {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  // The browser reads it after the click has ended.
  after(10_000, () => URL.revokeObjectURL(url));
};
