/** The client library takes what it is not told from such variables, as psql does. */
const LIBPQ = /^PG[A-Z_]+$/;

/**
 * Takes what psql and its like read out of an environment: meant for servers of somebody's own, it would turn up in
 * connections to the embedded one. Returns the names.
 */
export const forgetLibpqVariables = (env: NodeJS.ProcessEnv): string[] => {
  const found = Object.keys(env).filter((name) => LIBPQ.test(name));
  for (const name of found) Reflect.deleteProperty(env, name);
  return found;
};
