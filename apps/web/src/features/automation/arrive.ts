/** As a `ref`: what has taken the place of the control that was pressed has the focus, and is in view. */
export const arrive = (part: HTMLElement | null): void => part?.focus();

/** The same for the first button inside. */
export const arriveAtButton = (part: HTMLElement | null): void => part?.querySelector('button')?.focus();
