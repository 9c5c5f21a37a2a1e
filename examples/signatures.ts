import { addPublicKeys, addSignatures, generateSecretKey, publicKeyOf, sign, verify } from '@haulout/bls';

const message = new TextEncoder().encode('what both have seen');
const secrets = [generateSecretKey(), generateSecretKey()];
const signature = addSignatures(secrets.map((secret) => sign(secret, message)));
console.log(verify(addPublicKeys(secrets.map(publicKeyOf)), message, signature)); // true
