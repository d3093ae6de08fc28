import { TestEnvironment } from 'jest-environment-jsdom';

/** What components use of the platform that jsdom lacks, or has in a kind that Node's fetch does not take. */
const OF_NODE = [
  'AbortController',
  'AbortSignal',
  'Blob',
  'Headers',
  'ReadableStream',
  'Request',
  'Response',
  'TextDecoder',
  'TextEncoder',
  'TransformStream',
  'WritableStream',
  'fetch',
  'structuredClone',
];

/** It does not keep a process alive. */
class Channel extends globalThis.BroadcastChannel {
  constructor(name) {
    super(name);
    this.unref();
  }
}

class Observer {
  observe() {}
  unobserve() {}
  disconnect() {}
}

const noMatch = (media) => ({
  matches: false,
  media,
  addEventListener() {},
  removeEventListener() {},
  addListener() {},
  removeListener() {},
});

/** Lets jsdom's targets take signals of Node's. */
const takeSignals = (global) => {
  const { addEventListener: add, removeEventListener: remove } = global.EventTarget.prototype;
  const listen = function (type, listener, options) {
    if (!options?.signal) return add.call(this, type, listener, options);
    const { signal, ...rest } = options;
    if (signal.aborted) return;
    add.call(this, type, listener, rest);
    signal.addEventListener('abort', () => remove.call(this, type, listener, rest), { once: true });
  };
  // The window has one of its own.
  global.EventTarget.prototype.addEventListener = listen;
  global.addEventListener = listen;
};

/** A browser in memory, in which components are drawn; requests go through Node's fetch. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of OF_NODE) this.global[name] = globalThis[name];
    Object.assign(this.global, { BroadcastChannel: Channel, ResizeObserver: Observer, matchMedia: noMatch });
    this.global.Element.prototype.scrollIntoView = () => {};
    takeSignals(this.global);
  }

  exportConditions() {
    return ['node', 'import', 'require', 'default'];
  }
}
