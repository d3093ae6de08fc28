import { useEffect, useRef, type RefObject } from 'react';

/** Moves the focus to what has taken the place of the button that was pressed; give the element `tabIndex={-1}`. */
export const useArrivalFocus = <Part extends HTMLElement>(): RefObject<Part | null> => {
  const part = useRef<Part>(null);
  useEffect(() => part.current?.focus({ preventScroll: true }), []);
  return part;
};

/** As a `ref`: what has taken the place of the control that was pressed has the focus, and is in view. */
export const arrive = (part: HTMLElement | null): void => part?.focus();

/** For a field that takes the focus as soon as it is drawn, by itself or in a dialog that opens with it. */
export const ARRIVES = { ref: arrive, 'data-autofocus': true } as const;

/** The same for the first button inside. */
export const arriveAtButton = (part: HTMLElement | null): void => part?.querySelector('button')?.focus();

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
