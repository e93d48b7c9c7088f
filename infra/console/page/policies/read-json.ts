import { ApiError } from '../api-client.ts';

/**
 * Returns the value of a text in a form.
 *
 * @param name what the text is, such as `draft`
 * @throws ApiError where it is not JSON
 */
export function readJson(text: string, name: string): unknown {
  try {
    return JSON.parse(text);
  } catch (error) {
    throw new ApiError(
      'invalidDraft',
      `The ${name} is not JSON. Correct it: ${error instanceof Error ? error.message : ''}.`,
    );
  }
}
