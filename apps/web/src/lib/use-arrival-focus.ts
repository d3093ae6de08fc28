import { useEffect, useRef, type RefObject } from 'react';

/** Moves the focus to what has taken the place of the button that was pressed; give the element `tabIndex={-1}`. */
export const useArrivalFocus = <Part extends HTMLElement>(): RefObject<Part | null> => {
  const part = useRef<Part>(null);
  useEffect(() => part.current?.focus({ preventScroll: true }), []);
  return part;
};
