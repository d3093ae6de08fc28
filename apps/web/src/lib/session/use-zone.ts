import { useVisitor } from './person.ts';

/** The zone that times are shown in: the person's own, else the browser's. */
export const useZone = (): string => useVisitor()?.time_zone ?? Intl.DateTimeFormat().resolvedOptions().timeZone;
