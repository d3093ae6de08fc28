import { useAnnouncement } from '../lib/announce.ts';
import { VisuallyHidden } from './visually-hidden.tsx';

/** The one place that speaks to screen readers about what happened meanwhile. */
export function Announcer() {
  return (
    <div role="status" aria-live="polite">
      <VisuallyHidden>{useAnnouncement()}</VisuallyHidden>
    </div>
  );
}
