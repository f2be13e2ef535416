/** What of a URL must not be shown. */

const TELLING = /pass|secret|token|key/i;

function decoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}

/** A user without a password may be a token. */
function secretsIn({ username, password, searchParams }: URL): string[] {
  const inQuery = [...searchParams].filter(([name]) => TELLING.test(name)).map(([, value]) => value);
  return [password === '' ? username : password, ...inQuery];
}

/** @returns the text, with all secrets of the URL replaced */
export function withoutSecrets(text: string, url: URL): string {
  const forms = secretsIn(url).flatMap((secret) => [secret, decoded(secret), encodeURIComponent(decoded(secret))]);
  // The longest first: one may be part of another.
  const secrets = [...new Set(forms)].filter((secret) => secret !== '').sort((a, b) => b.length - a.length);
  return secrets.reduce((shown, secret) => shown.replaceAll(secret, '***'), text);
}
