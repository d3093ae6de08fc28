/** The client library takes what it is not told from such variables, as psql does. */
const LIBPQ = /^PG[A-Z_]+$/;

/**
 * Removes the variables of psql and other libpq programs from an environment: meant for other servers, they would affect
 * connections to the embedded one. Returns the names.
 */
export const forgetLibpqVariables = (env: NodeJS.ProcessEnv): string[] => {
  const found = Object.keys(env).filter((name) => LIBPQ.test(name));
  for (const name of found) Reflect.deleteProperty(env, name);
  return found;
};
