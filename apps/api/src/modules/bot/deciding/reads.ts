import { type ReadFacts, READS_A_PAGE } from './planner.ts';
import { hourlyWindowMs } from './pace.ts';

/** Pure: when the window of reads that holds at `now` began. */
export const readsSince = (now: Date, speed: number): Date => new Date(now.getTime() - hourlyWindowMs(speed));

/** Pure: what may be read now, and when room for a whole page is made by the end of the oldest reads. */
export const readFacts = (
  { left, oldest }: { left: number; oldest: readonly Date[] },
  { now, speed }: { now: Date; speed: number },
): ReadFacts => {
  const missing = READS_A_PAGE - left;
  const makesRoom = missing > 0 ? oldest[missing - 1] : undefined;
  return { left, againAt: makesRoom ? new Date(makesRoom.getTime() + hourlyWindowMs(speed)) : now };
};
