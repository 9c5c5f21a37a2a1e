/**
 * For Stryker: sentences for people are not mutated. What errors promise is their code and values; tests do
 * not compare the words. A string counts as a sentence when it has a space in it.
 */
const isSentence = ({ type, value, quasis }) =>
  (type === 'StringLiteral' && value.includes(' ')) ||
  (type === 'TemplateLiteral' && quasis.some(({ value: { raw } }) => raw.includes(' ')));

const texts = { shouldIgnore: ({ node }) => (isSentence(node) ? 'a sentence for people' : undefined) };

export const strykerPlugins = [{ kind: 'Ignore', name: 'texts', value: texts }];
