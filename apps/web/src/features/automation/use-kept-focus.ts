import { useEffect, useRef, type RefObject } from 'react';

/**
 * Moves the focus to what has taken the place of the control that had it, whenever `step` changes and took it away; give
 * the element `tabIndex={-1}`. A focus that is somewhere stays there.
 */
export const useKeptFocus = <Part extends HTMLElement>(step: string): RefObject<Part | null> => {
  const part = useRef<Part>(null);
  const had = useRef(false);
  useEffect(() => {
    const note = () => {
      had.current = true;
    };
    document.addEventListener('focusin', note);
    return () => document.removeEventListener('focusin', note);
  }, []);
  useEffect(() => {
    if (had.current && document.activeElement === document.body) part.current?.focus();
  }, [step]);
  return part;
};
