import { lazy, type ComponentType } from 'react';

const Nothing = () => null;

/** A part that is loaded when it is first needed, and left out, instead of breaking the page, where it cannot be had. */
export const lazyPart = <Props extends object>(load: () => Promise<ComponentType<Props>>) =>
  lazy(async (): Promise<{ default: ComponentType<Props> }> => ({ default: await load().catch(() => Nothing) }));
