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

/** A browser in memory, in which components are drawn; requests go through Node's fetch. */
export default class extends TestEnvironment {
  async setup() {
    await super.setup();
    for (const name of OF_NODE) this.global[name] = globalThis[name];
    Object.assign(this.global, { BroadcastChannel: Channel, ResizeObserver: Observer, matchMedia: noMatch });
    this.global.Element.prototype.scrollIntoView = () => {};
  }

  exportConditions() {
    return ['node', 'import', 'require', 'default'];
  }
}
