#!/bin/sh
# Makes the key and the certificates of this directory again: sh test/support/tls/make.sh, with OpenSSL 3. The key protects nothing.
set -eu
cd "$(dirname "$0")"
work=$(mktemp -d)
openssl ecparam -name prime256v1 -genkey -noout -out key.pem
openssl req -new -key key.pem -subj /CN=localhost -out "$work/request"
printf 'subjectAltName = IP:127.0.0.1, DNS:localhost\n' >"$work/extensions"
printf '[ca]\ndefault_ca = own\n[own]\ndatabase = %s/index\nnew_certs_dir = %s\nrand_serial = yes\ndefault_md = sha256\npolicy = any\n[any]\ncommonName = supplied\n' "$work" "$work" >"$work/config"
certificate() {
  : >"$work/index"
  openssl ca -batch -notext -selfsign -config "$work/config" -keyfile key.pem -in "$work/request" \
    -extfile "$work/extensions" -startdate 20200101000000Z -enddate "$2" -out "$1"
}
certificate valid.pem 21200101000000Z
certificate expired.pem 20200201000000Z
rm -r "$work"
