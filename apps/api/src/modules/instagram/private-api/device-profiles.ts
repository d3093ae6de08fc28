/**
 * Phones with a version of Android that current versions of the app run on, as their app describes them in its
 * User-Agent: API level/Android; density; resolution; maker; model; device; chip. The client library's own list ends
 * with Android 9, which no longer fits the version that new devices claim in mode live.
 */
export const LIVE_DEVICES: readonly string[] = [
  '33/13; 420dpi; 1080x2400; samsung; SM-G991B; o1s; exynos2100',
  '33/13; 450dpi; 1080x2340; samsung; SM-S901B; r0s; s5e9925',
  '33/13; 450dpi; 1080x2400; samsung; SM-A536B; a53x; s5e8825',
  '33/13; 450dpi; 1080x2400; samsung; SM-A525F; a52q; qcom',
  '34/14; 480dpi; 1080x2340; samsung; SM-S911B; dm1q; qcom',
  '34/14; 450dpi; 1080x2340; samsung; SM-A546B; a54x; s5e8835',
  '34/14; 420dpi; 1080x2400; Google/google; Pixel 6; oriole; oriole',
  '34/14; 420dpi; 1080x2400; Google/google; Pixel 7; panther; panther',
  '34/14; 420dpi; 1080x2400; Google/google; Pixel 8; shiba; shiba',
  '33/13; 440dpi; 1080x2400; Xiaomi/Redmi; 2201117TY; spes; qcom',
];

/** A build that belongs to the Android version of a profile; pages within the app name it. */
const BUILDS: Readonly<Record<string, string>> = { '33': 'TP1A.220624.014', '34': 'UP1A.231005.007' };

/** Pure: the profile that a seed, a hexadecimal text, leads to; the same one each time. */
export const liveDevice = (seed: string): { readonly deviceString: string; readonly build: string } => {
  const index = Number.parseInt(seed.slice(0, 8), 16) % LIVE_DEVICES.length;
  const deviceString = LIVE_DEVICES[index] ?? LIVE_DEVICES[0] ?? '';
  return { deviceString, build: BUILDS[deviceString.slice(0, 2)] ?? '' };
};
