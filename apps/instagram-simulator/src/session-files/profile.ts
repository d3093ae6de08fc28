import { hash32 } from '../support/random.ts';

/** A phone as a tool that signed in has invented it: ids, profile, and the version that it claims. */
export interface FileDevice {
  readonly deviceId: string;
  readonly uuid: string;
  readonly phoneId: string;
  readonly advertisingId: string;
  readonly mid: string;
}

/** What the files claim: versions that were in use, and phones that fit them. */
export const FILE_VERSIONS = {
  instagrapi: { version: '385.0.0.47.74', code: '378906843' },
  library: { version: '222.0.0.13.114', code: '350696709' },
  pacekeeper: { version: '428.0.0.47.67', code: '961145276' },
} as const;

const hex = (seed: string, length: number): string => {
  let digits = '';
  for (let i = 0; digits.length < length; i += 1) digits += hash32(`${seed} ${i}`).toString(16).padStart(8, '0');
  return digits.slice(0, length);
};
const guid = (seed: string): string => {
  const digits = hex(seed, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
};

/** The same device for the same account and kind of file. */
export const fileDevice = (seed: string): FileDevice => ({
  deviceId: `android-${hex(`${seed} device`, 16)}`,
  uuid: guid(`${seed} uuid`),
  phoneId: guid(`${seed} phone`),
  advertisingId: guid(`${seed} advertising`),
  mid: `Y${hex(`${seed} mid`, 26)}`,
});
