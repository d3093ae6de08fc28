/** The longest that one call may take, from the first byte sent to the last received; milliseconds. */
export const CALL_TIMEOUT_MS = 5_000;
