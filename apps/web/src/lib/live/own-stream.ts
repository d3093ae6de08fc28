import { after, type CallOff } from '../timers.ts';

export interface OwnStreamTools {
  /** Keeps the stream open until the signal ends it; `resumes` where it was open before. */
  readonly connect: (signal: AbortSignal, resumes: boolean) => Promise<void>;
  readonly isHidden: () => boolean;
  /** Calls back when the person comes to this tab or leaves it. */
  readonly onVisibility: (changed: () => void, signal: AbortSignal) => void;
}

/** How long a hidden tab keeps its stream, so that quick switches between tabs do not end it; milliseconds. */
const HIDDEN_MS = 10_000;

/**
 * For browsers where tabs cannot share: a stream for each tab, closed while the tab is hidden. A browser opens six
 * connections to one server over HTTP/1.1; with more streams no other request would get through.
 */
export const ownStream = async (tools: OwnStreamTools, signal: AbortSignal): Promise<void> => {
  for (let resumes = false; !signal.aborted; resumes = true) {
    const watched = new AbortController();
    const left = new AbortController();
    let callOff: CallOff = () => {};
    const look = () => {
      callOff();
      if (tools.isHidden()) callOff = after(HIDDEN_MS, () => left.abort());
    };
    tools.onVisibility(look, watched.signal);
    look();
    await tools.connect(AbortSignal.any([signal, left.signal]), resumes);
    callOff();
    watched.abort();
    await seen(tools, signal);
  }
};

/** Resolves once the tab is visible, or the signal aborts. */
const seen = (tools: OwnStreamTools, signal: AbortSignal): Promise<void> =>
  new Promise((done) => {
    if (signal.aborted || !tools.isHidden()) return done();
    const over = new AbortController();
    const finish = () => {
      over.abort();
      done();
    };
    tools.onVisibility(() => tools.isHidden() || finish(), over.signal);
    signal.addEventListener('abort', finish, { signal: over.signal });
  });
