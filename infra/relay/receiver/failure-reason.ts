/** Begins the reason of a certificate that is not accepted. */
const CERTIFICATE = 'its certificate';

/** Codes of Node and OpenSSL for certificates. Source: Node.js, "TLS (SSL)", X509 certificate error codes. */
const CERTIFICATES: Readonly<Record<string, string>> = {
  CERT_HAS_EXPIRED: 'has expired',
  CERT_NOT_YET_VALID: 'is not valid yet',
  ERR_TLS_CERT_ALTNAME_INVALID: 'is for another name',
  DEPTH_ZERO_SELF_SIGNED_CERT: 'is not trusted',
  SELF_SIGNED_CERT_IN_CHAIN: 'is not trusted',
  UNABLE_TO_GET_ISSUER_CERT: 'is not trusted',
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: 'is not trusted',
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: 'is not trusted',
};

/** Returns why a connection failed, with the code that people search for. It never has the address. */
export function failureReason({ code, message }: NodeJS.ErrnoException): string {
  if (code === undefined) return message;
  const about = CERTIFICATES[code];
  return about === undefined ? code : `${CERTIFICATE} ${about}: ${code}`;
}

/** Tells whether a reason of `failureReason` is about a certificate. */
export function isAboutCertificate(reason: string): boolean {
  return reason.startsWith(CERTIFICATE);
}
