/** The database that an address names. */
export const nameOf = (text: string): string => decodeURIComponent(new URL(text).pathname.slice(1));
/** The role that an address signs in as. */
export const roleOf = (text: string): string => decodeURIComponent(new URL(text).username);
