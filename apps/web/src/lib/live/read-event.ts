import { EVENT_SCHEMAS, type EventName } from '@pacekeeper/contracts';
import '../http/answers.ts';
import type { LiveEvent } from './apply-event.ts';
import type { ServerSentEvent } from './create-connection.ts';

const isKnown = (name: string): name is EventName => Object.hasOwn(EVENT_SCHEMAS, name);

/** The event by its contract; null for one that this page does not know, which a newer server may send. */
export const readEvent = ({ name, data }: ServerSentEvent): LiveEvent | null => {
  if (!isKnown(name)) return null;
  try {
    const parsed = EVENT_SCHEMAS[name].safeParse(JSON.parse(data));
    return parsed.success ? ({ name, data: parsed.data } as LiveEvent) : null;
  } catch {
    return null;
  }
};
