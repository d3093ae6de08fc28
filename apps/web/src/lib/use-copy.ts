import { useEffect, useState } from 'react';
import { announce } from './announce.ts';
import { after } from './timers.ts';

const write = async (text: string): Promise<boolean> => {
  try {
    await navigator.clipboard.writeText(text);
    return true;
  } catch {
    // No clipboard without HTTPS: the older way still works there.
    const field = document.createElement('textarea');
    field.value = text;
    field.style.position = 'fixed';
    document.body.append(field);
    field.select();
    const done = document.execCommand('copy');
    field.remove();
    return done;
  }
};

/** Copies text, and says so for a moment. */
export const useCopy = (): { readonly copied: string | null; readonly copy: (text: string) => void } => {
  const [copied, setCopied] = useState<string | null>(null);
  useEffect(() => {
    if (copied === null) return undefined;
    return after(2000, () => setCopied(null));
  }, [copied]);
  const copy = (text: string) =>
    void write(text).then((done) => {
      announce(done ? 'Copied' : 'Copying did not work');
      if (done) setCopied(text);
    });
  return { copied, copy };
};
