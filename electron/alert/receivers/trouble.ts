/** Why something on the network did not come about, without a word of the address: that may itself be a secret. */

const WORDS: Readonly<Record<string, string>> = {
  ECONNREFUSED: 'nobody answers at its address and port',
  ECONNRESET: 'it broke the connection off',
  EPIPE: 'it broke the connection off',
  UND_ERR_SOCKET: 'it broke the connection off',
  ENOTFOUND: 'its name is not known',
  EAI_AGAIN: 'its name cannot be looked up now',
  EHOSTUNREACH: 'it cannot be reached from here',
  ENETUNREACH: 'there is no network',
  ENETDOWN: 'there is no network',
  ETIMEDOUT: 'it does not answer',
  UND_ERR_CONNECT_TIMEOUT: 'it does not answer',
  UND_ERR_HEADERS_TIMEOUT: 'it does not answer',
};
const CERTIFICATE = /CERT|SIGNATURE|ISSUER/;

/** A few words, for `it cannot be told now: ...`. */
export function troubleWords(error: unknown): string {
  const code = codeOf(error);
  if (code === null) return 'the connection failed';
  if (CERTIFICATE.test(code)) return `its certificate is not to be trusted (${code})`;
  return WORDS[code] ?? `the connection failed (${code})`;
}

/** `fetch` puts the reason into `cause`. */
function codeOf(error: unknown): string | null {
  if (!(error instanceof Error)) return null;
  if ('code' in error && typeof error.code === 'string') return error.code;
  return codeOf(error.cause);
}
