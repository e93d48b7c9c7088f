/** A shorter secret protects nothing, and appears in many answers by chance. */
const MIN_LENGTH = 6;

interface Texts {
  readonly text?: string;
  readonly location?: string | undefined;
}

/** Masks secrets in an answer, because a server that repeats the request must not make the doctor print them. */
export function withoutSecrets<Answer extends Texts | { readonly failure: string }>(
  answer: Answer,
  secrets: readonly string[],
): Answer {
  const known = secrets.filter(({ length }) => length >= MIN_LENGTH);
  const masked = (plain: string) => known.reduce((kept, secret) => kept.replaceAll(secret, '***'), plain);
  const { text, location }: Texts = 'failure' in answer ? {} : answer;
  return {
    ...answer,
    ...(text !== undefined && { text: masked(text) }),
    ...(location !== undefined && { location: masked(location) }),
  };
}
