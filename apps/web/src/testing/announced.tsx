import { useAnnouncement } from '../lib/announce.ts';

/** What is said to people who use a screen reader. */
export const Announced = () => <p role="status">{useAnnouncement()}</p>;
