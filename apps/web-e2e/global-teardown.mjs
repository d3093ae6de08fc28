/** Closes the browser that the spec files shared. */
export default async () => {
  await (await globalThis.pacekeeperBrowser?.catch(() => undefined))?.close();
};
