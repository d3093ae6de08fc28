export default async (): Promise<void> => {
  await (globalThis as { stopTestServer?: () => Promise<void> }).stopTestServer?.();
};
